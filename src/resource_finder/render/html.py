"""A sheet as one HTML file: no script, nothing remote; made to be printed in black and white."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from resource_finder.render.fit import MARGIN, fitting
from resource_finder.render.svg import svg
from resource_finder.views.sheet import Entry, Group, Number, Part, Period, Sheet

_PAPER: Final = {"letter": "letter", "a4": "A4"}
"""Each paper's name in CSS."""

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
.poster{line-height:1.2}.poster .entry .number{font-size:2em}
.poster .entry{margin:.45em 0}.poster h3{margin:0;font-size:1.1em;line-height:1.15}
.poster .entry p,.poster li span{font-size:.75em}
.cards{display:flex;flex-wrap:wrap;justify-content:center}
.card{width:3.5in;line-height:1.15;border:1px solid #000}
.card section{min-height:4in;padding:.12in;font-size:var(--size)}
.card section+section{border-top:1px dashed #000}
.card section>:first-child{font-size:1.3em;font-weight:bold;margin:0 0 .2em}
.card p,.card .write{margin:.1em 0}
.card .write span:last-child{height:1.3em;flex-basis:4em}
@media screen{a{display:inline-block;min-width:24px;line-height:24px}}
@media print{section.part{max-width:none;padding:0;margin:0}
section.part+section.part{break-before:page}a{text-decoration:none}}
"""


def page(sheet: Sheet) -> str:
    """The whole file."""
    body = (
        _cards(sheet) if sheet.kind == "wallet" else "\n".join(_part(p, sheet) for p in sheet.parts)
    )
    head = f"<style>@page{{size:{_PAPER[sheet.paper]};margin:{MARGIN}pt}}{_STYLE}</style>"
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
        classes, style = f"{classes} fit", _size(part, sheet)
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


def _size(part: Part, sheet: Sheet) -> str:
    return f' style="--size:{fitting(part, sheet):.2f}pt"'


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


def _before(number: Number) -> str:
    """The words that stand before a number."""
    return f"{_say(number.before)} " if number.before else ""


def _group(group: Group) -> str:
    title = f"<h2>{_say(group.title)}</h2>" if group.title else ""
    if group.columns:
        return title + _table(group)
    return title + "".join(_entry(entry) for entry in group.entries)


def _entry(entry: Entry) -> str:
    name = f"<h3>{_say(entry.name)}</h3>" if entry.name else ""
    warning = _prose([entry.warning], "note") if entry.warning else ""
    numbers = "".join(
        f"<li>{_before(n)}{_link(n)} <span>{_say(n.about)}</span></li>" for n in entry.numbers
    )
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


# --- cards --------------------------------------------------------------------------------


def _cards(sheet: Sheet) -> str:
    """Two cards on a page, English and French on the same side; the second is for the eye only."""
    card = "".join(_card(part, sheet) for part in sheet.parts)
    copy = card.replace("<h1", "<p").replace("</h1", "</p")
    return (
        f'<div class="cards"><div class="card">{card}</div>'
        f'<div class="card" aria-hidden="true" inert>{copy}</div></div>'
    )


def _card(part: Part, sheet: Sheet) -> str:
    parts = [
        f"<h1>{_say(part.title)}</h1>",
        _prose([part.note], "note") if part.note else "",
        *(f"<p><b>{_say(line.name)}</b> {_say(' '.join(line.facts))}</p>" for line in part.urgent),
        _write(part.write),
        *(_line(entry) for group in part.groups for entry in group.entries),
        _prose(part.opening),
        _prose(part.closing),
    ]
    said = "".join(p for p in parts if p)
    return f'<section lang="{part.language}"{_size(part, sheet)}>{said}</section>'


def _line(entry: Entry) -> str:
    numbers = "".join(f"<br>{_link(n)} {_say(n.about)}" for n in entry.numbers)
    return f"<p><b>{_say(entry.name)}</b>{numbers}</p>"
