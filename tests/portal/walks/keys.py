"""Keys for programs and webhooks, in every shape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from depesch.hub.tenancy.scope import acting_for
from depesch.hub.tenancy.tokens import create_token, revoke_token
from depesch.hub.webhooks.endpoints import add_endpoint, switch_off
from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage, WebhookTry
from depesch.hub.webhooks.publishing import publish_test
from depesch.kit.clock import now
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """None, some, one's own; with faults; switched off."""
    for name in ("keys", "webhooks"):
        stage.open(f"/settings/{name}/")
        yield f"{name}-none"
    yield from _keys(stage)
    yield from _webhooks(stage)


def _keys(stage: Stage) -> Iterator[str]:
    create_token(stage.company.pk, "Ekonomiprogrammet")
    old, _ = create_token(stage.company.pk, "Gamla kassan")
    revoke_token(stage.company.pk, old.id)
    stage.open("/settings/keys/")
    yield "keys"
    stage.page.click("main a[href='/settings/keys/new/']")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "key-new-faults"
    stage.page.fill("input[name=name]", "Webbutiken")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector("#secret")
    yield "key-made"
    stage.open(f"/settings/keys/{old.id}/revoke/")
    yield "key-revoke"


def _webhooks(stage: Stage) -> Iterator[str]:
    stage.open("/settings/webhooks/new/")
    stage.page.fill("input[name=url]", "http://10.0.0.1/")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "webhook-new-faults"
    stage.page.click("main form summary")
    yield "webhook-new-events"
    stage.page.fill("input[name=url]", "https://erp.nordbygg.example/depesch")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector("#secret")
    yield "webhook-secret"
    with acting_for(stage.company.pk):
        endpoint = WebhookEndpoint.objects.get()
        _told(endpoint)
        gone, _ = add_endpoint("https://gammal.nordbygg.example/hooks", events=["document.delivered"], actor="user:x")
        switch_off(gone, "gone", at=now())
        message = WebhookMessage.objects.exclude(tries=0)[0].pk
    for name, path in {
        "webhooks": "webhooks/", "webhook": f"webhooks/{endpoint.pk}/", "webhook-off": f"webhooks/{gone.pk}/",
        "webhook-message": f"webhooks/messages/{message}/", "webhook-remove": f"webhooks/{endpoint.pk}/remove/",
    }.items():  # fmt: skip
        stage.open(f"/settings/{path}")
        yield name


def _told(endpoint: WebhookEndpoint) -> None:
    at = now()
    for number, state in enumerate((MessageState.DELIVERED, MessageState.FAILED, MessageState.WAITING)):
        message = publish_test(endpoint)
        message.state, message.tries, message.made_at = state, number + 1, at - timedelta(hours=number)
        message.save()
        for _ in range(number + 1):
            status, answer = (200, "ok") if state == MessageState.DELIVERED else (500, "Internal Server Error")
            WebhookTry.objects.create(
                tenant_id=endpoint.tenant_id, message=message, at=at, duration_ms=213, status=status, answer=answer,
            )  # fmt: skip
