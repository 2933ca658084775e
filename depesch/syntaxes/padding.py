"""Amounts with white space after their digits, which official rules count as decimals: `12.50 ` has three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from depesch.syntaxes.binding import Tracer

_AMOUNT = re.compile(r"\{[^}]*\}\w*Amount")
_PADDED = re.compile(r"[^.]*\.[0-9]{0,2}([ \t\r\n]+)")


def padded_amounts(root: etree._Element, trace: Callable[[], Tracer]) -> Iterator[str]:
    """Give the model's path of each amount whose two decimals at most are followed by too much white space."""
    if not any(_is_padded(element) for element in root.iter() if _AMOUNT.fullmatch(str(element.tag))):
        return
    for path, (element, attribute) in trace().places.items():
        if attribute is None and _AMOUNT.fullmatch(str(element.tag)) and _is_padded(element):
            yield path


def _is_padded(element: etree._Element) -> bool:
    text = element.text or ""
    return _PADDED.fullmatch(text) is not None and len(text.partition(".")[2]) > 2
