"""Every operation of the API, tried as those who must not get through: no token, a revoked one, a lesser role."""

from __future__ import annotations

import re
from ipaddress import IPv4Address
from itertools import count
from uuid import uuid4

import pytest
from django.http import HttpResponseBase
from django.test import Client

from depesch.hub.tenancy.models import Company, Role
from depesch.hub.tenancy.tokens import create_token, revoke_token
from tests.api.test_openapi import operations

pytestmark = pytest.mark.django_db(transaction=True)
_MACHINES = count(1)
# What reads although it is a POST: nothing is changed by it.
READS = {("/api/v1/check", "post")}
# What only those who administer may read.
OF_ADMINISTRATORS = ("/api/v1/webhooks", "/api/v1/destinations", "/api/v1/users")


def _address(path: str) -> str:
    named = re.sub(r"\{[^}]*format[^}]*\}", "ubl21", re.sub(r"\{[^}]*_id\}", str(uuid4()), path))
    return named.replace("{number}", "1").replace("{kind}", "invoice").replace("{language}", "de")


def _tried(client: Client, path: str, method: str) -> HttpResponseBase:
    sent = b"" if method in ("get", "delete") else BODIES.get((path, method), b"{}")
    # Each from a machine of its own: one that guesses so often in a minute is shut out, as `test_access` shows.
    address = str(IPv4Address(int(IPv4Address("10.0.0.0")) + next(_MACHINES)))
    return client.generic(method.upper(), _address(path), sent, content_type="application/json", REMOTE_ADDR=address)


@pytest.mark.parametrize(("path", "method"), operations())
def test_nothing_is_told_without_a_token(path: str, method: str) -> None:
    answer = _tried(Client(), path, method)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"]


@pytest.mark.parametrize(("path", "method"), operations())
def test_a_revoked_token_is_none(path: str, method: str, nordbygg: Company) -> None:
    token, secret = create_token(nordbygg.id, "old", Role.ADMINISTRATOR)
    revoke_token(nordbygg.id, token.id)
    client = Client(headers={"authorization": f"Bearer {secret.reveal()}"})
    assert _tried(client, path, method).status_code == 401


@pytest.mark.parametrize(("path", "method"), operations())
def test_a_program_that_may_only_read_changes_nothing(path: str, method: str, nordbygg: Company) -> None:
    _, secret = create_token(nordbygg.id, "reader", Role.READER)
    client = Client(headers={"authorization": f"Bearer {secret.reveal()}"})
    answer = _tried(client, path, method)
    may_read = (method == "get" or (path, method) in READS) and not path.startswith(OF_ADMINISTRATORS)
    assert (answer.status_code != 403) == may_read


# Where the body is looked at before the caller's role.
BODIES = {
    ("/api/v1/agents/report", "post"): (
        b'{"agent": "6f1d5b52-2b3c-4d0e-9f68-0d7a3b1c5e11", "machine": "m", "version": "1",'
        b' "started_at": "2026-01-01T00:00:00Z", "account": {"name": "a"}}'
    ),
    ("/api/v1/customers", "post"): b'{"name": "Kund"}',
    ("/api/v1/customers/{customer_id}", "put"): b'{"name": "Kund"}',
    ("/api/v1/documents/{document_id}/answers", "post"): b'{"status": "approved"}',
    ("/api/v1/documents/{document_id}/coding", "put"): b'{"version": 0, "rows": []}',
    ("/api/v1/ledger-accounts", "post"): b'{"number": "4010", "name": "Material"}',
    ("/api/v1/ledger-accounts/{account_id}", "put"): b'{"number": "4010", "name": "Material"}',
    ("/api/v1/suppliers", "post"): b'{"name": "Kalk AB", "country": "SE"}',
    ("/api/v1/suppliers/{supplier_id}", "put"): b'{"name": "Kalk AB", "country": "SE"}',
    ("/api/v1/articles", "post"): b'{"number": "K-7", "name": "Kalk"}',
    ("/api/v1/articles/{article_id}", "put"): b'{"number": "K-7", "name": "Kalk"}',
    ("/api/v1/runs", "post"): b'{"name": "Papper", "channels": []}',
    ("/api/v1/runs/{run_id}", "put"): b'{"name": "Papper", "channels": []}',
    ("/api/v1/runs/default", "put"): b'{"channels": []}',
    ("/api/v1/runs/order", "put"): b'{"ids": []}',
    ("/api/v1/designs", "post"): b'{"name": "Vanlig"}',
    ("/api/v1/designs/{design_id}", "put"): b'{"name": "Vanlig"}',
    ("/api/v1/designs/order", "put"): b'{"ids": []}',
    ("/api/v1/printers", "post"): b'{"name": "Kontoret", "address": "kontoret@print.example"}',
    ("/api/v1/printers/{printer_id}", "put"): b'{"name": "Kontoret", "address": "kontoret@print.example"}',
    ("/api/v1/mail-texts/{kind}/{language}", "put"): b'{"subject": "Rechnung", "body": "Hallo"}',
    ("/api/v1/webhooks", "post"): b'{"url": "https://erp.example.com/"}',
    ("/api/v1/webhooks/{webhook_id}", "put"): b'{"url": "https://erp.example.com/"}',
    ("/api/v1/webhooks/{webhook_id}/send-again", "post"): b'{"since": "2026-01-01T00:00:00Z"}',
}
