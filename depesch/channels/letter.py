"""The letter that goes with a document by mail: subject, text and HTML made of what the parcel says."""

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

_STYLE = "font-family:sans-serif;font-size:16px;line-height:1.5;color:#1c1b19"
_CELL = "padding:2px 16px 2px 0;text-align:left;vertical-align:top;font-weight:normal"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What the receiver reads."""

    language: str
    subject: str
    text: str
    html: str


def write_letter(parcel: Parcel) -> Letter:
    """Return the letter in the recipient's language; what the parcel does not tell is left out."""
    language, words = words_in(parcel.recipient.language)
    is_credit = parcel.subject.get("type") == "credit_note"
    filled = {"number": header_text(parcel.subject.get("number", "")), "sender": header_text(parcel.sender_name)}
    opening = (words.credit_note_text if is_credit else words.invoice_text).format(**filled)
    subject = (words.credit_note_subject if is_credit else words.invoice_subject).format(**filled)
    subject = header_text(parcel.subject.get("title", "")) or subject
    test = words.test if parcel.send_mode is SendMode.TEST else ""
    rows = _rows(parcel.subject, filled, words, language)
    return Letter(
        language=language,
        subject=f"[TEST] {subject}" if test else subject,
        text=_text(opening, rows, words.files, test),
        html=_html(opening, rows, words.files, test, language),
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


def _html(opening: str, rows: list[tuple[str, str]], files: str, test: str, language: str) -> str:
    cells = "".join(
        f'<tr><th scope="row" style="{_CELL}">{escape(label)}</th><td style="{_CELL}">{escape(value)}</td></tr>\n'
        for label, value in rows
    )
    warning = f"<p><strong>{escape(test)}</strong></p>\n" if test else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n'
        f'<head><meta charset="utf-8"><title>{escape(opening)}</title></head>\n'
        f'<body style="{_STYLE}">\n{warning}<p>{escape(opening)}</p>\n<table>\n{cells}</table>\n'
        f"<p>{escape(files)}</p>\n</body>\n</html>\n"
    )
