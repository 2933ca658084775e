"""A key, an address that a program is told at, a message to it."""

from __future__ import annotations

from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token
from depesch.hub.webhooks.endpoints import add_endpoint
from depesch.hub.webhooks.publishing import publish_test
from tests.portal.objects import Ours

URL = "https://erp.nordbygg.example/depesch"


def _token(ours: Ours) -> object:
    return create_token(ours.company.pk, "ERP")[0].pk


def _webhook(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return add_endpoint(URL, actor="user:x")[0].pk


def _message(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return publish_test(add_endpoint(URL, actor="user:x")[0]).pk


OBJECTS = {"token_id": _token, "webhook_id": _webhook, "message_id": _message}
