"""A second step that a person has lost: those who run the hub take it away, and everybody concerned is told why."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction

from depesch.hub.accounts.own_account import tell_history
from depesch.hub.accounts.signed_in import end_all
from depesch.hub.history.kinds.people import SecondStepsLost
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import User


class NoStep(Exception):
    """The person has no second step, or none any more."""


class OwnStep(Exception):
    """Nobody takes away their own in this way: it would do without showing who one is."""


def steps_of(people: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the kinds of second steps, totp and webauthn, of those people who have one."""
    found: dict[UUID, list[str]] = {}
    rows = Authenticator.objects.filter(user_id__in=people).exclude(type=Authenticator.Type.RECOVERY_CODES)
    for user_id, step in rows.order_by("type").values_list("user_id", "type").distinct():
        found.setdefault(user_id, []).append(step)
    return found


def remove_lost(user_id: UUID, *, reason: str, operator: User) -> None:
    """Take away every second step and recovery code of the person and end their sessions; the password stays.

    Each of the person's companies reads it with the reason, and a letter tells the person. Raises NoStep, OwnStep.
    """
    if user_id == operator.pk:
        raise OwnStep
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        steps = steps_of([user.pk]).get(user.pk)
        if not steps:
            raise NoStep
        Authenticator.objects.filter(user=user).delete()
        end_all(user)
        write_letter(
            "second_steps_lost", to=user.email, language=user.language, name=user.name,
            values={"name": user.name, "reason": reason}, path="/account/2fa/",
        )  # fmt: skip
        event = SecondStepsLost(email=user.email, steps=tuple(steps), reason=reason)
        tell_history(user, event, actor=f"operator:{operator.pk}")
