"""Which values the schemas of Finvoice let stand, and what becomes of the others: cut, rounded, split or left out.

Source: simple types of Finvoice2.01.xsd and Finvoice3.0.xsd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from depesch.syntaxes.finvoice.arithmetic import rounded
from depesch.syntaxes.finvoice.codes import UNIT_TEXTS, UNITS, says_nothing
from depesch.syntaxes.markup import digits

UNLIMITED = 10_000
LONGEST = 512  # of a free text
TEXT_OF_TERMS = 70

_MOST_WHOLE = 15  # digits of an amount before its comma
_QUANTITY = 13  # characters, and one for the sign, which a credit note turns
_UNIT_TEXT = 14

is_code = re.compile(r"[A-Z0-9]{1,3}").fullmatch
is_unit_code = re.compile(r"[A-Z0-9]{2,3}").fullmatch
is_iso6523 = re.compile(r"[0-9]{4}").fullmatch
is_country = re.compile(r"[A-Za-z]{2}").fullmatch
is_currency = re.compile(r"[A-Za-z0-9._:]{3}").fullmatch
is_name_token = re.compile(r"[A-Za-z0-9._:-]+").fullmatch
is_bic = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?").fullmatch
is_remittance = re.compile(r"[0-9]{2,20}|RF[0-9]{2}[0-9A-Za-z]{1,21}").fullmatch
is_exemption_code = re.compile(r"[A-Za-z0-9-]{1,20}").fullmatch


def words(text: str | None, most: int, least: int = 0) -> str | None:
    """Return a text as it may stand: cut when it is too long, with a space after it when it is too short."""
    if text is None or says_nothing(text):
        return None
    if len(text) > most:
        text = text[:most]
        return None if says_nothing(text) else text
    return text if len(text) >= least else text.ljust(least)


def token(text: str | None, most: int, least: int = 1) -> str | None:
    """Return a text without spaces, as account numbers and BICs have to be; None when it cannot be one."""
    plain = (text or "").replace(" ", "")
    return plain if least <= len(plain) <= most and is_name_token(plain) and not says_nothing(plain) else None


def clean(text: str | None, most: int) -> bool:
    """Whether a text may be a token: not empty, and without white space but single spaces between words."""
    return text is not None and 0 < len(text) <= most and text == " ".join(text.split())


def split(text: str, most: int, count: int = UNLIMITED) -> tuple[str, ...]:
    """Return a text in at most `count` pieces of at most `most` characters, which read as its lines.

    >>> split("14 days net, 2 % within 8 days", 20), split("a\\nb", 20)
    (('14 days net, 2 %', 'within 8 days'), ('a\\nb',))
    """
    if len(text) <= most:
        return () if says_nothing(text) else (text,)
    lines = text.split("\n")
    if len(lines) > count or any(len(line) > most or says_nothing(line) for line in lines):
        lines = [piece for line in lines for piece in _wrapped(line, most)]
    return tuple(lines[:count])


def _wrapped(line: str, most: int) -> Iterator[str]:
    """Give the pieces of one line, broken at spaces where there are any."""
    while len(line) > most:
        end = line.rfind(" ", 1, most + 1)
        piece, line = (line[:most], line[most:]) if end < 1 else (line[:end], line[end + 1 :])
        if not says_nothing(piece):
            yield piece
    if not says_nothing(line):
        yield line


def spread(text: str | None, most: int, count: int) -> tuple[str, ...]:
    """Return a name over several elements that are read with a space between them; cut where that cannot be."""
    if text is None or says_nothing(text):
        return ()
    if len(text) <= most:
        return (text if len(text) > 1 else text + " ",)
    pieces = tuple(_wrapped(text, most))
    if len(pieces) <= count and all(len(one) > 1 for one in pieces) and " ".join(pieces) == text:
        return pieces
    return (text[:most],) if not says_nothing(text[:most]) else ()


def money(value: Decimal | None) -> Decimal | None:
    """Return an amount as it may stand: without decimals or with two to five, at most 15 digits before them.

    >>> money(Decimal("12.5")), money(Decimal("0.1234567")), money(Decimal("1E+15"))
    (Decimal('12.50'), Decimal('0.12346'), None)
    """
    if value is None:
        return None
    written = str(value)
    if len(written) <= _MOST_WHOLE and written[-3:-2] == "." and "E" not in written:
        return value  # the common case
    plain = digits(value)
    if plain is None:
        return None
    whole, _, decimals = plain.partition(".")
    if len(decimals) in (0, 2, 3, 4, 5):
        fitting = value
    else:
        fitting = rounded(value, 2 if len(decimals) == 1 else 5)
        whole = (digits(fitting) or "").partition(".")[0]
    return fitting if len(whole.lstrip("-")) <= _MOST_WHOLE else None


def money_in_cents(value: Decimal | None) -> Decimal | None:
    """Return an amount with two decimals, as payment orders have it."""
    fitting = money(value)
    if fitting is None or fitting.as_tuple().exponent == -2:
        return fitting
    return money(rounded(fitting, 2))


def percent(value: Decimal | None) -> Decimal | None:
    """Return a percentage as it may stand: from 0 to 999, with at most three decimals.

    >>> percent(Decimal("25.00")), percent(Decimal("0.12345")), percent(Decimal("-1"))
    (Decimal('25.00'), Decimal('0.123'), None)
    """
    if value is None:
        return None
    written = str(value)
    if len(written) <= 2 and written.isdigit():
        return value  # the common case
    if digits(value) is None:
        return None
    written = format(value, "f")
    if not value:
        value = value.copy_abs()
    if len(written.partition(".")[2]) > 3:
        value = rounded(value, 3)
    return value if 0 <= value < 1000 and not value.is_signed() else None


def quantity(value: Decimal | None) -> Decimal | None:
    """Return a quantity of at most 13 characters without its sign, with fewer decimals if need be.

    >>> quantity(Decimal("-12.3456789012345")), quantity(Decimal("1E+15"))
    (Decimal('-12.3456789012'), None)
    """
    written = None if value is None else digits(value)
    if value is None or written is None:
        return None
    written = written.lstrip("-")
    if len(written) <= _QUANTITY:
        return value
    for decimals in range(max(_QUANTITY - len(written.partition(".")[0]) - 1, 0), -1, -1):
        fitting = rounded(value, decimals)
        if len((digits(fitting) or "").lstrip("-")) <= _QUANTITY:
            return fitting
    return None


def unit(code: str | None, *, has_codes: bool) -> str | None:
    """Return the unit that is read of what is written of this one."""
    if code is None or (has_codes and is_unit_code(code)):
        return code
    text = UNIT_TEXTS.get(code, code)
    return UNITS.get(text.lower(), text) if clean(text, _UNIT_TEXT) else None
