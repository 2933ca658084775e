"""Letters on paper: the PDF as it is, with its address on the back of its first page, by the operator's print partner.

A letter waits until the hour that the company has set, so that those to one address share an envelope and one can be
stopped; then it is handed over, and the partner answers what became of it. The waiting and packing are the hub's: this
channel says whether there is an address, and asks the desk that the hub lends.
"""

from __future__ import annotations

from depesch.channels import (
    Channel,
    Check,
    InboxUnavailable,
    LetterOrder,
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
from depesch.channels.post.address import NoAddress, lines_of
from depesch.channels.post.settings import Settings

_NO_PARTNER = "whoever runs the hub has set up no print partner"


def check_recipient(_settings: Settings, recipient: Recipient, services: Services) -> Check:
    """Tell whether the address is whole and there is somebody who prints."""
    try:
        lines_of(recipient)
    except NoAddress as error:
        return Unreachable(code=error.code, detail=str(error))
    if services.letters is None or not services.letters.is_open():
        return Unreachable(code="post-no-partner", detail=_NO_PARTNER)
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Give the letter to the desk, or say what became of it there."""
    forbid_certification(parcel)
    if services.letters is None:
        return Refused(code="post-no-partner", detail=_NO_PARTNER)
    try:
        to = lines_of(parcel.recipient)
        order = LetterOrder(
            lines=to.lines, country=to.country, goes_at=settings.goes_at, colour=settings.colour,
            returns=settings.returns.value,
        )  # fmt: skip
        return services.letters.take(parcel, order)
    except NoAddress as error:
        return Refused(code=error.code, detail=str(error))
    except InboxUnavailable as error:
        return TryLater(code="post-desk-away", detail=str(error))


def find(_settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Ask the desk what became of the letter."""
    try:
        if services.letters is not None:
            return services.letters.ask(parcel.message_id)
    except InboxUnavailable as error:
        return Unknown(code="post-desk-away", detail=str(error))
    return Unknown(code="post-no-partner", detail=_NO_PARTNER)


CHANNEL = Channel(
    name="post",
    title="Letter by post",
    titles={"sv": "Brev med posten", "nb": "Brev i posten"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    pdf_only=True,
)
