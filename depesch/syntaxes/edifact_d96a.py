"""EDIFACT INVOIC D.96A: as trade in the Nordic countries and Germany has it (EANCOM 1997, EAN008).

Source: UN/EDIFACT INVOIC D.96A; EANCOM 1997 part II, INVOIC version 008; ISO 9735.
Lost when writing: see `edifact/holding.py`; each writing names what it could not hold.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Counted, Syntax, never

SYNTAX = Syntax(
    name="edifact_d96a",
    title="EDIFACT INVOIC D.96A (EANCOM 1997)",
    source="UN/EDIFACT INVOIC D.96A; EANCOM 1997 part II, INVOIC version 008; ISO 9735",
    media_type="application/EDIFACT",
    suffix=".edi",
    counted=Counted.SEGMENTS,
    recognises=never,
    recognises_text=lazily("depesch.syntaxes.edifact.recognising:is_d96a"),
    parse=lazily("depesch.syntaxes.edifact.tree:tree"),
    split=lazily("depesch.syntaxes.edifact.reading:split"),
    read=lazily("depesch.syntaxes.edifact.reading:read_d96a"),
    unread=lazily("depesch.syntaxes.edifact.reading:unread"),
    locate=lazily("depesch.syntaxes.edifact.reading:locate"),
    path_of=lazily("depesch.syntaxes.edifact.reading:path_of"),
    write=lazily("depesch.syntaxes.edifact.writing:write"),
)
