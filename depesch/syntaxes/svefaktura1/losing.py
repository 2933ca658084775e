"""Why Svefaktura 1.0 does not hold a term, or what it demands beside those that an invoice states."""

from __future__ import annotations

from depesch.syntaxes import Done
from depesch.syntaxes.holding import Never


def _noted(what: str) -> Never:
    return Never(f"Svefaktura has no element for {what}; it stands in the free text", Done.NOTED)


def _in_note(what: str) -> Never:
    return Never(f"an invoice line of Svefaktura has no element for {what}; it stands in the line's note", Done.NOTED)


def _changed(why: str) -> Never:
    return Never(why, Done.CHANGED)


_ONE_TEXT = _changed("Svefaktura has one free text; what stands there is joined, each on a line of its own")
_EXEMPT = _changed("Svefaktura has one category, E, for all that is without VAT; the reason stands in words")
_SUM = Never("a line of Svefaktura has one allowance or charge; what several come to is written", Done.SUMMED)
_COUNTRY = _changed("the country is none of those that the schema of Svefaktura knows; it stands in the free text")
_DERIVED = _changed("Svefaktura states no such total; it is read as the sum of the amounts")
_ADDRESSED = Never("Svefaktura has no element for an electronic address; it goes by the envelope")

REASONS = {
    "": Never("Svefaktura has no place for it"),
    "type_code": _changed("Svefaktura knows invoices (380) and credit notes (381) only; other kinds stand in words"),
    "tax_point_date_code": Never("Svefaktura has a date for the tax point, and no code"),
    "vat_currency": Never("a currency of VAT accounting stands with the VAT in it, in the one row of the breakdown"),
    "project_reference": _noted("a project"),
    "sales_order_reference": _noted("the seller's order number"),
    "receiving_advice_reference": _noted("a receiving advice"),
    "tender_or_lot_reference": _noted("a tender"),
    "invoiced_object.scheme": Never("the scheme tells that it is an invoiced object, and no other"),
    "notes[].text": _ONE_TEXT,
    "notes[].subject_code": Never("a free text of Svefaktura has no subject code"),
    "business_process": Never("it names a process of the other format"),
    "specification": Never("it names the other format"),
    "preceding_invoices[].issue_date": _noted("the date of an earlier invoice"),
    "seller.trading_name": Never("it is the name that stands there already, or stands as such"),
    "buyer.trading_name": Never("it is the name that stands there already, or stands as such"),
    "seller.legal_registration": Never("an empty number says nothing"),
    "buyer.legal_registration": Never("an empty number says nothing"),
    "seller.tax_registration": _changed("the phrase for F-skatt has been replaced by another"),
    "seller.additional_legal_information": _noted("legal information but the place of registration"),
    "buyer.additional_legal_information": _noted("legal information but the place of registration"),
    "seller.electronic_address": _ADDRESSED,
    "buyer.electronic_address": _ADDRESSED,
    "seller.address.country": _COUNTRY,
    "buyer.address.country": _COUNTRY,
    "delivery.address.country": _COUNTRY,
    "payee.identifier": _noted("an identifier of the payee"),
    "payee.legal_registration": _noted("the registration of the payee"),
    "tax_representative": _noted("a tax representative"),
    "delivery.party_name": _noted("the name of who receives the goods"),
    "payment.means[].code": _changed("Svefaktura has no code for means of payment; it is read by the account"),
    "payment.means[].text": _noted("the means of payment in words"),
    "payment.means[].credit_transfer": _noted("more than three accounts"),
    "payment.means[].credit_transfer.account_name": _noted("the holder of an account"),
    "payment.means[].credit_transfer.provider": _changed("a BIC of bankgiro or plusgiro is read as the giro"),
    "payment.means[].card": _noted("payment by card"),
    "payment.direct_debit": _noted("direct debit"),
    "allowances[].vat_category": _EXEMPT,
    "charges[].vat_category": _EXEMPT,
    "allowances[].reason_code": Never("the reason stands in words, for which Svefaktura has one code"),
    "charges[].reason_code": Never("the reason stands in words, for which Svefaktura has one code"),
    "totals.allowance_amount": _DERIVED,
    "totals.charge_amount": _DERIVED,
    "totals.amount_incl_vat": _changed("Svefaktura states the amount to pay; the rounding is taken off it"),
    "totals.vat_amount_accounting": _noted("VAT in another currency but in the one row of a VAT breakdown"),
    "totals.paid_amount": Never("what is paid already goes into the rounding, and stands in words", Done.SUMMED),
    "totals.rounding_amount": Never("what is paid already is taken off the rounding", Done.SUMMED),
    "vat_breakdown[].category": _EXEMPT,
    "vat_breakdown[].exemption_reason_code": Never("Svefaktura has the reason of an exemption in words only"),
    "supporting_documents[].reference": _changed("a document on the web has its address as its reference"),
    "supporting_documents[].description": _noted("the description of a document"),
    "supporting_documents[].location": _noted("the place of a document beside its file, or but on the web"),
    "supporting_documents[].attachment": Never("Svefaktura has no files inside; it goes beside", Done.BESIDE),
    "lines[].note": _changed("what the line has no element for is added to its note"),
    "lines[].object_identifier": _in_note("an invoiced object"),
    "lines[].unit": _changed("a unit stands with a quantity, and a word for one is read as its code"),
    "lines[].buyer_accounting_reference": _in_note("an accounting reference"),
    "lines[].period": _in_note("a period"),
    "lines[].allowances": _SUM,
    "lines[].charges": _SUM,
    "lines[].allowances[].reason": _in_note("the reason of an allowance"),
    "lines[].charges[].reason": _in_note("the reason of a charge"),
    "lines[].allowances[].reason_code": _in_note("the reason of an allowance"),
    "lines[].charges[].reason_code": _in_note("the reason of a charge"),
    "lines[].allowances[].percentage": Never("an allowance of a line has no percentage"),
    "lines[].charges[].percentage": Never("a charge of a line has no percentage"),
    "lines[].price.discount": _in_note("a price discount"),
    "lines[].price.gross_price": _in_note("a gross price"),
    "lines[].price.base_quantity_unit": _changed("a unit stands with a quantity, and a word is read as its code"),
    "lines[].vat": _EXEMPT,
    "lines[].item.description": _in_note("a description beside the name"),
    "lines[].item.origin_country": _in_note("a country of origin"),
    "lines[].item.classifications": _in_note("a classification"),
    "lines[].item.attributes": _in_note("an attribute"),
}
ADDED = {
    "number": "Svefaktura demands a number; NA stands for none",
    "type_code": "Svefaktura demands a type",
    "buyer_reference": "Svefaktura demands a reference of who ordered; NA stands for none",
    "notes[].text": "what Svefaktura has no element for stands here",
    "lines[].identifier": "Svefaktura demands a number for each line",
    "lines[].net_amount": "Svefaktura demands an amount for each line, and one line at least",
    "lines[].note": "what an invoice line of Svefaktura has no element for stands here",
    "lines[].vat": "the VAT of a line without any is that of the one row of the VAT breakdown",
    "lines[].vat.rate": "what is without VAT has the rate 0",
    "supporting_documents[].reference": "a document has its address, or the number of the object, as its reference",
    "vat_breakdown": "an invoice that states no VAT but that it is zero is outside VAT",
    "vat_breakdown[].rate": "what is without VAT has the rate 0",
    "vat_breakdown[].exemption_reason": "the category is E, and the reason is told in words",
    "totals": "Svefaktura demands this total, or defines it as this sum",
    "totals.rounding_amount": "the amount to pay is another than the total, by what is paid already",
}
