"""Documents in any format over the API: each content type, files of several, and what a conversion did."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pytest
from django.test import Client

from depesch.api.intake import BODY
from depesch.documents.converting import convert
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.syntaxes import Done
from tests.api.programs import DOCUMENTS, INVOICE, Program, body
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db
AS = {
    "application/xml": "finvoice30", "application/pdf": "facturx-en16931", "application/EDIFACT": "edifact_d96a",
    "text/csv": "csv_lines", "application/json": "json_model", "application/octet-stream": "svefaktura1",
}  # fmt: skip


def go(company: Company, document: UUID) -> None:
    deliver(company.id, document, process(company.id, document), draw=lambda: 0.0)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize("media_type", AS)
def test_each_content_type_is_taken_and_the_format_known_by_content(media_type: str, astrids_program: Program) -> None:
    content = convert(INVOICE, to=AS[media_type]).data
    answer = astrids_program.post(DOCUMENTS, content, media_type=media_type)
    assert answer.status_code == 202
    process(astrids_program.company.id, UUID(body(answer)["id"]))
    told = body(astrids_program.get(body(answer)["href"]))
    assert told["syntax"] in (AS[media_type], "cii_d16b")
    assert (told["problem"]["code"], told["findings"]) == ("unknown-receiver", [])


def test_every_content_type_that_is_described_is_one_that_is_tried() -> None:
    described = set(BODY["content"])  # type: ignore[call-overload]
    assert described == {*AS, "application/zip", "application/pkcs7-mime", "multipart/form-data"}


def test_a_wrong_content_type_changes_nothing(astrids_program: Program) -> None:
    content = convert(INVOICE, to="edifact_d96a").data
    answer = astrids_program.post(DOCUMENTS, content, media_type="text/plain")
    with acting_for(astrids_program.company.id):
        assert ArchivedFile.objects.get(document_id=body(answer)["id"]).media_type == "application/EDIFACT"


def test_a_file_of_several_leads_to_its_documents_and_each_back_to_it(astrids_program: Program) -> None:
    content = zipped(a_xml=ubl_invoice("F-1"), b_csv=convert(ubl_invoice("F-2"), to="csv_lines").data)
    answer = astrids_program.post(DOCUMENTS, content, media_type="application/zip")
    process(astrids_program.company.id, UUID(body(answer)["id"]))
    whole = body(astrids_program.get(body(answer)["href"]))
    assert (whole["state"], whole["owner"]) == ("unpacked", "nobody")
    for part in whole["parts"]:
        process(astrids_program.company.id, UUID(part))
    parts = [body(astrids_program.get(f"{DOCUMENTS}/{part}")) for part in whole["parts"]]
    assert [(part["number"], part["syntax"]) for part in parts] == [("F-1", "ubl21"), ("F-2", "csv_lines")]
    assert {part["unpacked_from"] for part in parts} == {whole["id"]}


def test_a_conversion_says_of_each_value_what_was_done(astrids_program: Program, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="finvoice30")
    document = astrids_program.submitted(ubl_invoice("F-3"))
    go(astrids_program.company, document)
    told = body(astrids_program.get(f"{DOCUMENTS}/{document}"))
    assert told["state"] == "delivered"
    lost = told["deliveries"][0]["attempts"][0]["lost"]
    assert lost["total"] == len(lost["values"]) > 0
    assert {value["done"] for value in lost["values"]} <= set(Done)


def test_checking_a_file_of_several_asks_for_one(astrids_program: Program) -> None:
    content = zipped(a_xml=ubl_invoice("F-1"), b_xml=ubl_invoice("F-2"))
    told = body(astrids_program.post("/api/v1/check", content))
    assert told["verdict"] == "unreadable"
    assert "one single invoice" in str(told)


def test_browser_without_a_token_is_refused_whatever_it_sends(db: None) -> None:
    answer = Client().post(DOCUMENTS, INVOICE, content_type="application/EDIFACT")
    assert answer.status_code == 401
