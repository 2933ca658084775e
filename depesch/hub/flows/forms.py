"""The form that a step sends: the document in the format of the step, its rendering, and what got lost on the way.

When the receiver takes the format that was handed over, the original bytes go on unchanged, but for XML that declares
another encoding than it is in: see `documents/passing_on.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import msgspec

from depesch.channels import File, SendMode
from depesch.documents.outgoing import Outgoing, outgoing
from depesch.documents.passing_on import passed_on
from depesch.documents.targets import targets, targets_met
from depesch.hub.flows.dressing import Dress, drawn
from depesch.hub.flows.lost import NOTHING, Lost, lost_of
from depesch.kit.filenames import safe_file_name, safe_stem
from depesch.model.invoice import Attachment, Invoice
from depesch.model.issue import Issue
from depesch.rendering.pdf import render_pdf
from depesch.rules import RuleSet
from depesch.syntaxes import Reading

T = TypeVar("T")


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves: the main file, its format, the PDF when the channel wants one, and what the conversion lost."""

    main: File
    syntax: str  # name of the format or profile that it is in
    rendering: File | None = None
    beside: tuple[File, ...] = ()  # files of the document that its format has no place for
    converted: bool = False
    losses: int = 0  # values that the format could not hold as they were
    unread: int = 0  # values of the original that the reading found no place for
    lost: Lost = NOTHING  # the same, one by one
    invoice: Invoice = Invoice()  # what was read: the company's own text of the mail is filled from it
    dress: Dress | None = None  # what its pages look like; None: it has none


class Forms:
    """The forms of one document, each made once: to see whether it fits its receiver, and to be sent."""

    def __init__(
        self,
        reading: Reading,
        *,
        language: str,
        send_mode: SendMode,
        packs: tuple[RuleSet, ...] = (),
        dress: Callable[[], Dress] = Dress,  # fetches how the sender's pages look, when a PDF is made
    ) -> None:
        self._reading = reading
        self._language = language
        self._send_mode = send_mode
        self._packs = packs
        self._choose_dress = dress
        self._dress: Dress | None = None
        self._met = targets_met(reading.invoice, reading.syntax.name)
        self._made: dict[str, Outgoing] = {}

    def refusals(self, name: str) -> tuple[Issue, ...]:
        """Return what the receiver's format, the law and the receiver's demands miss in the document written so."""
        return () if name in self._met else self._outgoing(name).refusals

    def make(self, name: str, *, rendering: bool) -> Form:
        """Return the document in the format of that name, with a PDF if asked for. Pure computing, no database."""
        reading = self._reading
        stem = safe_stem(reading.invoice.number or "document", max_bytes=100)
        if name in self._met:
            data = passed_on(reading)
            main = File(name=stem + reading.syntax.suffix, media_type=reading.syntax.media_type, content=data)
            pdf = self._rendering(stem, data) if rendering else None
            dress = self._dress if rendering else None
            return Form(
                main=main, syntax=name, rendering=pdf, beside=_files(reading.files), invoice=reading.invoice,
                dress=dress,
            )  # fmt: skip
        made = self._outgoing(name)
        main = File(name=stem + made.target.suffix, media_type=made.target.media_type, content=made.data)
        pdf = self._rendering(stem, made.data) if rendering else None
        has_pages = rendering or bool(made.target.pdf_profile)
        return Form(
            main=main, syntax=name, rendering=pdf, beside=_files(made.beside), converted=True,
            losses=len(made.losses), unread=len(made.unread), lost=lost_of(made.unread, made.losses),
            invoice=reading.invoice, dress=self._dress if has_pages else None,
        )  # fmt: skip

    def _outgoing(self, name: str) -> Outgoing:
        if name not in self._made:
            is_pdf = bool(targets()[name].pdf_profile)
            self._made[name] = self._drawn(partial(self._written, name)) if is_pdf else self._written(name, Dress())
        return self._made[name]

    def _written(self, name: str, dress: Dress) -> Outgoing:
        return outgoing(
            self._reading, targets()[name], packs=self._packs, language=self._language,
            send_mode=self._send_mode.value, logo=dress.logo, design=dress.look,
        )  # fmt: skip

    def _rendering(self, stem: str, data: bytes) -> File:
        """Return the PDF of the document; what is XML goes into it."""
        xml = data if data.lstrip().startswith(b"<") else None
        content = self._drawn(
            lambda dress: render_pdf(
                self._reading.invoice, language=self._language, xml=xml, send_mode=self._send_mode.value,
                logo=dress.logo, design=dress.look,
            )
        )  # fmt: skip
        return File(name=f"{stem}.pdf", media_type="application/pdf", content=content)

    def _drawn(self, make: Callable[[Dress], T]) -> T:
        """Return what is made in the document's dress; once the design failed, all its pages have our own look."""
        made, self._dress = drawn(self._dress or self._choose_dress(), make)
        return made


def _files(attachments: tuple[Attachment, ...]) -> tuple[File, ...]:
    return tuple(
        File(
            name=safe_file_name(one.filename or f"attachment-{number}"),
            media_type=one.mime_code or "application/octet-stream",
            content=one.content,
        )
        for number, one in enumerate(attachments, 1)
    )
