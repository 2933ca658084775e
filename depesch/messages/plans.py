"""How messages of UBL are read: by a plan, as invoices are, into a content of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec
from lxml import etree

from depesch.messages import Kind, Message
from depesch.model.invoice import Item, Party, Period, PostalAddress, Price
from depesch.model.ordering import OrderedDelivery
from depesch.syntaxes.binding import Entry, Plan
from depesch.syntaxes.groups import Group, Nest
from depesch.syntaxes.leaves import Amount, Known, Number, Text
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.ubl.names import cbc
from depesch.syntaxes.ubl.plan import Elements

ELEMENTS = Elements()
cac = ELEMENTS.cac
ID = cbc("ID")

HEAD: Plan = {
    cbc("UBLVersionID"): Known("2.0", "2.1", "2.2", "2.3"),
    cbc("CustomizationID"): Text("specification"),
    cbc("ProfileID"): Text("business_process"),
    ID: Text("number"),
}


class _Source(msgspec.Struct, kw_only=True, eq=False):
    root: etree._Element
    memo: dict[str, Any]


class Reader:
    """What reads one kind of message: its plan, made when it is first needed."""

    def __init__(self, make: Callable[..., Any], plan: Callable[[], Plan]) -> None:
        self._make = make
        self._plan = plan

    @cached_property
    def _binding(self) -> Binding:
        return Binding(self._plan(), make=self._make)

    def read(self, kind: Kind, root: etree._Element) -> Message:
        """Return the message."""
        content, issues, memo = self._binding.content(root)
        unread = self._binding.unread(_Source(root=root, memo=memo))
        return Message(kind=kind, content=content, issues=issues, unread=unread)


def customizations(root: etree._Element) -> str:
    """Return the CustomizationID of a message."""
    return (root.findtext(cbc("CustomizationID")) or "").strip()


def delivery(period: str) -> Plan:
    """Return the plan of a delivery whose period stands in the element of that name."""
    return {
        cac("DeliveryLocation"): Nest(
            {
                ID: ELEMENTS.identifier("location"),
                cac("Address"): Group("address", PostalAddress, ELEMENTS.address()),
            }
        ),
        cac(period): Group("period", Period, ELEMENTS.period()),
        cac("DeliveryParty"): Nest({cac("PartyName"): Nest({cbc("Name"): Text("party_name")})}),
    }


def delivery_group(period: str) -> Group:
    """Return the entry of a delivery."""
    return Group("delivery", OrderedDelivery, delivery(period), drop_empty=True)


def party(key: str, *, seller: bool) -> Nest:
    """Return the entry of a party in the element that says its part in the trade."""
    return Nest({cac("Party"): Group(key, Party, ELEMENTS.party(seller=seller), drop_empty=True)})


def order_line(period: str) -> Plan:
    """Return the plan of a line of an order, or of the answer to one."""
    item: dict[str, Entry] = {
        ID: Text("identifier"),
        cbc("LineStatusCode"): Text("status"),
        cbc("Quantity"): Number("quantity", {"unitCode": "unit"}),
        cbc("LineExtensionAmount"): Amount("net_amount"),
        cbc("AccountingCost"): Text("buyer_accounting_reference"),
        cac("Delivery"): delivery_group(period),
        cac("AllowanceCharge"): ELEMENTS.allowance_charge(of_line=True),
        cac("Price"): Group("price", Price, ELEMENTS.price()),
        cac("Item"): Group(
            "item",
            Item,
            ELEMENTS.item(),
            outer={cac("ClassifiedTaxCategory"): ELEMENTS.line_vat()},
            drop_empty=True,
        ),
    }
    return {
        cbc("Note"): Text("note"),
        cac("LineItem"): Nest(item),
        cac("OrderLineReference"): Nest({cbc("LineID"): Text("order_line_reference")}),
    }
