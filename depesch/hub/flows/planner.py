"""The run: over which channels, in which order and in which format a document goes to its receiver.

A pure function of the document, the run that is taken (`directory.run_rules`), the customer, what was found out about
each channel, and the clock: what
a preview shows is what is done. A channel that is left out is named with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from depesch.channels import Check, Reachable, SendMode, TryLater, Unreachable
from depesch.hub.directory.run_rules import TakenRun

UNFIT = "unfit-format"  # the document breaks rules in every format that can go over the channel
LOOK_AGAIN_AFTER_S = 60.0  # when a look-up failed for a passing reason and the other side named no time


class Why(StrEnum):
    """Where a step's format comes from."""

    RECEIVER_CHOSE = "receiver-chose"  # the receiver's own choice in the network's directory
    CUSTOMER_CARD = "customer-card"  # what the sender noted on the customer's card
    CHANNEL_SETTINGS = "channel-settings"  # what the sender set for documents of this type over the channel
    AS_SUBMITTED = "as-submitted"  # the receiver takes what was handed over; not one byte is changed
    CHANNEL_TAKES = "channel-takes"  # the first format that the channel takes and we can write
    COUNTRY_DEFAULT = "country-default"  # nobody said anything: what is usual in the receiver's country


class DocumentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What of the document matters for its way. `unfit` are formats that it cannot go in, and why not."""

    send_mode: SendMode
    syntax: str
    is_credit_note: bool = False
    unfit: Mapping[str, str] = {}


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """The receiver: the format on the sender's card, and whether it takes test documents."""

    syntax: str = ""
    takes_test_documents: bool = True
    usual: str = ""  # the format that is usual in its country for such a document


class Capability(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out about one channel: the check of the recipient, and the format chosen in the directory.

    `preferred` is the format that the sender's settings of the channel ask for.
    """

    check: Check
    syntax: str = ""
    preferred: str = ""
    wants_rendering: bool = False


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the run."""

    channel: str
    syntax: str
    why: Why
    rendering: bool = False


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A channel that is not in the run, and why: a stable code and the technical words."""

    channel: str
    code: str
    detail: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True, tag="plan"):
    """The run that was taken, its steps and what was left out; no steps: there is no way to this receiver."""

    taken: TakenRun
    steps: tuple[Step, ...]
    skipped: tuple[Skipped, ...] = ()


class NotYet(msgspec.Struct, frozen=True, kw_only=True, tag="not-yet"):
    """A look-up failed for a passing reason: nothing is planned before it succeeds, never paper instead."""

    channel: str
    code: str
    detail: str
    look_again_at: datetime


class NoTestsTaken(msgspec.Struct, frozen=True, kw_only=True, tag="test-not-taken"):
    """The receiver takes no test documents."""


Planned = Plan | NotYet | NoTestsTaken


def plan(
    document: DocumentFacts,
    taken: TakenRun,
    customer: Customer,
    capabilities: Mapping[str, Capability],
    *,
    writable: frozenset[str],
    now: datetime,
) -> Planned:
    """Return the plan for one document over the run that its receiver takes.

    `writable` are the formats that the hub can write. `capabilities` holds the channels that are switched on; a channel
    of the run that is missing there is skipped as `channel-off`.
    """
    if document.send_mode is SendMode.TEST and not customer.takes_test_documents:
        return NoTestsTaken()
    steps: list[Step] = []
    skipped: list[Skipped] = []
    for channel in taken.channels:
        capability = capabilities.get(channel)
        found = _step(channel, capability, document, customer, writable=writable)
        if isinstance(found, Skipped):
            skipped.append(found)
        elif not steps and capability is not None and isinstance(capability.check, TryLater):
            return _not_yet(channel, capability.check, now)
        else:
            steps.append(found)
    return Plan(taken=taken, steps=tuple(steps), skipped=tuple(skipped))


def _step(
    channel: str,
    capability: Capability | None,
    document: DocumentFacts,
    customer: Customer,
    *,
    writable: frozenset[str],
) -> Step | Skipped:
    if capability is None:
        return Skipped(channel=channel, code="channel-off")
    check = capability.check
    if isinstance(check, Unreachable):
        return Skipped(channel=channel, code=check.code, detail=check.detail)
    takes = check.formats if isinstance(check, Reachable) else ()
    wanted = _wanted(capability, customer, document.syntax, takes)
    manageable = [(name, why) for name, why in wanted if name == document.syntax or name in writable]
    if not manageable:
        return Skipped(channel=channel, code="no-common-format", detail=", ".join(takes) or capability.syntax)
    for name, why in manageable:
        if name not in document.unfit:
            return Step(channel=channel, syntax=name, why=why, rendering=capability.wants_rendering)
    detail = ", ".join(f"{name}: {document.unfit[name]}" for name, _ in manageable)
    return Skipped(channel=channel, code=UNFIT, detail=detail)


def _wanted(
    capability: Capability, customer: Customer, submitted: str, takes: tuple[str, ...]
) -> Iterator[tuple[str, Why]]:
    """Give the formats for this channel, the best first, each with where it comes from."""

    def may(name: str) -> bool:
        return bool(name) and (not takes or name in takes)

    if capability.syntax:  # the receiver's own word: nothing else will do
        if may(capability.syntax):
            yield capability.syntax, Why.RECEIVER_CHOSE
        return
    if may(customer.syntax):
        yield customer.syntax, Why.CUSTOMER_CARD
    if may(capability.preferred):
        yield capability.preferred, Why.CHANNEL_SETTINGS
    if takes:
        yield from [(submitted, Why.AS_SUBMITTED)] if submitted in takes else []
        yield from ((name, Why.CHANNEL_TAKES) for name in takes if name != submitted)
    elif customer.usual in ("", submitted):
        yield submitted, Why.AS_SUBMITTED
    else:
        yield customer.usual, Why.COUNTRY_DEFAULT
        yield submitted, Why.AS_SUBMITTED


def _not_yet(channel: str, check: TryLater, now: datetime) -> NotYet:
    wait = timedelta(seconds=check.retry_after_s or LOOK_AGAIN_AFTER_S)
    return NotYet(channel=channel, code=check.code, detail=check.detail, look_again_at=now + wait)
