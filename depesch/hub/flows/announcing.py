"""Tell whoever wants to know that something happened to a document: people by mail, programs by webhook.

Called once for every change, inside its transaction: what is told is what was committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from depesch.hub.flows.models import Document
from depesch.hub.flows.problems import problem_of
from depesch.hub.history.event import Event
from depesch.hub.history.subject import Subject
from depesch.hub.notices.telling import tell
from depesch.hub.webhooks.publishing import publish


def announce(document: Document, events: Sequence[Event], *, actor: str) -> None:
    """Write what is to be told of these events into the present transaction; the document is as it is after them."""
    subject = subject_of(document)
    tell(subject, events, actor=actor, owner=document.submitted_by, why=partial(why_in, document))
    publish(subject, events)


def why_in(document: Document, language: str) -> str:
    """Return what is wrong with the document and what to do, in words."""
    words = problem_of(document, language)
    return " ".join(part for part in (words.title, words.detail, words.what_next) if part)


def subject_of(document: Document) -> Subject:
    """Return what is told of the document."""
    return Subject(
        document_id=document.id,
        company_id=document.tenant_id,
        direction=document.direction,
        state=document.state,
        send_mode=document.send_mode,
        type_code=document.type_code,
        number=document.number,
        file_name=document.file_name,
        seller_name=document.seller_name,
        buyer_name=document.buyer_name,
        issue_date=document.issue_date,
        due_date=document.due_date,
        currency=document.currency,
        amount_due=document.amount_due,
        problem_code=document.problem_code,
        business_status=document.business_status,
    )
