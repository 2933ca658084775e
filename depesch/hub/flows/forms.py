"""The form that a step sends: the document in the syntax of the step, its rendering, and what got lost on the way.

When the receiver takes the syntax that was handed over, the original bytes go on unchanged.
"""

from __future__ import annotations

import msgspec

from depesch.channels import File, SendMode
from depesch.kit.filenames import safe_stem
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import Loss, Reading, Syntax, syntaxes


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves: the main file, its syntax, the PDF when the channel wants one, and the losses of the conversion."""

    main: File
    syntax: str
    rendering: File | None = None
    converted: bool = False
    losses: tuple[Loss, ...] = ()


def make_form(reading: Reading, *, syntax: str, rendering: bool, language: str, send_mode: SendMode) -> Form:
    """Return the document in `syntax`, with a PDF in `language` if asked for. Pure computing, no database."""
    target = syntaxes()[syntax]
    stem = safe_stem(reading.invoice.number or "document", max_bytes=100)
    converted = syntax != reading.syntax.name
    data, losses = _written(reading, target) if converted else (reading.data, ())
    main = File(name=stem + target.suffix, media_type=target.media_type, content=data)
    pdf = None
    if rendering:
        content = render_pdf(reading.invoice, language=language, xml=data, send_mode=send_mode.value)
        pdf = File(name=f"{stem}.pdf", media_type="application/pdf", content=content)
    return Form(main=main, syntax=syntax, rendering=pdf, converted=converted, losses=losses)


def _written(reading: Reading, target: Syntax) -> tuple[bytes, tuple[Loss, ...]]:
    if target.write is None:
        raise LookupError(f"the format {target.name} is only read, so it cannot be in a run")
    writing = target.write(reading.invoice)
    return writing.data, writing.losses
