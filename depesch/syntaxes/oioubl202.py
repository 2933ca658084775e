"""OIOUBL 2.02 and 2.01: the Danish invoice before OIOUBL 2.1, still sent; it is only read.

Source: OIOUBL 2.02 (Danish Agency for Digital Government), class documentation, guides and examples.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.oioubl.recognising import is_former

SYNTAX = Syntax(
    name="oioubl202",
    title="OIOUBL 2.02",
    source="OIOUBL 2.02, Danish Agency for Digital Government",
    media_type="application/xml",
    suffix=".xml",
    dialect_of="ubl21",
    recognises=is_former,
    read=lazily("depesch.syntaxes.oioubl.reading:read_2_02"),
    unread=lazily("depesch.syntaxes.oioubl.reading:unread"),
    locate=lazily("depesch.syntaxes.oioubl.reading:locate"),
    path_of=lazily("depesch.syntaxes.oioubl.reading:path_of"),
    schema_issues=lazily("depesch.syntaxes.ubl.schemas:schema_issues"),
)
