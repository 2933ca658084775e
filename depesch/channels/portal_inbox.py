"""Portal inbox: the receiver is another company on the same hub; nothing leaves it.

Source: the contract of `Inbox` in this package; the hub commits before it answers, once per message id.
"""

from __future__ import annotations

import msgspec

from depesch.channels import (
    Channel,
    Check,
    Delivered,
    InboxUnavailable,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    Refused,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    forbid_certification,
)

_NOT_HERE = "the receiver is no company on this hub"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """There is nothing to set."""


def check_recipient(_settings: Settings, recipient: Recipient, _services: Services) -> Check:
    """Tell whether the recipient is a company on this hub."""
    if not recipient.company_id:
        return Unreachable(code="not-on-this-hub", detail=_NOT_HERE)
    return Reachable()


def send(_settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Put the parcel into the other company's inbox; delivered once it is committed there."""
    forbid_certification(parcel)
    company_id = parcel.recipient.company_id
    if not company_id:
        return Refused(code="not-on-this-hub", detail=_NOT_HERE)
    try:
        receipt = services.inbox.put(company_id, parcel)
    except LookupError:
        return Refused(code="not-on-this-hub", detail=f"there is no company {company_id} on this hub")
    except InboxUnavailable as error:
        return TryLater(code="inbox-unavailable", detail=str(error))
    return Delivered(receipt=receipt, reference=parcel.message_id)


def find(_settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Look whether the parcel lies in the other company's inbox."""
    try:
        receipt = services.inbox.find(parcel.recipient.company_id or "", parcel.message_id)
    except InboxUnavailable as error:
        return Unknown(code="inbox-unavailable", detail=str(error))
    if receipt is None:
        return TryLater(code="not-in-inbox", detail="the receiver's inbox does not have it")
    return Delivered(receipt=receipt, reference=parcel.message_id)


CHANNEL = Channel(
    name="portal_inbox",
    title="The receiver's inbox here",
    titles={"sv": "Mottagarens inkorg här", "nb": "Mottakerens innboks her"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    outbound=False,
)
