"""The numbers of the business terms, by their place in the model: `lines[].net_amount` is BT-131.

Source: EN 16931-1:2017+A1:2019, semantic data model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from depesch.model.invoice import Identifier, Invoice, Struct

_INDEX = re.compile(r"\[\d+\]")


def _under(group: str, terms: dict[str, str]) -> dict[str, str]:
    return {f"{group}.{field}" if field else group: term for field, term in terms.items()}


def _numbered(group: str, fields: str, terms: str) -> dict[str, str]:
    return _under(group, dict(zip(fields.split(), terms.split(), strict=True)))


_ADDRESS = "line_1 line_2 line_3 city post_code subdivision country"
_ALLOWANCE = "amount base_amount percentage vat_category vat_rate reason reason_code"
_LINE_ALLOWANCE = "amount base_amount percentage reason reason_code"

_DOCUMENT = (
    "number issue_date type_code currency vat_currency tax_point_date tax_point_date_code due_date buyer_reference "
    "project_reference contract_reference order_reference sales_order_reference receiving_advice_reference "
    "despatch_advice_reference tender_or_lot_reference"
)
_DOCUMENT_TERMS = "BT-1 BT-2 BT-3 BT-5 BT-6 BT-7 BT-8 BT-9 BT-10 BT-11 BT-12 BT-13 BT-14 BT-15 BT-16 BT-17"

TERMS: dict[str, str] = {
    **dict(zip(_DOCUMENT.split(), _DOCUMENT_TERMS.split(), strict=True)),
    "invoiced_object": "BT-18",
    "invoiced_object.scheme": "BT-18-1",
    "buyer_accounting_reference": "BT-19",
    "payment_terms": "BT-20",
    **_under("notes[]", {"": "BG-1", "text": "BT-22", "subject_code": "BT-21"}),
    "business_process": "BT-23",
    "specification": "BT-24",
    **_under("preceding_invoices[]", {"": "BG-3", "number": "BT-25", "issue_date": "BT-26"}),
    "seller": "BG-4",
    **_numbered(
        "seller",
        "name trading_name identifiers[] identifiers[].scheme legal_registration legal_registration.scheme "
        "vat_identifier tax_registration additional_legal_information electronic_address electronic_address.scheme",
        "BT-27 BT-28 BT-29 BT-29-1 BT-30 BT-30-1 BT-31 BT-32 BT-33 BT-34 BT-34-1",
    ),
    "seller.address": "BG-5",
    **_numbered("seller.address", _ADDRESS, "BT-35 BT-36 BT-162 BT-37 BT-38 BT-39 BT-40"),
    "seller.contact": "BG-6",
    **_numbered("seller.contact", "name telephone email", "BT-41 BT-42 BT-43"),
    "buyer": "BG-7",
    **_numbered(
        "buyer",
        "name trading_name identifiers[] identifiers[].scheme legal_registration legal_registration.scheme "
        "vat_identifier electronic_address electronic_address.scheme",
        "BT-44 BT-45 BT-46 BT-46-1 BT-47 BT-47-1 BT-48 BT-49 BT-49-1",
    ),
    "buyer.address": "BG-8",
    **_numbered("buyer.address", _ADDRESS, "BT-50 BT-51 BT-163 BT-52 BT-53 BT-54 BT-55"),
    "buyer.contact": "BG-9",
    **_numbered("buyer.contact", "name telephone email", "BT-56 BT-57 BT-58"),
    "payee": "BG-10",
    **_numbered(
        "payee",
        "name identifier identifier.scheme legal_registration legal_registration.scheme",
        "BT-59 BT-60 BT-60-1 BT-61 BT-61-1",
    ),
    "tax_representative": "BG-11",
    **_numbered("tax_representative", "name vat_identifier", "BT-62 BT-63"),
    "tax_representative.address": "BG-12",
    **_numbered("tax_representative.address", _ADDRESS, "BT-64 BT-65 BT-164 BT-66 BT-67 BT-68 BT-69"),
    "delivery": "BG-13",
    **_numbered("delivery", "party_name location location.scheme delivery_date", "BT-70 BT-71 BT-71-1 BT-72"),
    "delivery.address": "BG-15",
    **_numbered("delivery.address", _ADDRESS, "BT-75 BT-76 BT-165 BT-77 BT-78 BT-79 BT-80"),
    **_under("period", {"": "BG-14", "start": "BT-73", "end": "BT-74"}),
    "payment": "BG-16",
    "payment.remittance_information": "BT-83",
    **_numbered("payment.means[]", "code text", "BT-81 BT-82"),
    "payment.means[].credit_transfer": "BG-17",
    **_numbered("payment.means[].credit_transfer", "account account_name provider", "BT-84 BT-85 BT-86"),
    "payment.means[].card": "BG-18",
    **_numbered("payment.means[].card", "primary_account_number holder_name", "BT-87 BT-88"),
    "payment.direct_debit": "BG-19",
    **_numbered("payment.direct_debit", "mandate_reference creditor_identifier debited_account", "BT-89 BT-90 BT-91"),
    "allowances[]": "BG-20",
    **_numbered("allowances[]", _ALLOWANCE, "BT-92 BT-93 BT-94 BT-95 BT-96 BT-97 BT-98"),
    "charges[]": "BG-21",
    **_numbered("charges[]", _ALLOWANCE, "BT-99 BT-100 BT-101 BT-102 BT-103 BT-104 BT-105"),
    "totals": "BG-22",
    **_numbered(
        "totals",
        "line_net_amount allowance_amount charge_amount amount_excl_vat vat_amount vat_amount_accounting "
        "amount_incl_vat paid_amount rounding_amount amount_due",
        "BT-106 BT-107 BT-108 BT-109 BT-110 BT-111 BT-112 BT-113 BT-114 BT-115",
    ),
    "vat_breakdown[]": "BG-23",
    **_numbered(
        "vat_breakdown[]",
        "taxable_amount tax_amount category rate exemption_reason exemption_reason_code",
        "BT-116 BT-117 BT-118 BT-119 BT-120 BT-121",
    ),
    "supporting_documents[]": "BG-24",
    **_numbered(
        "supporting_documents[]",
        "reference description location attachment attachment.content attachment.mime_code attachment.filename",
        "BT-122 BT-123 BT-124 BT-125 BT-125 BT-125-1 BT-125-2",
    ),
    "lines[]": "BG-25",
    **_numbered(
        "lines[]",
        "identifier note object_identifier object_identifier.scheme quantity unit net_amount order_line_reference "
        "buyer_accounting_reference",
        "BT-126 BT-127 BT-128 BT-128-1 BT-129 BT-130 BT-131 BT-132 BT-133",
    ),
    **_under("lines[].period", {"": "BG-26", "start": "BT-134", "end": "BT-135"}),
    "lines[].allowances[]": "BG-27",
    **_numbered("lines[].allowances[]", _LINE_ALLOWANCE, "BT-136 BT-137 BT-138 BT-139 BT-140"),
    "lines[].charges[]": "BG-28",
    **_numbered("lines[].charges[]", _LINE_ALLOWANCE, "BT-141 BT-142 BT-143 BT-144 BT-145"),
    "lines[].price": "BG-29",
    **_numbered(
        "lines[].price",
        "net_price discount gross_price base_quantity base_quantity_unit",
        "BT-146 BT-147 BT-148 BT-149 BT-150",
    ),
    **_under("lines[].vat", {"": "BG-30", "category": "BT-151", "rate": "BT-152"}),
    "lines[].item": "BG-31",
    **_numbered(
        "lines[].item",
        "name description seller_identifier buyer_identifier standard_identifier standard_identifier.scheme "
        "origin_country",
        "BT-153 BT-154 BT-155 BT-156 BT-157 BT-157-1 BT-159",
    ),
    **_numbered("lines[].item.classifications[]", "code scheme scheme_version", "BT-158 BT-158-1 BT-158-2"),
    "lines[].item.attributes[]": "BG-32",
    **_numbered("lines[].item.attributes[]", "name value", "BT-160 BT-161"),
}


def term_of(path: str) -> str | None:
    """Return the number of the term or group at `path`, or None when the standard gives it none.

    >>> term_of("lines[2].net_amount"), term_of("seller.identifiers[0].value"), term_of("")
    ('BT-131', 'BT-29', None)
    """
    place = _INDEX.sub("[]", path)
    return TERMS.get(place) or TERMS.get(place.removesuffix(".value")) or TERMS.get(place + "[]")


def terms(invoice: Invoice) -> Iterator[tuple[str, Any]]:
    """Give every term that the invoice states, as (path, value), in the model's order; identifiers are whole."""
    return _terms("", invoice)


def _terms(prefix: str, group: Struct) -> Iterator[tuple[str, Any]]:
    for field in group.__struct_fields__:
        value = getattr(group, field)
        if isinstance(value, tuple):
            for index, one in enumerate(value):
                path = f"{prefix}{field}[{index}]"
                yield from _terms(path + ".", one) if not isinstance(one, Identifier) else ((path, one),)
        elif isinstance(value, Struct) and not isinstance(value, Identifier):
            yield from _terms(f"{prefix}{field}.", value)
        elif value is not None:
            yield prefix + field, value
