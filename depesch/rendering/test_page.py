"""A page that shows whether a printer prints: a heading, some lines, and the marks by which a cut edge is seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import typst

from depesch.rendering.glyphs import printable
from depesch.rendering.typesetting import STANDARDS, fonts

_TEMPLATE = b"""
#let told = json("page.json")
#set document(title: told.title, date: auto)
#set page(paper: "a4", margin: 20mm, background: rect(width: 100% - 10mm, height: 100% - 10mm, stroke: 0.5pt))
#set text(font: "Noto Sans", size: 12pt, lang: told.language)
= #told.title
#for each in told.lines [#each \\ ]
"""


def test_page(title: str, lines: Sequence[str], *, language: str, dated: datetime) -> bytes:
    """Return one page A4 as PDF, the same bytes for the same input; the texts are data and never run."""
    page = {"title": printable(title), "lines": [printable(line) for line in lines], "language": language}
    files = {"main.typ": _TEMPLATE, "page.json": json.dumps(page).encode()}
    pdf: bytes = typst.compile(  # type: ignore[call-overload]  # it takes many files, its stub knows but one
        files, font_paths=fonts(), format="pdf", pdf_standards=STANDARDS, timestamp=dated.replace(microsecond=0)
    )
    return pdf
