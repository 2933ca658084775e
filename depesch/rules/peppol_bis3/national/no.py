"""Norway: the VAT number and the register of business enterprises.

Source: Peppol BIS Billing 3.0, national rules, NO-R; bokføringsforskriften § 5-1-2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from depesch.model.facts import SaidParty
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Check, Context, Rule, Words
from depesch.rules.billing.countries import sellers_from, supplier_country, vat_numbers
from depesch.rules.billing.making import PEPPOL_CII, PEPPOL_UBL, rule
from depesch.rules.billing.parties import seller, the_text
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import on
from depesch.rules.peppol_bis3.national.making import numbers_under, scope

REGISTER = "Foretaksregisteret"
_MVA = r"[0-9]{9}MVA"
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def has_check_digit(number: str) -> bool:
    """Return whether nine digits are an organisation number: weighted by 3 2 7 6 5 4 3 2, modulo 11.

    >>> has_check_digit("991825827"), has_check_digit("991825828"), has_check_digit("000000000")
    (True, False, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return int(number) > 0 and -total % 11 == int(number[8])


def _sellers(context: Context) -> Sequence[SaidParty]:
    found = seller(context)
    return (found,) if found is not None and supplier_country(context) == "NO" else ()


def _is_sound(numbers: Sequence[str]) -> bool:
    """Hold when no number begins with NO; else when the only one is NO, nine digits that check, and MVA."""
    if not any(number.startswith("NO") for number in numbers):
        return True
    bare = numbers[0][2:]
    return len(numbers) == 1 and re.fullmatch(_MVA, bare) is not None and has_check_digit(bare[:9])


def _number_ubl(party: SaidParty, context: Context) -> bool:
    return _is_sound([tax.value or "" for tax in party.taxes if normalised(tax.scheme) == "VAT"])


def _number_cii(party: SaidParty, context: Context) -> bool:
    return _is_sound(vat_numbers(party))


def _registered_ubl(party: SaidParty, context: Context) -> bool:
    return normalised(the_text(numbers_under(party, "TAX"))) == REGISTER


def _registered_cii(party: SaidParty, context: Context) -> bool:
    return any(tax.scheme == "FC" and normalised(tax.value) == REGISTER for tax in party.taxes)


def _tidied(invoice: Invoice) -> Invoice:
    """Return the invoice with the seller's number without spaces, in capitals and with MVA, where its digits check."""
    number = invoice.seller.vat_identifier if invoice.seller else None
    found = re.fullmatch(r"NO([0-9]{9})(MVA)?", re.sub(r"[\s.-]", "", number or "").upper())
    if invoice.seller is None or found is None or not has_check_digit(found.group(1)):
        return invoice
    better = msgspec.structs.replace(invoice.seller, vat_identifier=f"NO{found.group(1)}MVA")
    return msgspec.structs.replace(invoice, seller=better)


def _expected_number(party: SaidParty, context: Context) -> str | None:
    """Return how the number should be written, if nine digits that check stand there."""
    digits = re.sub(r"[^0-9]", "", party.vat_identifier or "")
    return f"NO{digits}MVA" if len(digits) == 9 and has_check_digit(digits) else None


_VAT_NUMBER = Words(
    sv="”{name}” är {value}, som inte är ett norskt momsnummer. Skriv NO, organisationsnumrets nio siffror och MVA, "
    "utan mellanslag, till exempel NO991825827MVA.",
    nb="«{name}» er {value}, som ikke er et gyldig mva-nummer. Skriv NO, de ni sifrene i organisasjonsnummeret og "
    "MVA, uten mellomrom, for eksempel NO991825827MVA.",
    en="“{name}” is {value}, which is no Norwegian VAT number. Write NO, the nine digits of the organisation number "
    "and MVA, without spaces, such as NO991825827MVA.",
)
_REGISTERED = Words(
    sv="Fakturan säger inte att säljaren står i det norska Foretaksregisteret. Aksjeselskap (AS, ASA) och norska "
    "filialer (NUF) ska ha ordet Foretaksregisteret på fakturan: skriv det i ”{name}”.",
    nb="Fakturaen sier ikke at selgeren står i Foretaksregisteret. Aksjeselskap (AS, ASA) og norske filialer av "
    "utenlandske foretak (NUF) skal ha ordet Foretaksregisteret på fakturaen: skriv det i «{name}».",
    en="The invoice does not say that the seller is in the Norwegian register of business enterprises. Limited "
    "companies (AS, ASA) and branches (NUF) must have the word Foretaksregisteret on it: write it in “{name}”.",
)


def _rules(source: str, number: Any, registered: Any, mend: Any = None) -> tuple[Rule, ...]:
    """Return the rules of one syntax. In CII, Peppol's look for the number under a scheme that no term stands for."""

    def check(holds: Any, field: str, expected: Any) -> Check:
        return on(_SELLER, holds, field, expected)

    return (
        rule(
            "NO-R-002",
            source,
            "BT-32",
            _REGISTERED,
            check(registered, "tax_registration", lambda party, context: REGISTER),
            severity=Severity.WARNING,
        ),
        rule("NO-R-001", source, "BT-31", _VAT_NUMBER, check(number, "vat_identifier", _expected_number), mend=mend),
    )


_SELLER = scope("Norwegian seller", sellers_from("NO"), _sellers, "seller")
UBL_RULES = _rules(PEPPOL_UBL, _number_ubl, _registered_ubl, _tidied)
CII_RULES = _rules(PEPPOL_CII, _number_cii, _registered_cii)
