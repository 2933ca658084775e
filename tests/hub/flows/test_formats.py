"""The format that a receiver gets: its wish, what it can take, what is usual in its country; and what does not fit."""

from __future__ import annotations

from uuid import UUID

import pytest

from depesch.documents.country_formats import COUNTRY_FORMATS, default_format
from depesch.documents.reading import read
from depesch.documents.targets import targets
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.attempts import run_of
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Delivery, Direction, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
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
