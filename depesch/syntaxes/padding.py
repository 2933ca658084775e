"""Amounts with white space after their digits, which official rules count as decimals: `12.50 ` has three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from depesch.syntaxes.binding import Tracer

_PADDED = re.compile(r"[^.]*\.[0-9]{0,2}[ \t\r\n]+").fullmatch


def padded_amounts(root: etree._Element, tags: frozenset[str], trace: Callable[[], Tracer]) -> Iterator[str]:
    """Give the model's path of each amount of those tags whose two decimals at most are followed by too much space."""
    if not any(map(_is_padded, root.iter(*tags))):
        return
    for path, (element, attribute) in trace().places.items():
        if attribute is None and element.tag in tags and _is_padded(element):
            yield path


def _is_padded(element: etree._Element) -> bool:
    text = element.text
    return bool(text and text[-1] <= " " and _PADDED(text) and len(text.partition(".")[2]) > 2)
