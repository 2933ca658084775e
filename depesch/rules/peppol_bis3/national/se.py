"""Sweden: VAT and organisation numbers, F-tax, VAT rates, Bankgiro and Plusgiro.

Source: Peppol BIS Billing 3.0, national rules, SE-R; mervärdesskattelagen (2023:200); skatteförfarandelagen ch. 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from depesch.model.facts import Said, SaidMeans, SaidParty
from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Context, Rule, Scope
from depesch.rules.billing.countries import sellers_from, stated_country, vat_numbers
from depesch.rules.billing.making import PEPPOL_CII, PEPPOL_UBL, rule
from depesch.rules.billing.parties import buyer, means, seller
from depesch.rules.billing.xpath import is_number, normalised, number
from depesch.rules.making import never, on
from depesch.rules.peppol_bis3.national import se_mends, se_words
from depesch.rules.peppol_bis3.national.making import Find, scope
from depesch.rules.peppol_bis3.national.se_mends import BANKGIRO, F_TAX, PLUSGIRO, has_check_digit

_GATE = sellers_from("SE")
_RATES = frozenset({25.0, 12.0, 6.0})
_PLAIN_RATES = frozenset(map(Decimal, (25, 12, 6)))
_DIGITS = r"[0-9]+"
_IN_SWEDEN = "SE"
_GIROS = frozenset({BANKGIRO, PLUSGIRO})


def _sellers(context: Context) -> Sequence[SaidParty]:
    """Give the seller whose address says SE, exactly so."""
    found = seller(context)
    return (found,) if found is not None and stated_country(found) == _IN_SWEDEN else ()


def _sellers_with_number(context: Context) -> Sequence[SaidParty]:
    return [party for party in _sellers(context) if any(one.startswith("SE") for one in vat_numbers(party))]


def _companies(context: Context) -> Sequence[Said]:
    return [company for party in _sellers(context) for company in party.companies]


def _other_numbers_ubl(context: Context) -> Sequence[Said]:
    """Give the seller's registrations for anything but VAT, once it has an organisation number."""
    return _other_numbers(context, lambda tax: normalised((tax.scheme or "").upper()) != "VAT")


def _other_numbers_cii(context: Context) -> Sequence[Said]:
    return _other_numbers(context, lambda tax: tax.scheme == "FC")


def _other_numbers(context: Context, is_other: Callable[[Said], bool]) -> Sequence[Said]:
    with_company = [party for party in _sellers(context) if party.companies]
    return [tax for party in with_company for tax in party.taxes if tax.value is not None and is_other(tax)]


def _rates_ubl(context: Context) -> Sequence[Said]:
    """Give the rates of category S that are none of Sweden's, or do not plainly read so."""
    return context.once(_odd_rates_ubl)


def _rates_cii(context: Context) -> Sequence[Said]:
    """Give the rates of any category that are none of Sweden's, or do not plainly read so."""
    return context.once(_odd_rates_cii)


def _odd_rates_ubl(context: Context) -> Sequence[Said]:
    return _odd_rates(context, frozenset({"S"}))


def _odd_rates_cii(context: Context) -> Sequence[Said]:
    return _odd_rates(context, None)


def _odd_rates(context: Context, categories: frozenset[str] | None) -> Sequence[Said]:
    """Return the rates of the categories (None: of all) that are not plainly Sweden's."""
    if not _sellers_with_number(context):
        return ()
    national = context.stated.national
    if national is not None:
        return national.odd_rates
    return [
        Said(value=None if rate is None else str(rate), place=place)
        for category, rate, place in _rates(context.invoice)
        if rate not in _PLAIN_RATES and (categories is None or category in categories)
    ]


def _rates(invoice: Invoice) -> Iterator[tuple[str | None, Decimal | None, str]]:
    """Give each category of the model with its rate and where that stands."""
    for i, line in enumerate(invoice.lines):
        if line.vat is not None:
            yield line.vat.category, line.vat.rate, f"lines[{i}].vat.rate"
    for i, row in enumerate(invoice.vat_breakdown):
        yield row.category, row.rate, f"vat_breakdown[{i}].rate"
    for kind, group in (("allowances", invoice.allowances), ("charges", invoice.charges)):
        for i, one in enumerate(group):
            yield one.vat_category, one.vat_rate, f"{kind}[{i}].vat_rate"


def _means(context: Context) -> Sequence[SaidMeans]:
    return means(context) if _sellers(context) else ()


def _to_giros(context: Context) -> list[tuple[str, SaidMeans]]:
    """Return the transfers to an account at one of the giros, each with the giro."""
    ways = [(normalised(way.provider), way) for way in _means(context) if way.provider]
    return [(giro, way) for giro, way in ways if giro in _GIROS and normalised(way.value) == "30"]


def _accounts_at(provider: str, field: str) -> Find:
    """Return what gives the accounts at one of the giros; the two syntaxes write them in different fields."""

    def accounts(context: Context) -> Sequence[Said]:
        ways = context.once(_to_giros)
        return [account for giro, way in ways if giro == provider for account in getattr(way, field)]

    return accounts


def _coded(read: Callable[[str | None], str | None], *codes: str, among: bool = False) -> Find:
    """Return what gives the ways to pay with one of the codes; `among`: only when the buyer is in Sweden too."""

    def ways(context: Context) -> Sequence[SaidMeans]:
        found = [way for way in _means(context) if read(way.value) in codes]
        return () if found and among and stated_country(buyer(context)) != _IN_SWEDEN else found

    return ways


def _as_it_stands(text: str | None) -> str | None:
    return text


def _vat_number(party: SaidParty) -> str:
    numbers = vat_numbers(party)
    return numbers[0] if len(numbers) == 1 else ""


def _vat_length(party: SaidParty, context: Context) -> bool:
    return len(normalised(_vat_number(party))) == 14


def _vat_digits(party: SaidParty, context: Context) -> bool:
    return is_number(_vat_number(party)[2:14])


def _digits(said: Said, context: Context) -> bool:
    return is_number(said.value)


def _digits_inside(said: Said, context: Context) -> bool:
    return is_number(normalised(said.value))


def _long(*lengths: int) -> Callable[[Said, Context], bool]:
    return lambda said, context: len(normalised(said.value)) in lengths


def _checks(company: Said, context: Context) -> bool:
    digits = normalised(company.value)
    return re.fullmatch(_DIGITS, digits) is not None and has_check_digit(digits[:10])


def _says_f_tax(tax: Said, context: Context) -> bool:
    return normalised((tax.value or "").upper()) == F_TAX.upper()


def _is_swedish_rate(rate: Said, context: Context) -> bool:
    return number(rate.value) in _RATES


def _scopes(name: str, find: Find, path: str = "") -> Scope:
    return scope(f"Swedish {name}", _GATE, find, path)


_SELLER = _scopes("seller", _sellers_with_number, "seller")
_COMPANY = _scopes("organisation number", _companies, "seller.legal_registration")


def _rules(
    source: str, *, others: Find, rates: Find, field: str, code: Callable[[str | None], str | None]
) -> tuple[Rule, ...]:
    """Return the rules of one syntax: where it writes other numbers, rates and accounts, and how it reads a code."""
    warning: Any = {"severity": Severity.WARNING}
    mends, words = se_mends, se_words
    bankgiro = _scopes("Bankgiro", _accounts_at(BANKGIRO, field))
    plusgiro = _scopes("Plusgiro", _accounts_at(PLUSGIRO, field))
    f_tax = on(_scopes("tax numbers", others, "seller.tax_registration"), _says_f_tax, expected=lambda n, c: F_TAX)
    # In CII, Peppol's rules look for the number under a scheme that no term stands for: nothing there to mend.
    vat_mend: Any = {"mend": mends.vat_number_tidied} if source == PEPPOL_UBL else {}
    company_mend: Any = {"mend": mends.registration_tidied}
    giro: Any = {"mend": mends.accounts_tidied, **warning}
    giro_codes = _scopes("payment to a giro", _coded(code, "50", "56"))
    abroad = _scopes("payment within Sweden", _coded(code, "31", among=True))
    return (
        rule("SE-R-001", source, "BT-31", words.VAT_LENGTH, on(_SELLER, _vat_length, "vat_identifier"), **vat_mend),
        rule("SE-R-002", source, "BT-31", words.VAT_DIGITS, on(_SELLER, _vat_digits, "vat_identifier"), **vat_mend),
        rule("SE-R-003", source, "BT-30", words.COMPANY_DIGITS, on(_COMPANY, _digits), **company_mend),
        rule("SE-R-004", source, "BT-30", words.COMPANY_LENGTH, on(_COMPANY, _long(10)), **company_mend),
        rule("SE-R-013", source, "BT-30", words.COMPANY_CHECK, on(_COMPANY, _checks), **company_mend),
        rule("SE-R-005", source, "BT-32", words.F_TAX, f_tax, mend=mends.f_tax_tidied),
        rule(
            "SE-R-006", source, "BT-119 BT-152 BT-96 BT-103", words.RATE, on(_scopes("rates", rates), _is_swedish_rate)
        ),
        rule("SE-R-007", source, "BT-84", words.PLUSGIRO_DIGITS, on(plusgiro, _digits_inside), **giro),
        rule("SE-R-010", source, "BT-84", words.PLUSGIRO_LENGTH, on(plusgiro, _long(2, 3, 4, 5, 6, 7, 8)), **giro),
        rule("SE-R-008", source, "BT-84", words.BANKGIRO_DIGITS, on(bankgiro, _digits_inside), **giro),
        rule("SE-R-009", source, "BT-84", words.BANKGIRO_LENGTH, on(bankgiro, _long(7, 8)), **giro),
        rule(
            "SE-R-011",
            source,
            "BT-81",
            words.GIRO_CODE,
            on(giro_codes, never, "code"),
            mend=mends.giro_codes_changed,
            **warning,
        ),
        rule("SE-R-012", source, "BT-81", words.ABROAD, on(abroad, never, "code"), mend=mends.domestic_code, **warning),
    )


UBL_RULES = _rules(PEPPOL_UBL, others=_other_numbers_ubl, rates=_rates_ubl, field="accounts", code=_as_it_stands)
CII_RULES = _rules(PEPPOL_CII, others=_other_numbers_cii, rates=_rates_cii, field="proprietary", code=normalised)
