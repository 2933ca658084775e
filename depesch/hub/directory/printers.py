"""A company's printers, each known by its own e-mail address. Call everything inside `acting_for`."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from depesch.channels import channels, load_settings
from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.hub.directory.channel_settings import SetUpChannel
from depesch.hub.directory.models import Customer, Printer
from depesch.hub.directory.ordering import one_at_a_time
from depesch.hub.history.kinds.printing import PrinterRemoved, PrinterSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.kit.settings import BadSettings

CHANNEL = "printer"
MOST = 50


class BadPrinter(ValueError):
    """A printer cannot be set so; `field` is name or address, `code` bad-name, bad-address, there-already, too-many."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


def printers() -> list[Printer]:
    """Return the company's printers: the default one first, then by name."""
    return list(Printer.objects.order_by("-is_default", "name"))


@transaction.atomic
def save_printer(name: str, address: str, *, printer: Printer | None = None, is_default: bool, actor: str) -> Printer:
    """Add a printer, or change one; the first one is the default. Raises BadPrinter."""
    one_at_a_time()  # one at a time: for the first, the most, the default
    others = Printer.objects.exclude(pk=printer.pk) if printer else Printer.objects.all()
    _check(name, address, others.values_list("name", flat=True), is_new=printer is None)
    row = printer or Printer(tenant_id=tenant_id())
    row.is_default = is_default or not others.filter(is_default=True).exists()
    if row.is_default:
        others.filter(is_default=True).update(is_default=False)
    row.name, row.address, row.made_by, row.made_at = name.strip(), address.strip(), actor, now()
    row.save()
    event = PrinterSet(name=row.name, address=row.address, use="default" if row.is_default else "chosen")
    record(event, document_id=None, actor=actor)
    return row


@transaction.atomic
def remove_printer(printer: Printer, *, actor: str) -> None:
    """Forget a printer; customers whose card names it have the default one again, which the first by name becomes."""
    one_at_a_time()
    record(PrinterRemoved(name=printer.name, address=printer.address), document_id=None, actor=actor)
    Customer.objects.filter(printer=printer).update(printer=None)
    printer.delete()
    if not Printer.objects.filter(is_default=True).exists():
        heir = Printer.objects.order_by("name").first()
        if heir is not None:
            heir.is_default = True
            heir.save(update_fields=["is_default"])


def printer_way(customer_id: UUID | None) -> dict[str, SetUpChannel]:
    """Return the printer for a customer's documents as the channel has it: its card's, else the default; else none."""
    wanted = Q(is_default=True) | Q(customers=customer_id) if customer_id else Q(is_default=True)
    row = Printer.objects.filter(wanted).order_by("is_default").first()  # the card's own is not the default, or is both
    return {CHANNEL: set_up(row.name, row.address)} if row else {}


def set_up(name: str, address: str) -> SetUpChannel:
    """Return the channel to one printer."""
    channel = channels()[CHANNEL]
    try:
        settings = load_settings(channel, {"name": name, "address": address})
    except BadSettings:  # stored before a rule was made stricter: shown as not set up
        return SetUpChannel(channel=channel, settings=None)
    return SetUpChannel(channel=channel, settings=settings)


def _check(name: str, address: str, taken: Iterable[str], *, is_new: bool) -> None:
    names = {each.casefold() for each in taken}
    if not 1 <= len(name.strip()) <= 60 or not name.isprintable():
        raise BadPrinter("name", "bad-name")
    if name.strip().casefold() in names:
        raise BadPrinter("name", "there-already")
    if is_new and len(names) >= MOST:
        raise BadPrinter("name", "too-many")
    try:
        parse_address(address)
    except BadAddress as error:
        raise BadPrinter("address", "bad-address") from error
