"""View to PDF by typst. Runs inside the worker process only: a template may loop or eat memory, see `worker`."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import typst

from depesch.rendering import RenderingFailed
from depesch.rendering.designs import Choices
from depesch.rendering.designs.applying import template_design
from depesch.rendering.glyphs import FONT_FOLDER, printable
from depesch.rendering.view import Code, InvoiceView

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]
# How typst 0.15 begins its messages about a picture that it cannot read.
_PICTURE_FAULTS = ("failed to decode image", "failed to parse SVG", "failed to load image")


def typeset(
    view: InvoiceView, *, template: bytes, choices: Choices, logo: str | None, dated: datetime, root: Path
) -> bytes:
    """Return the PDF of `view`, PDF/A-3a and PDF/UA-1, the same bytes for the same input.

    `root` is the only folder that a template can read; all it may hold is the file `logo`. Raises RenderingFailed with
    `template-faulty` naming the template's line, or `logo-unreadable`.
    """
    files = {
        "main.typ": template,
        "view.json": json.dumps(printable_view(view) | {"logo": logo}).encode(),
        "design.json": json.dumps(_printable(msgspec.to_builtins(template_design(choices, view)))).encode(),
    }
    if view.payment and view.payment.code:
        files["qr.svg"] = code_svg(view.payment.code).encode()
    try:
        pdf: bytes = typst.compile(  # type: ignore[call-overload]  # it takes many files, its stub knows but one
            files, root=str(root), font_paths=fonts(), format="pdf", pdf_standards=STANDARDS, timestamp=dated,
            package_path=str(root), package_cache_path=str(root),
        )  # fmt: skip
        return pdf
    except typst.TypstError as error:
        if logo and any(sign in error.message for sign in _PICTURE_FAULTS):
            raise RenderingFailed("logo-unreadable", error.message) from error
        raise RenderingFailed("template-faulty", _told(error, root)) from error


def _told(error: typst.TypstError, root: Path) -> str:
    """Return what typst says, with the template's line; where on this machine it looked is nobody's business."""
    told = error.diagnostic if error.message in error.diagnostic else f"{error.message} {error.diagnostic}"
    return told.replace(f"{root}/", "").replace(str(root), "").strip()[:2000]


def printable_view(view: InvoiceView) -> dict[str, Any]:
    """Return the view as plain values with every text made printable."""
    plain: dict[str, Any] = msgspec.to_builtins(view)
    return {name: _printable(value) for name, value in plain.items()}


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(v) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(v) for v in value]
    return value


def code_svg(code: Code) -> str:
    """Return the QR code as an SVG picture, dark on white, since readers want the contrast."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}">'
        f'<path fill="#fff" d="M0 0h{code.size}v{code.size}H0z"/><path fill="#000" d="{code.path}"/></svg>'
    )


@cache
def fonts() -> typst.Fonts:
    """Return the faces that come with us and with typst, and no others: the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONT_FOLDER)])
