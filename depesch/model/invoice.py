"""The semantic model of EN 16931-1: invoice and credit note, every business term and group by its number.

Shape: frozen msgspec structs; a missing term is None, a repeated one a tuple. Nothing is mandatory here: whether a
term must be there is for `depesch.rules` to say, so that a faulty document can be read, shown and explained.
Texts are kept as they stood in the document. Amounts are `Decimal` with the digits as written (`25.00` is not
`25`), in the invoice currency (BT-5), except BT-111, which is in the VAT accounting currency (BT-6).

Source: EN 16931-1:2017+A1:2019, semantic data model.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import dataclass_transform

import msgspec

# UNCL1001 codes that EN 16931 and Peppol count as credit notes; all others are invoices.
CREDIT_NOTE_TYPES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"})


@dataclass_transform(frozen_default=True, kw_only_default=True)  # what type checkers cannot see of the base
class Struct(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One group of the model: frozen, by name; in JSON, absent terms are left out and unknown ones refused.

    Frozen values of values can form no cycle, so the garbage collector need not look at them.
    """


class Identifier(Struct):
    """An identifier with the scheme that it belongs to, such as 0007 (Swedish organisation number)."""

    value: str
    scheme: str | None = None


class Note(Struct):
    """BG-1 Invoice note."""

    text: str | None = None  #: BT-22
    subject_code: str | None = None  #: BT-21, UNTDID 4451


class PrecedingInvoice(Struct):
    """BG-3 Preceding invoice reference."""

    number: str | None = None  #: BT-25
    issue_date: date | None = None  #: BT-26


class PostalAddress(Struct):
    """BG-5, BG-8, BG-12, BG-15: a postal address."""

    line_1: str | None = None  #: BT-35, BT-50, BT-64, BT-75
    line_2: str | None = None  #: BT-36, BT-51, BT-65, BT-76
    line_3: str | None = None  #: BT-162, BT-163, BT-164, BT-165
    city: str | None = None  #: BT-37, BT-52, BT-66, BT-77
    post_code: str | None = None  #: BT-38, BT-53, BT-67, BT-78
    subdivision: str | None = None  #: BT-39, BT-54, BT-68, BT-79
    country: str | None = None  #: BT-40, BT-55, BT-69, BT-80, ISO 3166-1 alpha-2


class Contact(Struct):
    """BG-6 Seller contact, BG-9 Buyer contact."""

    name: str | None = None  #: BT-41, BT-56
    telephone: str | None = None  #: BT-42, BT-57
    email: str | None = None  #: BT-43, BT-58


class Party(Struct):
    """BG-4 Seller or BG-7 Buyer. BT-32 and BT-33 are the seller's only; the buyer has at most one BT-46."""

    name: str | None = None  #: BT-27, BT-44
    trading_name: str | None = None  #: BT-28, BT-45
    identifiers: tuple[Identifier, ...] = ()  #: BT-29, BT-46
    legal_registration: Identifier | None = None  #: BT-30, BT-47
    vat_identifier: str | None = None  #: BT-31, BT-48
    tax_registration: str | None = None  #: BT-32
    additional_legal_information: str | None = None  #: BT-33
    electronic_address: Identifier | None = None  #: BT-34, BT-49
    address: PostalAddress | None = None  #: BG-5, BG-8
    contact: Contact | None = None  #: BG-6, BG-9


class Payee(Struct):
    """BG-10 Payee, when someone else than the seller is paid."""

    name: str | None = None  #: BT-59
    identifier: Identifier | None = None  #: BT-60
    legal_registration: Identifier | None = None  #: BT-61


class TaxRepresentative(Struct):
    """BG-11 Seller tax representative party."""

    name: str | None = None  #: BT-62
    vat_identifier: str | None = None  #: BT-63
    address: PostalAddress | None = None  #: BG-12


class Delivery(Struct):
    """BG-13 Delivery information."""

    party_name: str | None = None  #: BT-70
    location: Identifier | None = None  #: BT-71
    delivery_date: date | None = None  #: BT-72
    address: PostalAddress | None = None  #: BG-15


class Period(Struct):
    """BG-14 Invoicing period, BG-26 Invoice line period."""

    start: date | None = None  #: BT-73, BT-134
    end: date | None = None  #: BT-74, BT-135


class CreditTransfer(Struct):
    """BG-17 Credit transfer: one account."""

    account: str | None = None  #: BT-84, IBAN or a national number
    account_name: str | None = None  #: BT-85
    provider: str | None = None  #: BT-86, BIC or a national code


class PaymentCard(Struct):
    """BG-18 Payment card information."""

    primary_account_number: str | None = None  #: BT-87, last digits only
    holder_name: str | None = None  #: BT-88


class PaymentMeans(Struct):
    """One way to pay of BG-16. Both syntaxes repeat the code for each account, so it stands with the account."""

    code: str | None = None  #: BT-81, UNTDID 4461
    text: str | None = None  #: BT-82
    credit_transfer: CreditTransfer | None = None  #: BG-17
    card: PaymentCard | None = None  #: BG-18


class DirectDebit(Struct):
    """BG-19 Direct debit."""

    mandate_reference: str | None = None  #: BT-89
    creditor_identifier: str | None = None  #: BT-90
    debited_account: str | None = None  #: BT-91


class Payment(Struct):
    """BG-16 Payment instructions: one reference for all, and the ways to pay."""

    remittance_information: str | None = None  #: BT-83: OCR, KID, viitenumero, RF
    means: tuple[PaymentMeans, ...] = ()
    direct_debit: DirectDebit | None = None  #: BG-19


class AllowanceCharge(Struct):
    """BG-20, BG-21 (document) and BG-27, BG-28 (line): an allowance or a charge. A line's has no VAT of its own."""

    amount: Decimal | None = None  #: BT-92, BT-99, BT-136, BT-141
    base_amount: Decimal | None = None  #: BT-93, BT-100, BT-137, BT-142
    percentage: Decimal | None = None  #: BT-94, BT-101, BT-138, BT-143
    vat_category: str | None = None  #: BT-95, BT-102
    vat_rate: Decimal | None = None  #: BT-96, BT-103, percent
    reason: str | None = None  #: BT-97, BT-104, BT-139, BT-144
    reason_code: str | None = None  #: BT-98 (UNTDID 5189), BT-105 (UNTDID 7161), BT-140, BT-145


class Totals(Struct):
    """BG-22 Document totals."""

    line_net_amount: Decimal | None = None  #: BT-106
    allowance_amount: Decimal | None = None  #: BT-107
    charge_amount: Decimal | None = None  #: BT-108
    amount_excl_vat: Decimal | None = None  #: BT-109
    vat_amount: Decimal | None = None  #: BT-110
    vat_amount_accounting: Decimal | None = None  #: BT-111, in the VAT accounting currency (BT-6)
    amount_incl_vat: Decimal | None = None  #: BT-112
    paid_amount: Decimal | None = None  #: BT-113
    rounding_amount: Decimal | None = None  #: BT-114
    amount_due: Decimal | None = None  #: BT-115


class VatBreakdown(Struct):
    """BG-23 VAT breakdown: one row for each pair of category and rate."""

    taxable_amount: Decimal | None = None  #: BT-116
    tax_amount: Decimal | None = None  #: BT-117
    category: str | None = None  #: BT-118
    rate: Decimal | None = None  #: BT-119, percent
    exemption_reason: str | None = None  #: BT-120
    exemption_reason_code: str | None = None  #: BT-121


class Attachment(Struct):
    """BT-125 Attached document: the bytes themselves."""

    content: bytes
    mime_code: str | None = None  #: BT-125-1
    filename: str | None = None  #: BT-125-2


class SupportingDocument(Struct):
    """BG-24 Additional supporting document. The object the invoice is about (BT-18) is not one of these."""

    reference: str | None = None  #: BT-122
    description: str | None = None  #: BT-123
    location: str | None = None  #: BT-124
    attachment: Attachment | None = None  #: BT-125


class Price(Struct):
    """BG-29 Price details, excluding VAT."""

    net_price: Decimal | None = None  #: BT-146
    discount: Decimal | None = None  #: BT-147
    gross_price: Decimal | None = None  #: BT-148
    base_quantity: Decimal | None = None  #: BT-149
    base_quantity_unit: str | None = None  #: BT-150


class LineVat(Struct):
    """BG-30 Line VAT information."""

    category: str | None = None  #: BT-151
    rate: Decimal | None = None  #: BT-152, percent


class Classification(Struct):
    """BT-158 Item classification identifier."""

    code: str | None = None  #: BT-158
    scheme: str | None = None  #: BT-158-1, UNTDID 7143
    scheme_version: str | None = None  #: BT-158-2


class ItemAttribute(Struct):
    """BG-32 Item attributes."""

    name: str | None = None  #: BT-160
    value: str | None = None  #: BT-161


class Item(Struct):
    """BG-31 Item information."""

    name: str | None = None  #: BT-153
    description: str | None = None  #: BT-154
    seller_identifier: str | None = None  #: BT-155
    buyer_identifier: str | None = None  #: BT-156
    standard_identifier: Identifier | None = None  #: BT-157
    classifications: tuple[Classification, ...] = ()  #: BT-158
    origin_country: str | None = None  #: BT-159
    attributes: tuple[ItemAttribute, ...] = ()  #: BG-32


class Line(Struct):
    """BG-25 Invoice line."""

    identifier: str | None = None  #: BT-126
    note: str | None = None  #: BT-127
    object_identifier: Identifier | None = None  #: BT-128
    quantity: Decimal | None = None  #: BT-129
    unit: str | None = None  #: BT-130, UN/ECE Recommendation 20 with 21
    net_amount: Decimal | None = None  #: BT-131
    order_line_reference: str | None = None  #: BT-132
    buyer_accounting_reference: str | None = None  #: BT-133
    period: Period | None = None  #: BG-26
    allowances: tuple[AllowanceCharge, ...] = ()  #: BG-27
    charges: tuple[AllowanceCharge, ...] = ()  #: BG-28
    price: Price | None = None  #: BG-29
    vat: LineVat | None = None  #: BG-30
    item: Item | None = None  #: BG-31


class Invoice(Struct):
    """An invoice or a credit note; which of them the type code (BT-3) says."""

    number: str | None = None  #: BT-1
    issue_date: date | None = None  #: BT-2
    type_code: str | None = None  #: BT-3, UNTDID 1001
    currency: str | None = None  #: BT-5, ISO 4217
    vat_currency: str | None = None  #: BT-6
    tax_point_date: date | None = None  #: BT-7
    tax_point_date_code: str | None = None  #: BT-8, UNTDID 2005 (3, 35, 432)
    due_date: date | None = None  #: BT-9
    buyer_reference: str | None = None  #: BT-10
    project_reference: str | None = None  #: BT-11
    contract_reference: str | None = None  #: BT-12
    order_reference: str | None = None  #: BT-13
    sales_order_reference: str | None = None  #: BT-14
    receiving_advice_reference: str | None = None  #: BT-15
    despatch_advice_reference: str | None = None  #: BT-16
    tender_or_lot_reference: str | None = None  #: BT-17
    invoiced_object: Identifier | None = None  #: BT-18
    buyer_accounting_reference: str | None = None  #: BT-19
    payment_terms: str | None = None  #: BT-20
    notes: tuple[Note, ...] = ()  #: BG-1
    business_process: str | None = None  #: BT-23
    specification: str | None = None  #: BT-24
    preceding_invoices: tuple[PrecedingInvoice, ...] = ()  #: BG-3
    seller: Party | None = None  #: BG-4
    buyer: Party | None = None  #: BG-7
    payee: Payee | None = None  #: BG-10
    tax_representative: TaxRepresentative | None = None  #: BG-11
    delivery: Delivery | None = None  #: BG-13
    period: Period | None = None  #: BG-14
    payment: Payment | None = None  #: BG-16
    allowances: tuple[AllowanceCharge, ...] = ()  #: BG-20
    charges: tuple[AllowanceCharge, ...] = ()  #: BG-21
    totals: Totals | None = None  #: BG-22
    vat_breakdown: tuple[VatBreakdown, ...] = ()  #: BG-23
    supporting_documents: tuple[SupportingDocument, ...] = ()  #: BG-24
    lines: tuple[Line, ...] = ()  #: BG-25

    @property
    def is_credit_note(self) -> bool:
        """Whether the type code (BT-3) is one of a credit note."""
        return self.type_code in CREDIT_NOTE_TYPES
