"""Why ebInterface 6.1 does not hold a term, or what it demands beside those that an invoice states."""

from __future__ import annotations

from depesch.syntaxes import Done
from depesch.syntaxes.holding import Never


def _noted(what: str) -> Never:
    return Never(f"ebInterface has no element for {what}; it stands in a note", Done.NOTED)


def _changed(why: str) -> Never:
    return Never(why, Done.CHANGED)


_TWO = _changed("ebInterface takes two decimals")
_FOUR = _changed("ebInterface takes four decimals")
_CUT = _changed("ebInterface takes 255 characters")
_NO_ADDRESS = Never("ebInterface has no element for an electronic address")
_SUM = _changed("ebInterface states no such total; it is read as the sum of the amounts")

REASONS = {
    "": Never("ebInterface has no place for it"),
    "number": _CUT,
    "type_code": _changed("ebInterface has no such kind of document; it stands in a note"),
    "vat_currency": Never("the currency of VAT accounting stands with an amount in the one row of a VAT breakdown"),
    "tax_point_date_code": Never("ebInterface has no code for the tax point"),
    "order_reference": _CUT,
    "sales_order_reference": _CUT,
    "despatch_advice_reference": _noted("a delivery note without the day of the delivery"),
    "invoiced_object.scheme": Never("the key tells that it is an invoiced object, and no scheme"),
    "business_process": Never("it names a process of the other format"),
    "specification": Never("it names the other format"),
    "notes[].subject_code": Never("it is no code of the list of subjects"),
    "preceding_invoices[].number": _CUT,
    "seller.legal_registration": _changed("it is one of the company register unless its scheme has four digits"),
    "buyer.legal_registration": _changed("it is one of the company register unless its scheme has four digits"),
    "seller.identifiers": _changed("the kind of an identifier, and no space round it, is kept"),
    "buyer.identifiers": _changed("the kind of an identifier, and no space round it, is kept"),
    "seller.vat_identifier": Never("zeros stand for none"),
    "buyer.vat_identifier": Never("zeros stand for none"),
    "seller.electronic_address": _NO_ADDRESS,
    "buyer.electronic_address": _NO_ADDRESS,
    "seller.tax_registration": _CUT,
    "buyer.tax_registration": _CUT,
    "seller.additional_legal_information": _CUT,
    "buyer.additional_legal_information": _CUT,
    "payee": _noted("a payee"),
    "tax_representative": _noted("a tax representative"),
    "delivery": _noted("a place of delivery without the day"),
    "delivery.address.subdivision": Never("ebInterface has no place for it"),
    "period": _noted("a period beside a day of delivery, or one with an open end"),
    "payment": _noted("a way to pay beside another one, or a value as long as this"),
    "payment.means[].code": _changed("the kind of the element tells the way to pay"),
    "payment.means[].text": _noted("the way to pay in words"),
    "payment.means[].credit_transfer.provider": _noted("a payment service provider without a BIC"),
    "payment.means[].credit_transfer.account_name": _changed("ebInterface takes 70 characters"),
    "allowances": _TWO,
    "charges": _TWO,
    "allowances[].vat_category": _changed("the lower rate is read as the standard rate with its percentage"),
    "charges[].vat_category": _changed("the lower rate is read as the standard rate with its percentage"),
    "totals": _SUM,
    "totals.vat_amount_accounting": _noted("VAT in another currency but in the one row of a VAT breakdown"),
    "totals.amount_incl_vat": _TWO,
    "totals.paid_amount": _TWO,
    "totals.rounding_amount": _TWO,
    "totals.amount_due": _TWO,
    "vat_breakdown": _TWO,
    "vat_breakdown[].category": _changed("the lower rate is read as the standard rate with its percentage"),
    "vat_breakdown[].exemption_reason": Never("a comment is the reason of an exemption only where there is one"),
    "vat_breakdown[].exemption_reason_code": Never("ebInterface has the reason of an exemption in words only"),
    "supporting_documents[].reference": _noted("the reference of a document beside its address"),
    "supporting_documents[].description": _noted("the description of a document"),
    "supporting_documents[].location": _noted("the place of a document but on the web"),
    "supporting_documents[].attachment": Never("ebInterface has no files inside; it goes beside", Done.BESIDE),
    "lines[].object_identifier.scheme": Never("the key tells that it is an invoiced object, and no scheme"),
    "lines[].quantity": _FOUR,
    "lines[].unit": _changed("a word for a unit is read as its code"),
    "lines[].net_amount": _TWO,
    "lines[].allowances": _TWO,
    "lines[].charges": _TWO,
    "lines[].allowances[].vat_category": Never("an allowance of a line has the VAT of the line"),
    "lines[].allowances[].vat_rate": Never("an allowance of a line has the VAT of the line"),
    "lines[].charges[].vat_category": Never("a charge of a line has the VAT of the line"),
    "lines[].charges[].vat_rate": Never("a charge of a line has the VAT of the line"),
    "lines[].price": _FOUR,
    "lines[].price.base_quantity_unit": Never("the unit of the base quantity is that of the quantity"),
    "lines[].vat.category": _changed("the lower rate is read as the standard rate with its percentage"),
    "lines[].vat.rate": _TWO,
    "lines[].item.standard_identifier": Never("ebInterface knows GTIN only; it stands as an attribute", Done.NOTED),
    "lines[].item.classifications[].scheme_version": Never("ebInterface has no version of a list"),
    "lines[].item.attributes": Never("an attribute has a value, and no space round its name"),
}
ADDED = {
    "number": "ebInterface demands a number; NA stands for none",
    "type_code": "ebInterface demands a kind of document",
    "notes[].text": "what ebInterface has no element for stands here",
    "payment.means[].code": "the kind of the element tells the way to pay",
    "totals": "ebInterface demands this total, or it is read as the sum of the amounts",
    "allowances": "ebInterface demands a base amount and a rate of VAT",
    "charges": "ebInterface demands a base amount and a rate of VAT",
    "vat_breakdown[].rate": "ebInterface demands a rate",
    "vat_breakdown[].tax_amount": "at 0 percent there is no VAT",
    "vat_breakdown[].exemption_reason": "the code of the reason stands for the reason",
    "supporting_documents[].reference": "a document on the web has its address as its reference",
    "supporting_documents[].location": "a reference that is an address on the web is read as that too",
    "lines[].identifier": "lines without numbers are read in their order",
    "lines[].quantity": "ebInterface demands a quantity",
    "lines[].net_amount": "ebInterface demands an amount for each line, and one line at least",
    "lines[].allowances": "ebInterface demands a base amount",
    "lines[].charges": "ebInterface demands a base amount",
    "lines[].price": "ebInterface demands a price; without one it is the amount for the whole quantity",
    "lines[].vat.rate": "ebInterface demands a rate",
    "lines[].item.attributes": "what ebInterface has no element for stands here",
}
