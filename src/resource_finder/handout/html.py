"""A sheet as one HTML file: no script, nothing remote; made to be printed in black and white."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape
from typing import Final

from resource_finder.handout.drawing import svg
from resource_finder.handout.sheet import Entry, Group, Number, Part, Period, Sheet

_SIZE: Final = {"letter": ("letter", 612, 792), "a4": ("A4", 595, 842)}
"""Each paper's name in CSS, its width and its height in points."""
_MARGIN: Final = 36
"""Points around a page."""

_STYLE: Final = """
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#000;font:12pt/1.3 Arial,Helvetica,"Liberation Sans",sans-serif}
.large{font-size:18pt}
section.part{max-width:46rem;margin:0 auto;padding:1rem}
h1{font-size:1.6em;line-height:1.15;margin:0 0 .4em}
h2{font-size:1.2em;margin:1.1em 0 .4em;border-bottom:2px solid #000}
h3{font-size:1em;margin:.8em 0 .1em}
p,ul,ol{margin:.2em 0}ul,ol{padding:0;list-style:none}
a{color:#000}
.number{font-weight:bold;white-space:nowrap;font-size:1.1em}
.box{border:3px solid #000;padding:.5em .8em;margin:.8em 0}.box h2{border:0;margin:0 0 .2em}
.write{display:flex;flex-wrap:wrap;align-items:end;gap:.4em;margin:.5em 0 0}
.write span:last-child{flex:1 1 10em;border-bottom:1px solid #000;height:1.6em}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #000;padding:.25em .4em;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
td.number{overflow-wrap:normal}
.entry,.event,tr,.box,figure{break-inside:avoid}
h1,h2,h3{break-after:avoid}
thead{display:table-header-group}
.event{margin:.4em 0}.event b{display:block}
figure{margin:.8em 0}svg{width:100%;height:auto;display:block}
.note{font-weight:bold}.prose{overflow-wrap:anywhere}
.room div{border-bottom:1px solid #000;height:2em}
.fit{font-size:var(--size)}
.hotlines{line-height:1.12}.hotlines h1{font-size:1.15em;margin:0}
.hotlines h2{font-size:1.1em;margin:.35em 0 .15em}
.hotlines .box{padding:.15em .6em;margin:.25em 0}
.hotlines p,.hotlines ul{margin:0}.hotlines h3{margin:.35em 0 0}.hotlines .write{margin:0}
.hotlines th,.hotlines td{padding:.04em .3em}.hotlines td.number{width:1%}
.hotlines .number{font-size:1em}
.poster .entry .number{display:block;font-size:2em;line-height:1.1}
.poster .entry{margin:.45em 0}.poster h3{margin:0;font-size:1.1em;line-height:1.15}
.poster .entry p,.poster li span{font-size:.75em}
.cards{display:flex;flex-wrap:wrap;justify-content:center}
.card{width:3.5in;font-size:8pt;line-height:1.15;border:1px solid #000}
.card section{height:4in;padding:.12in;overflow:hidden}
.card section+section{border-top:1px dashed #000}
.card h1{font-size:1.25em;margin:0 0 .2em}.card h3{margin:.3em 0 0}.card .write{margin:0}
.card .write span:last-child{height:1.3em}
@media print{section.part{max-width:none;padding:0;margin:0}
section.part+section.part{break-before:page}a{text-decoration:none}}
"""


def page(sheet: Sheet) -> str:
    """The whole file."""
    name, _, _ = _SIZE[sheet.paper]
    body = (
        _cards(sheet) if sheet.kind == "wallet" else "\n".join(_part(p, sheet) for p in sheet.parts)
    )
    head = f"<style>@page{{size:{name};margin:{_MARGIN}pt}}{_STYLE}</style>"
    return f"""<!DOCTYPE html>
<html lang="{sheet.parts[0].language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_say(sheet.title)}</title>
{head}
</head>
<body class="{"large" if sheet.large else "normal"}">
<main>
{body}
</main>
</body>
</html>
"""


def _say(text: str) -> str:
    return escape(text, quote=True)


def _part(part: Part, sheet: Sheet) -> str:
    classes, style = f"part {sheet.kind}", ""
    if sheet.kind in ("hotlines", "poster"):
        classes, style = f"{classes} fit", f' style="--size:{fitting(part, sheet):.1f}pt"'
    parts = [
        f"<h1>{_say(part.title)}</h1>",
        _prose([part.note], "note") if part.note else "",
        _urgent(part),
        _prose(part.opening),
        _drawing(part, sheet),
        *(_group(group) for group in part.groups),
        *(_period(period) for period in part.periods),
        _prose(part.closing),
        _room(part.room),
    ]
    said = "\n".join(p for p in parts if p)
    return f'<section class="{classes}" lang="{part.language}"{style}>\n{said}\n</section>'


def _prose(lines: Iterable[str], kind: str = "prose") -> str:
    return "".join(f'<p class="{kind}">{_say(line)}</p>' for line in lines)


def _urgent(part: Part) -> str:
    lines = "".join(
        f"<p><b>{_say(line.name)}</b> {_called(line.numbers)} {_say(' '.join(line.facts))}</p>"
        for line in part.urgent
    )
    return f'<div class="box"><h2>{_say(part.urgent_title)}</h2>{lines}{_write(part.write)}</div>'


def _write(label: str) -> str:
    """A label and a line to write on."""
    return f'<p class="write"><span>{_say(label)}</span><span></span></p>'


def _called(numbers: Iterable[Number]) -> str:
    return " ".join(_link(number) for number in numbers)


def _link(number: Number) -> str:
    link, shown = _say(number.link), _say(number.display)
    return f'<a class="number" href="{link}">{shown}</a>'


def _group(group: Group) -> str:
    title = f"<h2>{_say(group.title)}</h2>" if group.title else ""
    if group.columns:
        return title + _table(group)
    return title + "".join(_entry(entry) for entry in group.entries)


def _entry(entry: Entry) -> str:
    name = f"<h3>{_say(entry.name)}</h3>" if entry.name else ""
    warning = _prose([entry.warning], "note") if entry.warning else ""
    numbers = "".join(f"<li>{_link(n)} <span>{_say(n.about)}</span></li>" for n in entry.numbers)
    numbers = f"<ul>{numbers}</ul>" if numbers else ""
    return f'<div class="entry">{warning}{name}{numbers}{_prose(entry.facts)}</div>'


def _named(entry: Entry) -> str:
    return f"<b>{_say(entry.name)}.</b> " if entry.name else ""


def _table(group: Group) -> str:
    heads = "".join(f'<th scope="col">{_say(head)}</th>' for head in group.columns)
    rows = "".join(
        f'<tr><td class="number">{_called(entry.numbers)}</td><td>{_named(entry)}'
        f"{_say(' '.join([*(n.about for n in entry.numbers), *entry.facts]))}</td></tr>"
        for entry in group.entries
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _drawing(part: Part, sheet: Sheet) -> str:
    if part.drawing is None:
        return ""
    named = f'<svg role="img" aria-label="{_say(part.drawing.alt)}"'
    return f"<figure>{svg(part.drawing, sheet.large).replace('<svg', named, 1)}</figure>"


def _period(period: Period) -> str:
    title = f"<h2>{_say(period.title)}</h2>" if period.title else ""
    events = "".join(
        f'<li class="event"><b>{_say(date)}</b> {_say(said)}</li>' for date, said in period.events
    )
    return f"{title}<ol>{events}</ol>"


def _room(title: str) -> str:
    return f'<div class="room"><h2>{_say(title)}</h2>{"<div></div>" * 6}</div>' if title else ""


# --- cards and sheets that fill a page -------------------------------------------------------


def _cards(sheet: Sheet) -> str:
    """Two cards on a page, English and French on the same side; the second is for the eye only."""
    card = "".join(_card(part) for part in sheet.parts)
    copy = card.replace("<h1", "<p").replace("</h1", "</p")
    return (
        f'<div class="cards"><div class="card">{card}</div>'
        f'<div class="card" aria-hidden="true" inert>{copy}</div></div>'
    )


def _card(part: Part) -> str:
    parts = [
        f"<h1>{_say(part.title)}</h1>",
        _prose([part.note], "note") if part.note else "",
        *(f"<p><b>{_say(line.name)}</b> {_say(' '.join(line.facts))}</p>" for line in part.urgent),
        _write(part.write),
        *(_line(entry) for group in part.groups for entry in group.entries),
        _prose(part.opening),
        _prose(part.closing),
    ]
    return f'<section lang="{part.language}">{"".join(p for p in parts if p)}</section>'


def _line(entry: Entry) -> str:
    numbers = "".join(f"<br>{_link(n)} {_say(n.about)}" for n in entry.numbers)
    return f"<p><b>{_say(entry.name)}</b>{numbers}</p>"


_LETTER: Final = 0.54
"""The width of a letter, in type sizes, on the safe side for the fonts that printers have."""


def fitting(part: Part, sheet: Sheet) -> float:
    """The type size in points at which a part fills its pages: one, or two in large print.

    A browser cannot measure before it prints, so lines are counted, on the safe side.
    """
    least, most = (18.0, 30.0) if sheet.large else (12.0, 20.0)
    pages = 2 if sheet.large and sheet.kind == "hotlines" else 1
    _, wide, tall = _SIZE[sheet.paper]
    room, width = (tall - 2 * _MARGIN) * pages * 0.92, wide - 2 * _MARGIN
    size = most
    while size > least and _height(part, size, width, sheet) > room:
        size -= 0.5
    return size


def _height(part: Part, size: float, width: float, sheet: Sheet) -> float:
    def lines(text: str, scale: float = 1.0, share: float = 1.0) -> float:
        rows = math.ceil(len(text) * _LETTER * size * scale / (width * share)) if text else 0
        return rows * size * scale * 1.3

    poster = sheet.kind == "poster"
    tall = lines(part.title, 1.6) + lines(part.note) + size * 6
    tall += sum(lines(f"{e.name} {' '.join(e.facts)} 12345678901234") for e in part.urgent)
    tall += sum(map(lines, (*part.opening, *part.closing)))
    for group in part.groups:
        tall += size * 3 if group.title else 0
        for entry in group.entries:
            facts = " ".join(entry.facts)
            if group.columns:
                abouts = " ".join(n.about for n in entry.numbers)
                tall += lines(f"{entry.name} {abouts} {facts}", 1, 0.74) + size * 0.3
            else:
                scale = 0.75 if poster else 1.0
                tall += lines(entry.name, 1.1) + lines(facts, scale) + size
                tall += sum(
                    lines(n.about, scale) + (size * 2.3 if poster else 0) for n in entry.numbers
                )
    return tall
