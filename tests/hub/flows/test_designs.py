"""A document goes out in the design that is its own, and keeps it; a design that fails stops nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from pypdf import PdfReader

from depesch.documents.reading import read
from depesch.documents.targets import targets, write_as
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.designs import DesignFacts, current_version, designs, remove_design, save_design
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.models import Customer, Design
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.document_pdf import pdf_of_document
from depesch.hub.flows.models import Delivery, Document
from depesch.hub.flows.printing_paper import paper_of
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.history.reading import events_of
from depesch.hub.history.words import describe
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.designs import Choices, Texts
from depesch.rendering.designs import Design as Look
from tests.hub.flows.papers import ubl_invoice

FJORDTRE = ("0192", "999000053")
ACTOR = "user:astrid"
SIMPLE = b"""#let v = json("view.json")
#set document(title: v.heading)
#set text(font: "Noto Sans", lang: v.language)
= Kvitto #v.number
#for row in v.totals [#row.label #row.value \\ ]
"""
BROKEN_LATER = SIMPLE + b'#if v.number == "F-2" { panic("no room for this one") }\n'


def look(text: str) -> Look:
    return Look(choices=Choices(texts={one: Texts(intro=text) for one in ("sv", "nb", "en")}))


def design(company: Company, name: str, *, source: bytes | None = None, **facts: object) -> Design:
    chosen = Look(source=source) if source else look(f"Hälsning från {name}")
    with acting_for(company.pk):
        return save_design(msgspec.convert({"name": name, **facts}, DesignFacts), chosen, actor=ACTOR).design


@pytest.fixture
def mails(nordbygg: Company, tmp_path: Path) -> Iterator[Path]:
    """The folder of a real mail server; Fjordtre, who is invoiced in Norwegian, gets mails."""
    identifier = canonical(*FJORDTRE)
    assert identifier is not None
    with Catcher(tmp_path / "mails") as catcher:
        with acting_for(nordbygg.pk):
            add_customer(
                "Fjordtre", identifiers=[identifier], country="NO", language="nb", email="f@kund.example", run=["email"]
            )
            settings = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
            save_settings("email", settings)
        yield tmp_path / "mails"


def sent(company: Company, content: bytes) -> UUID:
    given = submit(content, company_id=company.pk, actor=ACTOR, route="api").document_id
    deliver(company.pk, given, process(company.pk, given), draw=lambda: 0.0)
    return given


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


def mailed(mails: Path) -> bytes:
    """Return the PDF of the latest mail."""
    parts = [part for _path, mail in caught(mails) for part in mail.iter_attachments()]
    content = next(part for part in reversed(parts) if part.get_content_type() == "application/pdf")
    pdf = content.get_payload(decode=True)
    assert isinstance(pdf, bytes)
    return pdf


def told(company: Company, document_id: UUID) -> list[str]:
    with acting_for(company.pk):
        return [describe(event.event, "en") for event in events_of(document_id)]


@pytest.mark.row("D-06")
def test_d_06_the_mail_holds_the_design_of_the_card_else_of_the_rule_else_the_default(
    nordbygg: Company, mails: Path
) -> None:
    design(nordbygg, "Standard", is_default=True)
    sent(nordbygg, ubl_invoice("F-1"))
    assert "Hälsning från Standard" in text_of(mailed(mails))
    design(nordbygg, "Norge", countries=("NO",), documents=("invoice",))
    sent(nordbygg, ubl_invoice("F-2"))
    assert "Hälsning från Norge" in text_of(mailed(mails))
    own = design(nordbygg, "Fjord")
    with acting_for(nordbygg.pk):
        Customer.objects.update(design=own)
    given = sent(nordbygg, ubl_invoice("F-3"))
    assert "Hälsning från Fjord" in text_of(mailed(mails))
    words = "The pages were made with the design Fjord, version 1: the customer's card says so."
    assert words in told(nordbygg, given)
    with acting_for(nordbygg.pk):
        remove_design(own, actor=ACTOR)
    sent(nordbygg, credit_note())
    assert "Hälsning från Standard" in text_of(mailed(mails))  # the rule is for invoices


def credit_note() -> bytes:
    invoice = read(ubl_invoice("K-1")).invoice
    return write_as(targets()["ubl21"], msgspec.structs.replace(invoice, type_code="381", due_date=None)).data


@pytest.mark.row("D-06")
def test_d_06_without_designs_it_has_our_own_look_and_no_word_is_lost_on_it(nordbygg: Company, mails: Path) -> None:
    given = sent(nordbygg, ubl_invoice("F-1"))
    assert not [line for line in told(nordbygg, given) if "design" in line]
    with acting_for(nordbygg.pk):
        assert Delivery.objects.get(document_id=given).design_why == "ours"


def test_the_choice_holds_for_the_document_whatever_becomes_of_the_designs(nordbygg: Company, mails: Path) -> None:
    first = design(nordbygg, "Standard", is_default=True)
    given = sent(nordbygg, ubl_invoice("F-1"))
    with acting_for(nordbygg.pk):
        archived = next(content_of(f) for f in files_of(given) if f.role == FileRole.RENDERING)
        save_design(DesignFacts(name="Standard"), look("Något annat"), design=first, actor=ACTOR)
        remove_design(first, actor=ACTOR)
        document = Document.objects.select_related("tenant").get(pk=given)
        assert paper_of(document).pdf == archived
        again = pdf_of_document(document, read(ubl_invoice("F-1")), language="nb")
    assert again == archived == mailed(mails)


def test_a_document_that_waits_keeps_a_design_that_was_removed(nordbygg: Company, mails: Path) -> None:
    first = design(nordbygg, "Standard", is_default=True)
    given = submit(ubl_invoice("F-1"), company_id=nordbygg.pk, actor=ACTOR, route="api").document_id
    dispatch = process(nordbygg.pk, given)
    with acting_for(nordbygg.pk):
        remove_design(first, actor=ACTOR)
        assert designs() == []
    deliver(nordbygg.pk, given, dispatch, draw=lambda: 0.0)
    assert "Hälsning från Standard" in text_of(mailed(mails))


@pytest.mark.row("D-06")
def test_d_06_a_design_that_fails_for_one_document_is_told_and_stops_nothing(nordbygg: Company, mails: Path) -> None:
    own = design(nordbygg, "Eget", source=BROKEN_LATER, is_default=True)
    sent(nordbygg, ubl_invoice("F-1"))
    assert "Kvitto F-1" in text_of(mailed(mails))
    given = sent(nordbygg, ubl_invoice("F-2"))
    ours = text_of(mailed(mails))
    assert "Kvitto" not in ours
    assert "Faktura" in ours
    (line,) = [line for line in told(nordbygg, given) if "design" in line]
    assert "Eget, version 1, could not be used" in line
    assert "no room for this one" in line
    with acting_for(nordbygg.pk):
        version = current_version(own)
        assert version.failed_document == given
        assert "no room for this one" in version.failed_detail
    third = sent(nordbygg, ubl_invoice("F-3"))
    assert "Kvitto F-3" in text_of(mailed(mails))
    assert third != given


def test_the_pdf_of_the_documents_page_is_the_one_that_the_receiver_got(nordbygg: Company, mails: Path) -> None:
    design(nordbygg, "Norge", countries=("NO",))
    given = sent(nordbygg, ubl_invoice("F-1"))
    with acting_for(nordbygg.pk):
        document = Document.objects.get(pk=given)
        assert pdf_of_document(document, read(ubl_invoice("F-1")), language="nb") == mailed(mails)


def test_factur_x_has_the_design_on_its_pages(nordbygg: Company, mails: Path) -> None:
    design(nordbygg, "Standard", is_default=True)
    with acting_for(nordbygg.pk):
        Customer.objects.update(syntax="facturx-en16931")
    given = sent(nordbygg, ubl_invoice("F-1"))
    with acting_for(nordbygg.pk):
        main = next(content_of(f) for f in files_of(given) if f.role == FileRole.SENT)
    assert main.startswith(b"%PDF")
    assert "Hälsning från Standard" in text_of(main)
