"""TEAPPSXML 2.7.2, the Finnish format of Tieto's invoice center.

Source: see `depesch.syntaxes.teapps`.
"""

from __future__ import annotations

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.teapps.versions import is_version_2

_READING = "depesch.syntaxes.teapps.reading"
SYNTAX = Syntax(
    name="teappsxml272",
    title="TEAPPSXML 2.7.2",
    source="TEAPPSXML 2.7.2 Implementation Guide, Tieto",
    media_type="application/xml",
    suffix=".xml",
    recognises=is_version_2,
    read=lazily(f"{_READING}:read"),
    unread=lazily(f"{_READING}:unread"),
    locate=lazily(f"{_READING}:locate"),
    path_of=lazily(f"{_READING}:path_of"),
    split=lazily("depesch.syntaxes.teapps.splitting:split"),
    write=lazily("depesch.syntaxes.teapps.writing:write"),
)
