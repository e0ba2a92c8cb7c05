"""Learn which lines to call fit which words, and write it into `data/programs.yaml`.

    pip install scikit-learn
    python tools/line_points.py

For each line, a logistic regression over the labelled queries of `tests/search/fresh/` says how
much each concept of the vocabulary, and what the words say of the person, speaks for it. Points say
how much more than for most lines, so that few are needed.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from resource_finder.directory.contacts import numbers_to_give
from resource_finder.directory.loader import load
from resource_finder.model import Directory
from resource_finder.regions import enclosing_regions
from resource_finder.search.build import build
from resource_finder.search.helping_lines import is_police
from resource_finder.search.line_points import read_of
from resource_finder.search.query import understand

ROOT: Final = Path(__file__).parents[1]
FRESH: Final = ROOT / "tests" / "search" / "fresh"
FILE: Final = ROOT / "data" / "programs.yaml"
NEXT_PART: Final = "# Words that weigh nothing"
"""The comment in the file before which the points stand."""
LEAST_SHARE: Final = 0.04
"""The part of all queries that a line must answer: of fewer little can be learned."""
INVERSE_PENALTY: Final = 1.0
"""The less it is, the fewer concepts have points."""
POINTS: Final = 2
"""Points for each unit of the logarithm of the odds."""
COLUMNS: Final = 96


def labelled_queries() -> list[dict[str, Any]]:
    """Each query with the entries that answer it."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(FRESH.iterdir()))
    return [query for text in texts for query in yaml.safe_load(text)["queries"]]


def lines_of(directory: Directory, queries: Sequence[dict[str, Any]]) -> list[str]:
    """The lines for the whole region, but for the police, that answer enough queries: those that
    answer most first."""
    header = directory.header
    everywhere = set(enclosing_regions(header.region, header.regions))
    lines = {
        service.id
        for service in directory.services
        if service.kind == "hotline" and numbers_to_give(service) and not is_police(service)
        and not everywhere.isdisjoint(service.regions)
    }  # fmt: skip
    count = Counter(id for query in queries for id in query["expect"])
    return [id for id, n in count.most_common() if id in lines and n >= LEAST_SHARE * len(queries)]


def learn(queries: Sequence[dict[str, Any]], directory: Directory) -> dict[str, dict[str, int]]:
    """The points of each line, by what was read of a query."""
    index, vectorizer = build(directory), DictVectorizer(dtype=numpy.float64)
    read = vectorizer.fit_transform(
        dict.fromkeys(sorted(read_of(understand(query["query"], index))), 1) for query in queries
    )
    # Liblinear reads no other.
    read.indices, read.indptr = read.indices.astype("int32"), read.indptr.astype("int32")
    names = vectorizer.get_feature_names_out()
    lines = lines_of(directory, queries)
    weights = numpy.array(
        [_weights(read, [line in q["expect"] for q in queries]) for line in lines]
    )
    least = numpy.where(names == "any", weights.min(axis=0), numpy.median(weights, axis=0))
    points = numpy.round(numpy.maximum(weights - least, 0) * POINTS).astype(int)
    return {line: _named(names, row) for line, row in zip(lines, points, strict=True)}


def _weights(read: Any, answers: Sequence[bool]) -> Any:
    """How much each thing that was read speaks for a line."""
    model = LogisticRegression(
        C=INVERSE_PENALTY, penalty="l1", solver="liblinear", fit_intercept=False, random_state=0
    )
    return model.fit(read, answers).coef_[0]


def _named(names: Sequence[str], points: Sequence[int]) -> dict[str, int]:
    """Points by name, the most first."""
    pairs = sorted(zip(names, points, strict=True), key=lambda pair: (-pair[1], pair[0]))
    return {name: int(count) for name, count in pairs if count}


def as_yaml(learned: Mapping[str, Mapping[str, int]]) -> str:
    """The points as they stand in the file."""
    lines = ["lines_to_call:", ""]
    for id, points in learned.items():
        # A key stays beside its value.
        text = "points:_{" + ", ".join(f"{name}:_{count}" for name, count in points.items()) + "}"
        wrapped = textwrap.wrap(text, COLUMNS, break_on_hyphens=False, subsequent_indent="  ")
        lines.append(f"  - service: {id}" if not id.isdigit() else f'  - service: "{id}"')
        lines += ["    " + line.replace(":_", ": ") for line in wrapped]
    return "\n".join(lines)


def main() -> None:
    """Write the points into the file, in place of those that it has."""
    learned = learn(labelled_queries(), load(FILE))
    text = FILE.read_text(encoding="utf-8")
    before, after = text.split(NEXT_PART)
    kept = re.sub(r"(?s)\nlines_to_call:.*", "\n", before)
    FILE.write_text(f"{kept}{as_yaml(learned)}\n\n{NEXT_PART}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
