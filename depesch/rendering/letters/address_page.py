"""The page with the address: the back of a letter's first sheet, seen through the envelope's window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import typst

from depesch.rendering.glyphs import printable
from depesch.rendering.letters import Unprintable, Window
from depesch.rendering.typesetting import fonts

SIZES_PT = (11, 10, 9, 8)  # the largest that lets every line stand inside the window
_DATED = datetime(1970, 1, 1, tzinfo=UTC)
_TOO_LARGE = "does not fit the window"
_TEMPLATE = b"""
#let page-data = json("page.json")
#let window = page-data.window
#set document(title: "Address", date: auto)
#set page(paper: "a4", margin: 0mm)
#set text(font: "Noto Sans", size: page-data.size * 1pt)
#set par(leading: 0.5em)
#let lines = stack(spacing: 0.5em, ..page-data.lines.map(line => box(text(line))))
#context {
  let size = measure(lines)
  assert(
    size.width <= window.width_mm * 1mm and size.height <= window.height_mm * 1mm,
    message: "does not fit the window",
  )
}
#place(top + left, dx: window.left_mm * 1mm, dy: window.top_mm * 1mm, lines)
"""


def address_page(lines: Sequence[str], window: Window) -> bytes:
    """Return one page A4 with the lines inside the window; raises Unprintable when no size of type lets them fit.

    The lines are data and never run. The same bytes for the same input.
    """
    for size in SIZES_PT:
        page = {
            "lines": [printable(line) for line in lines],
            "size": size,
            "window": {name: getattr(window, name) for name in Window.__struct_fields__},
        }
        files = {"main.typ": _TEMPLATE, "page.json": json.dumps(page).encode()}
        try:
            pdf: bytes = typst.compile(  # type: ignore[call-overload]  # it takes many files, its stub knows but one
                files, font_paths=fonts(), format="pdf", timestamp=_DATED
            )
        except typst.TypstError as error:
            if _TOO_LARGE not in error.message:
                raise
        else:
            return pdf
    raise Unprintable(
        "post-address-unfit", f"the address does not fit the window at {SIZES_PT[-1]} points; shorten its lines"
    )
