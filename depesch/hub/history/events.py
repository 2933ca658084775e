"""Every kind of event: what can happen to a document, for the customer and the auditor.

A tag is never renamed or used for another meaning, a field never removed: old rows are read with today's classes, so
a new field needs a default. Document contents, personal numbers and secrets stay out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Something that happened to a document. Fields are texts, whole numbers, moments and tuples of texts."""


class DocumentSubmitted(Event, frozen=True, kw_only=True, tag="document.submitted"):
    """The company handed a document over, and the original is archived."""

    route: str  # api, console, portal
    file_name: str
    sha256: str
    size: int  # bytes


class DocumentUnpacked(Event, frozen=True, kw_only=True, tag="document.unpacked"):
    """The file held several documents; each goes its own way."""

    count: int


class DocumentTakenOut(Event, frozen=True, kw_only=True, tag="document.taken_out"):
    """The document came in a file with others, whose original is archived too."""

    original: str  # id of the document that the file is
    position: int  # 1, 2, ...
    sha256: str
    size: int  # bytes
    remarks: tuple[str, ...] = ()  # what was wrong with the envelope and concerns this document: rule and value


class DocumentArrived(Event, frozen=True, kw_only=True, tag="document.arrived"):
    """A document came in over the network."""

    sender: str  # name, as the document or the sender's account says
    message_id: str


class DocumentChecked(Event, frozen=True, kw_only=True, tag="document.checked"):
    """The document was held against the rules."""

    rule_sets: tuple[str, ...]
    fatal: int
    warnings: int


class DocumentRefused(Event, frozen=True, kw_only=True, tag="document.refused"):
    """The document goes back to the sender for correction; nothing was sent."""

    code: str
    findings: int = 0


class DocumentPlanned(Event, frozen=True, kw_only=True, tag="document.planned"):
    """The ways in which delivery will be tried are settled, the first first."""

    run: tuple[str, ...]  # names of channels


class DocumentConverted(Event, frozen=True, kw_only=True, tag="document.converted"):
    """The document was written in the format the receiver takes."""

    from_syntax: str
    to_syntax: str
    losses: int = 0  # values that the format could not hold as they were
    unread: int = 0  # values of the original that the reading found no place for


class DeliveryAttempted(Event, frozen=True, kw_only=True, tag="delivery.attempted"):
    """A try over one channel begins; recorded before the first byte leaves."""

    channel: str
    message_id: str
    number: int  # 1 is the first try of this delivery


class DocumentDelivered(Event, frozen=True, kw_only=True, tag="document.delivered"):
    """The receiver's side gave a receipt, which is archived."""

    channel: str
    receipt_sha256: str


class DeliveryPostponed(Event, frozen=True, kw_only=True, tag="delivery.postponed"):
    """A passing obstacle: the same channel is tried again."""

    channel: str
    code: str
    retry_at: datetime


class DeliveryRefused(Event, frozen=True, kw_only=True, tag="delivery.refused"):
    """The receiver's side said no over this channel; the next one is tried."""

    channel: str
    code: str


class DeliveryUncertain(Event, frozen=True, kw_only=True, tag="delivery.uncertain"):
    """It is not known whether the receiver has it: the receiver's side is asked."""

    channel: str
    code: str


class DeliveryUndecided(Event, frozen=True, kw_only=True, tag="delivery.undecided"):
    """A repeat was refused or came to nothing, and the copy before it may have arrived: a person decides."""

    channel: str
    code: str


class DocumentUndeliverable(Event, frozen=True, kw_only=True, tag="document.undeliverable"):
    """Every channel of the run said no."""


class DocumentFailed(Event, frozen=True, kw_only=True, tag="document.failed"):
    """A fault of ours stopped the document again and again; the operator looks into it."""

    code: str


class DocumentCancelled(Event, frozen=True, kw_only=True, tag="document.cancelled"):
    """The document was withdrawn before it was handed over."""


class DocumentCertified(Event, frozen=True, kw_only=True, tag="document.certified"):
    """A document in certification mode went the whole way, and nothing left the hub."""


class DocumentResent(Event, frozen=True, kw_only=True, tag="document.resent"):
    """Somebody asked for the delivery to be tried again."""


class DocumentMended(Event, frozen=True, kw_only=True, tag="document.mended"):
    """The document was mended: its mended form goes out in its place, as another document."""

    successor: str  # the id of the mended document
    terms: tuple[str, ...] = ()  # business terms that were changed


class DocumentMends(Event, frozen=True, kw_only=True, tag="document.mends"):
    """The document is the mended form of another one, which was refused."""

    original: str  # the id of the refused document
    terms: tuple[str, ...] = ()  # business terms that were changed


class DocumentOpened(Event, frozen=True, kw_only=True, tag="document.opened"):
    """Somebody looked at an incoming document for the first time."""


class DocumentDownloaded(Event, frozen=True, kw_only=True, tag="document.downloaded"):
    """Somebody fetched one of the document's files."""

    role: str  # the archive's role of the file
    sha256: str


def event_classes() -> dict[str, type[Event]]:
    """Return every event class by its tag."""
    return {str(cls.__struct_config__.tag): cls for cls in Event.__subclasses__()}


def tag_of(event: Event | type[Event]) -> str:
    """Return the event's stored name, such as `document.delivered`."""
    return str(event.__struct_config__.tag)


def payload_of(event: Event) -> dict[str, Any]:
    """Return the event's fields as plain JSON values, without its tag."""
    values: dict[str, Any] = msgspec.to_builtins(event)
    del values["kind"]
    return values


def event_from(tag: str, payload: dict[str, Any]) -> Event:
    """Return the event that was stored; raises KeyError for a tag that no class has."""
    return msgspec.convert({**payload, "kind": tag}, event_classes()[tag], strict=True)
