"""Where documents are brought over channels whose settings belong to one receiver: a customer's server, and the
company's own. Call everything inside `acting_for`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import EllipsisType
from uuid import UUID

import msgspec
from django.db.models import F

from depesch.channels import Channel, channels, load_settings
from depesch.hub.directory.channel_settings import SetUpChannel, channels_on, seal, unsealed
from depesch.hub.directory.models import Customer, Destination
from depesch.hub.directory.printers import printer_way
from depesch.hub.history.kinds.destinations import DestinationRemoved, DestinationSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now


class OwnServer(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The company's own server, to which what it receives is brought: over which channel, in which format.

    `settings` is None when what was set is no longer usable; an empty `syntax` means as the document came.
    """

    channel: Channel
    settings: msgspec.Struct | None
    syntax: str
    enabled: bool


def receiver_channels() -> dict[str, Channel]:
    """Return the channels whose settings belong to one receiver, by name."""
    return {name: channel for name, channel in channels().items() if channel.per_receiver}


def save_destination(
    name: str,
    values: Mapping[str, object],
    *,
    customer: Customer | None,
    syntax: str = "",
    enabled: bool = True,
    actor: str,
) -> msgspec.Struct:
    """Store where a customer's documents go over a channel, or the company's own without one; a blank secret stays.

    The company has one server of its own: another channel takes its place. Raises BadSettings, and LookupError when no
    such channel has settings for one receiver.
    """
    channel = receiver_channels()[name]
    rows = Destination.objects.filter(customer=customer)
    row = (rows.filter(channel=name) if customer else rows).first()
    kept = unsealed(channel, row.sealed) if row and row.channel == name else None
    settings = load_settings(channel, values, kept=kept)
    row = row or Destination(tenant_id=tenant_id(), customer=customer)
    row.channel, row.sealed, row.syntax, row.enabled = name, seal(settings), syntax, enabled
    row.set_by, row.set_at = actor, now()
    row.save()
    event = DestinationSet(channel=name, customer=customer.name if customer else "", state="on" if enabled else "off")
    record(event, document_id=None, actor=actor)
    return settings


def remove_destination(name: str, *, customer: Customer | None, actor: str) -> bool:
    """Forget a destination with its secrets; False when there was none."""
    if not Destination.objects.filter(customer=customer, channel=name).delete()[0]:
        return False
    event = DestinationRemoved(channel=name, customer=customer.name if customer else "")
    record(event, document_id=None, actor=actor)
    return True


def known_destinations(customer: Customer | EllipsisType | None = ...) -> list[Destination]:
    """Return all destinations, the company's own first; or those of one customer, or (None) the company's own."""
    rows = Destination.objects.filter(channel__in=receiver_channels())
    if not isinstance(customer, EllipsisType):
        rows = rows.filter(customer=customer)
    return list(rows.order_by(F("customer_id").asc(nulls_first=True), "channel"))


def settings_in(row: Destination) -> msgspec.Struct | None:
    """Return the settings of a destination; None when they are no longer such as its channel takes."""
    return unsealed(receiver_channels()[row.channel], row.sealed)


def destinations_of(customer_id: UUID) -> dict[str, SetUpChannel]:
    """Return the channels over which a customer has a server of its own, by name, the one set up first before."""
    known = receiver_channels()
    rows = Destination.objects.filter(customer_id=customer_id, enabled=True).order_by("set_at", "id")
    return {
        row.channel: SetUpChannel(channel=known[row.channel], settings=unsealed(known[row.channel], row.sealed))
        for row in rows
        if row.channel in known
    }


def ways_to(customer_id: UUID | None, *, with_printer: bool = True) -> dict[str, SetUpChannel]:
    """Return the channels that a document to the customer can go over: its own servers, its printer, all others."""
    own = destinations_of(customer_id) if customer_id else {}
    return {**own, **channels_on(), **(printer_way(customer_id) if with_printer else {})}


def own_server() -> OwnServer | None:
    """Return the acting company's own server, None when it has none."""
    row = Destination.objects.filter(customer=None).first()
    channel = receiver_channels().get(row.channel) if row else None
    if row is None or channel is None:
        return None
    settings = unsealed(channel, row.sealed)
    return OwnServer(channel=channel, settings=settings, syntax=row.syntax, enabled=row.enabled)
