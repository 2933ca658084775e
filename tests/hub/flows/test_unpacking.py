"""A file of several documents: each goes its own way, the file stays as it was handed over."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pytest

from depesch.channels import File
from depesch.documents.envelopes import Part
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.flows.unpacking import unpack
from depesch.hub.history.events import tag_of
from depesch.hub.history.kinds.documents import DocumentTakenOut
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.issue import Issue, Severity
from tests.hub.flows.papers import ubl_invoice

S = DocumentState


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


BOTH = zipped(a_xml=ubl_invoice("F-1"), b_xml=ubl_invoice("F-2"), b_pdf=b"%PDF-1.7 timesheet")


@pytest.fixture
def network(nordbygg: Company, fjordtre: Company) -> None:
    register_company(fjordtre, syntax="ubl21")


def given(company: Company, content: bytes, *attachments: File) -> UUID:
    return submit(
        content, company_id=company.id, actor="user:astrid", route="api", file_name="May.zip", attachments=attachments
    ).document_id


def found(company: Company, document_id: UUID) -> Document:
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def parts_of(company: Company, document_id: UUID) -> list[Document]:
    with acting_for(company.id):
        return list(Document.objects.filter(unpacked_from=document_id).order_by("position"))


def test_each_document_becomes_one_of_its_own_and_the_file_is_kept(
    network: None, nordbygg: Company, fjordtre: Company
) -> None:
    whole = given(nordbygg, BOTH)
    assert process(nordbygg.id, whole) is None
    parts = parts_of(nordbygg, whole)
    assert found(nordbygg, whole).state == S.UNPACKED
    assert [(part.state, part.position, part.file_name) for part in parts] == [
        (S.RECEIVED, 1, "a.xml"),
        (S.RECEIVED, 2, "b.xml"),
    ]
    for part in parts:
        deliver(nordbygg.id, part.id, process(nordbygg.id, part.id), draw=lambda: 0.0)
    assert [(part.state, part.number) for part in parts_of(nordbygg, whole)] == [
        (S.DELIVERED, "F-1"),
        (S.DELIVERED, "F-2"),
    ]
    with acting_for(nordbygg.id):
        assert [content_of(file) for file in files_of(whole) if file.role == FileRole.ORIGINAL] == [BOTH]
        assert [file.name for file in files_of(parts[1].id) if file.role == FileRole.ATTACHMENT] == ["b.pdf"]
        assert tag_of(events_of(whole)[-1].event) == "document.unpacked"
        assert tag_of(events_of(parts[0].id)[0].event) == "document.taken_out"
    with acting_for(fjordtre.id):
        received = Document.objects.filter(direction=Direction.IN)
        assert sorted(received.values_list("number", flat=True)) == ["F-1", "F-2"]


def test_a_file_that_is_unpacked_twice_gives_its_documents_once(network: None, nordbygg: Company) -> None:
    whole = given(nordbygg, BOTH)
    for _ in range(2):
        process(nordbygg.id, whole)
    assert len(parts_of(nordbygg, whole)) == 2


def test_a_broken_document_holds_up_none_of_the_others(network: None, nordbygg: Company) -> None:
    whole = given(nordbygg, zipped(a_xml=b"<Invoice", b_xml=ubl_invoice("F-2")))
    process(nordbygg.id, whole)
    first, second = parts_of(nordbygg, whole)
    for part in (first, second):
        deliver(nordbygg.id, part.id, process(nordbygg.id, part.id), draw=lambda: 0.0)
    first, second = parts_of(nordbygg, whole)
    assert (first.state, first.problem_code) == (S.REFUSED, "not-xml")
    assert second.state == S.DELIVERED


def test_what_is_wrong_with_the_envelope_is_kept_and_what_is_fatal_stops_the_document(
    network: None, nordbygg: Company
) -> None:
    whole = given(nordbygg, BOTH)
    warning = Issue(rule="READ-ENCODING", severity=Severity.WARNING, value="UTF-8")
    fatal = Issue(rule="READ-BASE64", severity=Severity.FATAL, value="%%%")
    parts = (
        Part(data=ubl_invoice("F-1"), issues=(warning,)),
        Part(data=ubl_invoice("F-2"), issues=(fatal,)),
    )
    unpack(nordbygg.id, whole, parts, [])
    first, second = parts_of(nordbygg, whole)
    assert (first.state, second.state, second.problem_code) == (S.RECEIVED, S.REFUSED, "broken-rules")
    assert [issue["rule"] for issue in second.findings] == ["READ-BASE64"]
    assert process(nordbygg.id, second.id) is None
    with acting_for(nordbygg.id):
        taken_out = events_of(first.id)[0].event
    assert isinstance(taken_out, DocumentTakenOut)
    assert taken_out.remarks == ("READ-ENCODING UTF-8",)


def test_files_beside_several_documents_are_asked_about(network: None, nordbygg: Company) -> None:
    beside = File(name="x.pdf", media_type="application/pdf", content=b"%PDF-1.7")
    whole = given(nordbygg, BOTH, beside)
    process(nordbygg.id, whole)
    document = found(nordbygg, whole)
    assert (document.state, document.problem_code) == (S.REFUSED, "files-of-several")
    assert parts_of(nordbygg, whole) == []


def test_the_same_number_in_one_file_twice_is_a_duplicate(network: None, nordbygg: Company) -> None:
    whole = given(nordbygg, zipped(a_xml=ubl_invoice("F-1"), b_xml=ubl_invoice("F-1", net="200.00")))
    process(nordbygg.id, whole)
    for part in parts_of(nordbygg, whole):
        deliver(nordbygg.id, part.id, process(nordbygg.id, part.id), draw=lambda: 0.0)
    assert [part.problem_code for part in parts_of(nordbygg, whole)] == ["", "duplicate"]
