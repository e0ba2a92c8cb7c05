"""Measure the search on a directory that nobody tuned it for, beside plain full-text search.

python -m benchmarks.elsewhere [--from REPOSITORY] [--misses]

The directory is the first 300 organizations around Baltimore that the city's health department
published with its own directory program (github.com/bchd/bahc-ohana-api, BSD licence). Their names
and descriptions are fetched once, from a named commit, into `build/`, which Git ignores; with
`--from` they are read from a clone. There are no search words for it, so it shows what the search
does for an agency that writes only names and descriptions. The queries and their answers are in
`tests/search/elsewhere.yaml`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import html
import io
import re
import subprocess
import urllib.request
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.search_quality import compare, read_queries
from resource_finder.bilingual import Text
from resource_finder.directory import builtin
from resource_finder.directory.loader import load
from resource_finder.header import Region
from resource_finder.model import Directory, Service

ROOT: Final = Path(__file__).parents[1]
QUERIES: Final = ROOT / "tests" / "search" / "elsewhere.yaml"
CACHE: Final = ROOT / "build" / "elsewhere" / "organizations.csv"
COMMIT: Final = "85730989a6b95839f619ff4fff2261a9b379520e"
FILE: Final = "data/icarol-csv/organizations.csv"
ADDRESS: Final = f"https://raw.githubusercontent.com/bchd/bahc-ohana-api/{COMMIT}/{FILE}"
SHA256: Final = "9b496fa292ca443b7a9094ffc9e5cab0a13cf07396dff1d47786431e4cf57d5f"
LABELLED: Final = 300
"""Rows of which every name and description was read for the labels; the file is in no order."""


def organizations(clone: Path | None) -> bytes:
    """The file of organizations, of a clone of its repository or else of the cache."""
    if clone is not None:
        command = ["git", "-C", str(clone), "show", f"{COMMIT}:{FILE}"]
        return _checked(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    if not CACHE.exists():
        try:
            with urllib.request.urlopen(ADDRESS, timeout=60) as answer:
                fetched = _checked(answer.read())
        except OSError as error:
            raise SystemExit(f"{ADDRESS}: {error}; --from reads a clone instead") from error
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        CACHE.write_bytes(fetched)
    return _checked(CACHE.read_bytes())


def _checked(content: bytes) -> bytes:
    """The file, if it is the one that the queries were labelled with."""
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{FILE} is not that of commit {COMMIT}")
    return content


def directory_of(content: bytes, built_in: Directory) -> Directory:
    """A directory of names and descriptions, with none of the words of the built-in one."""
    header = built_in.header._replace(
        title=_both("Baltimore"),
        region="baltimore",
        urgent=(),
        memorial_names=(),
        support=(),
        fallback_services=(),
        lines_to_call=(),
        wallet=(),
        audiences={},
        regions={"baltimore": Region(_both("Baltimore"), None, ())},
        topics={"organization": _both("organization")},
        stop_words={},
        guarded_places=(),
        built_in=False,
    )
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    first = [_service(row, built_in.services[0]) for row in islice(rows, LABELLED)]
    return Directory(header, tuple(first), (), (), (), ())


def _service(row: dict[str, str], template: Service) -> Service:
    """An organization as a service of the one topic; nothing of the template is searched."""
    name, summary = (" ".join(html.unescape(row[key]).split()) for key in ("name", "description"))
    return template._replace(
        id=re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-"),
        name=_both(name),
        summary=_both(summary),
        details=(),
        notes=(),
        topics=("organization",),
        related=(),
        aliases=(),
        kind="program",
        line=None,
        order=None,
        gloss=None,
        short=None,
        use_for=None,
        intake=(),
        formerly=(),
        audience=(),
        audience_note=None,
        ages=None,
        regions=("baltimore",),
        phones=(),
        operator=None,
        location_policy=None,
        status="current",
        status_note=None,
        instead=None,
    )


def _both(text: str) -> Text:
    """A text of a directory in one language."""
    return Text(text, text)


def main() -> None:
    """Print the table, and with `--misses` where plain full-text search finds more."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="clone", type=Path)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    directory = directory_of(organizations(arguments.clone), load(builtin.path()))
    queries = read_queries(QUERIES)
    expected = {id for query in queries for id in query["expect"]}
    assert expected <= {service.id for service in directory.services}
    compare("another city", queries, directory, {"ours": directory}, arguments.misses)


if __name__ == "__main__":
    main()
