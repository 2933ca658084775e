"""The format that a receiver gets: its wish, what it can take, what is usual in its country; and what does not fit."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import msgspec
import pytest

from depesch.documents.country_formats import COUNTRY_FORMATS, default_format
from depesch.documents.facturx import write_facturx
from depesch.documents.reading import read
from depesch.documents.targets import targets
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.identifiers import canonical
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Delivery, Direction, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.invoice import Party, PostalAddress
from tests.hub.flows.papers import ubl_invoice

S = DocumentState
PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


def sent(company: Company, content: bytes) -> Document:
    document_id: UUID = submit(content, company_id=company.id, actor="user:astrid", route="api").document_id
    deliver(company.id, document_id, process(company.id, document_id), draw=lambda: 0.0)
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def arrived(company: Company) -> bytes:
    with acting_for(company.id):
        document = Document.objects.get(direction=Direction.IN)
        return next(content_of(file) for file in files_of(document.id) if file.role == FileRole.ORIGINAL)


def whys(document: Document) -> list[tuple[str, str]]:
    with acting_for(document.tenant_id):
        return [(step.syntax, step.why.value) for step in run_of(Delivery.objects.get(document=document))]


@pytest.mark.parametrize("name", ["cii_d16b", "json_model", "svefaktura1", "en16931", "en16931-cii"])
def test_a_receiver_gets_the_format_that_it_chose(name: str, nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax=name)
    document = sent(nordbygg, ubl_invoice("F-7"))
    assert (document.state, whys(document)[0]) == (S.DELIVERED, (name, "receiver-chose"))
    reading = read(arrived(fjordtre))
    assert (reading.syntax.name, reading.invoice.number) == (targets()[name].syntax, "F-7")


def test_what_is_already_in_the_profile_goes_on_unchanged(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="en16931")
    sent(nordbygg, ubl_invoice())
    assert arrived(fjordtre) == ubl_invoice()


def test_a_document_that_lacks_what_the_receivers_format_asks_for_goes_back_with_the_findings(
    nordbygg: Company, fjordtre: Company
) -> None:
    register_company(fjordtre, syntax="xrechnung")
    document = sent(nordbygg, ubl_invoice())
    assert (document.state, document.problem_code) == (S.REFUSED, "unfit-format")
    rules = {issue["rule"] for issue in document.findings}
    assert {"BR-DE-1", "BR-DE-2"} & rules
    assert all(issue["severity"] == "fatal" for issue in document.findings)


def test_the_profile_is_stated_in_what_is_written(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="peppol-bis3")
    document = sent(nordbygg, ubl_invoice())
    assert (document.state, document.findings) == (S.DELIVERED, [])
    assert read(arrived(fjordtre)).invoice.specification == PEPPOL


@pytest.mark.parametrize("country", COUNTRY_FORMATS)
def test_every_countrys_default_can_be_written(country: str) -> None:
    assert default_format(country, "edifact_d96a", targets()) in targets()


def test_what_was_submitted_is_kept_where_it_is_as_good() -> None:
    assert default_format("FI", "ubl21", targets()) == "ubl21"
    assert default_format("SE", "svefaktura1", targets()) == "svefaktura1"
    assert default_format("NO", "svefaktura1", targets()) == "peppol-bis3"
    assert default_format(None, "svefaktura1", targets()) == "peppol-bis3"


RECEIVERS = {
    "svefaktura1": ("SE", "Alvsala Bygg AB", "5566010111", "0007"),
    "finvoice30": ("FI", "Kuusikko Oy", "99987000", "0212"),
    "oioubl21": ("DK", "Havnegade Byg ApS", "99980001", "0184"),
    "cii_d16b": ("NO", "Fjordvik Eiendom AS", "319982191", "0192"),
    "facturx-en16931": ("DE", "Rheinbau GmbH", "DE123456788", "9930"),
}


def receiver(name: str, syntax: str, country: str, number: str, scheme: str) -> Company:
    identifier = canonical(scheme, number)
    assert identifier is not None
    company = Company.objects.create(name=name, country=country, language="en")
    register_company(company, syntax=syntax, identifiers=[identifier])
    return company


def test_one_invoice_goes_to_five_receivers_in_five_formats(nordbygg: Company) -> None:
    for syntax, (country, name, number, scheme) in RECEIVERS.items():
        company = receiver(name, syntax, country, number, scheme)
        content = ubl_invoice(f"F-{number}", endpoint=(scheme, number), buyer_name=name)
        document = sent(nordbygg, content)
        assert (document.state, document.problem_code) == (S.DELIVERED, ""), (syntax, document.findings)
        got = arrived(company)
        assert got.startswith(b"%PDF-") == syntax.startswith("facturx")
        reading = read(got)
        assert reading.syntax.name == targets()[syntax].syntax
        said = reading.invoice
        assert (said.number, said.totals and said.totals.amount_due) == (f"F-{number}", Decimal("125.00"))
        with acting_for(company.id):
            document = Document.objects.get(direction=Direction.IN)
            assert (document.seller_name, document.number) == ("Nordbygg Fasad AB", f"F-{number}")


def test_a_german_pdf_arrives_at_a_receiver_that_chose_finvoice(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="finvoice30")
    german = msgspec.structs.replace(
        read(ubl_invoice("RE-2026-17")).invoice,
        seller=Party(
            name="Rheinbau GmbH",
            vat_identifier="DE123456788",
            address=PostalAddress(line_1="Am Kai 3", city="Köln", post_code="50667", country="DE"),
        ),
    )
    pdf = write_facturx(german, profile="en16931", language="de").data
    document = sent(nordbygg, pdf)
    assert (document.state, document.problem_code) == (S.DELIVERED, ""), document.findings
    reading = read(arrived(fjordtre))
    assert reading.syntax.name == "finvoice30"
    said = reading.invoice
    assert (said.number, said.seller and said.seller.name) == ("RE-2026-17", "Rheinbau GmbH")
