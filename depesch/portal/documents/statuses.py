"""What the lists say of a document: what the hub did with it, and, apart from that, what its receiver says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from depesch.hub.flows.models import BusinessStatus, Document, DocumentState
from depesch.portal.words import Tone

_S = DocumentState


@dataclass(frozen=True, slots=True)
class Status:
    """A status in words, with what it asks of the reader."""

    tone: Tone
    label: Promise | str


DONE = Status(Tone.DONE, pgettext_lazy("status", "Done"))
FETCHED = Status(Tone.DONE, pgettext_lazy("status", "Done (fetched)"))
AT_RECEIVER = Status(Tone.NEED, pgettext_lazy("status", "Error at receiver"))

STATUSES: Mapping[DocumentState, Status] = {
    _S.RECEIVED: Status(Tone.PLAN, pgettext_lazy("status", "Processing")),
    _S.REFUSED: Status(Tone.NEED, pgettext_lazy("status", "Awaiting interaction")),
    _S.SENDING: Status(Tone.PLAN, pgettext_lazy("status", "Sending")),
    _S.WAITING: Status(Tone.WAIT, pgettext_lazy("status", "Waiting to be delivered")),
    _S.UNCERTAIN: Status(Tone.WAIT, pgettext_lazy("status", "Being handled by support")),
    _S.DELIVERED: DONE,
    _S.FAILED: Status(Tone.NEED, pgettext_lazy("status", "Being handled by support")),
    _S.UNDELIVERABLE: Status(Tone.NEED, pgettext_lazy("status", "Undeliverable")),
    _S.CANCELLED: Status(Tone.OFF, pgettext_lazy("status", "Cancelled")),
    _S.CERTIFIED: Status(Tone.DONE, pgettext_lazy("status", "Certified, not sent")),
    _S.UNPACKED: Status(Tone.DONE, pgettext_lazy("status", "Several documents")),
    _S.ARRIVED: Status(Tone.DONE, pgettext_lazy("status", "Received")),
}

BUSINESS: Mapping[str, Status] = {
    BusinessStatus.ACKNOWLEDGED: Status(Tone.PLAN, _("Acknowledged")),
    BusinessStatus.IN_PROCESS: Status(Tone.PLAN, _("In process")),
    BusinessStatus.UNDER_QUERY: Status(Tone.WAIT, _("Under query")),
    BusinessStatus.CONDITIONALLY_ACCEPTED: Status(Tone.DONE, _("Accepted with conditions")),
    BusinessStatus.REJECTED: Status(Tone.NEED, _("Rejected")),
    BusinessStatus.APPROVED: Status(Tone.DONE, _("Approved")),
    BusinessStatus.PAID: Status(Tone.DONE, _("Paid")),
}


def status_of(document: Document, *, is_fetched: bool = False, handed: str = "") -> Status:
    """Return what the hub did with the document, or what it waits for.

    `handed` are the words for a delivery of which nobody can tell more than that it was handed over.
    """
    state = DocumentState(document.state)
    if state is _S.DELIVERED and handed:
        return Status(Tone.DONE, handed)
    if state is _S.DELIVERED and is_fetched:
        return FETCHED
    if state is _S.UNDELIVERABLE and document.problem_code == "undeliverable":
        return AT_RECEIVER  # the receiver's side said no, at the last of the ways
    return STATUSES[state]
