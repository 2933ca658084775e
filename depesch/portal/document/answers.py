"""The business status of a document: what its receiver's people said, in words, and whether the sender has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.flows.models import AnswerState, BusinessAnswer, BusinessStatus, Document
from depesch.portal.words import Tone

S = BusinessStatus
STATUSES: dict[str, tuple[Tone, Promise]] = {
    S.ACKNOWLEDGED: (Tone.PLAN, _("Acknowledged")),
    S.IN_PROCESS: (Tone.PLAN, _("In process")),
    S.UNDER_QUERY: (Tone.WAIT, _("Under query")),
    S.CONDITIONALLY_ACCEPTED: (Tone.WAIT, _("Conditionally accepted")),
    S.REJECTED: (Tone.NEED, _("Rejected")),
    S.APPROVED: (Tone.DONE, _("Approved")),
    S.PAID: (Tone.DONE, _("Paid")),
}
# Peppol's list OPStatusReason, and PPD, which goes with a payment.
REASONS: dict[str, Promise] = {
    "NON": _("No particular problem"),
    "REF": _("A reference is wrong or missing"),
    "LEG": _("A legal requirement is not met"),
    "REC": _("We are not the receiver"),
    "QUA": _("The quality was not as agreed"),
    "DEL": _("The delivery was not as agreed"),
    "PRI": _("The price is wrong"),
    "QTY": _("The quantity is wrong"),
    "ITM": _("The goods are wrong"),
    "PAY": _("The terms of payment are wrong"),
    "UNR": _("We do not recognise this purchase"),
    "FIN": _("The terms of finance are wrong"),
    "OTH": _("Another reason"),
    "PPD": _("Paid in part"),
}
_CARRIED: dict[str, Promise] = {
    AnswerState.WAITING: _("On its way to the sender."),
    AnswerState.ARRIVED: _("The sender has it."),
    AnswerState.POSTED: _("Sent to the sender by e-mail."),
    AnswerState.NO_WAY: _("The sender has no address here and none in the document, so nobody was told."),
}


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One word of the receiver's people."""

    tone: Tone
    label: str | Promise
    reason: str | Promise
    text: str
    at: datetime
    carried: str | Promise  # empty for what was said to us


def said_of(document: Document) -> dict[str, object]:
    """Return what the page says of the business status; nothing when nobody said anything. Call it in `acting_for`."""
    if not document.business_status:
        return {}
    rows = BusinessAnswer.objects.filter(document=document).order_by("-said_at", "-id")
    tone, label = STATUSES.get(document.business_status, (Tone.OFF, document.business_status))
    return {
        "business": {"tone": tone, "label": label, "since": document.business_status_since},
        "answers": [_shown(row) for row in rows],
    }


def _shown(row: BusinessAnswer) -> ShownAnswer:
    tone, label = STATUSES[row.status]
    carried = _CARRIED[row.state] if row.is_given else ""
    return ShownAnswer(tone, label, REASONS.get(row.reason_code, row.reason_code), row.text, row.said_at, carried)
