"""The company's own text of a mail: in the language of the customer's card, frozen at the first try."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import msgspec
import pytest

from depesch.documents.reading import read
from depesch.documents.targets import targets, write_as
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.mail_texts import own_text, remove_text, save_text
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Delivery
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.rendering.mail_text import MailText, TextKind
from tests.exchange.mail.rude_server import DROP, rude_server
from tests.hub.flows.papers import ubl_invoice

GERMAN, SWEDISH = ("0192", "999000053"), ("0216", "003720774740")
OWN = MailText(
    subject="Rechnung {InvoiceNumber} für {CustomerName}",
    body="Guten Tag {CustomerName},\n\n{Amount} {Currency} bis {DueDate}.\nBestellung: {OrderNumber}\n\n{CompanyName}",
)


class Post:
    """Hands documents over and reads what a real mail server got."""

    def __init__(self, company: Company, folder: Path, port: int) -> None:
        self.company, self.folder, self.port = company, folder, port
        self.point_to(port)

    def point_to(self, port: int) -> None:
        with acting_for(self.company.pk):
            save_settings(
                "email",
                {"host": "127.0.0.1", "port": port, "tls": "none", "from_address": "f@nordbygg.example"},
            )

    def write(self, text: MailText, kind: TextKind = TextKind.INVOICE, language: str = "de") -> None:
        with acting_for(self.company.pk):
            save_text(kind, language, text, actor="user:doris")

    def give(self, content: bytes, mode: str = "production") -> None:
        given = submit(content, company_id=self.company.pk, actor="user:astrid", route="api", send_mode=mode)
        self.document = given.document_id
        deliver(self.company.pk, self.document, process(self.company.pk, self.document), draw=lambda: 0.0)

    def later(self) -> None:
        """Let the time of the next try come, and try."""
        with acting_for(self.company.pk):
            Delivery.objects.update(try_at=now())
        deliver(self.company.pk, self.document, draw=lambda: 0.0)

    def sent(self, content: bytes) -> EmailMessage:
        self.give(content)
        return caught(self.folder)[-1][1]


@pytest.fixture
def post(nordbygg: Company, tmp_path: Path) -> Iterator[Post]:
    """A customer whose card says German, one whose card says Swedish, and a mail server."""
    with acting_for(nordbygg.pk):
        for number, language in ((GERMAN, "de"), (SWEDISH, "sv")):
            identifier = canonical(*number)
            assert identifier is not None
            add_customer(f"Kund {language}", identifiers=[identifier], email="rechnung@kunde.example",
                         language=language, run=["email"])  # fmt: skip
    with Catcher(tmp_path / "mails") as catcher:
        yield Post(nordbygg, tmp_path / "mails", catcher.port)


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def credit_note() -> bytes:
    invoice = read(ubl_invoice("K-1", endpoint=GERMAN)).invoice
    return write_as(targets()["ubl21"], msgspec.structs.replace(invoice, type_code="381", due_date=None)).data


@pytest.mark.row("D-06", "S-076", "S-072")
def test_card_in_german_gives_the_german_text_with_its_fields_filled_in(post: Post) -> None:
    post.write(OWN)
    mail = post.sent(ubl_invoice("F-1", endpoint=GERMAN))
    assert mail["Subject"] == "Rechnung F-1 für Fjordtre AS"
    said = "Guten Tag Fjordtre AS,\n\n125,00 SEK bis 31. Dezember 2026.\n\nNordbygg Fasad AB\n"
    assert text_of(mail).replace("\r\n", "\n") == said  # no order number on the invoice: the line is not there
    assert "<p>Guten Tag Fjordtre AS,</p>" in text_of(mail, "html")
    (pdf,) = (part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf")
    assert pdf.get_payload(decode=True)[:4] == b"%PDF"  # type: ignore[index]  # bytes, since it is no multipart


@pytest.mark.row("S-073", "S-074")
def test_other_languages_and_kinds_keep_the_predefined_text(post: Post) -> None:
    post.write(OWN)
    assert post.sent(ubl_invoice("F-2", endpoint=SWEDISH))["Subject"] == "Faktura F-2 från Nordbygg Fasad AB"
    assert post.sent(credit_note())["Subject"] == "Gutschrift K-1 von Nordbygg Fasad AB"


def test_credit_note_has_a_text_of_its_own(post: Post) -> None:
    post.write(MailText(subject="Gutschrift {CreditNoteNumber}", body="{DocumentType}"), TextKind.CREDIT_NOTE)
    assert post.sent(credit_note())["Subject"] == "Gutschrift K-1"
    assert post.sent(ubl_invoice("F-3", endpoint=GERMAN))["Subject"] == "Rechnung F-3 von Nordbygg Fasad AB"


def test_removed_text_gives_the_predefined_one(post: Post, nordbygg: Company) -> None:
    post.write(OWN)
    with acting_for(nordbygg.pk):
        assert remove_text(TextKind.INVOICE, "de", actor="user:doris")
    assert post.sent(ubl_invoice("F-4", endpoint=GERMAN))["Subject"] == "Rechnung F-4 von Nordbygg Fasad AB"


OTHER = MailText(subject="Ny text", body="Helt annan")


@pytest.mark.parametrize("first", [OWN, None])
def test_text_changed_between_two_tries_changes_no_byte_of_the_mail(post: Post, first: MailText | None) -> None:
    if first:
        post.write(first)
    with rude_server(mail=DROP) as lost, rude_server() as server:
        post.point_to(lost.port)
        post.give(ubl_invoice("F-5", endpoint=GERMAN))
        post.write(OTHER)
        post.point_to(server.port)
        post.later()
        assert (len(lost.mails), len(server.mails)) == (1, 1)
        assert lost.mails == server.mails
        assert b"Helt annan" not in server.mails[0]


def test_text_is_that_of_the_first_try_however_long_the_mail_waits(post: Post, nordbygg: Company) -> None:
    post.write(OWN)
    with rude_server(RCPT=b"450 greylisted\r\n") as server:
        post.point_to(server.port)
        post.give(ubl_invoice("F-6", endpoint=GERMAN))
    with acting_for(nordbygg.pk):
        remove_text(TextKind.INVOICE, "de", actor="user:doris")
    post.point_to(post.port)
    post.later()
    assert caught(post.folder)[-1][1]["Subject"] == "Rechnung F-6 für Fjordtre AS"


@pytest.mark.row("S-204")
def test_test_document_is_marked_with_the_own_text_too(post: Post) -> None:
    post.write(OWN)
    post.give(ubl_invoice("F-7", endpoint=GERMAN), "test")
    mail = caught(post.folder)[-1][1]
    assert mail["Subject"].startswith("[TEST] Rechnung F-7")
    assert text_of(mail).startswith("Dies ist ein Test.")


def test_hostile_invoice_adds_no_header_no_markup_and_no_field(post: Post) -> None:
    post.write(MailText(subject="{CustomerName}", body="{CustomerName}\n{PaymentReference}"))
    name = "&lt;b&gt;X&lt;/b&gt;&#13;&#10;Bcc: alla@example.com {PaymentReference} =?utf-8?q?=0d=0aBcc:a=40b.example?="
    mail = post.sent(ubl_invoice("F-8", endpoint=GERMAN, buyer_name=name))
    assert mail["Bcc"] is None
    assert mail["To"] == "Kund de <rechnung@kunde.example>"
    assert "{PaymentReference}" in text_of(mail).split("\n")[0]
    assert "&lt;b&gt;X&lt;/b&gt;" in text_of(mail, "html")
    assert "<b>" not in text_of(mail, "html")


def test_company_has_texts_of_its_own(post: Post, fjordtre: Company) -> None:
    post.write(OWN)
    with acting_for(fjordtre.pk):
        assert own_text(TextKind.INVOICE, "de") is None
