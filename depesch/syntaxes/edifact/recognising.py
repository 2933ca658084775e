"""Which of our directories an interchange is in, told from its first bytes; an unknown one goes to the nearest.

Source: ISO 9735-1:2002 (UNH); the directories D.93A to D.01B.
"""

from __future__ import annotations

import re

from depesch.syntaxes.edifact.service import BLANK

_HEAD = 4096  # UNB, and maybe another message, may stand before the first invoice
_BEGINNING = re.compile(r"UNA.{6}[\s\x00]*UNB|UN[BGH][^A-Za-z0-9]").match
_VERSION = re.compile(r"D(\d\d)([A-Z])").fullmatch
_PIVOT = 70  # D93A is of 1993, D01B of 2001
NAMED = ("D93A", "D96A", "D97B", "D01B")


def is_d93a(data: bytes) -> bool:
    """Whether the bytes begin an interchange with an invoice that the directory D.93A is nearest to."""
    return _is_of(data, "D93A")


def is_d96a(data: bytes) -> bool:
    """Whether the same holds for D.96A, or the interchange begins with another message than an invoice."""
    return _is_of(data, "D96A")


def is_d97b(data: bytes) -> bool:
    """Whether the same holds for D.97B."""
    return _is_of(data, "D97B")


def is_d01b(data: bytes) -> bool:
    """Whether the same holds for D.01B."""
    return _is_of(data, "D01B")


def _is_of(data: bytes, directory: str) -> bool:
    if b"UN" not in data[:16]:
        return False
    head = data[:_HEAD].decode("utf-8", errors="replace").translate({10: None, 13: None}).lstrip(BLANK)
    return _BEGINNING(head) is not None and nearest(_version(head)) == directory


def _version(head: str) -> str:
    """Return the directory of the first invoice, such as D96A; empty when there is none."""
    component, element = (head[3], head[4]) if head.startswith("UNA") else (":", "+")
    c, e = re.escape(component), re.escape(element)
    found = re.search(rf"UNH{e}[^{e}]{{0,40}}{e}INVOIC{c}([^{c}{e}]{{0,9}}){c}([^{c}{e}]{{0,9}})", head)
    return found[1] + found[2] if found else ""


def nearest(version: str) -> str:
    """Return which of our directories is nearest to a version.

    >>> nearest("D96A"), nearest("D14B"), nearest("D95B"), nearest("911"), nearest("")
    ('D96A', 'D01B', 'D96A', 'D93A', 'D96A')
    """
    if version in NAMED or not version:
        return version or "D96A"
    half = _half_year(version)
    if half is None:
        return "D93A"  # the directories before it had numbers: 1 and 2, 901, 912
    return min(NAMED, key=lambda name: (abs((_half_year(name) or 0) - half), name != "D01B"))


def _half_year(version: str) -> int | None:
    found = _VERSION(version)
    if found is None:
        return None
    year = int(found[1])
    return 2 * (year if year >= _PIVOT else year + 100) + (found[2] != "A")
