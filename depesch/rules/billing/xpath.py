"""What the functions of XPath that official rules use on texts give; their white space is that of XML and no other.

Source: W3C, XPath and XQuery Functions and Operators 3.1: fn:normalize-space, fn:number.
"""

from __future__ import annotations

import math
import re

_SPACE = " \t\r\n"
_SPACES = re.compile(r"[ \t\r\n]+")
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF")


def normalised(text: str | None) -> str:
    """Return `normalize-space(.)`; empty when there is nothing.

    >>> normalised(" a\\n\\tb ")
    'a b'
    """
    if not text or text.isalnum():
        return text or ""
    return " ".join(text.split()) if text.isascii() else _SPACES.sub(" ", text).strip(_SPACE)


def number(text: str | None) -> float:
    """Return `number(.)`: a double, NaN for what is no number.

    >>> number(" 2.5e1 "), number("5 0"), number(None)
    (25.0, nan, nan)
    """
    bare = text.strip(_SPACE) if text else ""
    return float(bare) if _DOUBLE.fullmatch(bare) else math.nan


def is_number(text: str | None) -> bool:
    """Return `string(number(.)) != 'NaN'`."""
    return not math.isnan(number(text))
