"""What the rules of Peppol, countries and XRechnung ask about in UBL beside the model.

Where the reader met nothing odd (see `binding.py`) the model holds all that a document says: every number with its
scheme, dates and indicators written as they should be, no empty element. Only else are the elements looked through.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.codelists import codes
from depesch.model.facts import Said, SaidAmount, Stated
from depesch.model.invoice import Invoice
from depesch.syntaxes import Reading
from depesch.syntaxes.leaves import day
from depesch.syntaxes.ubl.names import CREDIT_NOTE, PROJECT, cac, cbc
from depesch.syntaxes.ubl21.places import NAMES, SPACE, Element, Places, said_by
from depesch.syntaxes.ubl21.stated_charges import odd_charges, odd_prices, odd_reason_codes
from depesch.syntaxes.ubl21.stated_german import stated_german
from depesch.syntaxes.ubl21.stated_lines import odd_line_references, odd_units, periods_outside
from depesch.syntaxes.ubl21.stated_national import national_of

_ENDPOINT, _COMPANY, _PARTY = cbc("EndpointID"), cbc("CompanyID"), cac("PartyIdentification")
_ID = cbc("ID")
_TAX_SCHEME, _TAX_SCHEME_ID = cac("PartyTaxScheme"), f"{cac('TaxScheme')}/{_ID}"
_DATES = tuple(map(cbc, ["IssueDate", "DueDate", "TaxPointDate", "StartDate", "EndDate", "ActualDeliveryDate"]))
_LONG_ENOUGH = 10  # YYYY-MM-DD
_DIRECT_DEBIT = frozenset({"49", "59"})
_MANDATE = f"{cac('PaymentMandate')}/{_ID}"


_TEXT = etree.XPath("normalize-space()", smart_strings=False)
_SELLER = f"{cac('AccountingSupplierParty')}/{cac('Party')}"
_AMOUNT_NAMES = (
    "Amount BaseAmount PriceAmount TaxAmount TaxableAmount LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount "
    "AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount"
)
_AMOUNTS = tuple(map(cbc, _AMOUNT_NAMES.split()))
_TAX_AMOUNT, _TAX_TOTAL, _SUBTOTAL = cbc("TaxAmount"), cac("TaxTotal"), cac("TaxSubtotal")
_PROJECTS = etree.XPath(f"count(cac:AdditionalDocumentReference[cbc:DocumentTypeCode = '{PROJECT}'])", namespaces=NAMES)


def stated_of(reading: Reading, places: Places) -> Stated:
    """Return what the document states; of one in which the reader met nothing odd the model tells nearly all."""
    root, invoice = reading.root, reading.invoice
    said = Stated(
        gathered=True,
        mandateless=tuple(_mandateless(root, invoice)),
        project_references=int(cast("float", _PROJECTS(root))) if root.tag == CREDIT_NOTE else 0,
        national=national_of(reading),
        gather_german=partial(stated_german, reading),
    )
    if not reading.memo.get("doubtful", True):
        amounts = _amounts(reading, places, sure=True)
        return msgspec.structs.replace(said, amounts=amounts) if amounts else said
    identifiers, vat_numbers = _identifiers(root)
    return msgspec.structs.replace(
        said,
        empty_elements=tuple(said_by(element, places.of(element)) for element in _empty(root)),
        identifiers=tuple(identifiers),
        vat_numbers=tuple(vat_numbers),
        amounts=_amounts(reading, places, sure=False),
        dates=_dates(reading, places),
        indicators=tuple(odd_charges(root, places)),
        prices=tuple(odd_prices(root, places)),
        units=tuple(odd_units(root, places)),
        periods_outside=tuple(periods_outside(root, invoice, places)),
        line_references=odd_line_references(root),
        reason_codes=tuple(odd_reason_codes(root, places)),
        exemptions=tuple(_exemptions(root, places)),
        period_codes=tuple(_period_codes(root, places)),
        attachments=tuple(_attachments(root, places)),
        empty_parties=("seller",) if invoice.seller is None and root.find(_SELLER) is not None else (),
    )


def _empty(root: Element) -> Iterator[Element]:
    """Give the elements with neither elements nor text in them; a comment or an instruction is nothing."""
    for element in root.iter("*"):
        text = element.text
        if text and not text.isspace():
            continue
        if not len(element):
            if not text or not text.strip(SPACE):  # white space to XML, that is
                yield element
        elif next(element.iterchildren("*"), None) is None and not _TEXT(element):
            yield element


def _identifiers(root: Element) -> tuple[list[Said], list[Said]]:
    """Return the numbers of parties that have a scheme, and the Dutch VAT numbers."""
    found: list[Said] = []
    vat_numbers: list[Said] = []
    for element in root.iter(_ENDPOINT, _COMPANY, _PARTY):
        tag = element.tag
        if tag == _PARTY:
            for child in element.iterchildren(_ID):
                scheme = child.get("schemeID")
                if scheme is not None:
                    found.append(Said(name="ID", value=child.text, scheme=scheme, place="party", source=child))
            continue
        text, scheme = element.text, element.get("schemeID")
        if scheme is not None:
            place = "endpoint" if tag == _ENDPOINT else "company"
            name = "EndpointID" if tag == _ENDPOINT else "CompanyID"
            found.append(Said(name=name, value=text, scheme=scheme, place=place, source=element))
        if text is not None and "NL" in text and tag == _COMPANY and _is_vat_number(element):
            vat_numbers.append(said_by(element, "vat", scheme))
    return found, vat_numbers


def _is_vat_number(element: Element) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag != _TAX_SCHEME:
        return False
    return any((scheme.text or "").strip(SPACE) == "VAT" for scheme in parent.iterfind(_TAX_SCHEME_ID))


def _amounts(reading: Reading, places: Places, *, sure: bool) -> tuple[SaidAmount, ...]:
    """Return the amounts in another currency than the document's."""
    root, invoice = reading.root, reading.invoice
    names = _AMOUNTS
    if sure and not reading.issues:
        if invoice.totals is None or invoice.totals.vat_amount_accounting is None:
            return ()
        names = (_TAX_AMOUNT,)
    currency = invoice.currency
    return tuple(
        SaidAmount(
            name=local_name(element),
            value=element.get("currencyID"),
            vat_of=_vat_of(element),
            place=places.of(element),
            source=element,
        )
        for element in root.iter(*names)
        if element.get("currencyID") != currency
    )


def _vat_of(element: Element) -> str:
    """Return what a VAT amount belongs to: a row, a total with rows, or one without; empty for other amounts."""
    parent = element.getparent()
    if element.tag != _TAX_AMOUNT or parent is None:
        return ""
    if parent.tag == _SUBTOTAL:
        return "row"
    return "total" if parent.tag == _TAX_TOTAL and parent.find(_SUBTOTAL) is not None else "total without rows"


def _dates(reading: Reading, places: Places) -> tuple[Said, ...]:
    """Return the dates that are not written as YYYY-MM-DD and nothing else."""
    odd = [date for date in reading.root.iter(*_DATES) if len(date.text or "") != _LONG_ENOUGH]
    if any(issue.rule == "READ-DATE" for issue in reading.issues):
        odd = [date for date in reading.root.iter(*_DATES) if date in odd or day(date.text) is None]
    return tuple(said_by(date, places.of(date)) for date in odd)


def _mandateless(root: Element, invoice: Invoice) -> Iterator[Said]:
    """Give the ways to pay by direct debit that name no mandate."""
    if invoice.payment is None:
        return
    if not any((means.code or "").strip(SPACE) in _DIRECT_DEBIT for means in invoice.payment.means):
        return
    for i, means in enumerate(root.iterchildren(cac("PaymentMeans"))):
        code = (means.findtext(cbc("PaymentMeansCode")) or "").strip(SPACE)
        if code in _DIRECT_DEBIT and means.find(_MANDATE) is None:
            yield Said(name="PaymentMeans", value=code, place=f"payment.means[{i}]", source=means)


def _exemptions(root: Element, places: Places) -> Iterator[Said]:
    """Give the exemption codes of VAT categories that are not the model's VAT rows."""
    for element in root.iter(cbc("TaxExemptionReasonCode")):
        category = element.getparent()
        if category is None or category.tag != cac("TaxCategory") or not (element.text or "").strip(SPACE):
            continue
        if places.exact(element) is None:
            yield said_by(element, (category.findtext(_ID) or "").strip(SPACE))


def _period_codes(root: Element, places: Places) -> Iterator[Said]:
    """Give the codes of periods, beside the model's, that are not in the list."""
    for element in root.iter(cbc("DescriptionCode")):
        period = element.getparent()
        if period is None or period.tag != cac("InvoicePeriod"):
            continue
        if (element.text or "").strip(SPACE) not in codes("tax_point_date") and places.exact(element) is None:
            yield said_by(element, places.of(element))


def _attachments(root: Element, places: Places) -> Iterator[Said]:
    """Give the embedded files, beside the model's, of a type that is not in the list."""
    for element in root.iter(cbc("EmbeddedDocumentBinaryObject")):
        kind = element.get("mimeCode")
        if kind is not None and kind not in codes("mime") and places.exact(element) is None:
            yield Said(name=local_name(element), value=kind, place=places.of(element), source=element)
