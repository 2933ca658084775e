"""EDIFACT INVOIC D.01B: EANCOM 2002 (EAN011), and later directories.

Source: UN/EDIFACT INVOIC D.01B; EANCOM 2002, INVOIC version 011; ISO 9735.
It is only read.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Counted, Syntax, never

SYNTAX = Syntax(
    name="edifact_d01b",
    title="EDIFACT INVOIC D.01B (EANCOM 2002)",
    source="UN/EDIFACT INVOIC D.01B; EANCOM 2002, INVOIC version 011; ISO 9735",
    media_type="application/EDIFACT",
    suffix=".edi",
    counted=Counted.SEGMENTS,
    recognises=never,
    recognises_text=lazily("depesch.syntaxes.edifact.recognising:is_d01b"),
    parse=lazily("depesch.syntaxes.edifact.tree:tree"),
    split=lazily("depesch.syntaxes.edifact.reading:split"),
    read=lazily("depesch.syntaxes.edifact.reading:read_d01b"),
    unread=lazily("depesch.syntaxes.edifact.reading:unread"),
    locate=lazily("depesch.syntaxes.edifact.reading:locate"),
    path_of=lazily("depesch.syntaxes.edifact.reading:path_of"),
)
