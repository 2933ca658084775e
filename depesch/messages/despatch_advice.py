"""Despatch advice: what a seller has sent, told before it arrives.

Source: Peppol BIS Despatch Advice 3.x, T16; OASIS UBL 2.1, DespatchAdvice.
"""

from __future__ import annotations

from lxml import etree

from depesch.messages import Kind, Message
from depesch.messages.plans import ELEMENTS, HEAD, ID, Reader, cac, delivery, party
from depesch.model import invoice as model
from depesch.model.ordering import DespatchAdvice, DespatchLine, OrderedDelivery
from depesch.syntaxes.binding import Plan
from depesch.syntaxes.groups import Group, Groups, Nest
from depesch.syntaxes.leaves import Day, Number, Text
from depesch.syntaxes.ubl.entries import NoteText
from depesch.syntaxes.ubl.names import cbc

_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:DespatchAdvice-2}DespatchAdvice"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a despatch advice."""
    return root.tag == _ROOT


def read(root: etree._Element) -> Message:
    """Return the despatch advice."""
    return _READER.read(MESSAGE, root)


def _plan() -> Plan:
    reference = ELEMENTS.reference("order_reference")
    item = Group("item", model.Item, ELEMENTS.item(), drop_empty=True)
    line: Plan = {
        ID: Text("identifier"),
        cbc("Note"): Text("note"),
        cbc("DeliveredQuantity"): Number("quantity", {"unitCode": "unit"}),
        cbc("OutstandingQuantity"): Number("outstanding_quantity", constants=("unitCode",)),
        cbc("OutstandingReason"): Text("outstanding_reason"),
        cac("OrderLineReference"): Nest(
            {cbc("LineID"): Text("order_line_reference"), cac("OrderReference"): reference}
        ),
        cac("Item"): item,
    }
    return {
        **HEAD,
        cbc("IssueDate"): Day("issue_date"),
        cbc("Note"): NoteText("notes"),
        cac("OrderReference"): reference,
        cac("DespatchSupplierParty"): party("seller", seller=True),
        cac("DeliveryCustomerParty"): party("delivery_party", seller=False),
        cac("BuyerCustomerParty"): party("buyer", seller=False),
        cac("Shipment"): Nest(
            {
                ID: Text("shipment"),
                cac("Consignment"): Nest(
                    {cac("CarrierParty"): Nest({cac("PartyName"): Nest({cbc("Name"): Text("carrier")})})}
                ),
                cac("Delivery"): Group("delivery", OrderedDelivery, delivery("EstimatedDeliveryPeriod")),
            }
        ),
        cac("DespatchLine"): Groups("lines", DespatchLine, line),
    }


_READER = Reader(DespatchAdvice, _plan)
MESSAGE = Kind(
    name="despatch_advice",
    titles={"sv": "Leveransavisering", "nb": "Pakkseddel", "en": "Despatch advice"},
    source="Peppol BIS Despatch Advice 3; OASIS UBL 2.1",
    recognises=recognises,
    read=read,
)
