"""The versions of Finvoice that are told apart, and how much each of them holds.

Source: the schemas Finvoice2.01.xsd and Finvoice3.0.xsd; versions 1.x and 2.x differ from 2.01 in what is read only.
"""

from __future__ import annotations

import msgspec
from lxml import etree

ROOT = "Finvoice"
VERSION = "Version"


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One version as it is written: the longest texts, and what it has no element for."""

    name: str
    version: str
    is_en16931: bool  # has an element for nearly every business term
    reference: int  # characters of a reference to another document
    contact: int  # characters of a contact person's name
    party_code: int  # characters of a further identifier of a party
    vat_code: int


FINVOICE_201 = Edition(
    name="finvoice201",
    version="2.01",
    is_en16931=False,
    reference=35,
    contact=35,
    party_code=35,
    vat_code=10,
)
FINVOICE_30 = Edition(
    name="finvoice30",
    version="3.0",
    is_en16931=True,
    reference=70,
    contact=70,
    party_code=70,
    vat_code=3,
)

_KNOWN = frozenset({"1.0", "1.1", "1.2", "1.3", "2.0", "2.01", "3.0"})


def version_of(root: etree._Element) -> str:
    """Return the version that a document states, without the white space around it."""
    return (root.get(VERSION) or "").strip()


def is_known(version: str) -> bool:
    """Whether it is a version that was published."""
    return version in _KNOWN


def format_of(root: etree._Element) -> str | None:
    """Return the name of the format that is nearest to the document's version, None when it is no Finvoice.

    What states no version, or one that is not known, is taken for the latest: each holds what the one before had.
    """
    if root.tag != ROOT:
        return None
    version = version_of(root)
    if version.startswith("1."):
        return "finvoice13"
    return "finvoice201" if version.startswith("2.") else "finvoice30"
