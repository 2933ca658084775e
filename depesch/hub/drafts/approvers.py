"""Who is told that an invoice waits for approval (a notice, as each wishes), was approved, sent back, or not sent."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from depesch.hub.drafts.models import Draft, DraftKind
from depesch.hub.mailing.writing import write_letter
from depesch.hub.notices.facts import Facts
from depesch.hub.notices.occasions import Occasion
from depesch.hub.notices.telling import tell_of
from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import User
from depesch.hub.tenancy.people import PersonHere, people_here

APPROVALS_PATH = "/approvals/"  # of the portal
DRAFT_PATH = "/invoices/{id}/"
REVIEW_PATH = "/invoices/{id}/review/"


def approvers_of(draft: Draft, people: Sequence[PersonHere]) -> list[PersonHere]:
    """Return who of `people` may approve the draft: nobody who wrote of it where four eyes are demanded."""
    able = [each for each in people if each.is_active and any(may(role, Permission.APPROVE) for role in each.roles)]
    if draft.four_eyes:
        able = [person for person in able if f"user:{person.id}" not in draft.writers]
    return able


def tell_approvers(draft: Draft) -> None:
    """Write a notice, once, for those who may approve the waiting draft and want to be told; not for its writer."""
    facts = Facts(
        path=REVIEW_PATH.format(id=draft.id),
        number=draft.number,
        party=draft.name,
        is_credit_note=draft.kind == DraftKind.CREDIT_NOTE,
        send_mode=draft.send_mode,
        currency=draft.currency,
        amount=draft.amount_due,
        due_date=draft.due_date,
    )
    among = [person.id for person in approvers_of(draft, people_here())]
    tell_of(Occasion.APPROVAL, facts, document_id=None, actor=draft.finished_by, among=among)


def tell_sent_back(draft: Draft, actor: str) -> None:
    """Write to whoever finished the draft that it was sent back, and why."""
    _tell_writer("draft_sent_back", draft, actor, path=DRAFT_PATH)


def tell_approved(draft: Draft, actor: str) -> None:
    """Write to whoever finished the draft that it was approved."""
    _tell_writer("draft_approved", draft, actor, path=REVIEW_PATH)


def _tell_writer(kind: str, draft: Draft, actor: str, *, path: str) -> None:
    writer = _person(draft.finished_by)
    if writer is not None and draft.finished_by != actor:
        _write(kind, writer, draft, path=path.format(id=draft.id), who=_name(actor))


def tell_not_sent(draft: Draft) -> None:
    """Write to whoever wanted the draft sent that it could not be."""
    sender = _person(draft.send_by)
    if sender is not None:
        _write("draft_not_sent", sender, draft, path=APPROVALS_PATH)


def _write(kind: str, person: User, draft: Draft, *, path: str, who: str = "") -> None:
    values = {
        "name": person.name, "number": draft.number or "–", "customer": draft.name or "–", "who": who,
        "reason": draft.sent_back_reason,
    }  # fmt: skip
    write_letter(
        kind, to=person.email, language=person.language, values=values, path=path, name=person.name,
        company_id=draft.tenant_id,
    )  # fmt: skip


def _person(actor: str) -> User | None:
    kind, _, key = actor.partition(":")
    if kind != "user":
        return None
    try:
        return User.objects.filter(pk=UUID(key), is_active=True).first()
    except ValueError:  # an actor of a test or of an older time
        return None


def _name(actor: str) -> str:
    person = _person(actor)
    return person.name if person is not None else "–"
