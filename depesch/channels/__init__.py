"""Ways out: this file is the contract; each sibling with a `CHANNEL` is one channel.

A channel knows a receiver's service and its settings. It knows nothing of the database: what it needs of the hub
(another company's inbox) is handed in through `Services`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, cast

import msgspec

from depesch.kit.discovery import plugins


class SendMode(StrEnum):
    """The send mode of a document."""

    PRODUCTION = "production"  # the real thing
    TEST = "test"  # marked as a test everywhere, refused by receivers that take none
    CERTIFICATION = "certification"  # the whole flow, but not one byte leaves


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a parcel."""

    name: str
    media_type: str
    content: bytes


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to have it, as the sender's directory knows them."""

    name: str
    participant: str | None = None  # such as 0192:991825827
    email: str | None = None
    folder: str | None = None  # name of an agreed folder
    company_id: str | None = None  # when it is a company on the same hub
    language: str = "en"  # of the texts we write to them
    country: str | None = None


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """One document on its way over one channel. `message_id` was stored before the first byte and is reused on retry."""

    message_id: str
    document_id: str
    send_mode: SendMode
    sender_name: str
    recipient: Recipient
    subject: Mapping[str, str]  # number, type ("invoice" or "credit_note"), amount, currency, due_date: for texts
    main: File  # in the format the receiver chose
    rendering: File | None = None  # the PDF
    attachments: tuple[File, ...] = ()
    reply_to: str | None = None
    created_at: datetime | None = None


class Delivered(msgspec.Struct, frozen=True, kw_only=True, tag="delivered"):
    """The receiver's side has it; `receipt` is what it said, kept in the archive."""

    receipt: bytes
    reference: str = ""


class TryLater(msgspec.Struct, frozen=True, kw_only=True, tag="try_later"):
    """A passing obstacle; certainly nothing was handed over."""

    code: str
    detail: str
    retry_after_s: float | None = None


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The receiver's side said no; the next channel of the run is tried."""

    code: str
    detail: str
    receipt: bytes = b""


class Unknown(msgspec.Struct, frozen=True, kw_only=True, tag="unknown"):
    """It may or may not have been handed over; ask with `find`, never send blindly again."""

    code: str
    detail: str


Outcome = Delivered | TryLater | Refused | Unknown


class Reachable(msgspec.Struct, frozen=True, kw_only=True, tag="reachable"):
    """The recipient can be reached this way."""

    formats: tuple[str, ...] = ()  # syntaxes that the receiver takes this way; empty: any


class Unreachable(msgspec.Struct, frozen=True, kw_only=True, tag="unreachable"):
    """The recipient cannot be reached this way: the next channel is tried, and the reason is shown."""

    code: str
    detail: str


Check = Reachable | Unreachable | TryLater


class Inbox(Protocol):
    """The hub's way into another company's inbox; the implementation commits before it answers."""

    def put(self, company_id: str, parcel: Parcel) -> bytes:
        """Store the parcel once per `message_id` and return the receipt; LookupError when there is no such company."""

    def find(self, company_id: str, message_id: str) -> bytes | None:
        """Return the receipt of an earlier `put`, or None."""


class Services(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub lends to channels."""

    inbox: Inbox


class Channel(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One way out.

    `Settings` is a frozen msgspec Struct; forms and docs are drawn from it, so each field has an annotation
    `Annotated[..., msgspec.Meta(title=..., description=...)]`; a secret's type is `depesch.kit.secret.Secret`.
    `send` gives the same result when called twice with one `message_id`: the receiver has it once. `find` says what
    became of a send whose outcome was unknown: Delivered, TryLater (certainly not there), or Unknown still.
    `outbound` is False when no connection leaves the hub.
    """

    name: str
    title: str
    Settings: type[msgspec.Struct]
    check_recipient: Callable[[Any, Recipient, Services], Check]
    send: Callable[[Any, Parcel, Services], Outcome]
    find: Callable[[Any, Parcel, Services], Outcome]
    wants_rendering: bool = False
    outbound: bool = True


def channels() -> dict[str, Channel]:
    """Return every channel by its name."""
    return {cast(Channel, c).name: cast(Channel, c) for c in plugins(__name__, "CHANNEL").values()}
