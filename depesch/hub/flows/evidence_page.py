"""The first page of an evidence pack: opens from a folder without a network, runs nothing, prints on paper.

Every text that came from outside is escaped; nothing is loaded from anywhere; links lead to files of the pack alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

import msgspec

from depesch.documents.evidence_pack import ListedFile
from depesch.hub.flows.evidence_words import word

_STYLE = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; padding: 2rem 1rem 3rem; background: #faf8f3; color: #17212a;
  font: 15px/1.5 "Noto Sans", system-ui, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums }
main { max-width: 62rem; margin: 0 auto; display: grid; gap: 1.25rem }
section { background: #fff; border: 1px solid #e5e1d6; border-radius: .75rem; padding: 1.25rem 1.5rem; min-width: 0 }
h1 { font-size: 1.625rem; line-height: 1.2; margin: 0 0 .25rem } h2 { font-size: 1.0625rem; margin: 0 0 .75rem }
p { margin: .25rem 0; max-width: 50rem } .quiet { color: #46535e }
a { color: #0b5a50 }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.25rem; margin: 0 }
dt, th { color: #46535e; font-weight: 500; font-size: .8125rem } dd { margin: 0 }
table { width: 100%; border-collapse: collapse }
th { text-align: left; padding: .35rem .75rem .35rem 0; vertical-align: bottom }
td { padding: .45rem .75rem .45rem 0; border-top: 1px solid #e5e1d6; vertical-align: top; overflow-wrap: anywhere }
.n { text-align: right; white-space: nowrap } .nowrap { white-space: nowrap }
code { font: .75rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; color: #46535e }
@media print { body { background: #fff; padding: 0; font-size: 10pt } main { max-width: none; gap: .75rem }
  section { border: 0; padding: 0 } tr, h2 { break-inside: avoid; break-after: avoid-page } }
"""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a table: texts, already told in the reader's language."""

    cells: tuple[str, ...]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of the page: a heading, sentences, then pairs or a table."""

    heading: str
    sentences: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def page(*, title: str, lead: str, language: str, parts: Sequence[Part], files: Sequence[ListedFile]) -> bytes:
    """Return the page; the table of files stands first, with what each of them is."""
    body = _part(parts[0]) + _part(_files(files, language)) + "".join(_part(part) for part in parts[1:])
    times = escape(word("times", language))
    text = (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<div><h1>{escape(title)}</h1>\n<p>{escape(lead)}</p>\n<p class="quiet">{times}</p></div>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )
    return text.encode()


def moment(value: datetime | None) -> str:
    """Return a moment in UTC, to the second, such as 2026-11-20 08:12:04; empty for none."""
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if value else ""


def _part(part: Part | str) -> str:
    if isinstance(part, str):
        return part
    sentences = "".join(f"<p>{escape(each)}</p>\n" for each in part.sentences)
    pairs = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in part.pairs if value)
    inside = sentences + (f"<dl>\n{pairs}</dl>\n" if pairs else "") + (_table(part) if part.rows else "")
    return f"<section>\n<h2>{escape(part.heading)}</h2>\n{inside}</section>\n"


def _table(part: Part) -> str:
    rows = ("".join(f"<td>{_cell(cell)}</td>" for cell in row.cells) for row in part.rows)
    return _framed((f'<th scope="col">{escape(name)}</th>' for name in part.columns), rows)


def _cell(text: str) -> str:
    is_hash = len(text) == 64 and set(text) <= set("0123456789abcdef")
    return f"<code>{text}</code>" if is_hash else escape(text)


def _files(files: Sequence[ListedFile], language: str) -> str:
    heads = ("file", "what", "size", "hash")
    names = (f'<th scope="col"{_numeric(name)}>{escape(word(name, language))}</th>' for name in heads)
    rows = (
        f'<td><a href="{escape(quote(file.path))}">{escape(file.path)}</a></td>'
        f'<td>{escape(word(file.role, language))}</td><td class="n">{file.size}</td><td><code>{file.sha256}</code></td>'
        for file in files
    )
    return f"<section>\n<h2>{escape(word('files', language))}</h2>\n{_framed(names, rows)}</section>\n"


def _numeric(name: str) -> str:
    return ' class="n"' if name == "size" else ""


def _framed(names: Iterable[str], rows: Iterable[str]) -> str:
    body = "".join(f"<tr>{row}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{''.join(names)}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
