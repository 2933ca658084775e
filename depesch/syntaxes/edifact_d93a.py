"""EDIFACT INVOIC D.93A: the first directory.

Source: UN/EDIFACT INVOIC D.93A; ISO 9735.
It is only read.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Counted, Syntax, never

SYNTAX = Syntax(
    name="edifact_d93a",
    title="EDIFACT INVOIC D.93A",
    source="UN/EDIFACT INVOIC D.93A; ISO 9735",
    media_type="application/EDIFACT",
    suffix=".edi",
    counted=Counted.SEGMENTS,
    recognises=never,
    recognises_text=lazily("depesch.syntaxes.edifact.recognising:is_d93a"),
    parse=lazily("depesch.syntaxes.edifact.tree:tree"),
    split=lazily("depesch.syntaxes.edifact.reading:split"),
    read=lazily("depesch.syntaxes.edifact.reading:read_d93a"),
    unread=lazily("depesch.syntaxes.edifact.reading:unread"),
    locate=lazily("depesch.syntaxes.edifact.reading:locate"),
    path_of=lazily("depesch.syntaxes.edifact.reading:path_of"),
)
