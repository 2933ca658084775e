"""Whether a receiver that is known may be sent to: the sender's directory may be closed, the receiver may choose."""

from __future__ import annotations

from depesch.hub.directory.models import Connection, ConnectionState, Customer, NetworkSettings, Participant
from depesch.hub.tenancy.scope import tenant_id

CLOSED_DIRECTORY = "not-a-customer"
NOT_CONNECTED = "not-connected"
DECLINED = "connection-declined"


def barred_because(customer: Customer | None, participant: Participant | None, *, closed: bool | None = None) -> str:
    """Return the code of why the acting company may not send there; empty when it may. Two queries at most,
    one when the caller knows already whether the directory is `closed`.

    A closed directory (the sender's own setting) lets documents go to its customers alone. A receiver on this hub that
    does not accept by itself has to have accepted the sender.
    """
    if customer is None and (is_closed() if closed is None else closed):
        return CLOSED_DIRECTORY
    if participant is None or participant.company_id is None or participant.auto_accept:
        return ""
    if participant.company_id == tenant_id():
        return ""
    found = Connection.objects.filter(asker_id=tenant_id(), receiver_id=participant.company_id).first()
    if found is not None and found.state == ConnectionState.ACCEPTED:
        return ""
    return DECLINED if found is not None and found.state == ConnectionState.DECLINED else NOT_CONNECTED


def is_closed() -> bool:
    """Return whether the acting company's documents go to its own customers alone."""
    settings = NetworkSettings.objects.first()
    return settings is not None and settings.closed_directory
