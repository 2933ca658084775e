"""Samples of the rules bound to UBL: sound documents of our own, and for each rule the change that breaks it.

Most changes follow from the row of the table alone: put in what it forbids, double what it allows once, take out what
it demands. Those of the rules that look closer stand here one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache

from lxml import etree

from depesch.model.invoice import (
    Attachment,
    CreditTransfer,
    DirectDebit,
    Payment,
    PaymentCard,
    PaymentMeans,
    SupportingDocument,
)
from depesch.model.totals import completed
from depesch.syntaxes import syntaxes
from depesch.syntaxes.bound import Kind, Row
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, EXT_NS
from tests.rules.samples import full_invoice, put

Element = etree._Element

_NAMESPACES = {"cac": CAC_NS, "cbc": CBC_NS, "ext": EXT_NS}
_STEPS = re.compile(r"/(?![^(]*\))")
_SELLER = "cac:AccountingSupplierParty/cac:Party"
_BUYER = "cac:AccountingCustomerParty/cac:Party"
# A node of the sound document for each kind of node that has no plain path.
_HOSTS = {
    "/": "/*",
    "cac:PostalAddress|cac:Address": f"/*/{_SELLER}/cac:PostalAddress",
    "cac:InvoiceLine|cac:CreditNoteLine": "/*/cac:InvoiceLine",
    "*:*BinaryObject": "//cbc:EmbeddedDocumentBinaryObject",
}
# Rules that are broken together, beside those that forbid the same element: by the one that is broken on purpose.
_SAME = {f"UBL-CR-{number}": f"UBL-CR-{number + 36}" for number in (633, 634, 635)}
_WITH = {
    **{one: {other} for one, other in _SAME.items()},
    **{other: {one} for one, other in _SAME.items()},
    "UBL-CR-274": {"UBL-SR-53"},
    "UBL-CR-396": {"UBL-SR-53"},
    "UBL-CR-430": {"UBL-CR-664"},
    "UBL-CR-431": {"UBL-CR-664"},
    "UBL-CR-531": {"UBL-SR-07"},
    "UBL-CR-665": {"UBL-SR-43"},
    "UBL-SR-42": {"UBL-SR-13"},
    "UBL-SR-45": {"UBL-CR-412"},
}


_ACCOUNT = "SE7280000810340009783242"
_SOUND: dict[str, object] = {
    "payment": Payment(
        remittance_information="1042",
        means=(
            PaymentMeans(
                code="49",
                text="Direct debit",
                card=PaymentCard(primary_account_number="1234"),
                credit_transfer=CreditTransfer(account=_ACCOUNT, provider="NDEASESS"),
            ),
        ),
        direct_debit=DirectDebit(mandate_reference="M-1", debited_account=_ACCOUNT),
    ),
    "supporting_documents": (
        SupportingDocument(
            reference="Drawing",
            description="A drawing",
            attachment=Attachment(content=b"%PDF-1.7", mime_code="application/pdf", filename="drawing.pdf"),
        ),
    ),
    "seller.tax_registration": "Godkänd för F-skatt",
    "allowances[0].reason": "Agreed",
    "charges[0].reason": "Freight",
    "vat_breakdown[0].exemption_reason": "None",
    "contract_reference": "C-7",
    "project_reference": "P-7",
    "receiving_advice_reference": "R-7",
    "despatch_advice_reference": "D-7",
    "tender_or_lot_reference": "T-7",
    "order_reference": "O-7",
}


_IN_CREDIT_NOTE: dict[str, object] = {"type_code": "381", "project_reference": None, "due_date": None}


@cache
def sound(*, credit_note: bool = False) -> bytes:
    """Return a document that has a node for nearly every rule to look at, and breaks none of those bound to UBL."""
    invoice = full_invoice()
    for path, value in _SOUND.items():
        invoice = put(invoice, path, value)
    if credit_note:
        for path, value in _IN_CREDIT_NOTE.items():
            invoice = put(invoice, path, value)
    write = syntaxes()["ubl21"].write
    assert write is not None
    return write(completed(invoice)).data


def base_of(row: Row) -> bytes:
    """Return the sound document that the rule's broken sample is made of."""
    return sound(credit_note=row.path.startswith("cbc:CreditNoteTypeCode"))


def broken(row: Row) -> bytes:
    """Return the sound document with one change, after which it breaks the rule."""
    root = etree.fromstring(base_of(row))
    change = _CHANGES.get(row.id)
    if change is not None:
        change(root)
    else:
        _change(row, _one(root, _HOSTS.get(row.context, f"//{row.context}")))
    return etree.tostring(root)


def breaks_with(row: Row) -> set[str]:
    """Return the ids of the other rules that the change breaks too."""
    return _WITH.get(row.id, set())


def _one(root: Element, path: str) -> Element:
    found = root.xpath(path, namespaces=_NAMESPACES)
    assert isinstance(found, list)
    assert found, f"the sound document has no {path}"
    assert isinstance(found[0], etree._Element)
    return found[0]


def _change(row: Row, host: Element) -> None:
    *above, last = _STEPS.split(row.path.removeprefix("//"))
    if row.path.startswith("//") and above:
        host = _first(host, above.pop(0))
    for step in above:
        host = _child(host, step)
    there = [child for child in host if child.tag == _clark(last)] if not last.startswith("@") else []
    if last.startswith("@"):
        _turn(row, host, last[1:])
    elif row.kind in {Kind.ABSENT, Kind.VALUE}:
        _add(host, last)
    elif row.kind is Kind.ONCE:
        for _ in range(row.limit + 1 - len(there)):
            host.append(deepcopy(there[0])) if there else _add(host, last)
    else:
        for child in there:
            host.remove(child)


def _turn(row: Row, host: Element, attribute: str) -> None:
    if row.kind is Kind.ABSENT:
        host.set(attribute, "x")
    else:
        del host.attrib[attribute]


def _clark(step: str) -> str:
    prefix, _, name = step.strip("()").split("|")[0].partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"


def _first(root: Element, step: str) -> Element:
    found = next(root.iter(_clark(step)), None)
    return _add(root, step) if found is None else found


def _child(host: Element, step: str) -> Element:
    found = host.find(_clark(step))
    return etree.SubElement(host, _clark(step)) if found is None else found


def _add(host: Element, step: str, text: str = "X", **attributes: str) -> Element:
    added = etree.SubElement(host, _clark(step), {**attributes})
    added.text = text
    return added


Change = Callable[[Element], object]


def _twice(path: str) -> Change:
    """Return the doubling of an element."""

    def change(root: Element) -> None:
        first = _one(root, path)
        first.addnext(deepcopy(first))

    return change


def _saying(path: str, text: str) -> Change:
    def change(root: Element) -> None:
        _one(root, path).text = text

    return change


def _adding(path: str, step: str, text: str = "X", **attributes: str) -> Change:
    return lambda root: _add(_one(root, path), step, text, **attributes)


def _without(path: str) -> Change:
    def change(root: Element) -> None:
        element = _one(root, path)
        next(element.iterancestors()).remove(element)

    return change


def _all_of(*changes: Change) -> Change:
    def change(root: Element) -> None:
        for one in changes:
            one(root)

    return change


_OBJECT = "/*/cac:AdditionalDocumentReference[cbc:DocumentTypeCode = '130']"
_SUPPORT = "/*/cac:AdditionalDocumentReference[not(cbc:DocumentTypeCode)]"
_VAT = f"/*/{_SELLER}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT']"
_OTHER_TAX = f"/*/{_SELLER}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID != 'VAT']"
_ALLOWANCE = "/*/cac:AllowanceCharge[cbc:ChargeIndicator = '{}']"
_MEANS = "/*/cac:PaymentMeans"
_PRICE_ALLOWANCE = "/*/cac:InvoiceLine/cac:Price/cac:AllowanceCharge"


def _paying_too(code: str, payment_id: str = "", **attributes: str) -> Change:
    """Return the addition of a second way to pay."""

    def change(root: Element) -> None:
        means = etree.Element(_clark("cac:PaymentMeans"))
        _add(means, "cbc:PaymentMeansCode", code, **attributes)
        if payment_id:
            _add(means, "cbc:PaymentID", payment_id)
        _one(root, _MEANS).addnext(means)

    return change


def _with_bank_identifiers(root: Element) -> None:
    for party in (_SELLER, _BUYER):
        group = _add(_one(root, f"/*/{party}"), "cac:PartyIdentification", "")
        _add(group, "cbc:ID", "SE-1", schemeID="SEPA")
    for other in root.findall(f"{_BUYER}/cac:PartyIdentification", _NAMESPACES)[:-1]:
        next(other.iterancestors()).remove(other)


_EXTERNAL = "DocumentHash HashAlgorithmMethod ExpiryDate ExpiryTime MimeCode FormatCode EncodingCode CharacterSetCode"
_CHANGES: dict[str, Change] = {
    **{
        f"UBL-CR-{number}": _all_of(
            _adding(f"{_SUPPORT}/cac:Attachment", "cac:ExternalReference", ""),
            _adding(f"{_SUPPORT}/cac:Attachment/cac:ExternalReference", f"cbc:{name}"),
        )
        for number, name in enumerate(f"{_EXTERNAL} FileName Description".split(), start=121)
    },
    "UBL-CR-002": _adding("/*", "cbc:UBLVersionID", "2.0"),
    "UBL-CR-412": _adding(_MEANS, "cbc:PaymentDueDate", "2026-06-30"),
    "UBL-CR-659": lambda root: _one(root, f"{_OBJECT}/cbc:DocumentTypeCode").set("listID", "x"),
    "UBL-CR-665": lambda root: _one(root, f"{_SUPPORT}/cbc:ID").set("schemeID", "x"),
    "UBL-CR-666": _adding(_OBJECT, "cac:Attachment", ""),
    "UBL-CR-673": _adding(_OBJECT, "cbc:DocumentDescription"),
    "UBL-DT-01": _saying("/*/cac:LegalMonetaryTotal/cbc:PayableAmount", "10.125"),
    "UBL-DT-18": lambda root: _one(root, "/*/cbc:Note").set("name", "x"),
    "UBL-SR-04": _twice(_OBJECT),
    "UBL-SR-12": _all_of(_without(_OTHER_TAX), _twice(_VAT)),
    "UBL-SR-13": _all_of(_without(_VAT), _twice(_OTHER_TAX)),
    "UBL-SR-18": _twice(f"/*/{_BUYER}/cac:PartyTaxScheme"),
    "UBL-SR-29": _with_bank_identifiers,
    "UBL-SR-30": _twice(f"{_ALLOWANCE.format('false')}/cbc:AllowanceChargeReason"),
    "UBL-SR-31": _twice(f"{_ALLOWANCE.format('true')}/cbc:AllowanceChargeReason"),
    "UBL-SR-33": _twice(f"{_SUPPORT}/cbc:DocumentDescription"),
    "UBL-SR-42": _twice(_OTHER_TAX),
    "UBL-SR-43": _adding(_SUPPORT, "cbc:DocumentTypeCode", "916"),
    "UBL-SR-27": _adding(_MEANS, "cbc:PaymentMeansCode", "49"),
    "UBL-SR-44": _paying_too("49", "1043"),
    "UBL-SR-46": _paying_too("49", name="Direct debit"),
    "UBL-SR-47": _paying_too("59"),
    "UBL-SR-55": _adding(_MEANS, "cac:PaymentMandate", ""),
    "UBL-SR-53": _without(f"{_VAT}/cbc:CompanyID"),
    "UBL-SR-19": _twice("/*/cac:PayeeParty/cac:PartyName"),
    "UBL-SR-20": _twice("/*/cac:PayeeParty/cac:PartyIdentification"),
    "UBL-SR-21": _twice("/*/cac:PayeeParty/cac:PartyLegalEntity/cbc:CompanyID"),
    "UBL-SR-32": _twice("/*/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReason"),
}
