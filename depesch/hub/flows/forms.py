"""The form that a step sends: the document in the syntax of the step, its rendering, and what got lost on the way.

When the receiver takes the syntax that was handed over, the original bytes go on unchanged.
"""

from __future__ import annotations

import msgspec

from depesch.channels import File, SendMode
from depesch.hub.flows.lost import NOTHING, Lost, lost_of
from depesch.kit.filenames import safe_stem
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import Reading, Syntax, Writing, syntaxes


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves: the main file, its syntax, the PDF when the channel wants one, and what the conversion lost."""

    main: File
    syntax: str
    rendering: File | None = None
    converted: bool = False
    losses: int = 0  # values that the format has no place for
    unread: int = 0  # values of the original that the reading found no place for
    lost: Lost = NOTHING  # the same, one by one


def make_form(reading: Reading, *, syntax: str, rendering: bool, language: str, send_mode: SendMode) -> Form:
    """Return the document in `syntax`, with a PDF in `language` if asked for. Pure computing, no database."""
    target = syntaxes()[syntax]
    stem = safe_stem(reading.invoice.number or "document", max_bytes=100)
    converted = syntax != reading.syntax.name
    writing = _written(reading, target) if converted else Writing(data=reading.data)
    unread = reading.unread() if converted else ()
    data = writing.data
    main = File(name=stem + target.suffix, media_type=target.media_type, content=data)
    pdf = None
    if rendering:
        content = render_pdf(reading.invoice, language=language, xml=data, send_mode=send_mode.value)
        pdf = File(name=f"{stem}.pdf", media_type="application/pdf", content=content)
    return Form(
        main=main, syntax=syntax, rendering=pdf, converted=converted, losses=len(writing.losses), unread=len(unread),
        lost=lost_of(unread, writing.losses),
    )  # fmt: skip


def _written(reading: Reading, target: Syntax) -> Writing:
    if target.write is None:
        raise LookupError(f"the format {target.name} is only read, so it cannot be in a run")
    return target.write(reading.invoice)
