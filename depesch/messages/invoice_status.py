"""The states of an invoice at its buyer, and which may follow which.

A response may be repeated and states may be passed over; nothing follows a rejection, and after acceptance only
payment, which may come in parts.

Source: Peppol BIS Invoice Response 3, code list UNCL4343-T111 and its process.
"""

from __future__ import annotations

from enum import StrEnum


class InvoiceStatus(StrEnum):
    """What a buyer says of an invoice, in the order of its way."""

    ACKNOWLEDGED = "AB"  # it was received and can be read
    IN_PROCESS = "IP"  # it is being worked on
    UNDER_QUERY = "UQ"  # it stands still until the seller answers
    CONDITIONALLY_ACCEPTED = "CA"  # accepted on a condition that is stated
    REJECTED = "RE"  # it will not be worked on any further
    ACCEPTED = "AP"  # approved; payment is next
    PAID = "PD"  # payment was initiated, in part when the reason says PPD


S = InvoiceStatus
NEEDS_REASON = frozenset({S.UNDER_QUERY, S.CONDITIONALLY_ACCEPTED, S.REJECTED})
PARTLY_PAID = "PPD"

_OPEN = frozenset({S.ACKNOWLEDGED, S.IN_PROCESS, S.UNDER_QUERY, S.CONDITIONALLY_ACCEPTED})


def following(status: InvoiceStatus | None, *, partly_paid: bool = False) -> frozenset[InvoiceStatus]:
    """Return what may be said next; `status` is the last word, None when there is none yet.

    `partly_paid` says that the last payment was one of several.
    """
    match status:
        case None:
            return frozenset(S)
        case S.REJECTED:
            return frozenset()
        case S.PAID:
            return frozenset({S.PAID}) if partly_paid else frozenset()
        case S.ACCEPTED:
            return frozenset({S.PAID})
        case S.ACKNOWLEDGED:
            return frozenset(S) - {S.ACKNOWLEDGED}
        case _:
            return (_OPEN - {S.ACKNOWLEDGED}) | {S.REJECTED, S.ACCEPTED, S.PAID}


def may_follow(before: InvoiceStatus | None, after: InvoiceStatus, *, partly_paid: bool = False) -> bool:
    """Return whether the buyer may say `after` when `before` was its last word."""
    return after in following(before, partly_paid=partly_paid)


def is_final(status: InvoiceStatus, *, partly_paid: bool = False) -> bool:
    """Return whether nothing more is to be expected."""
    return not following(status, partly_paid=partly_paid)
