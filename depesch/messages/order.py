"""Order: what a buyer orders, as Peppol BIS Order 3 and older profiles of UBL have it.

Source: Peppol BIS Order 3.x, T01; OASIS UBL 2.1, Order.
"""

from __future__ import annotations

from lxml import etree

from depesch.messages import Kind, Message
from depesch.messages.plans import ELEMENTS, HEAD, Reader, cac, delivery_group, order_line, party
from depesch.model import invoice as model
from depesch.model.ordering import Order, OrderLine
from depesch.syntaxes.binding import Plan
from depesch.syntaxes.groups import Groups, Inside, Nest
from depesch.syntaxes.leaves import Amount, Day, Text
from depesch.syntaxes.ubl.entries import NoteText
from depesch.syntaxes.ubl.names import cbc

_ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:Order-2}Order"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an order."""
    return root.tag == _ROOT


def read(root: etree._Element) -> Message:
    """Return the order."""
    return _READER.read(MESSAGE, root)


def _plan() -> Plan:
    reference = ELEMENTS.reference
    return {
        **HEAD,
        cbc("SalesOrderID"): Text("sales_order_reference"),
        cbc("IssueDate"): Day("issue_date"),
        cbc("OrderTypeCode"): Text("type_code"),
        cbc("Note"): NoteText("notes"),
        cbc("DocumentCurrencyCode"): Text("currency"),
        cbc("CustomerReference"): Text("buyer_reference"),
        cbc("AccountingCost"): Text("buyer_accounting_reference"),
        cac("ValidityPeriod"): Nest({cbc("EndDate"): Day("valid_until")}),
        cac("QuotationDocumentReference"): reference("quotation_reference"),
        cac("OrderDocumentReference"): reference("earlier_order_reference"),
        cac("OriginatorDocumentReference"): reference("originator_reference"),
        cac("AdditionalDocumentReference"): Groups(
            "supporting_documents",
            model.SupportingDocument,
            {**ELEMENTS.document(), cbc("DocumentType"): Text("description")},
        ),
        cac("Contract"): reference("contract_reference"),
        cac("ProjectReference"): reference("project_reference"),
        cac("BuyerCustomerParty"): party("buyer", seller=False),
        cac("SellerSupplierParty"): party("seller", seller=True),
        cac("OriginatorCustomerParty"): party("originator", seller=False),
        cac("AccountingCustomerParty"): party("invoicee", seller=False),
        cac("Delivery"): delivery_group("RequestedDeliveryPeriod"),
        cac("PaymentTerms"): Nest({cbc("Note"): Text("payment_terms")}),
        cac("AllowanceCharge"): ELEMENTS.allowance_charge(of_line=False),
        cac("TaxTotal"): Nest({cbc("TaxAmount"): Inside("totals", model.Totals, Amount("vat_amount"))}),
        cac("AnticipatedMonetaryTotal"): ELEMENTS.totals(),
        cac("OrderLine"): Groups("lines", OrderLine, order_line("RequestedDeliveryPeriod")),
    }


_READER = Reader(Order, _plan)
MESSAGE = Kind(
    name="order",
    titles={"sv": "Order", "nb": "Ordre", "en": "Order"},
    source="Peppol BIS Order 3; OASIS UBL 2.1",
    recognises=recognises,
    read=read,
)
