"""Handing a document over: acknowledged once it is stored, repeated without harm, refused before it costs anything."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from depesch.api.intake import intake_of
from depesch.api.problems import ApiProblem
from depesch.channels import SendMode
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex
from depesch.kit.xml import MAX_BYTES
from tests.api.programs import DOCUMENTS, INVOICE, Program, body, problem

pytestmark = pytest.mark.django_db


def kept_files(program: Program, document_id: UUID) -> dict[str, str]:
    with acting_for(program.company.id):
        return {file.name: file.sha256 for file in ArchivedFile.objects.filter(document_id=document_id)}


def number_of_documents(program: Program) -> int:
    with acting_for(program.company.id):
        return Document.objects.count()


def test_the_answer_is_202_with_where_to_follow_it(astrids_program: Program) -> None:
    answer = astrids_program.post(DOCUMENTS, INVOICE)
    assert answer.status_code == 202
    told = body(answer)
    assert told["state"] == "received"
    assert told["href"] == answer["Location"] == f"{DOCUMENTS}/{told['id']}"


def test_what_was_handed_over_is_archived_byte_for_byte(astrids_program: Program) -> None:
    document = astrids_program.submitted()
    assert sha256_hex(INVOICE) in kept_files(astrids_program, document).values()


def test_the_same_key_and_bytes_give_the_same_document(astrids_program: Program) -> None:
    first = astrids_program.submitted(idempotency_key="order-1")
    again = astrids_program.post(DOCUMENTS, INVOICE, idempotency_key="order-1")
    assert (again.status_code, UUID(body(again)["id"])) == (202, first)
    assert again["Idempotency-Replayed"] == "true"
    assert number_of_documents(astrids_program) == 1


def test_the_same_key_with_other_bytes_is_refused(astrids_program: Program) -> None:
    astrids_program.submitted(idempotency_key="order-1")
    refusal = problem(astrids_program.post(DOCUMENTS, INVOICE + b"\n", idempotency_key="order-1"), 409)
    assert refusal["code"] == "idempotency-conflict"
    assert number_of_documents(astrids_program) == 1


def test_two_companies_may_use_the_same_key(astrids_program: Program, carls_program: Program) -> None:
    mine = astrids_program.submitted(idempotency_key="1")
    assert carls_program.submitted(idempotency_key="1") != mine


def test_without_a_key_the_same_bytes_are_two_documents(astrids_program: Program) -> None:
    assert astrids_program.submitted() != astrids_program.submitted()


@pytest.mark.parametrize("key", ["", "with blank", "x" * 201, "ä"])
def test_a_key_that_is_none_is_named(astrids_program: Program, key: str) -> None:
    refusal = problem(astrids_program.post(DOCUMENTS, INVOICE, idempotency_key=key), 422)
    assert "Idempotency-Key" in refusal["detail"]


def test_a_form_brings_attachments_along(astrids_program: Program) -> None:
    files = {
        "document": SimpleUploadedFile("F-1.xml", INVOICE, "application/xml"),
        "attachments": [SimpleUploadedFile("drawing.png", b"\x89PNG drawing", "image/png")],
    }
    answer = astrids_program.post_form(DOCUMENTS, files)
    assert answer.status_code == 202, answer.content
    kept = kept_files(astrids_program, UUID(body(answer)["id"]))
    assert kept == {"F-1.xml": sha256_hex(INVOICE), "drawing.png": sha256_hex(b"\x89PNG drawing")}


def test_an_attachment_whose_media_type_is_none_is_kept_as_bytes(astrids_program: Program) -> None:
    files = {
        "document": SimpleUploadedFile("F-1.xml", INVOICE, "application/xml"),
        "attachments": [SimpleUploadedFile("drawing.png", b"\x89PNG", "image/" + "x" * 500)],
    }
    answer = astrids_program.post_form(DOCUMENTS, files)
    assert answer.status_code == 202, answer.content
    with acting_for(astrids_program.company.id):
        types = ArchivedFile.objects.filter(name="drawing.png").values_list("media_type", flat=True)
        assert list(types) == ["application/octet-stream"]


@pytest.mark.parametrize("media_type", ["application/xml", "multipart/form-data; boundary=b"])
def test_a_body_that_broke_off_is_not_taken(media_type: str) -> None:
    whole = RequestFactory().post(DOCUMENTS, b"", content_type=media_type, headers={"content-length": "9"})
    request = WSGIRequest({**whole.environ, "wsgi.input": BytesIO(b"<half/>")})
    with pytest.raises(ApiProblem) as refused:
        intake_of(request, file_name="", send_mode=SendMode.PRODUCTION)
    assert (refused.value.status, refused.value.values["value"]) == (400, "7 of 9 bytes came")


@pytest.mark.parametrize("media_type", ["multipart/form-data", "multipart/form-data; boundary="])
def test_a_form_that_is_none_is_answered_with_a_problem(astrids_program: Program, media_type: str) -> None:
    assert problem(astrids_program.post(DOCUMENTS, INVOICE, media_type=media_type), 400)["code"] == "invalid-request"


def test_a_form_without_a_document_is_told_so(astrids_program: Program) -> None:
    files = {"attachments": SimpleUploadedFile("drawing.png", b"\x89PNG", "image/png")}
    assert problem(astrids_program.post_form(DOCUMENTS, files), 422)["code"] == "document-missing"


@pytest.mark.parametrize(
    ("query", "disposition", "name"),
    [
        ("?file_name=F-7.xml", "", "F-7.xml"),
        ("", 'attachment; filename="F-8.xml"', "F-8.xml"),
        ("", 'attachment; filename="../../etc/passwd"', "passwd"),
        ("", "", ""),
        ("", "attachment; filename*=no-charset''F-9.xml", ""),
    ],
)
def test_the_name_comes_from_the_query_or_the_header(
    astrids_program: Program, query: str, disposition: str, name: str
) -> None:
    answer = astrids_program.post(DOCUMENTS + query, INVOICE, content_disposition=disposition)
    assert body(astrids_program.get(body(answer)["href"]))["file_name"] == name


def test_a_test_document_is_one_for_good(astrids_program: Program) -> None:
    answer = astrids_program.post(f"{DOCUMENTS}?send_mode=test", INVOICE)
    assert body(astrids_program.get(body(answer)["href"]))["send_mode"] == "test"


def test_an_unknown_send_mode_is_refused_and_the_known_are_named(astrids_program: Program) -> None:
    refusal = problem(astrids_program.post(f"{DOCUMENTS}?send_mode=practice", INVOICE), 422)
    assert refusal["code"] == "invalid-request"
    assert "certification" in refusal["detail"]


@pytest.mark.parametrize("nothing", [b"", b"  \r\n"])
def test_nothing_is_refused_at_once(astrids_program: Program, nothing: bytes) -> None:
    assert problem(astrids_program.post(DOCUMENTS, nothing), 400)["code"] == "empty"
    assert number_of_documents(astrids_program) == 0


def test_a_body_over_the_cap_is_refused_by_its_length_alone(astrids_program: Program) -> None:
    too_long = str(MAX_BYTES + 1)
    refusal = problem(astrids_program.post(DOCUMENTS, b"<Invoice/>", content_length=too_long), 413)
    assert refusal["code"] == "too-large"
    assert too_long in refusal["detail"]


def test_a_body_without_a_length_is_asked_for_one(astrids_program: Program) -> None:
    answer = astrids_program.post(DOCUMENTS, b"", transfer_encoding="chunked", content_length="")
    assert problem(answer, 411)["code"] == "length-required"
