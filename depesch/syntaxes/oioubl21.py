"""OIOUBL 2.1: the Danish invoice of Nemhandel, UBL with code lists, taxes and payments of its own.

Source: OIOUBL 2.1 (Danish Agency for Digital Government), class documentation, guides and examples.
Lost when writing: see `oioubl/fitted.py`; each writing names what it could not hold.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.oioubl.recognising import is_current

SYNTAX = Syntax(
    name="oioubl21",
    title="OIOUBL 2.1",
    source="OIOUBL 2.1, Danish Agency for Digital Government",
    media_type="application/xml",
    suffix=".xml",
    dialect_of="ubl21",
    recognises=is_current,
    read=lazily("depesch.syntaxes.oioubl.reading:read_2_1"),
    unread=lazily("depesch.syntaxes.oioubl.reading:unread"),
    locate=lazily("depesch.syntaxes.oioubl.reading:locate"),
    path_of=lazily("depesch.syntaxes.oioubl.reading:path_of"),
    write=lazily("depesch.syntaxes.oioubl.writing:write"),
    schema_issues=lazily("depesch.syntaxes.ubl.schemas:schema_issues"),
)
