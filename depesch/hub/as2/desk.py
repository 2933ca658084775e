"""What the hub lends to the AS2 channel: the company's own side, and the receipts for what it sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError

from depesch.channels import As2Desk, As2Side, InboxUnavailable
from depesch.exchange.as2.receipt import Carried
from depesch.hub.as2.arriving import keep_receipt
from depesch.hub.as2.models import As2Sent
from depesch.hub.as2.station import own_url, station
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now


def desk_of(company_id: UUID) -> As2Desk:
    """Return the desk of a company."""
    return HubDesk(company_id)


class HubDesk(As2Desk):
    """One company's desk; each call is a transaction of its own."""

    def __init__(self, company_id: UUID) -> None:
        self._company_id = company_id

    def side(self) -> As2Side | None:
        """Return the company's AS2 name, what it signs with, and where its receipts shall come to."""
        with _asked(), acting_for(self._company_id):
            here = station()
        return As2Side(name=here.name, identity=here.signer, receipt_url=own_url()) if here else None

    def sending(self, message_id: str, *, parcel_id: str, to: str) -> None:
        """Note a message before its first byte; sent again, what came before counts no more."""
        with _asked(), acting_for(self._company_id):
            As2Sent.objects.update_or_create(
                tenant_id=self._company_id, message_id=message_id,
                defaults={"parcel_id": parcel_id[:200], "to": to, "sent_at": now()},
            )  # fmt: skip

    def sent_at(self, message_id: str) -> datetime | None:
        """Return when the message was last sent."""
        with _asked(), acting_for(self._company_id):
            return As2Sent.objects.filter(message_id=message_id).values_list("sent_at", flat=True).first()

    def keep(self, message_id: str, receipt: Carried) -> None:
        """Keep the receipt that came in the answer."""
        with _asked(), acting_for(self._company_id):
            sent = As2Sent.objects.select_for_update().filter(message_id=message_id).first()
            if sent is not None:
                keep_receipt(sent, receipt)

    def receipts(self, message_id: str) -> tuple[Carried, ...]:
        """Return what came for a message since it was last sent, the oldest first."""
        with _asked(), acting_for(self._company_id):
            sent = As2Sent.objects.filter(message_id=message_id).first()
            rows = list(sent.receipts.filter(came_at__gte=sent.sent_at).order_by("came_at")) if sent else []
        return tuple(Carried(headers=row.headers, body=bytes(row.body)) for row in rows)


@contextmanager
def _asked() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise InboxUnavailable(str(error)) from error
