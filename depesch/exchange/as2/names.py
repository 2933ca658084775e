"""AS2 names: who writes to whom, as the headers AS2-From and AS2-To say it.

Source: RFC 4130, 6.2: 1 to 128 printable ASCII signs; in quotes when there is a space, quote or backslash in it;
compared sign by sign, large and small letters apart.
"""

from __future__ import annotations

import re

_ATOM = re.compile(r"[!#-\[\]-~]{1,128}")
_QUOTED = re.compile(r'"((?:[ !#-\[\]-~]|\\["\\])+)"')
_NAME = re.compile(r"[ -~]{1,128}")


class BadName(ValueError):
    """The text is no AS2 name."""


def checked_name(name: str) -> str:
    """Return the name as it is kept; raises BadName."""
    if not _NAME.fullmatch(name) or name != name.strip():
        raise BadName(f"{name[:140]!r} is no AS2 name: 1 to 128 printable ASCII signs, no space at the ends")
    return name


def read_name(header: str) -> str:
    """Return the name in a header AS2-From or AS2-To; raises BadName.

    >>> read_name('"Nordbygg \\\\"Fasad\\\\""')
    'Nordbygg "Fasad"'
    """
    text = header.strip()
    if _ATOM.fullmatch(text):
        return text
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        raise BadName(f"{text[:140]!r} is no AS2 name")
    return checked_name(re.sub(r"\\(.)", r"\1", quoted[1]))


def write_name(name: str) -> str:
    """Return the name as a header has it.

    >>> write_name("Nordbygg AB")
    '"Nordbygg AB"'
    """
    checked_name(name)
    if _ATOM.fullmatch(name):
        return name
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
