"""Whether an invoice holds nothing but what the reader has a place for, so that the model tells all of it.

Most do. What costs a look at the whole tree (facts of the writing, the rules bound to CII) is left to the others.
"""

from __future__ import annotations

from typing import cast

from lxml import etree

from depesch.syntaxes import Reading

_ATTRIBUTES = etree.XPath("count(//*/@*)")
_SCHEMA_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_MEMO = "ordinary"


def is_ordinary(reading: Reading) -> bool:
    """Return whether the reader found a place for every element and attribute, each once and written as usual."""
    found: bool | None = reading.memo.get(_MEMO)
    if found is None:
        found = reading.memo[_MEMO] = not reading.memo.get("doubtful", True) and _reads_all_attributes(reading)
    return found


def _reads_all_attributes(reading: Reading) -> bool:
    """Return whether the reader read every attribute, but for those of the root that name a schema."""
    root = reading.root
    if not all(str(name).startswith(_SCHEMA_INSTANCE) for name in root.attrib):
        return False
    read: int = reading.memo["attributes"]
    return cast("float", _ATTRIBUTES(root)) == read + len(root.attrib)
