"""Who is told by mail that an invoice waits for approval, was sent back, or could not be sent."""

from __future__ import annotations

from uuid import UUID

from depesch.hub.drafts.models import Draft
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import Company, Membership, User

APPROVALS_PATH = "/approvals/"  # of the portal
DRAFT_PATH = "/invoices/{id}/"
REVIEW_PATH = "/invoices/{id}/review/"


def approvers_of(draft: Draft) -> list[User]:
    """Return the members who may approve the draft, by name: nobody who wrote of it where four eyes are demanded."""
    rows = Membership.objects.filter(tenant_id=draft.tenant_id, user__is_active=True).select_related("user")
    people = {row.user for row in rows if may(row.role, Permission.APPROVE)}
    if draft.four_eyes:
        people = {person for person in people if f"user:{person.pk}" not in draft.writers}
    return sorted(people, key=lambda person: (person.name, person.email))


def tell_approvers(company: Company, draft: Draft) -> None:
    """Write to everybody who may approve the waiting draft, but its writer."""
    for person in approvers_of(draft):
        if f"user:{person.pk}" != draft.finished_by:
            _write("draft_waits", person, draft, company.name, path=REVIEW_PATH.format(id=draft.id))


def tell_writer(draft: Draft, actor: str) -> None:
    """Write to whoever finished the draft that it was sent back, and why."""
    writer = _person(draft.finished_by)
    if writer is not None and draft.finished_by != actor:
        _write("draft_sent_back", writer, draft, "", path=DRAFT_PATH.format(id=draft.id), who=_name(actor))


def tell_not_sent(draft: Draft) -> None:
    """Write to whoever wanted the draft sent that it could not be."""
    sender = _person(draft.send_by)
    if sender is not None:
        _write("draft_not_sent", sender, draft, "", path=APPROVALS_PATH)


def _write(kind: str, person: User, draft: Draft, company: str, *, path: str, who: str = "") -> None:
    values = {
        "name": person.name, "number": draft.number or "–", "customer": draft.name or "–", "company": company,
        "who": who, "reason": draft.sent_back_reason,
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
