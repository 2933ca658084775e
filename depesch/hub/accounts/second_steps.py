"""Second steps that a person adds or takes away: told in the history of each of their companies, and by a letter."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction

from depesch.hub.accounts.own_account import tell_history
from depesch.hub.history.kinds.people import SecondStepAdded, SecondStepRemoved
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import User


def listen() -> None:
    """Hear of every change that django-allauth makes."""
    authenticator_added.connect(_added, dispatch_uid="depesch second step added")
    authenticator_reset.connect(_added, dispatch_uid="depesch second step reset")
    authenticator_removed.connect(_removed, dispatch_uid="depesch second step removed")


def _added(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    _tell(user, SecondStepAdded(email=user.email, step=str(authenticator.type)))


def _removed(*, user: User, authenticator: Authenticator, **_: Any) -> None:
    _tell(user, SecondStepRemoved(email=user.email, step=str(authenticator.type)))


def _tell(user: User, event: SecondStepAdded | SecondStepRemoved) -> None:
    if event.step == Authenticator.Type.RECOVERY_CODES:
        return  # they come and go with the step that they stand in for
    with transaction.atomic():
        write_letter(
            "second_step_changed", to=user.email, language=user.language, name=user.name,
            values={"name": user.name}, path="/account/2fa/",
        )  # fmt: skip
        tell_history(user, event)
