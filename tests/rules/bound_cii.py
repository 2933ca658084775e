"""Samples of the rules bound to CII: one sound document of our own, and for each rule the change that breaks it.

Most changes follow from the row of the table alone: put in what it forbids, double what it allows once, take out what
it demands. Those of the rules that look closer stand here one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from functools import cache

import msgspec
from lxml import etree

from depesch.model.invoice import Line
from depesch.model.totals import completed
from depesch.syntaxes import syntaxes
from depesch.syntaxes.bound import Kind, Row
from depesch.syntaxes.cii_d16b import bound_table as at
from depesch.syntaxes.cii_d16b.bound_rules import TABLE
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS, UDT_NS, ram
from tests.rules.samples import full_invoice

Element = etree._Element

_NAMESPACES = {"ram": RAM_NS, "rsm": RSM_NS, "udt": UDT_NS}
_TRADE = "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction"
_AGREEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeAgreement"
_SETTLEMENT = f"{_TRADE}/ram:ApplicableHeaderTradeSettlement"
# A node of the sound document for each kind of node that has no plain path.
_HOSTS = {
    at.ROOT: "/rsm:CrossIndustryInvoice",
    at.PARAMETER: f"{at.CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter",
    at.PLAIN_ID: f"{at.DOCUMENT}/ram:ID",
    at.ANY_ID: "//ram:BuyerTradeParty/ram:GlobalID",
    at.REFERENCED: f"{_AGREEMENT}/ram:ContractReferencedDocument",
    at.ALLOWANCE: f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge",
    at.ANY_AMOUNT: f"{at.TOTALS}/ram:GrandTotalAmount",
    at.ANY_QUANTITY: "//ram:NetPriceProductTradePrice/ram:BasisQuantity",
    at.TRADE_TAX: f"{_SETTLEMENT}/ram:ApplicableTradeTax",
}
# A wider context takes every node of these rules: they never fire.
DEAD = frozenset({"CII-DT-010", "CII-DT-011", "CII-DT-012"})
# Which rules cannot be broken without these, beside those that say the same of the same path.
_WITH = {
    "CII-SR-384": {"CII-SR-464"},
    "CII-SR-385": {"CII-SR-464"},
    "CII-SR-386": {"CII-SR-464"},
    "CII-SR-441": {"CII-SR-439"},
}


@cache
def sound() -> bytes:
    """Return a document that has a node for every rule to look at, and breaks none of those bound to CII."""
    invoice = full_invoice()
    assert invoice.payment is not None
    invoice = msgspec.structs.replace(
        invoice,
        contract_reference="C-7",
        payment=msgspec.structs.replace(invoice.payment, means=invoice.payment.means[:1]),
        lines=tuple(map(_discounted, invoice.lines)),
    )
    write = syntaxes()["cii_d16b"].write
    assert write is not None
    return write(completed(invoice)).data


def _discounted(line: Line) -> Line:
    assert line.price is not None
    assert line.price.net_price is not None
    gross = line.price.net_price + Decimal("1.00")
    price = msgspec.structs.replace(line.price, gross_price=gross, discount=Decimal("1.00"))
    return msgspec.structs.replace(line, price=price)


def broken(row: Row) -> bytes:
    """Return the sound document with one change, after which it breaks the rule."""
    root = etree.fromstring(sound())
    change = _CHANGES.get(row.id)
    if change is not None:
        change(root)
    else:
        _change(row, _host(root, row))
    return etree.tostring(root)


def breaks_with(row: Row) -> set[str]:
    """Return the ids of the other rules that the change breaks too: same path, or a part of it."""
    same = {
        other.id
        for other in TABLE.rows
        if other is not row and (other.context, other.path) == (row.context, row.path) and other.kind is Kind.ABSENT
    }
    return same | _WITH.get(row.id, set())


def _host(root: Element, row: Row) -> Element:
    context = _HOSTS.get(row.context, row.context)
    return one(root, context if context.startswith("/") else f"//{context}")


def one(root: Element, path: str) -> Element:
    found = root.xpath(path, namespaces=_NAMESPACES)
    assert isinstance(found, list)
    assert found, f"the sound document has no {path}"
    assert isinstance(found[0], etree._Element)
    return found[0]


def _change(row: Row, host: Element) -> None:
    *above, last = row.path.removeprefix("//").split("/")
    if row.path.startswith("//"):
        host = one(host, f"//{above.pop(0)}")
    for step in above:
        host = _child(host, step)
    if last.startswith("@"):
        host.set(last[1:], "x")
        return
    there = [child for child in host if child.tag == _clark(last)]
    if row.kind is Kind.ABSENT:
        add(host, last)
    elif row.kind is Kind.ONCE:
        for _ in range(2 - len(there)):
            add(host, last)
    elif row.id == "CII-SR-009":  # without it, its identifier would be missing as well
        add(host, last)
    else:
        for child in there:
            host.remove(child)


def _clark(step: str) -> str:
    prefix, _, name = step.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"


def _child(host: Element, step: str) -> Element:
    found = host.find(_clark(step))
    return etree.SubElement(host, _clark(step)) if found is None else found


def add(host: Element, step: str, text: str = "X") -> Element:
    added = etree.SubElement(host, _clark(step))
    added.text = text
    return added


Change = Callable[[Element], object]


def adding(path: str, step: str, text: str = "X") -> Change:
    return lambda root: add(one(root, path), step, text)


def saying(path: str, text: str) -> Change:
    def change(root: Element) -> None:
        one(root, path).text = text

    return change


def without(path: str) -> Change:
    def change(root: Element) -> None:
        element = one(root, path)
        next(element.iterancestors()).remove(element)

    return change


def twice(path: str, *changes: Change) -> Change:
    """Return the doubling of an element; the changes apply to the second."""

    def change(root: Element) -> None:
        first = one(root, path)
        second = deepcopy(first)
        first.addnext(second)
        for also in changes:
            also(second)

    return change


def all_of(*changes: Change) -> Change:
    def change(root: Element) -> None:
        for each in changes:
            each(root)

    return change


def _without_scheme(root: Element) -> None:
    del one(root, f"{at.PRODUCT}/ram:GlobalID").attrib["schemeID"]


def _without_billed_units(root: Element) -> None:
    for quantity in root.iter(ram("BilledQuantity")):
        del quantity.attrib["unitCode"]


def _two_documents(kind: str, *steps: str) -> Change:
    def change(root: Element) -> None:
        for number in ("A", "B"):
            document = add(one(root, _AGREEMENT), "ram:AdditionalReferencedDocument")
            add(document, "ram:IssuerAssignedID", number)
            add(document, "ram:TypeCode", kind)
            for step in steps:
                add(document, step)

    return change


_LINE_TAX = f"{at.LINE_SETTLEMENT}/ram:ApplicableTradeTax"
_MEANS = f"{_SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans"
_ALLOWANCE_TAX = f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax"
_ROW = f"{_SETTLEMENT}/ram:ApplicableTradeTax"
_OF_OBJECT = "ram:AdditionalReferencedDocument[ram:TypeCode = '130']"
_CHANGES: dict[str, Change] = {
    "CII-SR-046": _without_scheme,
    "CII-SR-090": without(f"{at.PRODUCT}/ram:OriginTradeCountry/ram:ID"),
    "CII-SR-119": without(f"//{at.PRICE_ALLOWANCE}/ram:ActualAmount"),
    "CII-SR-441": twice(f"{at.LINE_AGREEMENT}/ram:NetPriceProductTradePrice/ram:ChargeAmount"),
    "CII-SR-449": adding("//ram:ShipToTradeParty", "ram:ID"),
    "CII-SR-450": adding("//ram:BuyerTradeParty", "ram:ID"),
    "CII-SR-451": adding("//ram:PayeeTradeParty", "ram:ID"),
    "CII-SR-457": _two_documents("50"),
    "CII-SR-458": twice(f"{_AGREEMENT}/{_OF_OBJECT}"),
    "CII-SR-462": all_of(
        without(f"{_ROW}/ram:TaxPointDate"),
        adding(_ROW, "ram:DueDateTypeCode", "5"),
        twice(_ROW, saying("ram:DueDateTypeCode", "29")),
    ),
    "CII-SR-465": adding("//ram:SellerTradeParty/ram:DefinedTradeContact", "ram:DepartmentName"),
    "CII-SR-466": all_of(
        adding("//ram:BuyerTradeParty", "ram:DefinedTradeContact"),
        adding("//ram:BuyerTradeParty/ram:DefinedTradeContact", "ram:PersonName"),
        adding("//ram:BuyerTradeParty/ram:DefinedTradeContact", "ram:DepartmentName"),
    ),
    "CII-SR-467": twice(_MEANS, saying("ram:TypeCode", "58")),
    "CII-SR-468": all_of(
        adding(_MEANS, "ram:Information", "Giro"),
        twice(_MEANS, saying("ram:Information", "Bank")),
    ),
    "CII-SR-470": without(f"{_MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID"),
    "CII-SR-474": twice(f"{at.LINE_SETTLEMENT}/{_OF_OBJECT}"),
    "CII-SR-475": _two_documents("916", "ram:Name"),
    "CII-SR-476": _two_documents("916", "ram:AttachmentBinaryObject"),
    "CII-DT-033": _without_billed_units,
    "CII-DT-037": saying(f"{_ROW}/ram:TypeCode", "GST"),
    "CII-DT-041": adding(_LINE_TAX, "ram:BasisAmount"),
    "CII-DT-045": lambda root: one(root, at.LINE_CATEGORY).set("listID", "x"),
    "CII-DT-052": adding(_ALLOWANCE_TAX, "ram:ExemptionReasonCode"),
    "CII-DT-054": adding(_LINE_TAX, "ram:TaxPointDate"),
    "CII-DT-058": adding(_LINE_TAX, "ram:DueDateTypeCode"),
    "CII-DT-097": saying(f"{at.DOCUMENT}/ram:IssueDateTime/udt:DateTimeString", "20261301"),
    "CII-DT-098": adding(_ALLOWANCE_TAX, "ram:ExemptionReason"),
}
