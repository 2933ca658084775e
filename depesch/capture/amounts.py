"""Amounts as they are printed in Europe, with comma or point, groups by space, point, comma or apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import msgspec

# One amount, with what may stand round it: a currency, a sign before or after, brackets, Swedish `:-`.
_CURRENCY = r"(?:[A-Z]{3}|[€$£]|[Kk]r\.?|Eur|eur)"
_NUMBER = r"\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+(?:[.,]\d{1,4})?|\d+(?:[.,]\d{1,6})?"
_AMOUNT = re.compile(
    rf"\(?\s*(?P<before>{_CURRENCY})?\s*(?P<sign>[-−–+])?\s*(?P<currency>{_CURRENCY})?\s*(?P<number>{_NUMBER})"
    rf"(?P<whole>[:,.][-–−]+)?\s*(?P<after>[-−–](?=\s|$|\)))?\s*(?P<last>{_CURRENCY}(?![a-zA-Z]))?\s*\)?"
)
_MINUS = "-−–"
SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "EUR": "EUR"}


class Amount(msgspec.Struct, frozen=True):
    """An amount that was read, and the currency or sign (`kr`) that stood by it."""

    value: Decimal
    text: str
    currency: str | None = None
    has_decimals: bool = False


def amount_at(text: str, *, comma: bool | None = None) -> Amount | None:
    """Return the amount that `text` is as a whole, or None. `comma`: how the document writes decimals, if known.

    >>> [str(amount_at(text).value) for text in ("1 234,50", "1.234,50 €", "1,234.50", "-12:-", "(7.00)", "SEK 5 000")]
    ['1234.50', '1234.50', '1234.50', '-12', '-7.00', '5000']
    >>> amount_at("25 %"), amount_at("556677-8899"), amount_at("12 34,5")
    (None, None, None)
    """
    text = text.strip().rstrip(";").strip()
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    value = number_of(match["number"], comma=comma)
    negative = any(match[part] and match[part] in _MINUS for part in ("sign", "after"))
    if negative or (text.startswith("(") and text.endswith(")")):
        value = -value
    marks = [mark for mark in (match["before"], match["currency"], match["last"]) if mark]
    has_decimals = match["whole"] is not None or int(value.as_tuple().exponent) <= -2
    return Amount(value=value, text=text, currency=_currency(marks), has_decimals=has_decimals)


def number_of(text: str, *, comma: bool | None = None) -> Decimal:
    """Return a printed number without sign.

    Of two kinds of marks the last is the decimal one. A single one followed by three digits groups thousands, unless
    the document is known to write decimals with it.

    >>> str(number_of("1.234")), str(number_of("1,234", comma=True)), str(number_of("0,125")), str(number_of("12,5"))
    ('1234', '1.234', '0.125', '12.5')
    """
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", text)
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return Decimal(plain)
    last = marks[-1]
    whole, _, decimals = plain.rpartition(last)
    groups = len(decimals) == 3 and len(set(marks)) == 1 and whole.lstrip("0") != ""
    if groups and (len(marks) > 1 or comma is None or comma != (last == ",")):
        return Decimal(re.sub(r"[.,]", "", plain))
    return Decimal(f"{re.sub('[.,]', '', whole)}.{decimals}")


def writes_comma(texts: Iterable[str]) -> bool | None:
    """Return whether amounts in these texts have a comma before two decimals; None where nothing tells."""
    commas = points = 0
    for text in texts:
        commas += len(re.findall(r"\d,\d{2}(?![\d.,])", text))
        points += len(re.findall(r"\d\.\d{2}(?![\d.,])", text))
    return None if commas == points else commas > points


def percent_at(text: str) -> Decimal | None:
    """Return the rate that `text` is as a whole, such as 25 %, 5,5%; None for anything else.

    >>> percent_at("25 %"), percent_at("(25,00%)"), percent_at("25")
    (Decimal('25'), Decimal('25.00'), None)
    """
    match = re.fullmatch(r"\(?(\d{1,2}(?:[.,]\d{1,2})?)\s*%[):]?", text.strip())
    return Decimal(match[1].replace(",", ".")) if match else None


def _currency(marks: list[str]) -> str | None:
    for mark in marks:
        if mark.upper() in SYMBOLS:
            return SYMBOLS[mark.upper()]
        if mark.lower().startswith("kr"):
            return "kr"
        if len(mark) == 3 and mark.isupper():
            return mark
    return None
