"""What the print partner gets: one ZIP for each job, with `manifest.json`, the same as `manifest.csv`, and the PDFs.

The format is described for print partners in docs/post.md. The ZIP is the same bytes whenever it is made of the same
manifest and PDFs, so that a hand-over that was cut off goes on with what it began with.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from depesch.hub.letters.enveloping import Envelope
from depesch.hub.letters.models import Letter
from depesch.kit.table_text import guarded

VERSION = 1
_DATED = (1980, 1, 1, 0, 0, 0)
_COLUMNS = (
    "job", "envelope", "send_mode", "document", "letter", "number", "file", "sha256", "pages", "sheets", "duplex",
    "colour", "recipient", "country", "envelope_size", "postage", "weight_g", "enclosures", "returns",
)  # fmt: skip


class PrintedFile(msgspec.Struct, frozen=True, kw_only=True):
    """One PDF in an envelope."""

    letter: str
    document: str
    number: str  # of the invoice
    file: str  # its name in the ZIP
    sha256: str
    pages: int
    sheets: int


class PackedEnvelope(msgspec.Struct, frozen=True, kw_only=True):
    """One envelope; its files are printed in their order, and the first one's address is seen in the window."""

    number: int
    send_mode: str  # of test nothing is posted
    recipient: tuple[str, ...]
    country: str
    duplex: bool
    colour: bool
    envelope: str
    postage: str
    weight_g: float
    sheets: int
    returns: str
    enclosures: tuple[str, ...]  # other paper that goes along; there is none yet
    files: tuple[PrintedFile, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A job."""

    version: int
    job: str
    made_at: datetime
    sender: str
    envelopes: tuple[PackedEnvelope, ...]


def manifest_of(
    job: str, made_at: datetime, sender: str, envelopes: Sequence[Envelope], letters: Mapping[str, Letter]
) -> Manifest:
    """Return the manifest of a job; envelopes are numbered from 1."""
    packed = tuple(_packed(number, each, letters) for number, each in enumerate(envelopes, 1))
    return Manifest(version=VERSION, job=job, made_at=made_at, sender=sender, envelopes=packed)


def zip_of(manifest_json: bytes, pdfs: Mapping[str, bytes]) -> bytes:
    """Return the ZIP of a job from the bytes of its manifest and its PDFs by name."""
    manifest = msgspec.json.decode(manifest_json, type=Manifest)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # PDFs are compressed inside
        _add(archive, "manifest.json", manifest_json)
        _add(archive, "manifest.csv", csv_of(manifest))
        for envelope in manifest.envelopes:
            for file in envelope.files:
                _add(archive, file.file, pdfs[file.file])
    return out.getvalue()


def csv_of(manifest: Manifest) -> bytes:
    """Return the manifest as CSV: a row for each PDF, semicolons between, UTF-8."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(_COLUMNS)
    for each in manifest.envelopes:
        for file in each.files:
            rows.writerow((
                manifest.job, each.number, each.send_mode, file.document, file.letter, guarded(file.number), file.file,
                file.sha256, file.pages, file.sheets, _yes(each.duplex), _yes(each.colour),
                guarded("|".join(each.recipient)), each.country, each.envelope, each.postage, each.weight_g,
                "|".join(each.enclosures), each.returns,
            ))  # fmt: skip
    return text.getvalue().encode()


def _packed(number: int, envelope: Envelope, letters: Mapping[str, Letter]) -> PackedEnvelope:
    top = envelope.pieces[0]
    return PackedEnvelope(
        number=number, send_mode=top.send_mode, recipient=top.lines, country=top.country, duplex=True,
        colour=top.colour, envelope=envelope.postage.envelope, postage=envelope.postage.name,
        weight_g=envelope.weight_g, sheets=envelope.sheets, returns=top.returns, enclosures=(),
        files=tuple(_printed(letters[piece.id]) for piece in envelope.pieces),
    )  # fmt: skip


def _printed(letter: Letter) -> PrintedFile:
    return PrintedFile(
        letter=str(letter.id), document=str(letter.document_id), number=letter.number, file=f"{letter.id}.pdf",
        sha256=letter.sha256, pages=letter.pages, sheets=letter.sheets,
    )  # fmt: skip


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _DATED), content)


def _yes(value: bool) -> str:
    return "yes" if value else "no"
