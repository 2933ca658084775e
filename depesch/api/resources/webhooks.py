"""`/webhooks`: the addresses that are told of what happens, what they were told, and "send again"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from depesch.api.callers import Caller, caller_who_may
from depesch.api.once import PARAMETER, once
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.api.webhook_shapes import (
    AgainIn,
    AgainOut,
    MessageListOut,
    MessageOut,
    SecretOut,
    WebhookIn,
    WebhookListOut,
    WebhookMadeOut,
    WebhookOut,
    endpoint_out,
    message_out,
)  # fmt: skip
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.webhooks import endpoints
from depesch.hub.webhooks.endpoints import TooMany, UnknownEvents
from depesch.hub.webhooks.guarding import BadUrl
from depesch.hub.webhooks.models import WebhookEndpoint
from depesch.hub.webhooks.publishing import publish_test
from depesch.hub.webhooks.reading import messages_of

RESOURCE = Router(tags=["webhooks"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}
_WRITES = {**_PROBLEMS, 409: ProblemDetails, 422: ProblemDetails}


@RESOURCE.get(
    "/webhooks", response={200: WebhookListOut, 401: ProblemDetails, 403: ProblemDetails}, operation_id="webhooks"
)
def webhooks(request: HttpRequest) -> WebhookListOut:
    """The addresses of the company, the oldest first."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        rows = WebhookEndpoint.objects.filter(removed_at=None).order_by("made_at", "id")
        return WebhookListOut(items=[endpoint_out(row) for row in rows])


@RESOURCE.post(
    "/webhooks",
    response={201: WebhookMadeOut, 401: ProblemDetails, 403: ProblemDetails, 409: ProblemDetails, 422: ProblemDetails},
    operation_id="addWebhook",
    openapi_extra={"parameters": [PARAMETER]},
)
def add_webhook(request: HttpRequest, wanted: WebhookIn) -> HttpResponse:
    """Add an address. The answer has its secret, which is shown this once."""
    caller = _administrator(request)

    def make() -> WebhookMadeOut:
        with _refusals():
            endpoint, secret = endpoints.add_endpoint(
                wanted.url, events=wanted.events, description=wanted.description, actor=caller.actor
            )
        if not wanted.enabled:
            endpoint.enabled, endpoint.disabled_why = False, "by-hand"
            endpoint.save(update_fields=["enabled", "disabled_why"])
        return WebhookMadeOut(**endpoint_out(endpoint).model_dump(), secret=secret.reveal())

    return once(request, caller.company_id, make)


@RESOURCE.get("/webhooks/{uuid:webhook_id}", response={200: WebhookOut, **_PROBLEMS}, operation_id="webhook")
def webhook(request: HttpRequest, webhook_id: UUID) -> WebhookOut:
    """One address."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return endpoint_out(_endpoint(webhook_id))


@RESOURCE.put("/webhooks/{uuid:webhook_id}", response={200: WebhookOut, **_WRITES}, operation_id="changeWebhook")
def change_webhook(request: HttpRequest, webhook_id: UUID, wanted: WebhookIn) -> WebhookOut:
    """Change an address, or switch it on again."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        endpoint = _endpoint(webhook_id)
        with _refusals():
            endpoints.change_endpoint(
                endpoint, url=wanted.url, events=wanted.events, description=wanted.description,
                enabled=wanted.enabled, actor=caller.actor,
            )  # fmt: skip
        return endpoint_out(endpoint)


@RESOURCE.delete("/webhooks/{uuid:webhook_id}", response={204: None, **_PROBLEMS}, operation_id="removeWebhook")
def remove_webhook(request: HttpRequest, webhook_id: UUID) -> Status[None]:
    """Remove an address; what still waited for it is dropped."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        endpoints.remove_endpoint(_endpoint(webhook_id), actor=caller.actor)
    return Status(204, None)


@RESOURCE.post("/webhooks/{uuid:webhook_id}/secret", response={200: SecretOut, **_PROBLEMS}, operation_id="newSecret")
def new_secret(request: HttpRequest, webhook_id: UUID) -> SecretOut:
    """Give the address another secret; for a day, messages are signed with both."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return SecretOut(secret=endpoints.new_secret_for(_endpoint(webhook_id), actor=caller.actor).reveal())


@RESOURCE.post("/webhooks/{uuid:webhook_id}/test", response={202: MessageOut, **_PROBLEMS}, operation_id="testWebhook")
def test_webhook(request: HttpRequest, webhook_id: UUID) -> Status[MessageOut]:
    """Send a message of the type `test`."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return Status(202, message_out(publish_test(_endpoint(webhook_id))))


@RESOURCE.get(
    "/webhooks/{uuid:webhook_id}/messages",
    response={200: MessageListOut, 422: ProblemDetails, **_PROBLEMS},
    operation_id="webhookMessages",
)
def messages(
    request: HttpRequest,
    webhook_id: UUID,
    after: Annotated[UUID | None, Query(description="From `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> MessageListOut:
    """What the address was told and is to be told, the latest first."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        endpoint = _endpoint(webhook_id)
        rows = list(messages_of(endpoint, after=after, limit=limit + 1))
    last = f"{request.path}?after={rows[limit - 1].id}&limit={limit}" if len(rows) > limit else None
    return MessageListOut(items=[message_out(row) for row in rows[:limit]], next=last)


@RESOURCE.post(
    "/webhooks/{uuid:webhook_id}/send-again",
    response={202: AgainOut, 422: ProblemDetails, **_PROBLEMS},
    operation_id="sendWebhookAgain",
)
def send_again(request: HttpRequest, webhook_id: UUID, wanted: AgainIn) -> Status[AgainOut]:
    """Put one message, or all that did not arrive since a moment, in line again: the same ids, the same bytes."""
    caller = _administrator(request)
    if (wanted.message is None) == (wanted.since is None):
        raise ApiProblem("invalid-request", 422, value="name either a message or since")
    identifier = UUID(wanted.message.removeprefix("msg_")) if wanted.message else None
    with acting_for(caller.company_id):
        count = endpoints.send_again(_endpoint(webhook_id), message_id=identifier, since=wanted.since)
    return Status(202, AgainOut(count=count))


def _administrator(request: HttpRequest) -> Caller:
    return caller_who_may(request, Permission.ADMINISTER)


def _endpoint(webhook_id: UUID) -> WebhookEndpoint:
    found = WebhookEndpoint.objects.filter(id=webhook_id, removed_at=None).first()
    if found is None:
        raise ApiProblem("not-found", 404, what="webhook", value=webhook_id)
    return found


@contextmanager
def _refusals() -> Iterator[None]:
    """Say what the hub refuses of an address as problems."""
    try:
        yield
    except BadUrl as error:
        raise ApiProblem("bad-webhook-url", 422, value=str(error)) from error
    except UnknownEvents as error:
        raise ApiProblem("invalid-request", 422, value=f"events: {error}: no such events") from error
    except TooMany as error:
        raise ApiProblem("too-many-webhooks", 409, value=str(error)) from error
