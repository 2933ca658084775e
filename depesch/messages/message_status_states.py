"""What an access point may say of a message, and which word may follow which.

Source: Peppol Message Level Status 1.0; Peppol BIS Message Level Response 3.
"""

from __future__ import annotations

from enum import StrEnum


class MessageState(StrEnum):
    """The word of the access point on the receiver's side."""

    TAKEN_OVER = "AB"  # it answers for it, and cannot tell whether the receiver has it
    DELIVERED = "AP"  # the receiver has it
    REFUSED = "RE"  # the receiver does not get it


class FaultCode(StrEnum):
    """What is wrong with a message."""

    SCHEMA = "SV"
    RULE = "BV"
    WARNING = "BW"
    DELIVERY = "FD"


# A warning alone refuses nothing.
REFUSING = frozenset({FaultCode.SCHEMA, FaultCode.RULE, FaultCode.DELIVERY})


def may_follow(before: MessageState | None, after: MessageState) -> bool:
    """Return whether `after` may be said when `before` was the last word: one final word, or none after it."""
    return before is None or (before is MessageState.TAKEN_OVER and after is not MessageState.TAKEN_OVER)
