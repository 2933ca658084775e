"""Nordbygg with post switched on, a print partner who fetches from a real SFTP server, and the steps of the workers."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from depesch.channels import File
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Delivery, Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.letters.answers import take_answers
from depesch.hub.letters.handing_over import hand_over_due
from depesch.hub.letters.manifest import Manifest
from depesch.hub.letters.models import Letter, LetterState, PrintJob
from depesch.hub.letters.packing_round import pack_due
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.channels.ftps.server import Ftpd
from tests.channels.sftp.server import Sshd
from tests.hub.flows.papers import ubl_invoice

LATER = timedelta(hours=1)
JARVIPUU = ("0216", "003720774740")


class Scene:
    """The sender, the partner's server and folder of answers."""

    def __init__(self, company: Company, server: Sshd | Ftpd, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.company, self.server, self.answers = company, server, place / "answers"
        self._channel = "sftp" if isinstance(server, Sshd) else "ftps"
        self.answers.mkdir()
        self._file = place / "partner.toml"
        monkeypatch.setenv("DEPESCH_PRINT_PARTNER_FILE", str(self._file))
        self.partner("")
        self.post_on(company)

    def partner(self, more: str) -> None:
        """Describe the partner, with `more` lines of TOML after what is needed."""
        values = "\n".join(f"{key} = {_toml(value)}" for key, value in self.server.settings().items())
        self._file.write_text(
            f'name = "Tryckeriet"\nanswers = "{self.answers}"\n{more}\n'
            f'[hand_over]\nchannel = "{self._channel}"\n[hand_over.settings]\n{values}\n'
        )

    def post_on(self, company: Company) -> None:
        """Switch post on for a company."""
        with acting_for(company.id):
            save_settings("post", {"goes_at": "15:00"})

    def customer(self, *, street: str = "Storgatan 1", country: str = "FI", email: str = "") -> Customer:
        """Return a card with a postal address."""
        identifier = canonical(*JARVIPUU)
        assert identifier is not None
        with acting_for(self.company.id):
            card = add_customer("Järvipuu Oy", identifiers=[identifier], country=country, email=email)
            card.street, card.postal_code, card.city = street, "00100", "Helsingfors"
            card.save()
        return card

    def sent(self, number: str, *attachments: File, company: Company | None = None) -> Document:
        """Hand an invoice over and go as far as the first send."""
        company = company or self.company
        content = ubl_invoice(number, endpoint=JARVIPUU, buyer_name="Järvipuu Oy")
        given = submit(content, company_id=company.id, actor="user:astrid", route="api", attachments=attachments)
        return go(company, given.document_id)

    def hour_comes(self, company: Company | None = None) -> None:
        """Let the hour of all waiting letters come, and let their jobs run."""
        company = company or self.company
        with acting_for(company.id):
            Letter.objects.filter(state=LetterState.WAITING).update(due_at=now() - LATER)
            Delivery.objects.filter(state="waiting").update(try_at=now() - LATER)
            due = list(Delivery.objects.filter(state="waiting").values_list("document_id", flat=True))
        for document_id in due:
            deliver(company.id, document_id, draw=lambda: 0.0)

    def posted_out(self) -> int:
        """Go the rounds that pack and hand over."""
        pack_due(now())
        return hand_over_due(now())

    def jobs(self) -> list[zipfile.ZipFile]:
        """Return the ZIPs that the partner sees."""
        paths = sorted(path for path in self.server.folder.iterdir() if path.suffix == ".zip")
        return [zipfile.ZipFile(io.BytesIO(path.read_bytes())) for path in paths]

    def manifest(self) -> Manifest:
        """Return the manifest of the one job that the partner sees."""
        (job,) = self.jobs()
        return msgspec.json.decode(job.read("manifest.json"), type=Manifest)

    def letters(self) -> list[Letter]:
        """Return the company's letters in the order of their numbers."""
        with acting_for(self.company.id):
            return list(Letter.objects.order_by("number"))

    def print_jobs(self) -> list[PrintJob]:
        """Return the company's jobs."""
        with acting_for(self.company.id):
            return list(PrintJob.objects.order_by("made_at"))

    def answer_csv(self, text: str, *, name: str = "answer.csv") -> int:
        """Let the partner put a CSV file of these words into the folder of answers, and take it."""
        (self.answers / name).write_text(text, encoding="utf-8-sig")
        moved = take_answers(now())
        for letter in self.letters():
            deliver(self.company.id, letter.document_id, draw=lambda: 0.0)
        return moved

    def answer(self, state: str, *, reason: str = "", name: str = "") -> int:
        """Let the partner answer for every letter of the job, and take it."""
        manifest = self.manifest()
        letters = [
            {"letter": file.letter, "state": state, "reason": reason, "at": "2026-11-23T18:00:00+01:00"}
            for each in manifest.envelopes
            for file in each.files
        ]
        path = self.answers / (name or f"{state}.json")
        path.write_bytes(msgspec.json.encode({"job": manifest.job, "letters": letters}))
        moved = take_answers(now())
        for letter in self.letters():
            deliver(self.company.id, letter.document_id, draw=lambda: 0.0)
        return moved


def go(company: Company, document_id: UUID) -> Document:
    """Do what the workers' jobs do with a document, and return what became of it."""
    deliver(company.id, document_id, process(company.id, document_id), draw=lambda: 0.0)
    return found(company, document_id)


def found(company: Company, document_id: UUID) -> Document:
    """Return the document as it is now."""
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int) else msgspec.json.encode(value).decode()
