"""Greece: invoice number in six parts, VAT numbers (ΑΦΜ), MARK of myDATA, electronic addresses.

Source: Peppol BIS Billing 3.0, national rules, GR-R and GR-S; ΑΑΔΕ, myDATA.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from depesch.model.facts import Said, SaidParty, SaidReference
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Context, Rule, Words
from depesch.rules.billing.countries import (
    accounting_supplier_country,
    customer_country,
    sellers_from,
    stated_country,
    supplier_country,
    vat_numbers,
)
from depesch.rules.billing.making import PEPPOL_UBL, rule
from depesch.rules.billing.parties import buyer, references, representative, seller, the_text
from depesch.rules.billing.xpath import is_number, normalised
from depesch.rules.making import on
from depesch.rules.peppol_bis3.national import gr_words as words
from depesch.rules.peppol_bis3.national.making import numbers_under, scope

_GATE = sellers_from("GR", "EL")
_GREEK = frozenset({"GR", "EL"})
MARK, LINK = "##M.AR.K##", "##INVOICE|URL##"
_DOCUMENT_TYPES = frozenset({"1.1", "1.6", "2.1", "2.4", "5.1", "5.2"})
_SCHEME = "9933"
_DATE = r"(0?[1-9]|[12][0-9]|3[01])[-\\/ ]?(0?[1-9]|1[0-2])[-\\/ ]?(19|20)[0-9]{2}"
_INTEGER = r"[ \t\r\n]*[+-]?[0-9]+[ \t\r\n]*"


def is_afm(text: str) -> bool:
    """Return whether the text begins with a Greek tax number: nine digits, weighted by powers of two, modulo 11.

    >>> is_afm("094259216"), is_afm("094259217"), is_afm("09425921")
    (True, False, False)
    """
    digits = text[:9]
    if len(digits) < 9 or not (digits.isascii() and digits.isdecimal()):
        return False
    total = sum(int(digit) << (8 - place) for place, digit in enumerate(digits[:8]))
    return total % 11 % 10 == int(digits[8])


def _is_greek_sale(context: Context) -> bool:
    return supplier_country(context) in _GREEK


def _documents(context: Context) -> Sequence[Invoice]:
    return (context.invoice,) if context.invoice.number is not None and _is_greek_sale(context) else ()


def _documents_from_greece(context: Context) -> Sequence[Invoice]:
    """Give the document when the seller's address says GR, exactly so, as well."""
    return (context.invoice,) if _is_from_greece(context) else ()


def _is_from_greece(context: Context) -> bool:
    return stated_country(seller(context)) == "GR" and _is_greek_sale(context)


def _sellers(context: Context) -> Sequence[SaidParty]:
    found = seller(context)
    return (found,) if found is not None and _is_greek_sale(context) else ()


def _seller_numbers(context: Context) -> Sequence[Said]:
    return [number for party in _sellers(context) for number in numbers_under(party, "VAT")]


def _seller_endpoints(context: Context) -> Sequence[Said]:
    found = seller(context)
    is_greek = accounting_supplier_country(context) in _GREEK
    return (found.endpoint,) if found is not None and found.endpoint is not None and is_greek else ()


def _buyers(context: Context) -> Sequence[SaidParty]:
    found = buyer(context)
    return (found,) if found is not None and _is_greek_sale(context) else ()


def _greek_buyers(context: Context) -> Sequence[SaidParty]:
    return _buyers(context) if customer_country(context) in _GREEK else ()


def _buyer_endpoints(context: Context) -> Sequence[Said]:
    return [party.endpoint for party in _greek_buyers(context) if party.endpoint is not None]


def _described(context: Context, description: str) -> list[SaidReference]:
    return [one for one in references(context) if description in one.descriptions]


def _marks(context: Context) -> Sequence[Said]:
    """Give the numbers of the additional documents that hold the MARK, wherever they stand."""
    marks = _described(context, MARK) if _is_from_greece(context) else []
    return [mark for mark in marks if mark.value is not None]


def _links(context: Context) -> Sequence[SaidReference]:
    return _described(context, LINK) if _is_greek_sale(context) else ()


def _parts(context: Context) -> list[str]:
    """Return the parts of the invoice number between its bars, each empty where it is missing; six at least."""
    number = context.invoice.number
    return [*(number.split("|") if number else ()), *[""] * 6]


def _has_six_parts(invoice: Invoice, context: Context) -> bool:
    return (invoice.number or "").count("|") == 5


def _begins_with_afm(invoice: Invoice, context: Context) -> bool:
    """Hold when the first part is a tax number, and that of the seller or its representative."""
    first = _parts(context)[0]
    if len(normalised(first)) != 9 or not is_afm(first):
        return False
    return any(
        number[2:11] == first for party in (seller(context), representative(context)) for number in vat_numbers(party)
    )


def _has_the_date(invoice: Invoice, context: Context) -> bool:
    """Hold when the second part is the invoice's date as day/month/year, and reads like a date."""
    second = _parts(context)[1]
    written = second.split("/")
    issued = _issue_date(context).split("-")
    if not normalised(second) or not re.match(_DATE, second) or len(written) < 3 or len(issued) < 3:
        return False
    return written[:3] == [issued[2], issued[1], issued[0]]


def _issue_date(context: Context) -> str:
    national, issued = context.stated.national, context.invoice.issue_date
    if national is not None:
        return national.issue_date or ""
    return issued.isoformat() if issued else ""


def _has_branch(invoice: Invoice, context: Context) -> bool:
    third = _parts(context)[2]
    return is_number(third) and re.fullmatch(_INTEGER, third) is not None and int(third) >= 0


def _has_type(invoice: Invoice, context: Context) -> bool:
    return _parts(context)[3] in _DOCUMENT_TYPES


def _has_fifth(invoice: Invoice, context: Context) -> bool:
    return _parts(context)[4] != ""


def _has_sixth(invoice: Invoice, context: Context) -> bool:
    return _parts(context)[5] != ""


def _has_name(party: SaidParty, context: Context) -> bool:
    return the_text(party.names) != ""


def _has_greek_number(party: SaidParty, context: Context) -> bool:
    numbers = numbers_under(party, "VAT")
    return len(numbers) == 1 and _is_greek_number(numbers[0], context)


def _is_greek_number(number: Said, context: Context) -> bool:
    text = number.value or ""
    return text.startswith("EL") and is_afm(text[2:])


def _is_greek_endpoint(endpoint: Said, context: Context) -> bool:
    return endpoint.scheme == _SCHEME and is_afm(endpoint.value or "")


def _own(context: Context, description: str) -> int:
    """Return how many additional documents of the invoice itself are described so."""
    return sum(1 for one in _described(context, description) if one.place)


def _has_one_mark(invoice: Invoice, context: Context) -> bool:
    return _own(context, MARK) == 1


def _has_one_link(invoice: Invoice, context: Context) -> bool:
    return _own(context, LINK) == 1


def _has_no_second_link(invoice: Invoice, context: Context) -> bool:
    return _own(context, LINK) <= 1


def _is_a_mark(mark: Said, context: Context) -> bool:
    return (mark.value or "")[:1] in set("123456789")


def _leads_somewhere(link: SaidReference, context: Context) -> bool:
    return normalised(link.location) != ""


_DOCUMENT = scope("Greek document", _GATE, _documents)
_FROM_GREECE = scope("document from Greece", _GATE, _documents_from_greece)
_SELLER = scope("Greek seller", _GATE, _sellers, "seller")
_BUYER = scope("buyer of a Greek seller", _GATE, _buyers, "buyer")
_GREEK_BUYER = scope("Greek buyer", _GATE, _greek_buyers, "buyer")
_SELLER_ENDPOINT = scope("Greek seller's address", _GATE, _seller_endpoints, "seller.electronic_address")
_BUYER_ENDPOINT = scope("Greek buyer's address", _GATE, _buyer_endpoints, "buyer.electronic_address")


def _rule(identifier: str, terms: str, told: Words, check: Any, severity: Severity = Severity.FATAL) -> Rule:
    return rule(identifier, PEPPOL_UBL, terms, told, check, severity=severity)


def _number(part: int, told: Words, holds: Any) -> Rule:
    return _rule(f"GR-R-001-{part}", "BT-1", told, on(_DOCUMENT, holds, "number"))


_NUMBERS = scope("Greek seller's VAT numbers", _GATE, _seller_numbers, "seller.vat_identifier")
_MARKS = scope("Greek MARK", _GATE, _marks, "supporting_documents")
_LINKS = scope("Greek link", _GATE, _links, "supporting_documents")
_FILES = "supporting_documents"

UBL_RULES = (
    _number(1, words.SIX_PARTS, _has_six_parts),
    _number(2, words.PART_AFM, _begins_with_afm),
    _number(3, words.PART_DATE, _has_the_date),
    _number(4, words.PART_BRANCH, _has_branch),
    _number(5, words.PART_TYPE, _has_type),
    _number(6, words.PART_SERIES, _has_fifth),
    _number(7, words.PART_NUMBER, _has_sixth),
    _rule("GR-R-002", "BT-28 BT-27", words.NAME, on(_SELLER, _has_name)),
    _rule("GR-S-011", "BT-31", words.ONE_AFM, on(_SELLER, _has_greek_number, "vat_identifier"), Severity.WARNING),
    _rule("GR-R-003", "BT-31", words.AFM, on(_NUMBERS, _is_greek_number)),
    _rule("GR-R-004-1", "BT-123 BT-122", words.MARK_ONCE, on(_FROM_GREECE, _has_one_mark, _FILES)),
    _rule("GR-R-004-2", "BT-122", words.MARK_DIGITS, on(_MARKS, _is_a_mark)),
    _rule("GR-S-008-1", "BT-123 BT-124", words.LINK, on(_FROM_GREECE, _has_one_link, _FILES), Severity.WARNING),
    _rule("GR-R-008-2", "BT-123 BT-124", words.LINK_ONCE, on(_FROM_GREECE, _has_no_second_link, _FILES)),
    _rule("GR-R-008-3", "BT-124", words.LINK_ADDRESS, on(_LINKS, _leads_somewhere, "location")),
    _rule("GR-R-005", "BT-45 BT-44", words.NAME, on(_BUYER, _has_name)),
    _rule("GR-R-009", "BT-34", words.ENDPOINT, on(_SELLER_ENDPOINT, _is_greek_endpoint)),
    _rule("GR-R-006", "BT-48", words.ONE_AFM, on(_GREEK_BUYER, _has_greek_number, "vat_identifier")),
    _rule("GR-R-010", "BT-49", words.ENDPOINT, on(_BUYER_ENDPOINT, _is_greek_endpoint)),
)
CII_RULES: tuple[Rule, ...] = ()
