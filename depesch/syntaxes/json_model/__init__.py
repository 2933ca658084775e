"""Our own JSON: the model by its own names, as the interfaces of Depesch give it, one invoice or an array of them.

Source: docs/schema/invoice.schema.json; amounts are strings or numbers with their digits, dates ISO 8601, files base64.
What is not in the schema is named as unread. Lost when writing: see `writing.py`; next to nothing.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax, never

SYNTAX = Syntax(
    name="json_model",
    title="Depesch JSON",
    source="docs/schema/invoice.schema.json",
    media_type="application/json",
    suffix=".json",
    recognises=never,
    recognises_text=lazily("depesch.syntaxes.json_model.reading:recognises_text"),
    parse=lazily("depesch.syntaxes.json_model.reading:parse"),
    split=lazily("depesch.syntaxes.json_model.reading:split"),
    read=lazily("depesch.syntaxes.json_model.reading:read"),
    unread=lazily("depesch.syntaxes.json_model.reading:unread"),
    locate=lazily("depesch.syntaxes.json_model.reading:locate"),
    write=lazily("depesch.syntaxes.json_model.writing:write"),
)
