"""The states of a document: who owns each, how long it may last, and every way out of it.

Nothing else decides whether a document may go from one state to another; `transitions.move` asks here.
Source: the lessons on documents that stood in "queued" or "ready" for ever: no state without an owner and an exit.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import assert_never

import msgspec

from depesch.hub.flows.models import DocumentState


class Owner(StrEnum):
    """Whose turn it is."""

    HUB = "hub"  # works on by itself; the sweep takes up what stands still
    SENDER = "sender"  # the sending company corrects, tries again or withdraws
    RECEIVER = "receiver"  # the receiving company works on it
    OPERATOR = "operator"  # whoever runs the hub looks into it
    NOBODY = "nobody"  # done


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What holds in one state. `timeout` is None only where nothing more is expected of anybody."""

    owner: Owner
    timeout: timedelta | None
    at_timeout: str  # what happens then, in English
    ways_out: frozenset[DocumentState]


S = DocumentState
_ASKED = "it is shown in the error list until somebody corrects, tries again or withdraws it"


def rule(state: DocumentState) -> Rule:
    """Return what holds in `state`."""
    ways: tuple[DocumentState, ...]
    match state:
        case S.RECEIVED:
            ways = (S.REFUSED, S.SENDING, S.WAITING, S.CERTIFIED, S.CANCELLED, S.FAILED, S.UNDELIVERABLE, S.UNPACKED)
            return _rule(Owner.HUB, timedelta(seconds=30), "the sweep enqueues the processing again", *ways)
        case S.SENDING:
            ways = (S.DELIVERED, S.WAITING, S.UNCERTAIN, S.UNDELIVERABLE, S.FAILED)
            return _rule(Owner.HUB, timedelta(seconds=60), "the sweep enqueues the delivery, which asks first", *ways)
        case S.WAITING:
            ways = (S.SENDING, S.REFUSED, S.CERTIFIED, S.UNDELIVERABLE, S.CANCELLED, S.FAILED)
            return _rule(Owner.HUB, timedelta(days=5), "the channel is given up, the next one is tried", *ways)
        case S.UNCERTAIN:
            ways = (S.DELIVERED, S.SENDING, S.WAITING, S.UNDELIVERABLE, S.RECEIVED, S.FAILED)
            return _rule(
                Owner.OPERATOR,
                timedelta(days=5),
                "the receiver's side is asked, or a person decides: send again",
                *ways,
            )
        case S.REFUSED:
            return _rule(Owner.SENDER, timedelta(days=90), _ASKED, S.RECEIVED, S.CANCELLED)
        case S.UNDELIVERABLE:
            return _rule(Owner.SENDER, timedelta(days=90), _ASKED, S.RECEIVED, S.CANCELLED)
        case S.FAILED:
            return _rule(Owner.OPERATOR, timedelta(days=90), _ASKED, S.RECEIVED, S.CANCELLED)
        case S.ARRIVED:  # the one way out: a scan of several invoices is divided
            return _rule(Owner.RECEIVER, None, "it stays in the list of what was received", S.UNPACKED)
        case S.DELIVERED:  # the one way out: what was sent on paper came back, see `late_answers`
            return _rule(Owner.NOBODY, None, "nothing", S.UNDELIVERABLE)
        case S.CANCELLED | S.CERTIFIED | S.UNPACKED:
            return _rule(Owner.NOBODY, None, "nothing")
        case _:
            assert_never(state)


def may_move(before: DocumentState, after: DocumentState) -> bool:
    """Return whether a document may go from `before` to `after`; staying where it is counts as no move."""
    return after in rule(before).ways_out


def is_over(state: DocumentState) -> bool:
    """Return whether nothing more is expected of anybody."""
    return rule(state).timeout is None


def _rule(owner: Owner, timeout: timedelta | None, at_timeout: str, *ways_out: DocumentState) -> Rule:
    return Rule(owner=owner, timeout=timeout, at_timeout=at_timeout, ways_out=frozenset(ways_out))
