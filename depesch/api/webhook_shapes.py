"""What the API says and takes of webhooks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage


class WebhookIn(Schema):
    """An address to be told at."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(max_length=500, examples=["https://erp.example.com/depesch"])
    events: list[str] = Field([], max_length=100, description="Tags of events; none: all of them.")
    description: str = Field("", max_length=200)
    enabled: bool = True


class WebhookOut(Schema):
    """An address that is told of what happens."""

    id: UUID
    url: str
    events: list[str]
    description: str
    enabled: bool
    disabled_why: str = Field(description="by-hand, gone (it answered 410) or failing (three days of silence)")
    failing_since: datetime | None
    made_at: datetime


class WebhookMadeOut(WebhookOut):
    """The same with its secret, which is shown now and never again."""

    secret: str = Field(description="whsec_..., for the signatures of Standard Webhooks")


class SecretOut(Schema):
    """A new secret; the one before it signs too for a day."""

    secret: str


class WebhookListOut(Schema):
    """The addresses of the company."""

    items: list[WebhookOut]


class MessageOut(Schema):
    """What an address was told, or is to be told."""

    id: str = Field(description="The header webhook-id.")
    type: str
    document_id: UUID | None
    state: MessageState
    tries: int
    made_at: datetime
    next_try_at: datetime | None


class MessageListOut(Schema):
    """Messages to one address, the latest first."""

    items: list[MessageOut]
    next: str | None = None


class AgainIn(Schema):
    """What is to be sent again: one message, or all that did not arrive since a moment."""

    model_config = ConfigDict(extra="forbid")

    message: str | None = Field(None, pattern="^msg_[0-9a-f]{32}$")
    since: datetime | None = None


class AgainOut(Schema):
    """How many messages are in line again."""

    count: int


def endpoint_out(endpoint: WebhookEndpoint) -> WebhookOut:
    """Return the address as the API shows it."""
    return WebhookOut(**{name: getattr(endpoint, name) for name in WebhookOut.model_fields})


def message_out(message: WebhookMessage) -> MessageOut:
    """Return the message as the API shows it."""
    return MessageOut(
        id=f"msg_{message.id.hex}", type=message.type, document_id=message.document_id,
        state=MessageState(message.state), tries=message.tries, made_at=message.made_at, next_try_at=message.try_at,
    )  # fmt: skip
