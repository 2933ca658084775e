"""Model to HTML: a fragment for a page that has its own style, and a whole page for mail and evidence.

Semantic elements with class names that begin with `inv-`; no script, no style attribute, no link, nothing fetched. Each
text is escaped by `_text` or `_attribute`; what comes from a document is never markup.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources

from depesch.model.invoice import Invoice
from depesch.rendering.compose import compose
from depesch.rendering.glyphs import visible
from depesch.rendering.logos import logo_of
from depesch.rendering.view import Column, Field, InvoiceView, Line, Lines, Party, Payment, Table, Total

_MAIN = ' class="inv-main"'


def render_html(
    invoice: Invoice,
    *,
    language: str,
    send_mode: str = "production",
    logo: bytes | None = None,
    heading_level: int = 2,
) -> str:
    """Return `invoice` as an `<article class="inv">` in `language`, its title a heading of `heading_level` (1 to 4).

    `stylesheet()` is one way to dress it. Raises RenderingFailed with `logo-unreadable` only.
    """
    return _article(compose(invoice, language=language, send_mode=send_mode), logo, heading_level)


def render_html_page(
    invoice: Invoice, *, language: str, send_mode: str = "production", logo: bytes | None = None
) -> str:
    """Return a complete page that needs nothing else: for a mail's HTML, for evidence of what was shown."""
    view = compose(invoice, language=language, send_mode=send_mode)
    return (
        f'<!doctype html>\n<html lang="{_attribute(view.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_text(view.heading)}</title>\n<style>\n{stylesheet()}</style>\n</head>\n"
        f'<body class="inv-page">\n<main>\n{_article(view, logo, 1)}\n</main>\n</body>\n</html>\n'
    )


@cache
def stylesheet() -> str:
    """Return the CSS of the whole page, light and dark; all its rules are on `inv-` classes."""
    return resources.files("depesch.rendering").joinpath("invoice.css").read_text(encoding="utf-8")


def _article(view: InvoiceView, logo: bytes | None, level: int) -> str:
    below = level + 1
    parts = [
        f'<article class="inv" lang="{_attribute(view.language)}">',
        f'<p class="inv-notice" role="note"><b>{_text(view.mark)}</b> {_text(view.notice)}</p>' if view.notice else "",
        _head(view, logo, level),
        f'<div class="inv-parties">{_party(view.buyer, below)}{_party(view.seller, below)}</div>',
        _terms(view.facts, "inv-facts"),
        _terms(view.references, "inv-references"),
        _each(view.parties, "inv-parties inv-more", below),
        _notes(view, below),
        _lines(view.lines),
        _table(view.adjustments, "inv-adjustments"),
        '<div class="inv-sums">',
        _table(view.vat, "inv-vat"),
        _totals(view.totals),
        "</div>",
        _payment(view.payment, below),
        _table(view.attachments, "inv-attachments"),
        _details(view, below),
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _head(view: InvoiceView, logo: bytes | None, level: int) -> str:
    if logo:
        picture = logo_of(logo)
        data = base64.b64encode(picture.content).decode()
        sender = (
            f'<img class="inv-logo" alt="{_attribute(view.seller.name)}" src="data:{picture.media_type};base64,{data}">'
        )
    else:
        sender = f'<p class="inv-sender">{_text(view.seller.name)}</p>' if view.seller.name else ""
    title = f'{_text(view.title)} <span class="inv-number">{_text(view.number)}</span>'
    return f'<header class="inv-head">{sender}<h{level} class="inv-title">{title}</h{level}></header>'


def _party(party: Party, level: int) -> str:
    name = f'<p class="inv-name">{_text(party.name)}</p>' if party.name else ""
    address = "<br>".join(_text(row) for row in party.address)
    return (
        f'<section class="inv-party"><h{level}>{_text(party.heading)}</h{level}>{name}'
        f"{f'<address>{address}</address>' if address else ''}{_terms(party.fields, 'inv-pairs')}</section>"
    )


def _each(parties: Iterable[Party], kind: str, level: int) -> str:
    shown = "".join(_party(party, level) for party in parties)
    return f'<div class="{kind}">{shown}</div>' if shown else ""


def _terms(fields: tuple[Field, ...], kind: str) -> str:
    """Return labelled texts as a list of terms; one without a label has an empty term."""
    if not fields:
        return ""
    rows = "".join(f"<div><dt>{_text(f.label)}</dt><dd>{_text(f.value)}</dd></div>" for f in fields)
    return f'<dl class="{kind}">{rows}</dl>'


def _notes(view: InvoiceView, level: int) -> str:
    if not view.notes:
        return ""
    notes = "".join(f"<p>{_text(note)}</p>" for note in view.notes)
    return f'<section class="inv-notes"><h{level}>{_text(view.notes_heading)}</h{level}>{notes}</section>'


def _lines(lines: Lines) -> str:
    rows = "".join(_line(line, lines.columns) for line in lines.rows)
    return f'<table class="inv-lines"><thead>{_heads(lines.columns)}</thead><tbody>{rows}</tbody></table>'


def _line(line: Line, columns: tuple[Column, ...]) -> str:
    more = f'<span class="inv-description">{_text(line.description)}</span>' if line.description else ""
    if line.details:
        more += _terms(line.details, "inv-inline")
    cells = (
        _text(line.number), f"<b>{_text(line.name)}</b>{more}", _text(line.quantity), _text(line.unit),
        _text(line.unit_price), _text(line.vat), _text(line.amount),
    )  # fmt: skip
    return f"<tr>{''.join(_cell(cell, column) for cell, column in zip(cells, columns, strict=True))}</tr>"


def _table(table: Table | None, kind: str) -> str:
    if table is None:
        return ""
    rows = "".join(
        f"<tr>{''.join(_cell(_text(cell), column) for cell, column in zip(row, table.columns, strict=True))}</tr>"
        for row in table.rows
    )
    return f'<table class="inv-table {kind}"><thead>{_heads(table.columns)}</thead><tbody>{rows}</tbody></table>'


def _heads(columns: tuple[Column, ...]) -> str:
    cells = "".join(f'<th scope="col"{_numeric(column)}>{_text(column.label)}</th>' for column in columns)
    return f"<tr>{cells}</tr>"


def _cell(content: str, column: Column) -> str:
    """Return a cell; `data-label` is its column's head, which a narrow page shows in front of it."""
    return f'<td{_numeric(column)} data-label="{_attribute(column.label)}">{content}</td>'


def _numeric(column: Column) -> str:
    return ' class="inv-n"' if column.numeric else ""


def _totals(totals: tuple[Total, ...]) -> str:
    rows = "".join(
        f'<tr{_MAIN if total.is_main else ""}><th scope="row">{_text(total.label)}</th>'
        f'<td class="inv-n">{_text(total.value)}</td></tr>'
        for total in totals
    )
    return f'<table class="inv-totals"><tbody>{rows}</tbody></table>' if rows else ""


def _payment(payment: Payment | None, level: int) -> str:
    if payment is None:
        return ""
    ways = "".join(_terms(way, "inv-pairs") for way in payment.ways)
    code = payment.code
    picture = (
        f'<figure class="inv-code"><svg role="img" aria-label="{_attribute(code.alternative)}" '
        f'viewBox="0 0 {code.size} {code.size}"><path fill="#fff" d="M0 0h{code.size}v{code.size}H0z"/>'
        f'<path fill="#000" d="{code.path}"/></svg><figcaption>{_text(code.hint)}</figcaption></figure>'
        if code
        else ""
    )
    return (
        f'<section class="inv-payment"><div><h{level}>{_text(payment.heading)}</h{level}>'
        f"{_terms(payment.fields, 'inv-pairs')}{ways}</div>{picture}</section>"
    )


def _details(view: InvoiceView, level: int) -> str:
    if not view.details:
        return ""
    heading = f"<h{level}>{_text(view.details_heading)}</h{level}>"
    return f'<footer class="inv-details">{heading}{_terms(view.details, "inv-inline")}</footer>'


def _text(text: str) -> str:
    """Return `text` as character data; its line breaks become `<br>`."""
    return escape(visible(text)).replace("\n", "<br>")


def _attribute(text: str) -> str:
    """Return `text` as it stands between the quotes of an attribute, on one line."""
    return escape(" ".join(visible(text).split("\n")))
