"""The words of a printed invoice in one language; each sibling with a `WORDS` is a language, named by its code.

Sources for the trade's words: each country's own invoices and the national translations of EN 16931 and UNTDID.
"""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from depesch.kit.discovery import plugins


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Every fixed text of a rendered invoice. A language that lacks one does not load."""

    language: str  # BCP 47, also the document's language
    decimal_comma: bool
    group_separator: str  # between thousands
    date_pattern: str  # strftime, with %-d spelt {day} and the month's name {month}
    months: tuple[str, ...]

    titles: dict[str, str]  # by UNTDID 1001 code
    invoice: str
    credit_note: str
    page_of: str  # with {page} and {pages}
    test_mark: str
    test_notice: str
    certification_notice: str

    number: str  # BT-1
    issue_date: str  # BT-2
    type_code: str  # BT-3
    currency: str  # BT-5
    vat_currency: str  # BT-6
    tax_point_date: str  # BT-7
    tax_point_date_code: str  # BT-8
    due_date: str  # BT-9
    buyer_reference: str  # BT-10
    project_reference: str  # BT-11
    contract_reference: str  # BT-12
    order_reference: str  # BT-13
    sales_order_reference: str  # BT-14
    receiving_advice_reference: str  # BT-15
    despatch_advice_reference: str  # BT-16
    tender_or_lot_reference: str  # BT-17
    invoiced_object: str  # BT-18
    buyer_accounting_reference: str  # BT-19
    payment_terms: str  # BT-20
    notes: str  # BG-1
    business_process: str  # BT-23
    specification: str  # BT-24
    preceding_invoice: str  # BT-25
    period: str  # BG-14

    seller: str
    buyer: str
    payee: str
    tax_representative: str
    delivery: str
    trading_name: str
    identifier: str
    legal_registration: str
    vat_identifier: str
    tax_registration: str
    electronic_address: str
    contact: str
    telephone: str
    email: str
    delivery_date: str
    delivery_location: str

    line_number: str
    item: str
    quantity: str
    unit: str
    unit_price: str
    vat: str
    amount: str
    gross_price: str
    price_discount: str
    base_quantity: str
    object_identifier: str
    order_line_reference: str
    seller_item: str
    buyer_item: str
    standard_item: str
    classification: str
    origin_country: str
    references: str
    details: str

    adjustments: str  # BG-20 and BG-21 together
    allowance: str
    charge: str
    reason: str
    base_amount: str
    percentage: str

    vat_breakdown: str
    taxable_amount: str
    vat_rate: str
    vat_category: str
    tax_amount: str
    exemption_reason: str

    totals: str
    line_net_amount: str  # BT-106
    allowance_amount: str  # BT-107
    charge_amount: str  # BT-108
    amount_excl_vat: str  # BT-109
    vat_amount: str  # BT-110
    vat_amount_accounting: str  # BT-111
    amount_incl_vat: str  # BT-112
    paid_amount: str  # BT-113
    rounding_amount: str  # BT-114
    amount_due: str  # BT-115
    amount_credited: str  # BT-115 of a credit note

    payment: str
    payment_means: str
    payment_reference: str
    account: str
    account_name: str
    provider: str
    card_number: str
    card_holder: str
    mandate: str
    creditor: str
    debited_account: str
    qr_hint: str
    qr_alt: str

    attachments: str
    attachment: str
    document_reference: str
    description: str
    location: str
    file_name: str
    file_kind: str
    file_size: str
    kilobytes: str

    vat_categories: dict[str, str]  # UNCL5305
    tax_point_codes: dict[str, str]  # UNTDID 2005
    means: dict[str, str]  # UNTDID 4461
    units: dict[str, str]  # UN/ECE Recommendations 20 and 21


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are words for, in the alphabet's order."""
    return tuple(plugins(__name__, "WORDS"))


def words(language: str) -> Words:
    """Return the words for `language`, a BCP 47 tag; Norwegian in any form gives `nb`, an unknown one English."""
    code = language.lower().replace("_", "-").split("-")[0]
    code = {"no": "nb", "nn": "nb"}.get(code, code)
    found = plugins(__name__, "WORDS")
    return cast(Words, found.get(code) or found["en"])


def language_of_country(country: str | None) -> str:
    """Return the language of invoices to `country` (ISO 3166-1 alpha-2); English where we have none."""
    spoken = {"SE": "sv", "AX": "sv", "NO": "nb", "DK": "da", "FI": "fi", "DE": "de", "AT": "de", "LI": "de"}
    return spoken.get((country or "").upper(), "en")
