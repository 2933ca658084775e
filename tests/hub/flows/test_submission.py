"""Submit: one transaction takes all of it, or nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
import pytest
from django.db import connection, transaction

from depesch.channels import File
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.jobs import Job
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.submission import Submission, SubmissionRefused, submit
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice

XML = ubl_invoice()


def given(company: Company, content: bytes = XML, key: str | None = None, **more: Any) -> Submission:
    return submit(content, company_id=company.id, actor="user:astrid", route="api", idempotency_key=key, **more)


def queued() -> list[Job]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM pgqueuer ORDER BY id")
        return [msgspec.json.decode(bytes(row[0]), type=Job) for row in cursor.fetchall()]


def test_document_original_history_and_job_are_there_after_the_answer(nordbygg: Company) -> None:
    submission = given(nordbygg, file_name="F 1.xml")
    with acting_for(nordbygg.id):
        document = Document.objects.get(id=submission.document_id)
        (original,) = files_of(document.id)
        assert (document.state, content_of(original)) == (DocumentState.RECEIVED, XML)
        assert [type(each.event).__name__ for each in events_of(document.id)] == ["DocumentSubmitted"]
    assert [job.document_id for job in queued()] == [submission.document_id]


def test_a_rollback_takes_the_job_back_with_the_document(nordbygg: Company) -> None:
    with transaction.atomic():
        given(nordbygg)
        transaction.set_rollback(True)
    assert queued() == []


def test_attachments_are_archived_beside_the_original(nordbygg: Company) -> None:
    file = File(name="tid rapport.pdf", media_type="application/pdf", content=b"%PDF-1.7 x")
    submission = given(nordbygg, attachments=(file,))
    with acting_for(nordbygg.id):
        assert [each.name for each in files_of(submission.document_id)][1:] == ["tid_rapport.pdf"]


def test_the_same_key_with_the_same_bytes_gives_the_same_document(nordbygg: Company) -> None:
    first, second = given(nordbygg, key="a"), given(nordbygg, key="a")
    assert (second.document_id, first.created, second.created) == (first.document_id, True, False)


def test_the_same_key_with_other_bytes_is_refused(nordbygg: Company) -> None:
    given(nordbygg, key="a")
    with pytest.raises(SubmissionRefused, match="idempotency-conflict"):
        given(nordbygg, ubl_invoice("F-2"), key="a")


def test_two_companies_may_use_one_key(nordbygg: Company, carls_company: Company) -> None:
    first, second = given(nordbygg, key="a"), given(carls_company, key="a")
    assert first.document_id != second.document_id


@pytest.mark.parametrize(
    ("content", "more", "code"),
    [
        (b"", {}, "empty"),
        (b" \r\n", {}, "empty"),
        (XML, {"send_mode": "trial"}, "unknown-send-mode"),
        (XML, {"key": "x" * 201}, "bad-idempotency-key"),
        (XML, {"key": "a\nb"}, "bad-idempotency-key"),
        (XML, {"attachments": [File(name="a", media_type="text/plain", content=b"a")] * 101}, "too-many-attachments"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    nordbygg: Company, content: bytes, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(SubmissionRefused) as refused:
        given(nordbygg, content, **more)
    with acting_for(nordbygg.id):
        assert (refused.value.code, Document.objects.count()) == (code, 0)


def test_a_stranger_does_not_see_the_document(nordbygg: Company, carls_company: Company) -> None:
    submission = given(nordbygg)
    with acting_for(carls_company.id):
        assert not Document.objects.filter(id=submission.document_id).exists()


def test_ids_are_uuids_made_before_anything_is_written(nordbygg: Company) -> None:
    assert isinstance(given(nordbygg).document_id, UUID)
