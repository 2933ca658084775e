"""Why a term does not stand in Finvoice as it was, by its place in the model, and what was done instead."""

from __future__ import annotations

from depesch.syntaxes import Done
from depesch.syntaxes.finvoice.codes import PAYEE
from depesch.syntaxes.holding import Never

_CUT, _DROPPED, _NOTED, _BESIDE = Done.CHANGED, Done.DROPPED, Done.NOTED, Done.BESIDE
_FORM = "the schema wants another form or length"
_MONEY = "amounts have no decimals or two to five, and at most 15 digits before them"
_PERCENT = "percentages go from 0 to 999 and have at most three decimals"
_CODE = "codes have at most three capital letters or digits"


def _reference(characters: int) -> Never:
    return Never(f"a reference has at most {characters} characters; a longer one stands in the free text", _NOTED)


def _cut(characters: int) -> Never:
    return Never(f"the text has at most {characters} characters", _CUT)


def _whole(characters: int) -> Never:
    return Never(f"an identifier has at most {characters} characters, and is not cut", _DROPPED)


_ADDRESS = {
    "line_1": _cut(35),
    "line_2": _cut(35),
    "line_3": _cut(35),
    "city": _cut(35),
    "post_code": _cut(35),
    "subdivision": _cut(35),
    "country": Never("a country is a code of two letters"),
}


def _under(place: str, reasons: dict[str, Never]) -> dict[str, Never]:
    return {f"{place}.{field}": reason for field, reason in reasons.items()}


def _party(place: str, contact: int) -> dict[str, Never]:
    return {
        f"{place}.name": _cut(70),
        f"{place}.trading_name": _cut(70),
        f"{place}.identifiers[]": Never("there is no place for so many identifiers, or for one in this form"),
        f"{place}.legal_registration": Never(
            "a registration number has at most 35 characters, and its scheme is a number of ISO 6523", _CUT
        ),
        f"{place}.vat_identifier": _whole(35),
        f"{place}.electronic_address": Never(
            "an address has 2 to 35 characters, and its scheme is a name of at most 10", _CUT
        ),
        **_under(f"{place}.address", _ADDRESS),
        f"{place}.contact.name": _cut(contact),
        f"{place}.contact.telephone": _cut(35),
        f"{place}.contact.email": _cut(70),
    }


def _charges(place: str, reason: int) -> dict[str, Never]:
    return {
        f"{place}.amount": Never(_MONEY, _CUT),
        f"{place}.base_amount": Never(_MONEY, _CUT),
        f"{place}.percentage": Never(_PERCENT, _CUT),
        f"{place}.reason": _cut(reason),
        f"{place}.reason_code": Never(_CODE),
        f"{place}.vat_category": Never(_CODE),
        f"{place}.vat_rate": Never(_PERCENT, _CUT),
    }


_NO_VAT_OF_ITS_OWN = Never("an allowance or charge of a line has the VAT of the line and none of its own")

REASONS: dict[str, Never] = {
    "": Never(_FORM, _CUT),
    "number": Never("an invoice number has at most 20 characters; a longer one stands in the free text", _CUT),
    "type_code": Never(_CODE, _CUT),
    "currency": Never("a currency has three letters", _CUT),
    "vat_currency": Never("it is told by the VAT amount in the accounting currency, which is not there"),
    "tax_point_date_code": Never("there is room for the date of the tax point or for its code"),
    "buyer_reference": _reference(70),
    "project_reference": _reference(70),
    "contract_reference": _reference(70),
    "order_reference": _reference(70),
    "sales_order_reference": _reference(70),
    "receiving_advice_reference": _reference(70),
    "despatch_advice_reference": _reference(70),
    "tender_or_lot_reference": _reference(70),
    "invoiced_object": Never("an object has at most 70 characters, and its scheme is a code of UNTDID 1153", _CUT),
    "buyer_accounting_reference": _reference(35),
    "payment_terms": Never("terms of payment stand in texts of 70 characters", _CUT),
    "notes[]": Never("a text has at most 512 characters; longer ones go on in the next one", _CUT),
    "notes[].subject_code": Never("a subject is a code of UNTDID 4451, and its text has at most 70 characters"),
    "business_process": Never("the process is a code of four characters"),
    "specification": Never("what conforms to EN 16931 is named EN16931, and no other name is longer than 35", _CUT),
    "preceding_invoices[].number": Never(
        "an invoice number has at most 20 characters; a longer one stands in the free text", _NOTED
    ),
    **_party("seller", 70),
    **_party("buyer", 70),
    "seller.tax_registration": _cut(35),
    "seller.additional_legal_information": _cut(512),
    "buyer.tax_registration": Never("the buyer has no tax registration (BT-32)"),
    "buyer.additional_legal_information": Never("the buyer has no legal information (BT-33)"),
    "payee": Never(f"the payee is told by the code {PAYEE}, with names and numbers of 35 characters", _CUT),
    "tax_representative": Never("names and numbers of the representative have at most 35 characters", _CUT),
    **_under("tax_representative.address", _ADDRESS),
    "delivery.party_name": _cut(35),
    "delivery.location": Never("a place has at most 35 characters, and its scheme is a number of ISO 6523", _CUT),
    **_under("delivery.address", _ADDRESS),
    "payment.remittance_information": Never(
        "banks take a Finnish reference number or an RF reference; any other stands in the free text", _NOTED
    ),
    "payment.means[]": Never("there is one order of payment; of further means only the account is held"),
    "payment.means[].code": Never("there is one order of payment, with one code", _CUT),
    "payment.means[].text": Never("there is one order of payment, with one text of 70 characters", _CUT),
    "payment.means[].credit_transfer.account": Never("an account number has 2 to 34 letters and digits", _CUT),
    "payment.means[].credit_transfer.account_name": _cut(70),
    "payment.means[].credit_transfer.provider": Never(
        "the bank is told by a BIC; any other code stands in the free text", _NOTED
    ),
    "payment.means[].card": Never("there is one card, with a number of 19 characters", _CUT),
    "payment.direct_debit": _whole(35),
    **_charges("allowances[]", 70),
    **_charges("charges[]", 70),
    "totals": Never(_MONEY, _CUT),
    "totals.vat_amount_accounting": Never("an amount in the accounting currency needs BT-6 to be told"),
    "totals.amount_due": Never("the amount of a payment order has two decimals", _CUT),
    "vat_breakdown[].taxable_amount": Never(_MONEY, _CUT),
    "vat_breakdown[].tax_amount": Never(_MONEY, _CUT),
    "vat_breakdown[].category": Never(_CODE),
    "vat_breakdown[].rate": Never(_PERCENT, _CUT),
    "vat_breakdown[].exemption_reason": Never("a reason stands in three texts of 70 characters", _CUT),
    "vat_breakdown[].exemption_reason_code": Never("the code has at most 20 letters, digits and hyphens"),
    "supporting_documents[].reference": Never(
        "a document is told by its link; its reference stands in the free text", _NOTED
    ),
    "supporting_documents[].description": Never(
        "only a link has a name, of at most 512 characters; that of a document without stands in the free text", _NOTED
    ),
    "supporting_documents[].location": _whole(512),
    "supporting_documents[].attachment": Never("attached files travel in a message of their own", _BESIDE),
    "lines[].identifier": _whole(35),
    "lines[].note": Never("a text has at most 512 characters; longer ones go on in the next line", _CUT),
    "lines[].object_identifier": Never(
        "an object has at most 70 characters, and its scheme is a code of UNTDID 1153", _CUT
    ),
    "lines[].quantity": Never("a quantity has at most 13 characters, and goes with the sign of its amount", _CUT),
    "lines[].unit": Never("a unit is a code of Recommendation 20 or a text of 14 characters in use for one", _CUT),
    "lines[].net_amount": Never(_MONEY, _CUT),
    "lines[].order_line_reference": _whole(35),
    "lines[].buyer_accounting_reference": _whole(35),
    **_charges("lines[].allowances[]", 35),
    **_charges("lines[].charges[]", 70),
    "lines[].allowances[].vat_category": _NO_VAT_OF_ITS_OWN,
    "lines[].allowances[].vat_rate": _NO_VAT_OF_ITS_OWN,
    "lines[].charges[].vat_category": _NO_VAT_OF_ITS_OWN,
    "lines[].charges[].vat_rate": _NO_VAT_OF_ITS_OWN,
    "lines[].price": Never("prices have no decimals or two to five, and the gross price is another than the net", _CUT),
    "lines[].price.base_quantity": Never("a quantity has at most 13 characters", _CUT),
    "lines[].price.base_quantity_unit": Never("a unit is a code of Recommendation 20 or a text of 14 characters", _CUT),
    "lines[].vat.category": Never(_CODE),
    "lines[].vat.rate": Never(_PERCENT, _CUT),
    "lines[].item.name": _cut(100),
    "lines[].item.description": _cut(512),
    "lines[].item.seller_identifier": _whole(70),
    "lines[].item.buyer_identifier": _whole(70),
    "lines[].item.standard_identifier": Never(
        "an article number has at most 35 characters; one without a scheme is a GTIN", _CUT
    ),
    "lines[].item.classifications[]": Never(
        "a class has at most 70 characters, its list is a code of UNTDID 7143", _CUT
    ),
    "lines[].item.origin_country": Never("a country is a code of two letters"),
    "lines[].item.attributes[]": _cut(70),
}

_NOT_BEFORE_30 = "versions before 3.0 have no element for it"
_NO_ELEMENT = Never(_NOT_BEFORE_30)
_AS_ROW = Never("versions before 3.0 have no charges on the document; it is a row", Done.CHANGED)
_IN_TEXT = Never(f"{_NOT_BEFORE_30}; it stands in a free text", _NOTED)
_SHORT = (
    "buyer_reference",
    "project_reference",
    "contract_reference",
    "order_reference",
    "sales_order_reference",
    "receiving_advice_reference",
    "despatch_advice_reference",
)

REASONS_201: dict[str, Never] = {
    **REASONS,
    **_party("seller", 35),
    **_party("buyer", 35),
    **{place: _reference(35) for place in _SHORT},
    "type_code": Never("versions before 3.0 have only a few types of invoices", _CUT),
    "vat_currency": _NO_ELEMENT,
    "tax_point_date": _IN_TEXT,
    "tax_point_date_code": _NO_ELEMENT,
    "tender_or_lot_reference": _IN_TEXT,
    "invoiced_object": _IN_TEXT,
    "specification": _NO_ELEMENT,
    "preceding_invoices[].number": Never(
        "there is one preceding invoice, with a number of 20 characters; others stand in the free text", _NOTED
    ),
    "preceding_invoices[].issue_date": _NO_ELEMENT,
    "seller.address.subdivision": _NO_ELEMENT,
    "buyer.address.subdivision": _NO_ELEMENT,
    "tax_representative.address.subdivision": _NO_ELEMENT,
    "delivery.address.subdivision": _NO_ELEMENT,
    "seller.legal_registration": Never("a registration number has at most 35 characters and no scheme", _CUT),
    "buyer.legal_registration": Never("a registration number has at most 35 characters and no scheme", _CUT),
    "seller.electronic_address": Never("an address has no scheme but for that of an OVT identifier", _CUT),
    "buyer.electronic_address": Never("an address has no scheme but for that of an OVT identifier", _CUT),
    "seller.additional_legal_information": _NO_ELEMENT,
    "delivery.location": Never("a place has at most 35 characters and one of four schemes", _CUT),
    "payment.means[].code": Never("versions before 3.0 know credit transfers, in euro from an IBAN a SEPA one", _CUT),
    "payment.means[].text": _NO_ELEMENT,
    "payment.means[].credit_transfer.account_name": _NO_ELEMENT,
    "payment.means[].card": _NO_ELEMENT,
    "payment.direct_debit": _NO_ELEMENT,
    "payment.direct_debit.mandate_reference": _IN_TEXT,
    "allowances[]": _AS_ROW,
    "charges[]": _AS_ROW,
    **dict.fromkeys(_charges("allowances[]", 70), _AS_ROW),
    **dict.fromkeys(_charges("charges[]", 70), _AS_ROW),
    "totals": Never(f"{_MONEY}; a credit note that is to be paid is an invoice", _CUT),
    "totals.line_net_amount": Never("it is the total without VAT, since allowances and charges are rows", _CUT),
    "totals.allowance_amount": Never("allowances are rows"),
    "totals.charge_amount": Never("charges are rows"),
    "totals.vat_amount_accounting": _IN_TEXT,
    "totals.paid_amount": _IN_TEXT,
    "vat_breakdown[].exemption_reason_code": Never("there is no code, only a text", _NOTED),
    "lines[].note": Never("a text has at most 512 characters, and holds what has no place of its own", _CUT),
    "lines[].object_identifier": _IN_TEXT,
    "lines[].charges[]": _NO_ELEMENT,
    **dict.fromkeys(_charges("lines[].charges[]", 70), _NO_ELEMENT),
    "lines[].charges[].amount": _IN_TEXT,
    "lines[].charges[].reason": _IN_TEXT,
    "lines[].allowances[].base_amount": _NO_ELEMENT,
    "lines[].price": Never("there is one price, net and without decimals or with two to five", _CUT),
    "lines[].item.description": Never(f"{_NOT_BEFORE_30}; it stands in the text of the row", _NOTED),
    "lines[].item.seller_identifier": _whole(35),
    "lines[].item.buyer_identifier": _whole(35),
    "lines[].item.standard_identifier": Never("there is a place for a GTIN only"),
    "lines[].item.classifications[]": Never("there is one class, of 35 characters, without a list"),
}

_ROW = "an allowance or charge on the document is a row"

ADDED: dict[str, str] = {
    "lines[].identifier": "a row without a number has its position",
    "issue_date": "the schema demands a date",
    "due_date": "the schema demands a date of payment; it is that of the invoice",
    "type_code": "the schema demands a type; it is an invoice",
    "currency": "the schema demands a currency; XXX says that there is none",
    "totals.amount_incl_vat": "the schema demands a total",
    "totals.line_net_amount": "the total without VAT is also that of the lines",
    "totals.amount_due": "the schema demands an amount to be paid; it is what the other totals give",
    "notes[].text": "it holds what has no place of its own, or the rest of a longer text",
    "payment.means[].code": "an order of payment is a credit transfer unless it says otherwise",
    "supporting_documents[].reference": "a document is referred to by its link",
    "vat_breakdown[].category": "a rate above zero without a code is the standard rate",
    "vat_breakdown[].exemption_reason": "it holds the code of the exemption",
    "lines[].vat.category": "a rate above zero without a code is the standard rate",
    "lines[].price.net_price": "it is the gross price less the discount",
    "lines[].allowances[].amount": "it is what quantity and price are more than the amount of the line",
    "lines[].note": "it holds what has no place of its own",
    "lines[].net_amount": _ROW,
    "lines[].vat.rate": _ROW,
    "lines[].item.name": _ROW,
}
