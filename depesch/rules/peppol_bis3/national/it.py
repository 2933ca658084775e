"""Italy: the tax number (codice fiscale) and the address of the seller.

Source: Peppol BIS Billing 3.0, national rules, IT-R; Italian core invoice usage specification.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from depesch.model.facts import Said, SaidParty
from depesch.rules import Context, Rule, Scope, Words
from depesch.rules.billing.countries import sellers_from, supplier_country
from depesch.rules.billing.making import PEPPOL_CII, PEPPOL_UBL, rule
from depesch.rules.billing.parties import seller
from depesch.rules.billing.xpath import normalised
from depesch.rules.making import on
from depesch.rules.peppol_bis3.national.making import has_parts, scope

_TAX_NUMBER = r"[A-Z0-9]{11,16}"
_GATE = sellers_from("IT")


def _sellers(context: Context) -> Sequence[SaidParty]:
    found = seller(context)
    return (found,) if found is not None and supplier_country(context) == "IT" else ()


def _registrations(context: Context) -> Sequence[Said]:
    return [tax for party in _sellers(context) for tax in party.taxes]


def _not_for_vat(context: Context) -> Sequence[Said]:
    return [tax for tax in _registrations(context) if normalised(tax.scheme) != "VAT"]


def _is_tax_number(tax: Said, context: Context) -> bool:
    return re.fullmatch(_TAX_NUMBER, normalised(tax.value)) is not None


def _is_tax_number_cii(tax: Said, context: Context) -> bool:
    """Hold for numbers under any scheme but FC, with no scheme at all too; a registration without a number fails."""
    is_other = tax.value is not None and normalised(tax.scheme) != "FC"
    return is_other or _is_tax_number(tax, context)


def _has(part: str) -> Callable[[Any, Context], bool]:
    return lambda party, context: has_parts(party, part)


_NUMBER = Words(
    sv="”{name}” är {value}, men ett italienskt skattenummer (codice fiscale) har 11 till 16 siffror och versaler. "
    "Skriv det utan mellanslag, bindestreck och punkter.",
    nb="«{name}» er {value}, men et italiensk skattenummer (codice fiscale) har 11 til 16 sifre og store bokstaver. "
    "Skriv det uten mellomrom, bindestrek og punktum.",
    en="“{name}” is {value}, but an Italian tax number (codice fiscale) has 11 to 16 digits and capital letters. "
    "Write it without spaces, hyphens and points.",
)
_ADDRESS = Words(
    sv="”{name}” saknas. En italiensk säljare måste ange gata, ort och postnummer. Fyll i uppgiften.",
    nb="«{name}» mangler. En italiensk selger må oppgi gate, poststed og postnummer. Fyll ut opplysningen.",
    en="“{name}” is missing. An Italian seller must give street, city and post code. Fill it in.",
)
_SELLER = scope("Italian seller", _GATE, _sellers, "seller")


def _rules(source: str, registrations: Scope, is_sound: Callable[[Any, Context], bool]) -> tuple[Rule, ...]:
    parts = (("IT-R-002", "BT-35", "line_1"), ("IT-R-003", "BT-37", "city"), ("IT-R-004", "BT-38", "post_code"))
    return (
        rule("IT-R-001", source, "BT-32", _NUMBER, on(registrations, is_sound)),
        *(
            rule(identifier, source, term, _ADDRESS, on(_SELLER, _has(part), f"address.{part}"))
            for identifier, term, part in parts
        ),
    )


UBL_RULES = _rules(
    PEPPOL_UBL, scope("Italian tax numbers", _GATE, _not_for_vat, "seller.tax_registration"), _is_tax_number
)
CII_RULES = _rules(
    PEPPOL_CII, scope("Italian registrations", _GATE, _registrations, "seller.tax_registration"), _is_tax_number_cii
)
