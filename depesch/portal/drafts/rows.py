"""A draft as one row of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from depesch.hub.drafts.finishing import may_approve
from depesch.hub.drafts.models import Draft, DraftKind, DraftState
from depesch.hub.tenancy.models import User
from depesch.portal.formatting import moment
from depesch.portal.invoice.refusals import refusal
from depesch.portal.words import SEND_MODES, Tone

STATES: dict[DraftState, tuple[Tone, Promise]] = {
    DraftState.EDITING: (Tone.PLAN, _lazy("Being written")),
    DraftState.WAITING: (Tone.WAIT, _lazy("Waits for approval")),
    DraftState.APPROVED: (Tone.PLAN, _lazy("Ready to send")),
    DraftState.SCHEDULED: (Tone.PLAN, _lazy("Sent later")),
    DraftState.SENT: (Tone.DONE, _lazy("Sent")),
    DraftState.DISCARDED: (Tone.OFF, _lazy("Thrown away")),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One draft as it is shown."""

    id: UUID
    url: str
    name: str
    number: str
    amount: Decimal | None
    currency: str
    tone: Tone
    state: Promise
    send_mode: str
    what: str  # who did what last
    at: datetime
    trouble: str
    may_approve: bool
    revision: int

    @property
    def mark(self) -> str:
        """What the list sends when the draft is marked: it, as it was seen."""
        return f"{self.id}:{self.revision}"

    @property
    def send_mode_word(self) -> str:
        """The send mode in words."""
        return str(SEND_MODES[self.send_mode])


def rows_of(drafts: Sequence[Draft], actor: str) -> list[Row]:
    """Return the drafts as rows; one query for the people's names."""
    names = names_of({draft.changed_by for draft in drafts} | {draft.finished_by for draft in drafts})
    return [_row(draft, names, actor) for draft in drafts]


def names_of(actors: set[str]) -> dict[str, str]:
    """Return the names of people, by the history's actors."""
    ids = ids_of(actors)
    return {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)} if ids else {}


def ids_of(actors: set[str]) -> list[UUID]:
    """Return the ids of the people among the history's actors."""
    return [UUID(actor.removeprefix("user:")) for actor in actors if actor.startswith("user:")]


def _row(draft: Draft, names: dict[str, str], actor: str) -> Row:
    tone, state = STATES[DraftState(draft.state)]
    is_written = draft.state == DraftState.EDITING
    no_name = _("Credit note without a recipient") if draft.kind == DraftKind.CREDIT_NOTE else _("Without a recipient")
    return Row(
        id=draft.pk,
        url=reverse("draft" if is_written else "draft_review", args=[draft.pk]),
        name=draft.name or no_name,
        number=draft.number,
        amount=draft.amount_due,
        currency=draft.currency,
        tone=tone,
        state=state,
        send_mode=draft.send_mode,
        what=_what(draft, names),
        at=draft.changed_at,
        trouble=_trouble(draft),
        may_approve=draft.state == DraftState.WAITING and may_approve(draft, actor),
        revision=draft.revision,
    )


def _what(draft: Draft, names: dict[str, str]) -> str:
    if draft.state == DraftState.SCHEDULED and draft.send_at:
        return _("Goes by itself {moment}").format(moment=moment(draft.send_at))
    if draft.state in (DraftState.WAITING, DraftState.APPROVED) and draft.finished_at:
        who = names.get(draft.finished_by, "–")
        return _("Finished by {who}, {moment}").format(who=who, moment=moment(draft.finished_at))
    who = names.get(draft.changed_by, "–")
    return _("Changed by {who}, {moment}").format(who=who, moment=moment(draft.changed_at))


def _trouble(draft: Draft) -> str:
    if draft.problem_code:
        return _("Could not be sent: {why}").format(why=refusal(draft.problem_code))
    if draft.sent_back_reason and draft.state == DraftState.EDITING:
        return _("Sent back: {why}").format(why=draft.sent_back_reason)
    return ""
