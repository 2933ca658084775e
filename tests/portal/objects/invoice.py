"""A draft of Nordbygg."""

from __future__ import annotations

from depesch.hub.drafts.editing import new_draft
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _draft(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return new_draft(actor=f"user:{ours.user.pk}", language="sv").pk


OBJECTS = {"draft_id": _draft}
