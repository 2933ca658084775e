"""Writing an invoice: new drafts, saving, what comes from other documents, throwing away and bringing back.

Call everything here inside `acting_for`. Who may write is the caller's to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Case, OuterRef, Subquery, UUIDField, When
from django.db.models.functions import Cast, Substr

from depesch.hub.drafts.models import Draft, DraftKind, DraftState
from depesch.hub.drafts.prefilling import Texts, buyer_texts, prefilled, recipient
from depesch.hub.drafts.storing import storable, with_whole_dates
from depesch.hub.drafts.summary import note_summary
from depesch.hub.drafts.typed import local_day, text_of_field
from depesch.hub.history.kinds.drafts import DraftBroughtBack, DraftDiscarded
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

KEPT = timedelta(days=30)  # a discarded draft
BUYER = ("buyer.", "buyer_reference")
# Of the actor "user:<id>"; others have no name.
_OF_USER = Case(When(sent_back_by__regex=r"^user:[0-9a-f-]{36}$", then=Cast(Substr("sent_back_by", 6), UUIDField())))
_SENT_BACK_NAME = Subquery(User.objects.filter(pk=OuterRef("sent_back_user")).values("name"))
_SEND_MODES = frozenset({"production", "test", "certification"})


class ChangedMeanwhile(Exception):
    """Somebody saved a newer revision: nothing was overwritten. `by` is an actor of the history."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"revision {draft.revision} by {draft.changed_by} at {draft.changed_at}")
        self.by: str = draft.changed_by
        self.at: datetime = draft.changed_at
        self.their_fields: Texts = dict(draft.fields)
        self.their_language: str = draft.language
        self.revision: int = draft.revision


class NotEditable(Exception):
    """The draft is finished, sent or thrown away; `state` says which. Reopen it first."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class DraftRefused(ValueError):
    """It cannot be done; `code` says why: `too-many-fields`, `unknown-send-mode`, `not-a-document`, ..."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def own_company() -> Company:
    """Return the company that is acted for."""
    return Company.objects.get(pk=tenant_id())


def new_draft(
    kind: DraftKind | str = DraftKind.INVOICE,
    customer_id: UUID | None = None,
    *,
    actor: str,
    language: str = "",
    send_mode: str = "production",
) -> Draft:
    """Return a new draft, filled with all that is known; `language` is whose way of writing (the company's by default).

    Raises NoSuchCustomer.
    """
    company = own_company()
    language = language or company.language
    kind = DraftKind(kind)
    fields = prefilled(company, kind, customer_id, language=language, actor=actor)
    return make_draft(
        kind, fields, actor=actor, language=language, customer_id=customer_id, send_mode=_send_mode(send_mode)
    )


def make_draft(kind: DraftKind, fields: Mapping[str, str], *, actor: str, language: str, **columns: Any) -> Draft:
    """Write a new draft with these fields and return it."""
    at = now()
    draft = Draft(
        id=uuid4(), tenant_id=tenant_id(), kind=kind, fields=storable(fields), language=language, made_by=actor,
        made_at=at, changed_by=actor, changed_at=at, writers=[actor], **columns,
    )  # fmt: skip
    note_summary(draft)
    draft.save(force_insert=True)
    return draft


def draft_of(draft_id: UUID, **more: Any) -> Draft:
    """Return a draft of the acting company, with the name of who sent it back; raises Draft.DoesNotExist.

    `more` are further columns that the caller asks for in the same statement.
    """
    rows = Draft.objects.select_related("customer").annotate(sent_back_user=_OF_USER, sent_back_name=_SENT_BACK_NAME)
    rows = rows.annotate(**more)
    return rows.get(pk=draft_id)


def save(
    draft_id: UUID,
    fields: Mapping[str, str],
    layout: Mapping[str, Any] | None = None,
    *,
    revision: int,
    actor: str,
    language: str = "",
    send_mode: str = "",
    customer_id: UUID | None = None,
) -> Draft:
    """Write what was typed, readable or not, and return the draft with its new revision.

    `revision` is the one that the typist started from. When somebody else saved since, nothing is written and
    ChangedMeanwhile says what they have; the same content as theirs is no conflict. Raises NotEditable, DraftRefused,
    NoSuchCustomer, TooMuch.
    Dates without a year get theirs here, since tomorrow they would mean another one.
    """
    draft = editable(draft_id)
    language = language or draft.language
    wanted = with_whole_dates(storable(fields), language, local_day(own_company()))
    if draft.revision != revision:
        if (wanted, language) == (draft.fields, draft.language):
            return draft
        raise ChangedMeanwhile(draft)
    draft.fields, draft.language = wanted, language
    if layout is not None:
        draft.layout = storable_layout(layout)
    if send_mode:
        draft.send_mode = _send_mode(send_mode)
    if customer_id is not None:
        draft.customer_id = recipient(customer_id).customer_id
    changed(draft, actor)
    return draft


def choose_customer(draft_id: UUID, customer_id: UUID, *, revision: int, actor: str) -> Draft:
    """Write another customer into the draft: what stood there of the one before goes. Raises as `save` does."""
    draft = editable(draft_id)
    kept = {path: text for path, text in draft.fields.items() if not path.startswith(BUYER)}
    fields = {**kept, **buyer_texts(recipient(customer_id))}
    return save(draft_id, fields, revision=revision, actor=actor, customer_id=customer_id)


def fields_for(draft: Draft, language: str) -> Texts:
    """Return the draft's fields in the way of writing of `language`; what cannot be read stays as it was typed.

    So that 1,234 of one person is not read as a thousand by another. Hand the same `language` to `save`.
    """
    if language == draft.language:
        return dict(draft.fields)
    return {path: text_of_field(path, text, draft.language, language) for path, text in draft.fields.items()}


def discard(draft_id: UUID, *, actor: str) -> None:
    """Throw a draft away; for `KEPT` it can be brought back. Raises NotEditable for what is sent or waits to be."""
    draft = locked(draft_id)
    if draft.state == DraftState.DISCARDED:
        return
    if draft.state != DraftState.EDITING:
        raise NotEditable(draft.state)
    draft.state, draft.discarded_at = DraftState.DISCARDED, now()
    draft.save(update_fields=["state", "discarded_at"])
    record(DraftDiscarded(draft=str(draft.id), number=draft.number), document_id=None, actor=actor)


def bring_back(draft_id: UUID, *, actor: str) -> Draft:
    """Make a discarded draft one that is written again, and return it; any other stays as it is."""
    draft = locked(draft_id)
    if draft.state == DraftState.DISCARDED:
        draft.state, draft.discarded_at = DraftState.EDITING, None
        draft.save(update_fields=["state", "discarded_at"])
        record(DraftBroughtBack(draft=str(draft.id), number=draft.number), document_id=None, actor=actor)
    return draft


def locked(draft_id: UUID) -> Draft:
    """Return the draft with its row locked until the transaction ends; raises Draft.DoesNotExist."""
    return Draft.objects.select_for_update(of=("self",)).get(pk=draft_id)


def editable(draft_id: UUID) -> Draft:
    """Return the locked draft if it may be changed; raises NotEditable."""
    draft = locked(draft_id)
    if draft.state != DraftState.EDITING:
        raise NotEditable(draft.state)
    return draft


def changed(draft: Draft, actor: str) -> None:
    """Save the locked draft as a new revision of this person's."""
    draft.revision += 1
    draft.changed_by, draft.changed_at = actor, now()
    if actor not in draft.writers:
        draft.writers = [*draft.writers, actor]
    note_summary(draft)
    draft.save()


@contextmanager
def one_more_revision(draft_id: UUID, revision: int | None, actor: str) -> Iterator[Draft]:
    """Give the locked draft to be changed and save it as a new revision; `revision` None takes it as it stands."""
    draft = editable(draft_id)
    if revision is not None and draft.revision != revision:
        raise ChangedMeanwhile(draft)
    yield draft
    changed(draft, actor)


def storable_layout(layout: Mapping[str, Any]) -> dict[str, Any]:
    """Return the page's own notes, if they are of a size to be kept; raises DraftRefused."""
    kept = dict(layout)
    if len(str(kept)) > 200_000:
        raise DraftRefused("too-many-fields")
    return kept


def _send_mode(send_mode: str) -> str:
    if send_mode not in _SEND_MODES:
        raise DraftRefused("unknown-send-mode")
    return send_mode
