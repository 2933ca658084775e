"""Order response: a seller's answer to an order, whole or line by line.

Source: Peppol BIS Order Response 3.x, T76; OASIS UBL 2.1, OrderResponse.
"""

from __future__ import annotations

from lxml import etree

from depesch.messages import Kind, Message
from depesch.messages.plans import ELEMENTS, HEAD, Reader, cac, delivery_group, order_line, party
from depesch.model.ordering import OrderLine, OrderResponse
from depesch.syntaxes.binding import Plan
from depesch.syntaxes.groups import Groups
from depesch.syntaxes.leaves import Day, Text
from depesch.syntaxes.ubl.entries import NoteText
from depesch.syntaxes.ubl.names import cbc

_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2}OrderResponse"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an answer to an order."""
    return root.tag == _ROOT


def read(root: etree._Element) -> Message:
    """Return the answer."""
    return _READER.read(MESSAGE, root)


def _plan() -> Plan:
    return {
        **HEAD,
        cbc("SalesOrderID"): Text("sales_order_reference"),
        cbc("IssueDate"): Day("issue_date"),
        cbc("OrderResponseCode"): Text("status"),
        cbc("Note"): NoteText("notes"),
        cbc("DocumentCurrencyCode"): Text("currency"),
        cbc("CustomerReference"): Text("buyer_reference"),
        cac("OrderReference"): ELEMENTS.reference("order_reference"),
        cac("SellerSupplierParty"): party("seller", seller=True),
        cac("BuyerCustomerParty"): party("buyer", seller=False),
        cac("Delivery"): delivery_group("PromisedDeliveryPeriod"),
        cac("OrderLine"): Groups("lines", OrderLine, order_line("PromisedDeliveryPeriod")),
    }


_READER = Reader(OrderResponse, _plan)
MESSAGE = Kind(
    name="order_response",
    titles={"sv": "Ordersvar", "nb": "Ordresvar", "en": "Order response"},
    source="Peppol BIS Order Response 3; OASIS UBL 2.1",
    recognises=recognises,
    read=read,
)
