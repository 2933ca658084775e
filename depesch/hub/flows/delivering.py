"""Deliver: carry out an attempt, and write down what came of it.

Nothing is sent inside a transaction. Delivered ends it; try later waits with back-off; refused goes to the next channel
of the run; unknown is asked about and never sent again blindly.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from depesch.channels import Outcome, Refused, SendMode, Unknown, channels
from depesch.documents.reading import read
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import files_of
from depesch.hub.directory.destinations import ways_to
from depesch.hub.flows.attempts import Dispatch, begin, is_unknown, parcel_of, run_of
from depesch.hub.flows.dressing import dress_of, for_document, keep
from depesch.hub.flows.forms import Form, Forms
from depesch.hub.flows.models import Attempt, Delivery, Document, DocumentState
from depesch.hub.flows.outcomes import Decision, record_outcome
from depesch.hub.flows.services import services_for
from depesch.hub.flows.transitions import locked
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

EARLY = timedelta(seconds=1)  # how much before its time a job may come, for two machines' clocks
_ON_ITS_WAY = (DocumentState.SENDING, DocumentState.WAITING, DocumentState.UNCERTAIN)


def deliver(
    company_id: UUID,
    document_id: UUID,
    dispatch: Dispatch | None = None,
    *,
    draw: Callable[[], float] = random.random,
) -> None:
    """Try the document's delivery: `dispatch` when it has just begun, otherwise what its row says is next.

    Goes on to the next channel of the run at once when one refuses. Does nothing when there is nothing to do.
    """
    dispatch = dispatch or _next(company_id, document_id)
    while dispatch is not None:
        decision = record_outcome(dispatch, _carry_out(dispatch), share=draw())
        if decision is Decision.DONE:
            return
        repeat = decision is Decision.REPEAT
        dispatch = _next(company_id, document_id, go_on=True, repeat=repeat)


def _carry_out(dispatch: Dispatch) -> Outcome:
    """Talk to the receiver's side; no transaction is open."""
    channel = dispatch.channel
    if dispatch.settings is None:  # switched off, or its settings no longer usable, since the run was planned
        answer = Unknown if dispatch.ask_first else Refused
        return answer(code="channel-off", detail=f"the channel {channel.name} is switched off or not set up")
    services = services_for(dispatch.company_id)
    if dispatch.ask_first:
        return channel.find(dispatch.settings, dispatch.parcel, services)
    return channel.send(dispatch.settings, dispatch.parcel, services)


def _next(company_id: UUID, document_id: UUID, *, go_on: bool = False, repeat: bool = False) -> Dispatch | None:
    """Return what is to be done next: ask about an attempt whose fate is unknown, or begin another one.

    `go_on` is set within one run of the job, when the outcome before was to go on at once.
    """
    with acting_for(company_id):
        document = locked(document_id)
        delivery = Delivery.objects.filter(document=document).first()
        if delivery is None or document.state not in _ON_ITS_WAY or not delivery.run:
            return None
        if not go_on and delivery.try_at is not None and delivery.try_at - EARLY > now():
            return None
        if document.state == DocumentState.UNCERTAIN and delivery.try_at is None:
            return None  # a person decides
        step = run_of(delivery)[delivery.step]
        last = delivery.attempts.filter(channel=step.channel).order_by("-number").first()
        if last is not None and not go_on and is_unknown(last):
            return _dispatch(document, delivery, last, None, ask_first=True)
        if last is not None and last.syntax == step.syntax:
            attempt = begin(document, delivery, None, at=now(), repeat=repeat)
            return _dispatch(document, delivery, attempt, None)
    return _begin_step(company_id, document_id)


def _begin_step(company_id: UUID, document_id: UUID) -> Dispatch | None:
    """Begin a further step of the run: make its form outside the transaction, then look again and begin."""
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        delivery = Delivery.objects.get(document=document)
        step_number = delivery.step
        content = readable_content(files_of(document_id))
    step, recipient = run_of(delivery)[step_number], delivery.recipient
    reading, language = read(content), str(recipient.get("language", "en"))
    dressed = for_document(reading.invoice, language=language, country=recipient.get("country"))
    forms = Forms(
        reading, language=language, send_mode=SendMode(document.send_mode),
        dress=partial(dress_of, company_id, document_id, dressed, customer_id=document.customer_id),
    )  # fmt: skip
    form = forms.make(step.syntax, rendering=step.rendering)
    with acting_for(company_id):
        document = locked(document_id)
        delivery = Delivery.objects.get(document=document)
        if document.state not in _ON_ITS_WAY or delivery.step != step_number:
            return None
        if keep(delivery, form.dress):
            delivery.save(update_fields=["design", "design_why"])
        attempt = begin(document, delivery, form, at=now())
        return _dispatch(document, delivery, attempt, form)


def _dispatch(
    document: Document, delivery: Delivery, attempt: Attempt, form: Form | None, *, ask_first: bool = False
) -> Dispatch:
    set_up = ways_to(document.customer_id).get(attempt.channel)
    return Dispatch(
        company_id=document.tenant_id,
        document_id=document.id,
        attempt_id=attempt.id,
        channel=channels()[attempt.channel],
        settings=set_up.settings if set_up else None,
        parcel=parcel_of(document, delivery, attempt, form),
        ask_first=ask_first,
    )
