"""What a document says, composed once for each language and kept: a page is not read out of the original at each view.

An entry is found by the hash of the original's bytes and by a hash over the code that made it, so that neither other
bytes nor other code can show what is kept. Everything here is about the acting company: call it inside `acting_for`.
"""

from __future__ import annotations

import zlib
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec

import depesch
from depesch.documents.reading import read
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import content_of
from depesch.hub.flows.models import Document, KeptView
from depesch.hub.tenancy.scope import tenant_id
from depesch.model.invoice import Invoice
from depesch.rendering.compose import compose
from depesch.rendering.view import InvoiceView, Line
from depesch.syntaxes import UnreadableDocument

LINES_AT_ONCE = 100
_MAKERS = ("kit", "model", "syntaxes", "documents", "rendering")  # the packages whose code decides what is shown
_COMPRESSION = 3  # speed before size: an entry is a few kilobytes


class InsideFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that lies inside the document (BT-125): its place there, its name and its size in bytes."""

    number: int
    name: str
    size: int


class ShownDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows: the view with its first lines, how many lines there are, the files inside."""

    view: InvoiceView
    line_count: int
    inside: tuple[InsideFile, ...]
    seller_email: str = ""  # BT-43
    names_order: bool = False  # whether there is a purchase order reference (BT-13)


def shown(document: Document, original: ArchivedFile | None, language: str) -> ShownDocument | None:
    """Return what the document says in `language`; None for one that was never read."""
    if original is None or not document.syntax:
        return None
    kept = _kept(original.sha256, _kind("head", document, language))
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=ShownDocument)
    made = _make(document, original, language)
    return made[0] if made else None


def all_lines(document: Document, original: ArchivedFile | None, language: str) -> tuple[Line, ...]:
    """Return every line of the document, as `shown` has the first of them."""
    if original is None or not document.syntax:
        return ()
    kept = _kept(original.sha256, _kind("lines", document, language))
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=tuple[Line, ...])
    made = _make(document, original, language)
    return made[1] if made else ()


def _make(document: Document, original: ArchivedFile, language: str) -> tuple[ShownDocument, tuple[Line, ...]] | None:
    """Read the original, compose and keep what is shown of it."""
    try:
        invoice = read(content_of(original)).invoice
    except UnreadableDocument:  # read when it was taken over, by code that is no longer
        return None
    view = compose(invoice, language=language, send_mode=document.send_mode)
    rows = view.lines.rows
    head = ShownDocument(
        view=msgspec.structs.replace(view, lines=msgspec.structs.replace(view.lines, rows=rows[:LINES_AT_ONCE])),
        line_count=len(rows),
        inside=_inside(invoice),
        seller_email=_email(invoice),
        names_order=bool(invoice.order_reference),
    )
    _keep(original.sha256, _kind("head", document, language), msgspec.msgpack.encode(head))
    if len(rows) > LINES_AT_ONCE:
        _keep(original.sha256, _kind("lines", document, language), msgspec.msgpack.encode(rows))
    return head, rows


def _inside(invoice: Invoice) -> tuple[InsideFile, ...]:
    return tuple(
        InsideFile(
            number=number,
            name=each.attachment.filename or each.reference or "",
            size=len(each.attachment.content),
        )
        for number, each in enumerate(invoice.supporting_documents)
        if each.attachment is not None
    )


def _email(invoice: Invoice) -> str:
    contact = invoice.seller.contact if invoice.seller else None
    return (contact.email or "").strip() if contact else ""


def _kind(part: str, document: Document, language: str) -> str:
    return f"{part}:{language}:{document.send_mode}"


def _kept(digest: str, kind: str) -> bytes | None:
    content = (
        KeptView.objects.filter(sha256=digest, kind=kind, version=code_version())
        .values_list("content", flat=True)
        .first()
    )
    return zlib.decompress(content) if content is not None else None


def _keep(digest: str, kind: str, content: bytes) -> None:
    """Keep it in the place of what older code made."""
    row = KeptView(
        tenant_id=tenant_id(), sha256=digest, kind=kind, version=code_version(),
        content=zlib.compress(content, _COMPRESSION),
    )  # fmt: skip
    KeptView.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["tenant", "sha256", "kind"], update_fields=["version", "content"]
    )


@cache
def code_version() -> str:
    """Return a hash over all code and data that decide what is shown of a document."""
    root = Path(next(iter(depesch.__path__)))
    digest = sha256(version("babel").encode())  # whose data say how numbers and dates are written
    digest.update(Path(__file__).read_bytes())
    for package in _MAKERS:
        for path in sorted((root / package).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
