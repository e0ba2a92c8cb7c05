"""The finder as a library: what each question gives, in which order, and what it leaves out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import resource_finder
from conftest import replace
from resource_finder.closed_lists import LINES
from resource_finder.directory.offices import is_local_office
from resource_finder.finder import (
    BEST_EVENTS,
    BEST_SERVICES,
    Finder,
    Results,
    Timeline,
    UnknownIdError,
)
from resource_finder.model import Directory, Event, Service
from resource_finder.search.filters import Filters
from samples import EXTRA_ENTRIES, SOUND, write_file


def ids(answer: Results | Timeline) -> list[str]:
    """The ids of what was found, in order."""
    return [hit.entry.id for hit in answer.hits]


def services(directory: Directory) -> dict[str, Service]:
    """The services of a directory by id."""
    return {service.id: service for service in directory.services}


# --- find ----------------------------------------------------------------------------------------


def test_find_gives_the_five_best_services_and_counts_all(finder: Finder) -> None:
    """Where no limit is asked for, five services are given, and the true number of all."""
    every = finder.find("winnipeg", limit=None)
    assert BEST_SERVICES == 5
    assert len(every.hits) == every.total > 5
    assert finder.find("winnipeg") == every._replace(hits=every.hits[:5])


def test_find_gives_no_event_but_counts_those_that_answer(finder: Finder) -> None:
    """A service is never mixed with history; how many events answer is told."""
    results = finder.find("police", limit=None)
    query, hits = finder.search("police")
    events = [hit for hit in hits if isinstance(hit.entry, Event)]
    assert not any(isinstance(hit.entry, Event) for hit in results.hits)
    assert (results.query, results.events) == (query, len(events))
    assert results.events > 0
    assert results.total + results.events == len(hits)


@pytest.mark.parametrize("limit", [0, 1, 3, 10_000])
def test_a_limit_cuts_what_is_given_not_what_is_counted(finder: Finder, limit: int) -> None:
    """Whoever asks for three reads how many there would be."""
    every = finder.find("shelter", limit=None)
    assert finder.find("shelter", limit=limit) == every._replace(hits=every.hits[:limit])
    lines = finder.hotlines()
    assert finder.hotlines(limit=limit) == lines._replace(hits=lines.hits[:limit])
    timeline = finder.timeline()
    assert finder.timeline(limit=limit) == timeline._replace(hits=timeline.hits[:limit])


def test_find_ranks_one_s_own_region_first_among_equals(finder: Finder) -> None:
    """A worker of Thompson reads the services of Thompson before like ones elsewhere."""
    scores = {
        region: {hit.entry.id: hit.score for hit in finder.find("police", None, region, None).hits}
        for region in ("thompson", None)
    }
    nearer = {id for id, score in scores["thompson"].items() if score > scores[None][id]}
    here = {
        hit.entry.id
        for hit in finder.find("police", limit=None).hits
        if isinstance(hit.entry, Service) and "thompson" in hit.entry.regions
    }
    assert nearer == here != set()


# --- hotlines ------------------------------------------------------------------------------------


def test_hotlines_are_all_that_have_a_number_by_line(finder: Finder, directory: Directory) -> None:
    """Every hotline with a number that may be given is there, but for local offices, emergency
    lines first."""
    found = [services(directory)[id] for id in ids(finder.hotlines())]
    assert {service.id for service in found} == {
        service.id
        for service in directory.services
        if service.kind == "hotline"
        and service.status in ("current", "unknown")
        and any(phone.confidence != "unconfirmed" for phone in service.phones)
        and not is_local_office(service)
    }
    order = [LINES.index(str(service.line)) for service in found]
    assert order == sorted(order)
    words = finder.hotlines("suicide")
    order = [LINES.index(str(getattr(hit.entry, "line", ""))) for hit in words.hits]
    assert len(set(order)) > 1
    assert order == sorted(order)
    assert (found[0].line, found[-1].line) == ("emergency", "office")


def test_hotlines_of_one_line_stay_best_first(finder: Finder) -> None:
    """Within a line the order is that of the search."""
    _, hits = finder.search("youth suicide", kinds=("hotline",))
    rank = [hit.entry.id for hit in hits]
    found = finder.hotlines("youth suicide")
    for line in LINES:
        members = [h.entry.id for h in found.hits if getattr(h.entry, "line", None) == line]
        assert members == sorted(members, key=rank.index)


# --- local offices -------------------------------------------------------------------------------


def local_offices(answer: Results) -> set[str]:
    """The ids of the police detachments and child welfare offices that were found."""
    services = [hit.entry for hit in answer.hits if isinstance(hit.entry, Service)]
    return {service.id for service in services if is_local_office(service)}


def test_local_offices_are_police_and_child_welfare_offices(directory: Directory) -> None:
    """A detachment and a Child and Family Services office are local offices; no line that everyone
    may call is one, nor is the advocate for children."""
    local = {service.id for service in directory.services if is_local_office(service)}
    assert {id for id in local if not id.startswith(("rcmp-", "mfnp-", "cfs-"))} == {
        "brandon-police",
        "wps-nonemergency",
    }
    assert len(local) == 34
    assert not local & {"cfs-report", "cfs-winnipeg", "rcmp-thompson", "emergency-911"}


def test_hotlines_leave_local_offices_out_unless_they_are_asked_for(finder: Finder) -> None:
    """Numbers for one town do not bury the lines for everyone; how many are left out is told, and
    words, a region or a topic bring them."""
    lines = finder.hotlines()
    assert local_offices(lines) == set()
    assert len(lines.hits) == lines.total
    every = finder.hotlines("", Filters(region=("manitoba",)))
    assert lines.offices == len(local_offices(every)) > 10
    assert every.offices == 0
    assert "rcmp-the-pas" in local_offices(finder.hotlines("police the pas"))
    assert "cfs-awasis" in local_offices(finder.hotlines("", Filters(topic=("child-protection",))))


@pytest.mark.parametrize(
    "words",
    ["child abuse", "enfant maltraité", "child protection norway house", "cfs", "missing girl"],
)
@pytest.mark.parametrize("region", ["", "thompson", "westman"])
def test_an_office_never_stands_before_a_line_to_call_first(
    words: str, region: str, finder: Finder
) -> None:
    """Whoever says that a child is harmed reads the province-wide report line and the crisis lines
    before any office, also where a filter by region would put the office first."""
    found = finder.find(words, Filters(region=(region,) if region else ()), limit=None)
    offices = [n for n, id in enumerate(ids(found)) if id in local_offices(found)]
    first = [
        n
        for n, hit in enumerate(found.hits)
        if hit.entry.id == "cfs-report" or getattr(hit.entry, "line", "") == "crisis"
    ]
    assert min(offices, default=99) > max(first, default=-1)


def test_an_office_whose_name_or_number_was_typed_comes_first(finder: Finder) -> None:
    """Whoever types the name of an office, or its number, means that office."""
    for words, id in {
        "Awasis Agency": "cfs-awasis",
        "204-677-1500": "cfs-awasis",
        "RCMP The Pas": "rcmp-the-pas",
        "GRC Le Pas": "rcmp-the-pas",
        "police Shamattawa": "rcmp-shamattawa",
        "Brandon police": "brandon-police",
    }.items():
        assert ids(finder.find(words))[0] == id, words


def changed(directory: Directory, id: str, **changes: object) -> Finder:
    """A finder over the directory in which one service is changed; without its vocabulary, which
    no list needs and which takes most of the time."""
    every = tuple(
        replace(service, **changes) if service.id == id else service
        for service in directory.services
    )
    return Finder.of(directory._replace(services=every, vocabulary=()))


@pytest.mark.parametrize("status", ["former", "announced"])
def test_a_hotline_that_nobody_answers_is_left_out(
    directory: Directory, finder: Finder, status: str
) -> None:
    """A service that has ended, or has not begun, is no number to call."""
    assert "988" in ids(finder.hotlines())
    assert "988" not in ids(changed(directory, "988", status=status).hotlines())


def test_an_unconfirmed_number_counts_only_where_it_is_asked_for(directory: Directory) -> None:
    """A number that nobody confirmed makes no hotline, unless unconfirmed ones are wanted."""
    line = services(directory)["988"]
    phones = tuple(phone._replace(confidence="unconfirmed") for phone in line.phones)
    finder = changed(directory, "988", phones=phones, confidence="unconfirmed")
    assert "988" not in ids(finder.hotlines())
    assert "988" in ids(finder.hotlines("", Filters(confidence=("unconfirmed",))))


# --- timeline ------------------------------------------------------------------------------------


def test_the_timeline_is_every_event_in_order_of_time(finder: Finder, directory: Directory) -> None:
    """Without words, all of the history is told, from its beginning."""
    dated = sorted(directory.events, key=lambda event: (event.date, event.id))
    timeline = finder.timeline()
    assert (list(timeline.events), timeline.total) == (dated, len(dated))


def test_words_give_the_eight_best_events_in_order_of_time(finder: Finder) -> None:
    """A search of the history gives no event that hardly answers."""
    _, hits = finder.search("exploitation", kinds=("event",))
    best = sorted((hit.entry for hit in hits[:8]), key=lambda e: (getattr(e, "date", ""), e.id))
    timeline = finder.timeline("exploitation")
    assert BEST_EVENTS == 8
    assert len(hits) > 8
    assert (list(timeline.events), timeline.total) == (best, 8)


def test_both_years_belong_to_a_timeline(finder: Finder, directory: Directory) -> None:
    """From 2008 to 2011 means the whole of both years."""
    wanted = {event.id for event in directory.events if "2008" <= event.date[:4] <= "2011"}
    assert set(ids(finder.timeline("", 2008, 2011))) == wanted
    assert {"2008", "2011"} <= {event.date[:4] for event in finder.timeline("", 2008, 2011).events}


def test_the_best_events_are_those_of_the_years_asked_for(finder: Finder) -> None:
    """An event of other years takes no place among the eight."""
    events = finder.timeline("police", 2015).events
    _, hits = finder.search("police", kinds=("event",))
    later = [hit.entry.id for hit in hits if getattr(hit.entry, "date", "")[:4] >= "2015"]
    assert {event.id for event in events} == set(later[:8])


# --- one entry, every entry ----------------------------------------------------------------------


def test_every_entry_and_source_is_shown_by_its_id(finder: Finder, directory: Directory) -> None:
    """Whatever an answer names can be read whole."""
    for entry in directory.entries:
        assert finder.show(entry.id) == entry
    for source in directory.sources:
        assert finder.show(source.id) == source


def test_the_beginning_of_one_id_is_enough(finder: Finder) -> None:
    """A few letters open an entry where they begin no other id; else every id that they begin is
    told, and none is opened."""
    assert finder.show("family-vio") == finder.show("family-violence")
    assert finder.show("2008-12-10") == finder.show("2008-12-10-phase-two")
    with pytest.raises(UnknownIdError) as several:
        finder.show("streetreach-")
    longer = [id for id in finder.index.ids() if id.startswith("streetreach-")]
    assert len(longer) > 1
    assert several.value.near == tuple(longer)
    for unknown in ("", "family violence", "zzqxv"):
        with pytest.raises(UnknownIdError):
            finder.show(unknown)


def test_an_unknown_id_is_told_with_the_ids_that_are_near(finder: Finder) -> None:
    """A slip in an id is answered with the ids that may be meant, another word with none."""
    with pytest.raises(UnknownIdError) as slip:
        finder.show("cfs-reprot")
    assert (slip.value.id, slip.value.near[0]) == ("cfs-reprot", "cfs-report")
    assert len(slip.value.near) <= 3
    with pytest.raises(UnknownIdError) as capitals:
        finder.show("CFS-REPORT")
    assert capitals.value.near[0] == "cfs-report"
    with pytest.raises(UnknownIdError) as other:
        finder.show("zzqxv")
    assert other.value.near == ()


def test_entries_are_listed_by_kind_in_the_order_of_the_directory(
    finder: Finder, directory: Directory
) -> None:
    """A list holds each entry of the kinds asked for, once."""
    assert finder.entries() == list(directory.entries)
    assert finder.entries(("event", "notice")) == [*directory.events, *directory.notices]
    assert finder.sources() == sorted(directory.sources, key=lambda source: source.id)


def test_a_filtered_list_begins_with_what_fits_exactly(finder: Finder) -> None:
    """Services of Thompson stand before those of the whole province, but for local offices; none
    elsewhere is there."""
    regions = [
        entry.regions
        for entry in finder.entries(("hotline", "program"), Filters(region=("thompson",)))
        if isinstance(entry, Service) and not is_local_office(entry)
    ]
    exact = ["thompson" in region for region in regions]
    assert exact == sorted(exact, reverse=True)
    assert {True, False} == set(exact)
    assert not any(region == ("winnipeg",) for region in regions)


def test_a_service_without_a_number_is_followed_by_one_to_call(
    finder: Finder, directory: Directory
) -> None:
    """Whoever has no number learns whom to call instead; whoever has one needs nobody."""
    for service in directory.services:
        other = finder.call_instead(service)
        assert other == finder.index.call_instead(service.id)
        if any(phone.confidence != "unconfirmed" for phone in service.phones):
            assert other is None


# --- opening -------------------------------------------------------------------------------------


def test_a_finder_keeps_its_index(directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that asks many questions reads the directory once."""
    finder = Finder.of(directory._replace(vocabulary=()))
    monkeypatch.setattr("resource_finder.search.build.build", None)
    monkeypatch.setattr("resource_finder.directory.loader.load", None)
    assert finder.find("suicide") == finder.find("suicide")


def test_a_finder_that_is_closed_answers_no_more(directory: Directory) -> None:
    """Leaving the `with` block closes the index."""
    with Finder.of(directory._replace(vocabulary=())) as finder:
        assert finder.find("suicide").total
    with pytest.raises(Exception, match="closed"):
        finder.find("suicide")


def test_own_files_stand_beside_or_in_place_of_the_directory(tmp_path: Path) -> None:
    """`directory` replaces the built-in directory; `also` adds to either."""
    own_file = write_file(tmp_path, SOUND, "own.yaml")
    extra = write_file(
        tmp_path, EXTRA_ENTRIES.replace("sources: [{id: page,", "sources: [{id: act,")
    )
    with Finder.open(own_file) as finder:
        assert [entry.id for entry in finder.entries(("hotline",))] == ["helpline"]
    with Finder.open(also=[extra]) as finder:
        assert isinstance(finder.show("night-line"), Service)
        assert isinstance(finder.show("988"), Service)


PROGRAM = """
from resource_finder import Filters, Finder, Service, UnknownIdError

with Finder.open() as finder:
    results = finder.find("runaway thompson", Filters(region=("thompson",)))
    names: list[str] = [hit.entry.name.fr for hit in results.hits]
    lines: list[str] = [p.number for h in finder.hotlines().hits
                        if isinstance(h.entry, Service) for p in h.entry.phones]
    try:
        wrong: int = finder.show("988").id
    except UnknownIdError as error:
        print(error.near, results.total, len(names), len(lines), wrong)
"""


def test_a_program_that_uses_the_library_is_checked_by_its_types(tmp_path: Path) -> None:
    """mypy --strict knows the types of the library, and finds the one mistake in a program."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "program.py"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line.removeprefix("program.py:10: ") for line in lines] == [
        'error: Incompatible types in assignment (expression has type "str", variable has type'
        ' "int")  [assignment]',
        "Found 1 error in 1 file (checked 1 source file)",
    ]


def test_the_example_of_the_library_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """What the documentation shows can be copied and run."""
    text = str(resource_finder.__doc__)
    block = text.partition("::\n\n")[2].partition("\n\n`")[0]
    exec(compile("\n".join(line[4:] for line in block.splitlines()), "example", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == BEST_SERVICES
    assert all(printed)
