"""Requests for help: asked by a person of a company, with the document if they want; answered by who runs the hub."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection, transaction

from depesch.hub.history.kinds.support import SupportAnswered, SupportAsked
from depesch.hub.history.record import record
from depesch.hub.mailing.composing import Enclosure
from depesch.hub.mailing.writing import write_letter
from depesch.hub.server.config import load
from depesch.hub.support.models import SupportRequest
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now

LARGEST_ENCLOSURE = 10_000_000  # bytes; a larger original stays here and is named
MOST = 100


class OpenRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request as who runs the hub sees it: whose, what about, since when."""

    request_id: UUID
    company_id: UUID
    company_name: str
    asker_name: str
    subject: str
    text: str
    document_id: UUID | None
    asked_at: datetime
    answer: str
    answered_at: datetime | None


def ask(
    *, person: User, subject: str, text: str, document_id: UUID | None = None, enclosure: Enclosure | None = None
) -> SupportRequest:
    """Keep a request of the acting company and mail it to those who run the hub. The document is its own."""
    asked = SupportRequest.objects.create(
        tenant_id=tenant_id(), asked_by_id=person.pk, document_id=document_id, with_file=enclosure is not None,
        subject=subject, text=text, asked_at=now(),
    )  # fmt: skip
    record(SupportAsked(subject=subject), document_id=document_id, actor=f"user:{person.pk}")
    if support := load().support_address:
        company = Company.objects.get(id=tenant_id())
        write_letter(
            "support-asked", to=support, language=person.language, reply_to=person.email, company_id=company.id,
            values={
                "name": person.name, "company": company.name, "email": person.email, "subject": subject, "text": text,
                "document": str(document_id or "–"),
            },
            path="/operation/support/", enclosures=(enclosure,) if enclosure else (),
        )  # fmt: skip
    return asked


def requests_of_company() -> list[SupportRequest]:
    """Return the acting company's requests, the latest first."""
    return list(SupportRequest.objects.order_by("-asked_at")[:MOST])


def is_asked_about(document_id: UUID) -> bool:
    """Return whether a request about the document waits for an answer."""
    return SupportRequest.objects.filter(document_id=document_id, answered_at=None).exists()


def asked_about(documents: Iterable[UUID]) -> set[UUID]:
    """Return those of the documents that a request which waits for an answer is about. One query, none for nothing."""
    ids = list(documents)
    if not ids:
        return set()
    waiting = SupportRequest.objects.filter(document_id__in=ids, answered_at=None)
    return {each for each in waiting.values_list("document_id", flat=True) if each is not None}


def requests_of_all(operator_id: UUID, *, only_open: bool = True, limit: int = MOST) -> list[OpenRequest]:
    """Return the requests of all companies, the oldest open ones first; for anybody but an operator none."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.operator', %s, true)", [str(operator_id)])
        cursor.execute("SELECT * FROM support_requests_v1(%s, %s)", [only_open, limit])
        names = OpenRequest.__struct_fields__
        found = [OpenRequest(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('depesch.operator', '', true)")
    return found


def answer(company_id: UUID, request_id: UUID, text: str, *, operator: User) -> bool:
    """Answer a request and mail the answer to who asked; False when it was answered already or is not there."""
    with acting_for(company_id):
        asked = SupportRequest.objects.select_for_update().filter(id=request_id, answered_at=None).first()
        if asked is None:
            return False
        asked.answer, asked.answered_at, asked.answered_by = text, now(), f"user:{operator.pk}"
        asked.save(update_fields=["answer", "answered_at", "answered_by"])
        record(SupportAnswered(subject=asked.subject), document_id=asked.document_id, actor=asked.answered_by)
        person = User.objects.filter(id=asked.asked_by_id, is_active=True).first()
        if person is not None:
            write_letter(
                "support-answered", to=person.email, name=person.name, language=person.language, company_id=company_id,
                values={"name": person.name, "subject": asked.subject, "answer": text}, path="/help/requests/",
            )  # fmt: skip
    return True
