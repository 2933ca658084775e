"""Colours that can be read: contrast, and a colour made dark enough.

Source: WCAG 2.2, relative luminance and contrast ratio; 1.4.3 asks for 4.5 to 1 between text and its ground.
"""

from __future__ import annotations

import re

READABLE = 4.5
GROUND = "#f7f5ef"  # the darkest that the accent stands on: the block that says how to pay
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEP = 0.02


def is_colour(text: str) -> bool:
    """Return whether `text` is a colour as it is stored: `#` and six small hexadecimal digits."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(colour: str) -> str:
    """Return `colour`, darkened no more than it takes to be read on our ground.

    >>> readable("#0b5a52"), readable("#ffd400")
    ('#0b5a52', '#856e00')
    """
    share = 1.0
    shown = colour
    while contrast(shown, GROUND) < READABLE:
        share -= _STEP
        shown = "#" + "".join(f"{round(part * share):02x}" for part in bytes.fromhex(colour[1:]))
    return shown


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
