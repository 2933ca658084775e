"""Servers that documents are brought to: none yet, the form with its faults, in use, with what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.destinations import save_destination
from depesch.hub.flows.models import Bringing, BringingState, Direction, Document
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage

SETTINGS = {"host": "sftp.nordbygg.example", "user": "depesch", "password": "hemligt"}
TROUBLE = (
    (BringingState.STOPPED, "sftp-login-failed", "sftp.nordbygg.example does not let depesch in"),
    (
        BringingState.WAITING,
        "sftp-host-key-unknown",
        "the server's key has the fingerprint SHA256:Tq8rVb0oLZ0yU3bH3o0r4sM1mC9kQpW2xYzA7dE5fGh, and none is agreed",
    ),
    (BringingState.UNCERTAIN, "sftp-not-confirmed", "perhaps handed over, then no answer within 30 s"),
)


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The company's own server, then a customer's."""
    stage.open("/settings/own-server/")
    yield "own-server-none"
    stage.open("/settings/own-server/set/sftp/")
    stage.page.fill("input[name=host]", "sftp.nordbygg.example")
    stage.page.fill("input[name=user]", "depesch")
    stage.page.fill("input[name=fingerprint]", "MD5:00")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "own-server-faults"
    with acting_for(stage.company.pk):
        save_destination("sftp", SETTINGS, customer=None, syntax="cii_d16b", actor="user:x")
        _trouble(stage)
        customer = add_customer("Granlunds Trä AB", run=("https_push",))
        save_destination("sftp", SETTINGS, customer=customer, actor="user:x")
    stage.open("/settings/own-server/")
    yield "own-server"
    stage.open("/settings/own-server/remove/")
    yield "own-server-remove"
    stage.open(f"/network/customers/{customer.pk}/")
    yield "customer-with-server"
    stage.open(f"/network/customers/{customer.pk}/server/https_push/")
    yield "customer-server"


def _trouble(stage: Stage) -> None:
    at = timezone.now()
    documents = Document.objects.filter(direction=Direction.IN, collected_at=None)[: len(TROUBLE)]
    for document, (state, code, detail) in zip(documents, TROUBLE, strict=False):
        Bringing.objects.create(
            tenant_id=stage.company.pk, document=document, state=state, state_since=at, since=at, code=code,
            detail=detail, channel="sftp", try_at=None if state == BringingState.STOPPED else at,
        )  # fmt: skip
