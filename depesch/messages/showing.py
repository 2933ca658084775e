"""A message as a page for people: everything that was read, and what was not, in one HTML file that fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import escape

from depesch.messages import Message
from depesch.messages.labels import LANGUAGES, code_word, label
from depesch.model.invoice import (
    Attachment,
    Identifier,
    Item,
    Note,
    Party,
    Period,
    PostalAddress,
    Price,
    Struct,
    Totals,
)
from depesch.model.ordering import OrderedDelivery
from depesch.rendering.formats import day, number
from depesch.rendering.glyphs import visible
from depesch.rendering.html import stylesheet
from depesch.rendering.words import words

_NOT_SHOWN = frozenset({"specification", "business_process", "number"})  # the number stands in the heading
_COLUMNS = ("identifier", "item", "note", "status", "quantity", "unit", "price", "net_amount")  # then the others
_NUMERIC = frozenset({"quantity", "price", "net_amount", "outstanding_quantity"})
_MONEY = frozenset(
    {"net_price", "gross_price", "discount", "net_amount", "amount", "base_amount", *Totals.__struct_fields__}
)


def page(message: Message, language: str) -> str:
    """Return the page in sv, nb or en; any other language gets English."""
    language = language if language in LANGUAGES else "en"
    title = f"{message.kind.titles[language]} {getattr(message.content, 'number', None) or ''}".strip()
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_text(title)}</title>\n<style>\n{stylesheet()}</style>\n</head>\n"
        f'<body class="inv-page">\n<main>\n<article class="inv">\n'
        f'<header class="inv-head"><h1 class="inv-title">{_text(title)}</h1></header>\n'
        f"{_content(message.content, language)}\n{_unread(message, language)}\n</article>\n</main>\n</body>\n</html>\n"
    )


def _content(content: Struct, language: str) -> str:
    facts, parties, lines = [], [], ""
    for field in content.__struct_fields__:
        value = getattr(content, field)
        if value in (None, ()) or field in _NOT_SHOWN:
            continue
        if isinstance(value, Party):
            parties.append(_party(field, value, language))
        elif field == "lines":
            lines = _lines(value, language)
        else:
            facts.append(_fact(label(field, language), said(field, value, language)))
    return f'<div class="inv-parties">{"".join(parties)}</div>\n<dl class="inv-facts">{"".join(facts)}</dl>\n{lines}'


def _fact(name: str, text: str) -> str:
    return f"<div><dt>{_text(name)}</dt><dd>{_text(text)}</dd></div>"


def _party(field: str, party: Party, language: str) -> str:
    rows = [
        text
        for name in party.__struct_fields__
        if name != "name" and (text := said(name, getattr(party, name), language))
    ]
    name = f'<p class="inv-name">{_text(party.name)}</p>' if party.name else ""
    return (
        f'<section class="inv-party"><h2>{_text(label(field, language))}</h2>{name}'
        f"<address>{'<br>'.join(map(_text, rows))}</address></section>"
    )


def _lines(lines: tuple[Struct, ...], language: str) -> str:
    fields = [
        field
        for field in lines[0].__struct_fields__
        if field != "vat" and any(getattr(line, field) not in (None, ()) for line in lines)
    ]
    fields.sort(key=lambda field: _COLUMNS.index(field) if field in _COLUMNS else len(_COLUMNS))
    heads = "".join(f'<th scope="col"{_numeric(field)}>{_text(label(field, language))}</th>' for field in fields)
    rows = "".join(
        "<tr>"
        + "".join(_cell(field, said(field, getattr(line, field), language), language) for field in fields)
        + "</tr>"
        for line in lines
    )
    return f'<table class="inv-lines"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _cell(field: str, text: str, language: str) -> str:
    return f'<td{_numeric(field)} data-label="{_text(label(field, language))}">{_text(text)}</td>'


def _numeric(field: str) -> str:
    return ' class="inv-n"' if field in _NUMERIC else ""


def said(field: str, value: object, language: str) -> str:
    """Return a value as a person reads it; empty for none."""
    match value:
        case None | ():
            return ""
        case str():
            return code_word(value, language) if field == "status" else value
        case Decimal():
            return number(value, words(language), least_decimals=2 if field in _MONEY else 0)
        case date():
            return day(value, words(language))
        case Identifier():
            return f"{value.scheme}:{value.value}" if value.scheme else value.value
        case Attachment():
            return value.filename or ""
        case tuple():
            return "; ".join(text for one in value if (text := said(field, one, language)))
        case Struct():
            return _separator(value).join(_inner(value, language))
        case _:
            return str(value)


def _separator(group: Struct) -> str:
    return (
        " – "
        if isinstance(group, Period)
        else ", "
        if isinstance(group, (PostalAddress, OrderedDelivery, Item, Note))
        else " "
    )


def _inner(group: Struct, language: str) -> Iterator[str]:
    for field in group.__struct_fields__:
        text = said(field, getattr(group, field), language)
        if text:
            named = isinstance(group, (Party, PostalAddress, Item, Note, Period, Price))
            yield (
                text if named or field not in ("line_net_amount", "amount_due") else f"{label(field, language)} {text}"
            )


def _unread(message: Message, language: str) -> str:
    rows = [(one.where, one.value.strip()) for one in message.unread]
    rows += [(one.where or one.rule, one.value or "") for one in message.issues]
    if not rows:
        return ""
    facts = "".join(_fact(where, value) for where, value in rows)
    return (
        f'<footer class="inv-details"><h2>{_text(label("unread", language))}</h2>'
        f'<dl class="inv-inline">{facts}</dl></footer>'
    )


def _text(text: str) -> str:
    return escape(visible(text), quote=True)
