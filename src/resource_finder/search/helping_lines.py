"""The lines of a directory that may help the person whom a query is about, where they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import Final

from resource_finder.directory.contacts import NO_CONTACT_STATUSES, numbers_to_give
from resource_finder.model import Entry, Service
from resource_finder.search.index import Index
from resource_finder.search.line_points import lines_by_fit
from resource_finder.search.others import COURSES, serves_others
from resource_finder.search.places import is_elsewhere
from resource_finder.search.query import Query
from resource_finder.search.tokens import Meaning, MeaningKind, token_of

_COURSE: Final = token_of(Meaning(MeaningKind.CONCEPT, COURSES))
_CHILDREN: Final = "children"
_REPORT: Final = "report"


class HelpingLines:
    """The lines for the person of a query; each is read when it is asked for."""

    def __init__(self, query: Query, index: Index) -> None:
        self.query, self.person, self.index = query, query.person, index

    @cached_property
    def wants_course(self) -> bool:
        """Whether somebody wants to learn how to help others, and is not sent to a course."""
        is_course = any(_COURSE in term.matches for term in self.query.terms)
        return is_course and not self.person.is_charged

    @property
    def is_for_child(self) -> bool:
        """Whether somebody asks for a child, not for a course on children."""
        return self.person.is_minor and not self.wants_course

    def may_help(self, line: Service) -> bool:
        """Whether a line answers the person, where they are, and is not the police; what harms a
        child is reported, what harms an adult is not."""
        return can_be_called(line) and not (
            is_police(line)
            or (line.line == _REPORT and self.person.is_adult)
            or is_elsewhere(self.query, line, self.index)
            or serves_others(line, self.person)
        )

    @cached_property
    def general(self) -> list[Service]:
        """Those for any need."""
        services = map(self.index.service, self.index.header.fallback_services)
        return list(filter(self.may_help, services))

    @property
    def for_children(self) -> Service | None:
        """The one for any need of a child."""
        return next((line for line in self.general if _CHILDREN in line.audience), None)

    @property
    def by_fit(self) -> Iterator[Service]:
        """Those that fit the words, best first, then those for any need."""
        fitting = filter(self.may_help, lines_by_fit(self.query, self.index))
        return chain(fitting, self.general)

    @cached_property
    def to_report(self) -> Service | None:
        """The one to report the harm of a child to: its numbers open every page."""
        ids = (line.service for line in self.index.header.urgent if line.numbers)
        return next(filter(self.may_help, map(self.index.service, ids)), None)


def can_be_called(entry: Entry) -> bool:
    """Whether a number of an entry is known."""
    return isinstance(entry, Service) and bool(numbers_to_give(entry))


def is_gone(entry: Entry) -> bool:
    """Whether nobody answers for an entry: it has ended, or has not begun."""
    return isinstance(entry, Service) and entry.status in NO_CONTACT_STATUSES


def is_police(entry: Entry) -> bool:
    """Whether an entry is the police."""
    return isinstance(entry, Service) and entry.police == "service"
