"""Every field of the invoice form: its path, its place in the model, what kind of value it holds, where it stands.

A path is the model's, flattened where the model has groups that nobody sees on an invoice: a line's item, price and VAT
are the line's own, an account is its payment's. `N` stands for a number from 0. `common` fields are shown from the
start; the others are there for the asking.

Columns: path | place in the model (empty: the path itself; -: none, `typed` knows it) | kind | code list | common.
"""

from __future__ import annotations

_ADDRESS = """
{path}.street|{place}.line_1|text||{common}
{path}.street_2|{place}.line_2|text||
{path}.street_3|{place}.line_3|text||
{path}.post_code||text||{common}
{path}.city||text||{common}
{path}.subdivision||text||
{path}.country||country|country|{common}
"""
_ALLOWANCE = """
{path}.amount||amount||{common}
{path}.percentage||percent||{common}
{path}.base_amount||amount||
{path}.reason||text||{common}
{path}.reason_code||code|{reasons}|
"""
_OWN_VAT = """
{path}.vat_category||code|vat_category|{common}
{path}.vat_rate||percent||{common}
{path}.exemption_reason_code|-BT-121|code|vatex|
{path}.exemption_reason|-BT-120|text||
"""


def _address(path: str, common: str = "") -> str:
    return _ADDRESS.format(path=path, place=path, common=common)


def _allowance(path: str, reasons: str) -> str:
    return _ALLOWANCE.format(path=path, reasons=reasons, common="common")


def _own_vat(path: str) -> str:
    return _OWN_VAT.format(path=path, common="common")


DOCUMENT = """
number||text||common
issue_date||date||common
due_date||date||common
type_code||code|document_type|
currency||currency|currency|common
vat_currency||currency|currency|
vat_exchange_rate|-BT-111|rate||
tax_point_date||date||
tax_point_date_code||code|tax_point_date|
buyer_reference||text||common
order_reference||text||common
project_reference||text||
contract_reference||text||
sales_order_reference||text||
receiving_advice_reference||text||
despatch_advice_reference||text||
tender_or_lot_reference||text||
invoiced_object||identifier||
invoiced_object.scheme||code|reference|
buyer_accounting_reference||text||
payment_terms||note||
period.start||date||
period.end||date||
notes.N.text||note||common
notes.N.subject_code||code|note_subject|
preceding_invoices.N.number||text||
preceding_invoices.N.issue_date||date||
business_process||text||
specification||text||
paid_amount|totals.paid_amount|amount||
rounding|-BT-114|code|rounding|
"""

PARTIES = (
    """
seller.name||text||common
seller.trading_name||text||
seller.identifiers.N||identifier||
seller.identifiers.N.scheme||code|icd|
seller.legal_registration||identifier||common
seller.legal_registration.scheme||code|icd|
seller.vat_identifier||text||common
seller.tax_registration||text||
seller.additional_legal_information||text||
seller.electronic_address||identifier||
seller.electronic_address.scheme||code|eas|
"""
    + _address("seller.address")
    + """
seller.contact.name||text||common
seller.contact.telephone||text||
seller.contact.email||text||
buyer.name||text||common
buyer.trading_name||text||
buyer.identifiers.N||identifier||common
buyer.identifiers.N.scheme||code|icd|
buyer.legal_registration||identifier||common
buyer.legal_registration.scheme||code|icd|
buyer.vat_identifier||text||
buyer.electronic_address||identifier||common
buyer.electronic_address.scheme||code|eas|common
"""
    + _address("buyer.address", "common")
    + """
buyer.contact.name||text||
buyer.contact.telephone||text||
buyer.contact.email||text||
payee.name||text||
payee.identifier||identifier||
payee.identifier.scheme||code|icd|
payee.legal_registration||identifier||
payee.legal_registration.scheme||code|icd|
tax_representative.name||text||
tax_representative.vat_identifier||text||
"""
    + _address("tax_representative.address")
    + """
delivery.party_name||text||
delivery.delivery_date||date||
delivery.location||identifier||
delivery.location.scheme||code|icd|
"""
    + _address("delivery.address")
)

PAYMENT = """
payment.remittance_information||text||common
payment.means.N.code||code|payment_means|common
payment.means.N.text||text||
payment.means.N.account|payment.means.N.credit_transfer.account|text||common
payment.means.N.account_name|payment.means.N.credit_transfer.account_name|text||
payment.means.N.provider|payment.means.N.credit_transfer.provider|text||common
payment.means.N.card_number|payment.means.N.card.primary_account_number|text||
payment.means.N.card_holder|payment.means.N.card.holder_name|text||
payment.direct_debit.mandate_reference||text||
payment.direct_debit.creditor_identifier||text||
payment.direct_debit.debited_account||text||
"""

ADJUSTMENTS = (
    _allowance("allowances.N", "allowance_reason")
    + _own_vat("allowances.N")
    + _allowance("charges.N", "charge_reason")
    + _own_vat("charges.N")
)

FILES = """
supporting_documents.N.reference||text||
supporting_documents.N.description||text||
supporting_documents.N.location||text||
"""

LINES = (
    """
lines.N.name|lines.N.item.name|text||common
lines.N.description|lines.N.item.description|note||
lines.N.quantity||quantity||common
lines.N.unit||unit|unit|common
lines.N.price|lines.N.price.net_price|price||common
lines.N.gross_price|lines.N.price.gross_price|price||
lines.N.price_discount|lines.N.price.discount|price||
lines.N.base_quantity|lines.N.price.base_quantity|quantity||
lines.N.base_quantity_unit|lines.N.price.base_quantity_unit|unit|unit|
lines.N.vat_category|lines.N.vat.category|code|vat_category|common
lines.N.vat_rate|lines.N.vat.rate|percent||common
lines.N.exemption_reason_code|-BT-121|code|vatex|
lines.N.exemption_reason|-BT-120|text||
lines.N.identifier||text||
lines.N.note||note||
lines.N.object_identifier||identifier||
lines.N.object_identifier.scheme||code|reference|
lines.N.order_line_reference||text||
lines.N.buyer_accounting_reference||text||
lines.N.period.start||date||
lines.N.period.end||date||
lines.N.seller_identifier|lines.N.item.seller_identifier|text||
lines.N.buyer_identifier|lines.N.item.buyer_identifier|text||
lines.N.standard_identifier|lines.N.item.standard_identifier|identifier||
lines.N.standard_identifier.scheme|lines.N.item.standard_identifier.scheme|code|icd|
lines.N.classifications.N.code|lines.N.item.classifications.N.code|text||
lines.N.classifications.N.scheme|lines.N.item.classifications.N.scheme|code|item_classification|
lines.N.classifications.N.scheme_version|lines.N.item.classifications.N.scheme_version|text||
lines.N.origin_country|lines.N.item.origin_country|country|country|
lines.N.attributes.N.name|lines.N.item.attributes.N.name|text||
lines.N.attributes.N.value|lines.N.item.attributes.N.value|text||
"""
    + _allowance("lines.N.allowances.N", "allowance_reason")
    + _allowance("lines.N.charges.N", "charge_reason")
)

GROUPS = {
    "document": DOCUMENT, "party": PARTIES, "payment": PAYMENT, "adjustment": ADJUSTMENTS, "file": FILES, "line": LINES,
}  # fmt: skip
