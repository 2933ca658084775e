"""The named queries of `queries.sql`."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def sql(name: str) -> str:
    """Return the query of this name in `queries.sql`."""
    text = resources.files("depesch.hub.flows").joinpath("queries.sql").read_text(encoding="utf-8")
    return text.split(f"-- {name} --\n", 1)[1].split(";\n", 1)[0]
