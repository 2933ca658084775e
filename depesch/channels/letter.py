"""The letter that goes with a document by mail: the sender's own text, else one made of what the parcel says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from html import escape

import msgspec
from babel.dates import format_date
from babel.numbers import format_decimal

from depesch.channels import Parcel, SendMode
from depesch.channels.letter_words import Words, words_in
from depesch.exchange.mail.message import header_text
from depesch.rendering.mail_text import MailText, TextKind

_STYLE = "font-family:sans-serif;font-size:16px;line-height:1.5;color:#1c1b19"
_CELL = "padding:2px 16px 2px 0;text-align:left;vertical-align:top;font-weight:normal"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What the receiver reads."""

    language: str
    subject: str
    text: str
    html: str


def write_letter(parcel: Parcel) -> Letter:
    """Return the letter in the recipient's language; what the parcel does not tell is left out.

    The sender's own text stands alone, in its own language. A test is marked in either case.
    """
    own = parcel.own_text
    language, words = words_in(own.language if own else parcel.recipient.language)
    is_credit = parcel.subject.get("type") == "credit_note"
    filled = {"number": header_text(parcel.subject.get("number", "")), "sender": header_text(parcel.sender_name)}
    opening = (words.credit_note_text if is_credit else words.invoice_text).format(**filled)
    subject = (words.credit_note_subject if is_credit else words.invoice_subject).format(**filled)
    subject = header_text(own.subject if own else parcel.subject.get("title", "")) or subject
    test = words.test if parcel.send_mode is SendMode.TEST else ""
    if own and own.body:
        text, html = _own_text(own.body, test), _own_html(own.body, subject, test, language)
    else:
        rows = _rows(parcel.subject, filled, words, language)
        text, html = _text(opening, rows, words.files, test), _html(opening, rows, words.files, test, language)
    return Letter(language=language, subject=f"[TEST] {subject}" if test else subject, text=text, html=html)


def predefined_text(kind: TextKind, language: str) -> MailText:
    """Return the predefined text with merge fields in the place of values: what somebody begins their own text from."""
    _, words = words_in(language)
    is_credit = kind is TextKind.CREDIT_NOTE
    filled = {"number": "{InvoiceNumber}", "sender": "{CompanyName}"}
    rows = (
        (words.number, "{InvoiceNumber}"),
        (words.amount, "{Amount} {Currency}"),
        (words.due_date, "{DueDate}"),
        (words.sender, "{CompanyName}"),
    )
    opening = (words.credit_note_text if is_credit else words.invoice_text).format(**filled)
    return MailText(
        subject=(words.credit_note_subject if is_credit else words.invoice_subject).format(**filled),
        body="\n\n".join((opening, "\n".join(f"{label}: {field}" for label, field in rows), words.files)),
    )


def _rows(subject: Mapping[str, str], filled: Mapping[str, str], words: Words, language: str) -> list[tuple[str, str]]:
    amount = _amount(subject.get("amount", ""), subject.get("currency", ""), language)
    due_date = _date(subject.get("due_date", ""), language)
    rows = [
        (words.number, filled["number"]),
        (words.amount, amount),
        (words.due_date, due_date),
        (words.sender, filled["sender"]),
    ]
    return [(label, value) for label, value in rows if value]


def _amount(amount: str, currency: str, language: str) -> str:
    """Return the amount as the language writes it; an amount that is no number stays as it stands."""
    try:
        written = format_decimal(Decimal(amount), format="#,##0.00##", locale=language) if amount else ""
    except InvalidOperation:
        written = header_text(amount)
    return f"{written} {header_text(currency)}".strip() if written else ""


def _date(text: str, language: str) -> str:
    try:
        return format_date(date.fromisoformat(text), format="long", locale=language) if text else ""
    except ValueError:
        return header_text(text)


def _text(opening: str, rows: list[tuple[str, str]], files: str, test: str) -> str:
    lines = [f"{label}: {value}" for label, value in rows]
    paragraphs = [test, opening, "\n".join(lines), files]
    return "\n\n".join(p for p in paragraphs if p) + "\n"


def _own_text(body: str, test: str) -> str:
    return "\n\n".join(p for p in (test, body) if p) + "\n"


def _own_html(body: str, title: str, test: str, language: str) -> str:
    paragraphs = (paragraph for paragraph in body.split("\n\n") if paragraph.strip())
    said = "".join(f"<p>{escape(each.strip(chr(10))).replace(chr(10), '<br>' + chr(10))}</p>\n" for each in paragraphs)
    return _page(title, said, test, language)


def _html(opening: str, rows: list[tuple[str, str]], files: str, test: str, language: str) -> str:
    cells = "".join(
        f'<tr><th scope="row" style="{_CELL}">{escape(label)}</th><td style="{_CELL}">{escape(value)}</td></tr>\n'
        for label, value in rows
    )
    said = f"<p>{escape(opening)}</p>\n<table>\n{cells}</table>\n<p>{escape(files)}</p>\n"
    return _page(opening, said, test, language)


def _page(title: str, said: str, test: str, language: str) -> str:
    warning = f"<p><strong>{escape(test)}</strong></p>\n" if test else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f'<body style="{_STYLE}">\n{warning}{said}</body>\n</html>\n'
    )
