"""A guide, and a question of the company's."""

from __future__ import annotations

from depesch.hub.support.requests import ask
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _company(ours: Ours) -> object:
    return ours.company.pk


def _request(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return ask(person=ours.user, subject="Hur?", text="Jag undrar hur.").pk


OBJECTS = {"asking_company": _company, "support_id": _request}
CHOICES = {"guide_name": "first-invoice"}
