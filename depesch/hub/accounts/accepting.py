"""Accepting a newer user agreement, for oneself and in the history of one's companies."""

from __future__ import annotations

from django.db import transaction

from depesch.hub.accounts.agreement import Agreement, accept, is_due
from depesch.hub.accounts.own_account import tell_history
from depesch.hub.history.kinds.people import AgreementAccepted
from depesch.hub.tenancy.models import User


def accept_anew(user: User, agreement: Agreement) -> None:
    """Note that the user accepted the agreement in force; accepted twice, it is noted once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if not is_due(user):
            return
        accept(user, agreement)
        accepted = AgreementAccepted(
            email=user.email, version=agreement.version, language=agreement.language, text_sha256=agreement.sha256
        )
        tell_history(user, accepted)
