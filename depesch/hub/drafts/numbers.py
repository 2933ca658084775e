"""Numbers as people write them, and back: decimal comma and point, thousands apart or not. Nothing is guessed.

What is between groups of three may be a blank of any kind, or the sign that is not the decimal one.

| written                     | Swedish, Norwegian | English  | why                                                   |
|-----------------------------|--------------------|----------|-------------------------------------------------------|
| `1234`, `-5`, `+5`, `−5`    | as it stands       | the same |                                                       |
| `12,5` `12.5` `0,125` `.5`  | decimal            | the same | no group of three could end so or begin so            |
| `1 234,50` `1 234.50`       | 1234.50            | the same | blanks part thousands                                 |
| `1.234,50` `1,234.50`       | 1234.50            | the same | of two signs, the last is the decimal one             |
| `1.234.567` `1,234,567`     | 1234567            | the same | a decimal sign stands but once                        |
| `1,234`                     | 1.234              | 1234     | the comma is the decimal sign, or parts thousands     |
| `1.234`                     | a fault            | 1.234    | in Swedish and Norwegian it may be meant either way   |
| `1,23.50` `12 34` `1,2,3`   | a fault            | a fault  | no groups of three                                    |
| `5 kr` `1e3` `abc` `٣`      | a fault            | a fault  | not a number                                          |
"""

from __future__ import annotations

import re
from decimal import Decimal

COMMA_LANGUAGES = frozenset({"sv", "nb"})
MOST_BEFORE, MOST_AFTER = 18, 10  # digits
_BLANKS = re.compile(r"[ \u00a0\u2009\u202f]")
_SHAPE = re.compile(r"[+-]?[0-9.,]*[0-9][0-9.,]*", re.ASCII)
_BLANK_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(_[0-9]{3})+([.,][0-9]*)?", re.ASCII)
_GROUPS = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*", re.ASCII)


class NotRead(ValueError):
    """The text cannot be read; `code` says why and is one of `typed_words`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def number_of(text: str, language: str) -> Decimal:
    """Return the number that `text` is in `language`; raises NotRead (`not-a-number`, `two-numbers`, `too-long`).

    >>> number_of("1 234,50", "sv"), number_of("1,234.50", "en"), number_of("1,234", "en"), number_of("1,234", "nb")
    (Decimal('1234.50'), Decimal('1234.50'), Decimal('1234'), Decimal('1.234'))
    """
    bare = _without_blanks(text.strip().replace("\N{MINUS SIGN}", "-"))
    if not _SHAPE.fullmatch(bare):
        raise NotRead("not-a-number")
    sign, digits = ("-", bare[1:]) if bare[0] == "-" else ("", bare.lstrip("+"))
    whole, decimals = _parted(digits, language)
    if len(whole.lstrip("0")) > MOST_BEFORE or len(decimals) > MOST_AFTER:
        raise NotRead("too-long")
    return Decimal(f"{sign}{whole or '0'}{'.' + decimals if decimals else ''}")


def text_of_number(value: Decimal, language: str) -> str:
    """Return the number as it is typed in `language`: all its digits, thousands together.

    >>> text_of_number(Decimal("1234.50"), "sv"), text_of_number(Decimal("1E+3"), "en")
    ('1234,50', '1000')
    """
    text = format(value, "f")
    return text.replace(".", ",") if language in COMMA_LANGUAGES else text


def _without_blanks(text: str) -> str:
    """Return the text without the blanks between its thousands; one elsewhere is a fault."""
    marked = _BLANKS.sub("_", text)
    if "_" not in marked:
        return text
    if "_" in text or not _BLANK_GROUPS.fullmatch(marked):
        raise NotRead("not-a-number")
    return marked.replace("_", "")


def _parted(digits: str, language: str) -> tuple[str, str]:
    """Return what stands before and after the decimal sign."""
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        sign = "," if digits.rindex(",") > digits.rindex(".") else "."
        whole, _, decimals = digits.rpartition(sign)
        if sign in whole or not _GROUPS.fullmatch(whole):
            raise NotRead("not-a-number")
        return _bare(whole), decimals
    if commas + points > 1:
        if not _GROUPS.fullmatch(digits):
            raise NotRead("not-a-number")
        return _bare(digits), ""
    if _GROUPS.fullmatch(digits) and not digits.startswith("0"):
        return _one_sign(digits, language)
    whole, _, decimals = digits.replace(",", ".").partition(".")
    return whole, decimals


def _one_sign(digits: str, language: str) -> tuple[str, str]:
    """Return the parts of a number like `1,234`, which looks like thousands and like a decimal."""
    if language in COMMA_LANGUAGES:
        if "." in digits:
            raise NotRead("two-numbers")
        whole, _, decimals = digits.partition(",")
        return whole, decimals
    if "," in digits:
        return _bare(digits), ""
    whole, _, decimals = digits.partition(".")
    return whole, decimals


def _bare(digits: str) -> str:
    return digits.replace(",", "").replace(".", "")
