"""CSV of invoice lines: one row a line, with the document's values on each row of an invoice or on its first.

Source: docs/csv.md, made from `names.py`; RFC 4180 for quoting. Encoding, separator and decimal sign are told by
evidence. What a file has no column for and its columns imply is computed: see `computing.py`.
Lost when writing: see `writing.py`; each writing names what a flat row cannot hold.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax, never

SYNTAX = Syntax(
    name="csv_lines",
    title="CSV of invoice lines",
    source="docs/csv.md; RFC 4180",
    media_type="text/csv",
    suffix=".csv",
    recognises=never,
    recognises_text=lazily("depesch.syntaxes.csv_lines.reading:recognises_text"),
    parse=lazily("depesch.syntaxes.csv_lines.reading:parse"),
    split=lazily("depesch.syntaxes.csv_lines.splitting:split"),
    read=lazily("depesch.syntaxes.csv_lines.reading:read"),
    unread=lazily("depesch.syntaxes.csv_lines.reading:unread"),
    locate=lazily("depesch.syntaxes.csv_lines.reading:locate"),
    write=lazily("depesch.syntaxes.csv_lines.writing:write"),
)
