"""BR-CO: demands on how values go together, except the sums (see `arithmetic`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from depesch.model.codelists import code_list, codes
from depesch.model.invoice import Invoice, Line, Party, Period, TaxRepresentative, VatBreakdown
from depesch.rules import Check, Context, Rule, Scope, Words
from depesch.rules.en16931.making import rule
from depesch.rules.en16931.number_mends import with_vat_prefixes
from depesch.rules.en16931.presence import has_reason
from depesch.rules.en16931.sum_mends import with_vat_rows
from depesch.rules.making import always, cii, has_no_category, never, on, other_taxes, told, told_apart, ubl
from depesch.rules.scopes import (
    ALLOWANCES,
    BUYER,
    CHARGES,
    DOCUMENT,
    LINE_ALLOWANCES,
    LINE_CHARGES,
    LINE_PERIODS,
    LINES,
    PERIOD,
    SELLER,
    TAX_REPRESENTATIVE,
)
from depesch.rules.wordings import MISSING, NEVER, NO_REASON, PERIOD_EMPTY

VAT_ROWS_WITHOUT_OWN_RULES = Scope(
    name="vat_breakdown but L, M, O",
    # In CII the rules of these three categories take the row before the general ones, which then never see it.
    nodes=lambda context: [row for row in context.invoice.vat_breakdown if row.category not in {"L", "M", "O"}],
    paths=lambda context: [
        f"vat_breakdown[{i}]"
        for i, row in enumerate(context.invoice.vat_breakdown)
        if row.category not in {"L", "M", "O"}
    ],
)


def one_tax_point(invoice: Invoice) -> bool:
    """Return whether at most one of tax point date (BT-7) and its code (BT-8) is given."""
    return invoice.tax_point_date is None or invoice.tax_point_date_code is None


def _one_tax_point_cii(row: VatBreakdown, context: Context) -> bool:
    """Hold unless date and code both stand anywhere in the document, as the syntax or else the model tells."""
    two = context.facts.two_tax_points
    return one_tax_point(context.invoice) if two is None else not two


def _has_category(line: Line, context: Context) -> bool:
    """Hold for a line with a VAT category; where lines have several taxes they are looked at one by one."""
    return context.facts.line_taxes is not None or (line.vat is not None and line.vat.category is not None)


def _lines_without_category(context: Context) -> Sequence[int]:
    """Return the positions of the lines with no VAT category among several taxes."""
    taxes = context.facts.line_taxes
    if taxes is None:
        return ()
    known = {tax.line for tax in taxes if tax.is_vat and tax.category is not None}
    return [position for position in range(len(context.invoice.lines)) if position not in known]


_LINES_WITHOUT_CATEGORY = Scope(
    name="lines without VAT category",
    nodes=_lines_without_category,
    paths=lambda context: [f"lines[{position}]" for position in _lines_without_category(context)],
    only_if=lambda context: context.facts.line_taxes is not None,
)


def _empty_periods(group: str) -> Scope:
    """Return the periods that say nothing, where the syntax tells of each one that stands in the document."""

    def paths(context: Context) -> Sequence[str]:
        return [path for path in context.facts.empty_periods or () if path.startswith(group)]

    return Scope(
        name=f"empty periods of {group}",
        nodes=paths,
        paths=paths,
        only_if=lambda context: bool(context.facts.empty_periods),
    )


def _period_says_something(period: Period, context: Context) -> bool:
    return period.start is not None or period.end is not None or context.facts.empty_periods is not None


def _header_period_ubl(period: Period, context: Context) -> bool:
    return _period_says_something(period, context) or context.invoice.tax_point_date_code is not None


def _country_prefix(party: Party | TaxRepresentative, context: Context) -> bool:
    """Hold when the VAT identifier begins with a country's code.

    The UBL artefact looks for the two characters anywhere in the list's text, so that "E " or "" pass too.
    """
    number = party.vat_identifier
    if number is None:
        return True
    holds = _prefix_told if context.syntax == "cii_d16b" else _prefix_told_in_ubl
    return holds(number) or told_apart(context)


def _prefix_told_in_ubl(number: str) -> bool:
    return number[:2] in _prefixes_as_text()


def _prefix_told(number: str) -> bool:
    return number[:2] in codes("vat_country_cii")


@cache
def _prefixes_as_text() -> str:
    return f" {' '.join(code_list('vat_country').codes)} "


def _seller_is_known(seller: Party, context: Context) -> bool:
    return bool(
        seller.vat_identifier is not None
        or any(i.scheme != "SEPA" for i in seller.identifiers)
        or seller.legal_registration is not None
    )


def _prefix_checks() -> tuple[Check, ...]:
    return tuple(on(scope, _country_prefix, "vat_identifier") for scope in (SELLER, BUYER, TAX_REPRESENTATIVE))


_TAX_POINT = Words(
    sv="Fakturan anger både momsdatum och en kod för när momsen ska redovisas. Behåll bara det ena.",
    nb="Fakturaen angir både mva-dato og en kode for når avgiften skal regnskapsføres. Behold bare det ene.",
    en="The invoice gives both a tax point date and a code for when VAT becomes due. Keep only one of them.",
)
_PREFIX = Words(
    sv="Momsnumret {value} ska börja med landets bokstavskod, till exempel SE.",
    nb="Mva-nummeret {value} skal begynne med landets bokstavkode, for eksempel NO.",
    en="The VAT number {value} must begin with the country's letters, such as SE.",
)
_WHO_SELLS = Words(
    sv="Det går inte att se säkert vem säljaren är. Ange organisationsnummer, momsnummer eller ett annat nummer.",
    nb="Det går ikke fram hvem selgeren er. Oppgi organisasjonsnummer, mva-nummer eller et annet nummer.",
    en="It cannot be told for certain who the seller is. Give a registration number, VAT number or another identifier.",
)
_NO_BREAKDOWN = Words(
    sv="Momsspecifikationen saknas. Visa beskattningsbart belopp och moms för varje momssats.",
    nb="Mva-spesifikasjonen mangler. Vis grunnlag og merverdiavgift for hver sats.",
    en="The VAT breakdown is missing. Show the taxable amount and the VAT for each rate.",
)

CONDITIONS: tuple[Rule, ...] = (
    rule(
        "BR-CO-03",
        "BT-7 BT-8",
        _TAX_POINT,
        ubl(DOCUMENT, lambda i, c: one_tax_point(i), "tax_point_date"),
        cii(VAT_ROWS_WITHOUT_OWN_RULES, _one_tax_point_cii),
    ),
    rule(
        "BR-CO-04",
        "BT-151",
        MISSING,
        on(LINES, _has_category, "vat.category"),
        cii(other_taxes("line"), has_no_category),
        on(_LINES_WITHOUT_CATEGORY, never, "vat.category"),
    ),
    rule("BR-CO-05", "BT-98 BT-97", NEVER, on(ALLOWANCES, always)),
    rule("BR-CO-06", "BT-105 BT-104", NEVER, on(CHARGES, always)),
    rule("BR-CO-07", "BT-140 BT-139", NEVER, on(LINE_ALLOWANCES, always)),
    rule("BR-CO-08", "BT-145 BT-144", NEVER, on(LINE_CHARGES, always)),
    rule(
        "BR-CO-09",
        "BT-31 BT-48 BT-63",
        _PREFIX,
        *_prefix_checks(),
        told("tax number", _prefix_told_in_ubl, ubl),
        told("tax number", _prefix_told, cii),
        mend=with_vat_prefixes,
    ),
    rule(
        "BR-CO-18",
        "BG-23",
        _NO_BREAKDOWN,
        ubl(DOCUMENT, lambda i, c: bool(i.vat_breakdown or c.facts.further_rows), "vat_breakdown"),
        cii(LINES, lambda n, c: bool(c.invoice.vat_breakdown or c.facts.further_rows)),
        mend=with_vat_rows,
    ),
    rule(
        "BR-CO-19",
        "BG-14 BT-73 BT-74",
        PERIOD_EMPTY,
        ubl(PERIOD, _header_period_ubl),
        cii(PERIOD, _period_says_something),
        on(_empty_periods("period"), never),
    ),
    rule(
        "BR-CO-20",
        "BG-26 BT-134 BT-135",
        PERIOD_EMPTY,
        on(LINE_PERIODS, _period_says_something),
        on(_empty_periods("lines"), never),
    ),
    rule("BR-CO-21", "BG-20 BT-97 BT-98", NO_REASON, on(ALLOWANCES, has_reason)),
    rule("BR-CO-22", "BG-21 BT-104 BT-105", NO_REASON, on(CHARGES, has_reason)),
    rule("BR-CO-23", "BG-27 BT-139 BT-140", NO_REASON, on(LINE_ALLOWANCES, has_reason)),
    rule("BR-CO-24", "BG-28 BT-144 BT-145", NO_REASON, on(LINE_CHARGES, has_reason)),
    rule("BR-CO-26", "BT-29 BT-30 BT-31", _WHO_SELLS, on(SELLER, _seller_is_known)),
)
