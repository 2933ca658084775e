"""An invoice as OIOUBL 2.1 holds it: what will be read back, and why it differs from the one that was given.

Named as losses: categories of VAT other than S, Z, E and AE; types and means of payment that the Danish lists lack;
schemes of a legal registration but Denmark's; a tax registration, which goes into a note; allowances and charges of
lines, which go to the document as the Danish rules have it, with the lines' amounts before them; a base quantity,
which goes into the price; BT-8, and whatever else Danish forms of payment have no place for.

Source: OIOUBL 2.1; rules F-INV126 to F-INV133, F-INV348, F-LIB077, F-LIB179, F-LIB189 of the Danish schematron.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import count

import msgspec

from depesch.model.invoice import (
    AllowanceCharge,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Payee,
    Price,
    SupportingDocument,
    Totals,
    VatBreakdown,
)
from depesch.syntaxes import Done
from depesch.syntaxes.holding import Never
from depesch.syntaxes.implied import summed, taken_off
from depesch.syntaxes.oioubl.codes import (
    CATEGORIES,
    INVOICE_TYPES,
    PROCESS,
    PROCESSES,
    SPECIFICATION,
    danish,
    oioubl_value,
)
from depesch.syntaxes.oioubl.fitted_lines import promoted, with_unit_price
from depesch.syntaxes.oioubl.fitted_payment import fitted_payment
from depesch.syntaxes.oioubl.meaning import EXACT, adds_up, amount_without_vat, known, meant
from depesch.syntaxes.ubl.dialect_entries import stands_for_none
from depesch.syntaxes.ubl.names import SEPA
from depesch.syntaxes.ubl.notes import note_text, read_note
from depesch.syntaxes.ubl.schemes import NAMES

_changed = msgspec.structs.replace
_CATEGORIES = frozenset(CATEGORIES.values())
_NOTHING = Decimal("0.00")
_LEGAL_SCHEMES = ("0184", "DK:CPR")


def fitted(invoice: Invoice) -> Invoice:
    """Return the invoice as it is read back from OIOUBL 2.1."""
    kept = promoted(_head(invoice))
    kept = _changed(
        kept,
        seller=_seller(kept.seller),
        buyer=_buyer(kept.buyer),
        payee=_payee(kept.payee),
        payment=fitted_payment(kept),
        notes=tuple(read_note(note_text(note)[0]) for note in (*kept.notes, *_noted(invoice))),
        lines=tuple(map(_line, kept.lines, count(1))),
        supporting_documents=tuple(map(_document, kept.supporting_documents, count(1))),
        allowances=tuple(map(_of_category, kept.allowances)),
        charges=tuple(map(_of_category, kept.charges)),
        vat_breakdown=tuple(map(_row, kept.vat_breakdown)),
    )
    if kept.delivery is not None and kept.delivery.location is not None:
        kept = _changed(kept, delivery=_changed(kept.delivery, location=_identifier(kept.delivery.location)))
    totals = kept.totals or (Totals() if kept.vat_breakdown else None)
    if totals is not None:
        kept = _changed(kept, totals=_totals(kept, totals))
    return meant(kept)


def including_as_written(totals: Totals) -> Decimal | None:
    """Return the amount with VAT as OIOUBL states it: with the rounding, where all adds up."""
    including, rounding = known(totals.amount_incl_vat), known(totals.rounding_amount)
    if including is None or not rounding or not adds_up(totals, including, rounding=Decimal(0)):
        return totals.amount_incl_vat
    return EXACT.add(including, rounding)


def _head(invoice: Invoice) -> Invoice:
    process = invoice.business_process
    if process is None or not process.startswith(PROCESSES):
        process = PROCESS
    kind = "381" if invoice.is_credit_note else invoice.type_code if invoice.type_code in INVOICE_TYPES else "380"
    return _changed(
        invoice,
        specification=SPECIFICATION,
        business_process=process,
        type_code=kind,
        tax_point_date_code=None,
        buyer_reference=_stated(invoice.buyer_reference),
        order_reference=_stated(invoice.order_reference),
        invoiced_object=None if invoice.invoiced_object is None else _identifier(invoice.invoiced_object),
    )


def _stated(text: str | None) -> str | None:
    return None if stands_for_none(text) else text


def _noted(invoice: Invoice) -> list[Note]:
    """Return what has no place of its own and a person is to see."""
    seller = invoice.seller
    if seller is None or not seller.tax_registration:
        return []
    return [Note(text=f"Tax registration of the seller: {seller.tax_registration}")]


def _identifier(identifier: Identifier) -> Identifier:
    return danish(oioubl_value(identifier), NAMES.get(identifier.scheme or "", identifier.scheme))


def _legal(identifier: Identifier | None) -> Identifier | None:
    """Return a legal registration: one in another scheme than Denmark's has none that is told."""
    if identifier is None:
        return None
    found = _identifier(identifier)
    return found if found.scheme in _LEGAL_SCHEMES else Identifier(value=found.value)


def _seller(party: Party | None) -> Party | None:
    if party is None:
        return None
    own = tuple(one for one in party.identifiers if one.scheme != SEPA)
    return _party(_changed(party, identifiers=own))


def _buyer(party: Party | None) -> Party | None:
    return None if party is None else _party(party)


def _party(party: Party) -> Party:
    name, trading = party.name, party.trading_name
    if not name:
        name, trading = trading, None
    address = party.electronic_address
    return _changed(
        party,
        name=name,
        trading_name=None if trading == name else trading,
        identifiers=tuple(map(_identifier, party.identifiers)),
        legal_registration=_legal(party.legal_registration),
        tax_registration=None,
        electronic_address=None if address is None else _identifier(address),
    )


def _payee(payee: Payee | None) -> Payee | None:
    if payee is None:
        return None
    own = payee.identifier if payee.identifier is not None and payee.identifier.scheme != SEPA else None
    return _changed(
        payee,
        identifier=None if own is None else _identifier(own),
        legal_registration=_legal(payee.legal_registration),
    )


def _category(code: str | None, rate: Decimal | None) -> str | None:
    """Return the category as OIOUBL can tell it; an exemption is told by its reason (`meaning.py`)."""
    if not code:
        return None
    if code in _CATEGORIES:
        return code
    return "S" if known(rate) else "Z"


def _of_category(one: AllowanceCharge) -> AllowanceCharge:
    category = _category(one.vat_category, one.vat_rate)
    return one if category == one.vat_category else _changed(one, vat_category=category)


def _row(row: VatBreakdown) -> VatBreakdown:
    category = _category(row.category, row.rate)
    return row if category == row.category else _changed(row, category=category)


def _document(one: SupportingDocument, position: int) -> SupportingDocument:
    return one if one.reference else _changed(one, reference=str(position))


def _line(line: Line, position: int) -> Line:
    """Return the line as it is read back; the same one where nothing changes, which spares comparing it."""
    changes: dict[str, object] = {}
    vat, item, price, about = line.vat, line.item, line.price, line.object_identifier
    if vat is not None and (category := _category(vat.category, vat.rate)) != vat.category:
        changes["vat"] = _changed(vat, category=category)
    if item is not None and item.standard_identifier is not None:
        changes["item"] = _changed(item, standard_identifier=_identifier(item.standard_identifier))
    if price is not None and (fitting := _price(price)) is not price:
        changes["price"] = fitting
    if about is not None:
        changes["object_identifier"] = _identifier(about)
    if not line.identifier:
        changes["identifier"] = str(position)
    if line.unit is not None and known(line.quantity) is None:
        changes["unit"] = None
    if known(line.net_amount) is None:
        changes["net_amount"] = _NOTHING
    return _changed(line, **changes) if changes else line


def _price(price: Price) -> Price:
    if price.gross_price is None and price.base_quantity is None and price.base_quantity_unit is None:
        return price
    fitting = price
    if price.discount is None and price.gross_price is not None:
        fitting = _changed(price, discount=taken_off(price.gross_price, price.net_price))
    fitting = with_unit_price(fitting)
    if fitting.base_quantity_unit is not None and known(fitting.base_quantity) is None:
        fitting = _changed(fitting, base_quantity_unit=None)
    return fitting


def _totals(invoice: Invoice, totals: Totals) -> Totals:
    if totals.vat_amount is None and invoice.vat_breakdown:
        totals = _changed(totals, vat_amount=summed(row.tax_amount for row in invoice.vat_breakdown))
    if not _holds_accounting(invoice):
        totals = _changed(totals, vat_amount_accounting=None)
    return _changed(totals, amount_excl_vat=amount_without_vat(totals), amount_incl_vat=including_as_written(totals))


def _holds_accounting(invoice: Invoice) -> bool:
    """Whether there is a place for BT-111: OIOUBL states it with a row of the breakdown, and so with the only one."""
    currency = invoice.vat_currency
    return bool(currency) and currency != invoice.currency and len(invoice.vat_breakdown) == 1


REASONS: Mapping[str, Never] = {
    "": Never("OIOUBL has no place for it"),
    "specification": Never("an OIOUBL document names OIOUBL-2.1", Done.CHANGED),
    "business_process": Never("an OIOUBL document names a profile of Nemhandel", Done.CHANGED),
    "type_code": Never("OIOUBL knows the types 325, 380, 393 and 381 only", Done.CHANGED),
    "tax_point_date_code": Never("OIOUBL excludes the code of the tax point"),
    "buyer_reference": Never("OIOUBL reads n/a as no reference"),
    "order_reference": Never("OIOUBL reads n/a as no reference"),
    "notes[]": Never("UBL writes a subject code between number signs before the text", Done.CHANGED),
    "seller.tax_registration": Never("OIOUBL has a registration for VAT only; this stands in a note", Done.NOTED),
    "buyer.tax_registration": Never("OIOUBL has no tax registration but that for VAT"),
    "seller.identifiers[]": Never("OIOUBL names schemes otherwise, and has none for a bank's identifier", Done.CHANGED),
    "buyer.identifiers[]": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "payee.identifier": Never("OIOUBL names schemes otherwise, and has none for a bank's identifier", Done.CHANGED),
    "seller.legal_registration": Never("OIOUBL tells a legal registration in Denmark only by its scheme", Done.CHANGED),
    "buyer.legal_registration": Never("OIOUBL tells a legal registration in Denmark only by its scheme", Done.CHANGED),
    "payee.legal_registration": Never("OIOUBL tells a legal registration in Denmark only by its scheme", Done.CHANGED),
    "seller.electronic_address": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "buyer.electronic_address": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "delivery.location": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "invoiced_object": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "seller.trading_name": Never("a name beside no other is the registered one in OIOUBL", Done.CHANGED),
    "buyer.trading_name": Never("a name beside no other is the registered one in OIOUBL", Done.CHANGED),
    "payment": Never("Danish payments have codes and references of their own", Done.CHANGED),
    "payment.means[].credit_transfer": Never("a Danish payment form is paid to a number and has no bank"),
    "allowances[]": Never("OIOUBL has the allowances of lines among those of the document", Done.CHANGED),
    "charges[]": Never("OIOUBL has the charges of lines among those of the document", Done.CHANGED),
    "allowances[].vat_category": Never("OIOUBL has no such VAT category", Done.CHANGED),
    "charges[].vat_category": Never("OIOUBL has no such VAT category", Done.CHANGED),
    "vat_breakdown[].category": Never("OIOUBL has no such VAT category", Done.CHANGED),
    "lines[].vat.category": Never("OIOUBL has no such VAT category", Done.CHANGED),
    "lines[].allowances[]": Never("OIOUBL has the allowance at the document, with the line's VAT", Done.CHANGED),
    "lines[].charges[]": Never("OIOUBL has the charge at the document, with the line's VAT", Done.CHANGED),
    "lines[].net_amount": Never("OIOUBL has a line's amount before allowances and charges", Done.CHANGED),
    "lines[].unit": Never("the schema of UBL has a unit only with a quantity"),
    "lines[].price.base_quantity_unit": Never("the schema of UBL has a unit only with a quantity"),
    "lines[].price": Never("an OIOUBL price is that of one unit ordered", Done.CHANGED),
    "lines[].object_identifier": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "lines[].item.standard_identifier": Never("OIOUBL names schemes otherwise", Done.CHANGED),
    "totals": Never("OIOUBL counts allowances and charges of lines with those of the document", Done.CHANGED),
    "totals.amount_excl_vat": Never("OIOUBL states no amount without VAT: the others add up to it", Done.CHANGED),
    "totals.amount_incl_vat": Never("OIOUBL states the amount with VAT together with the rounding", Done.CHANGED),
    "totals.vat_amount_accounting": Never("OIOUBL has BT-111 in another currency beside the only row of the breakdown"),
}  # fmt: skip
ADDED: Mapping[str, str] = {
    "lines[].identifier": "UBL demands an identifier of each line; its position stands for one",
    "supporting_documents[].reference": "UBL demands a reference of each document; its position stands for one",
    "lines[].net_amount": "UBL demands an amount of each line; zero stands for none",
    "specification": "an OIOUBL document names OIOUBL-2.1",
    "business_process": "an OIOUBL document names a profile of Nemhandel",
    "type_code": "OIOUBL demands a type; it is an invoice",
    "notes[].text": "it holds what OIOUBL has no other place for",
    "seller.name": "a name beside no other is the registered one in OIOUBL",
    "buyer.name": "a name beside no other is the registered one in OIOUBL",
    "payment.means[].code": "UBL demands a payment means code; 1 (not defined) is written",
    "lines[].price.discount": "UBL holds BT-148 only beside a discount; the one that both prices imply is written",
    "totals.vat_amount": "UBL holds the VAT breakdown only below a VAT total; the sum of it is written",
    "totals.amount_excl_vat": "OIOUBL implies it by the lines, allowances and charges",
}
