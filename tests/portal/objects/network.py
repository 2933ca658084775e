"""What the addresses of the network name, of Nordbygg's."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from depesch.hub.directory.connections import ask
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer, CustomerImport
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.routing_orders import order_route
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _customer(ours: Ours) -> Customer:
    return Customer.objects.first() or add_customer("Region Västerdal")


def _customer_id(ours: Ours) -> UUID:
    with acting_for(ours.company.pk):
        return _customer(ours).pk


def _connection(ours: Ours) -> UUID:
    other = create_company(name="Skogby AB", country="SE", organisation_number="5566030309")
    receiver = register_company(other)
    with acting_for(ours.company.pk):
        return ask(receiver, channel="portal_inbox", message="", actor="user:x").pk


def _order(ours: Ours) -> UUID:
    with acting_for(ours.company.pk):
        return order_route(_customer(ours), operator="", mail_to="", subject="s", text="t", actor="user:x").pk


def _import(ours: Ours) -> UUID:
    with acting_for(ours.company.pk):
        return CustomerImport.objects.create(
            tenant=ours.company, file_name="kunder.csv", content=b"name\nA\n", made_by="user:x", made_at=timezone.now()
        ).pk


OBJECTS = {"customer_id": _customer_id, "connection_id": _connection, "order_id": _order, "import_id": _import}
CHOICES = {
    "participant_id": UUID("00000000-0000-4000-8000-000000000001"),
    "buyer_slug": "nobody",
    "demand_kind": "mandatory",
    "demand_key": "nothing",
    "pack_version": 1,
}
