"""The VAT families BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG: written once, made for each category."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.facts import Said
from depesch.model.invoice import AllowanceCharge, Invoice, LineVat, Party, VatBreakdown
from depesch.rules import Check, Context, Rule, Words
from depesch.rules.en16931 import vat_words as words
from depesch.rules.en16931.arithmetic import tax_on
from depesch.rules.en16931.making import rule
from depesch.rules.en16931.presence import country_of
from depesch.rules.en16931.sum_mends import with_vat_rows
from depesch.rules.en16931.vat_facts import (
    VatFacts,
    document_allowances,
    document_charges,
    line_vat,
    used,
    vat_facts,
    vat_rows,
)
from depesch.rules.making import ZERO, always, cii, is_minus_zero, on, round_2, ubl
from depesch.rules.scopes import DOCUMENT

Parties = Callable[[Invoice], bool]
_CERTAIN_PLACES = 12  # of amounts below a billion, a double tells one from the next unit


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """One VAT category and how its rules differ from the others'."""

    prefix: str  # of the rules' ids, such as BR-AE
    category: str  # the code (UNTDID 5305)
    parties: Parties  # whether those are named whom the category asks for
    rate: str  # what holds for rates: "positive", "not negative", "zero" or "none"
    rate_cii: str | None = None  # where CII has it otherwise
    by_rate: bool = False  # one row for each rate, instead of one for all
    reason: bool = False  # an exemption reason must stand there; otherwise it must not
    parties_words: Words


def seller_is_registered(invoice: Invoice) -> bool:
    """Return whether the seller has a VAT or tax number, or a tax representative with a VAT number."""
    seller = invoice.seller
    own = seller is not None and (seller.vat_identifier is not None or seller.tax_registration is not None)
    return own or _representative_has_vat(invoice)


def seller_has_vat_number(invoice: Invoice) -> bool:
    """Return whether the seller or its tax representative has a VAT number."""
    return _has_vat(invoice.seller) or _representative_has_vat(invoice)


def both_are_registered(invoice: Invoice) -> bool:
    """Return whether the seller is registered and the buyer has a VAT number or a legal registration."""
    buyer = invoice.buyer
    known = buyer is not None and (buyer.vat_identifier is not None or buyer.legal_registration is not None)
    return known and seller_is_registered(invoice)


def both_have_vat_numbers(invoice: Invoice) -> bool:
    """Return whether the seller or its representative, and the buyer, have VAT numbers."""
    return seller_has_vat_number(invoice) and _has_vat(invoice.buyer)


def nobody_has_vat_number(invoice: Invoice) -> bool:
    """Return whether neither seller, representative nor buyer has a VAT number."""
    return not (_has_vat(invoice.seller) or _representative_has_vat(invoice) or _has_vat(invoice.buyer))


def _has_vat(party: Party | None) -> bool:
    return party is not None and party.vat_identifier is not None


def _representative_has_vat(invoice: Invoice) -> bool:
    representative = invoice.tax_representative
    return representative is not None and representative.vat_identifier is not None


def _rules_of(family: Family) -> tuple[Rule, ...]:
    return (_rows_rule(family), *_party_rules(family), *_rate_rules(family), *_row_rules(family))


def _rows_rule(family: Family) -> Rule:
    """Return rule 01: the category is used, so the breakdown has its row or rows."""
    category = family.category
    exists_once = not family.by_rate

    def in_ubl(invoice: Invoice, context: Context) -> bool:
        facts = context.once(vat_facts)
        rows = len(facts.rows.get(category, ()))
        if exists_once:
            return rows == 1 or not (rows or _is_charged(facts, category) or facts.loose.get(category))
        return (rows > 0 or _under_other_scheme(facts, category, "row")) == (
            _is_charged(facts, category) or _under_other_scheme(facts, category, "line", "allowance", "charge")
        )

    def in_cii(invoice: Invoice, context: Context) -> bool:
        facts = context.once(vat_facts)
        rows, lines = len(facts.rows.get(category, ())), len(facts.lines.get(category, ()))
        others = len(facts.allowances.get(category, ())) + len(facts.charges.get(category, ()))
        others += facts.loose.get(category, 0)
        if exists_once:
            return (category == "O" and rows == 0) or (rows == 1 and lines + others > 0)
        return (lines == 0 or lines + rows >= 2) and (others == 0 or others + rows >= 2)

    texts = words.ONE_ROW if exists_once else words.ROWS
    scope = used(category)
    return rule(
        f"{family.prefix}-01",
        "BG-23 BT-118",
        words.of(texts, category),
        ubl(scope, in_ubl, "vat_breakdown"),
        cii(scope, in_cii, "vat_breakdown"),
        mend=with_vat_rows,
    )


def _is_charged(facts: VatFacts, category: str) -> bool:
    return bool(facts.lines.get(category) or facts.allowances.get(category) or facts.charges.get(category))


def _under_other_scheme(facts: VatFacts, category: str, *places: str) -> bool:
    """Return whether S stands under another scheme than VAT: for S alone the UBL artefact counts it all the same."""
    return category == "S" and any(category in facts.other.get(place, ()) for place in places)


def _party_rules(family: Family) -> tuple[Rule, ...]:
    """Return rules 02, 03, 04: the parties, for lines, allowances and charges of the category."""
    category = family.category
    kinds: tuple[tuple[str, str, Any, Callable[[VatFacts], Any]], ...] = (
        ("02", "BT-151", line_vat(category), lambda facts: facts.lines),
        ("03", "BT-95", document_allowances(category), lambda facts: facts.allowances),
        ("04", "BT-102", document_charges(category), lambda facts: facts.charges),
    )

    def make(number: str, term: str, scope: Any, nodes: Callable[[VatFacts], Any]) -> Rule:
        def in_ubl(invoice: Invoice, context: Context) -> bool:
            facts = context.once(vat_facts)
            if not nodes(facts).get(category):
                return not (number == "02" and _under_other_scheme(facts, category, "line"))
            return family.parties(invoice)

        def in_cii(node: object, context: Context) -> bool:
            return family.parties(context.invoice)

        terms = f"BT-31 BT-48 {term}" if category in {"AE", "K", "O"} else f"BT-31 BT-32 BT-63 {term}"
        return rule(
            f"{family.prefix}-{number}",
            terms,
            family.parties_words,
            ubl(used(category), in_ubl),
            cii(scope, in_cii),
        )

    return tuple(make(*kind) for kind in kinds)


def _rate_rules(family: Family) -> tuple[Rule, ...]:
    """Return rules 05, 06, 07: the rate on lines, allowances and charges."""
    category = family.category
    kinds = (
        ("05", "BT-152", line_vat(category), "rate"),
        ("06", "BT-96", document_allowances(category), "vat_rate"),
        ("07", "BT-103", document_charges(category), "vat_rate"),
    )
    return tuple(
        rule(
            f"{family.prefix}-{number}",
            f"{term}",
            words.of(words.RATES[family.rate], category),
            *_rate_checks(family, scope, field),
        )
        for number, term, scope, field in kinds
    )


def _rate_checks(family: Family, scope: Any, field: str) -> tuple[Check, ...]:
    in_cii = family.rate_cii or ("zero, no minus" if family.rate == "zero" else family.rate)
    return ubl(scope, _rate_holds(family.rate, field), field), cii(scope, _rate_holds(in_cii, field), field)


def _rate_holds(kind: str, field: str) -> Callable[[LineVat | AllowanceCharge, Context], bool]:
    test: Callable[[Decimal | None], bool] = {
        "positive": lambda rate: rate is not None and rate > ZERO,
        "not negative": lambda rate: rate is not None and rate >= ZERO,
        "zero": lambda rate: rate is not None and rate == ZERO,
        "zero, no minus": lambda rate: rate is not None and rate == ZERO and not is_minus_zero(rate),
        "none": lambda rate: rate is None,
    }[kind]
    return lambda node, context: test(getattr(node, field))


def _row_rules(family: Family) -> tuple[Rule, ...]:
    """Return rules 08, 09, 10: taxable amount, tax and exemption reason of the category's rows."""
    category, rows = family.category, vat_rows(family.category)
    sums, taxes = _sum_checks(family), _tax_checks(family)
    reason_holds = _has_reason if family.reason else _has_no_reason
    reason_words = words.REASON_MISSING if family.reason else words.REASON_TOO_MUCH
    return (
        rule(
            f"{family.prefix}-08",
            "BT-116 BT-131 BT-92 BT-99",
            words.of(words.TAXABLE, category),
            *sums,
            mend=with_vat_rows,
        ),
        rule(f"{family.prefix}-09", "BT-117", words.of(words.TAX, category), *taxes, mend=with_vat_rows),
        rule(
            f"{family.prefix}-10",
            "BT-120 BT-121",
            words.of(reason_words, category),
            on(rows, reason_holds, "exemption_reason"),
        ),
    )


def _sum_checks(family: Family) -> tuple[Check, ...]:
    category, rows = family.category, vat_rows(family.category)

    def should_be(row: VatBreakdown, context: Context) -> Decimal:
        lines, charges, allowances = _sums(row, context)
        return lines + charges - allowances

    def _sums(row: VatBreakdown, context: Context) -> tuple[Decimal, Decimal, Decimal]:
        return context.once(vat_facts).of_category(category, row.rate if family.by_rate else "any")

    def rounded_sum(row: VatBreakdown, context: Context) -> Decimal:
        lines, charges, allowances = _sums(row, context)
        return round_2(lines) + round_2(charges) - round_2(allowances)

    def exact_ubl(row: VatBreakdown, context: Context) -> bool:
        return bool(context.invoice.lines) and row.taxable_amount == should_be(row, context)

    def near_ubl(row: VatBreakdown, context: Context) -> bool:
        """Hold within one currency unit; S asks that something bears the rate, L and M that there are lines."""
        if row.rate is None:
            return True
        if category != "S":
            return bool(context.invoice.lines) and _is_near(row.taxable_amount, should_be(row, context))
        facts, key = context.once(vat_facts), (category, row.rate)
        besides = key in facts.allowance_sums or key in facts.charge_sums
        lines, charges, allowances = _sums(row, context)
        return ((besides or key in facts.line_sums) and _is_near(row.taxable_amount, lines + charges - allowances)) or (
            besides and _is_near(row.taxable_amount, charges - allowances)
        )

    def near_cii(row: VatBreakdown, context: Context) -> bool:
        if row.taxable_amount is None:
            return False
        total = rounded_sum(row, context)
        if row.taxable_amount == total and total.adjusted() < _CERTAIN_PLACES:
            return True
        basis, in_doubles = float(row.taxable_amount), float(total)
        return basis - 1 < in_doubles < basis + 1

    def equal_cii(row: VatBreakdown, context: Context) -> bool:
        if family.by_rate and row.rate is None:
            return True
        amount = row.taxable_amount
        if amount is None:
            return False
        total = rounded_sum(row, context)
        return amount == total or float(amount) == float(total)

    in_ubl = near_ubl if family.by_rate else exact_ubl
    # For L and M the CII artefact looks for the rate one level too high and so never compares anything.
    in_cii = always if category in "LM" else equal_cii if category in "SO" else near_cii
    return ubl(rows, in_ubl, "taxable_amount", should_be), cii(rows, in_cii, "taxable_amount", should_be)


def _is_near(amount: Decimal | None, total: Decimal) -> bool:
    """Return whether the amount is less than 1 from the total; 1 is taken off and added in doubles, as XPath does."""
    if amount is None:
        return False
    if amount == total and total.adjusted() < _CERTAIN_PLACES:
        return True
    return Decimal(float(amount) - 1) < total < Decimal(float(amount) + 1)


def _tax_checks(family: Family) -> tuple[Check, ...]:
    rows = vat_rows(family.category)
    if not family.by_rate:
        return ubl(rows, _is_untaxed, "tax_amount", _zero), cii(rows, _is_untaxed_cii, "tax_amount", _zero)

    def near(row: VatBreakdown, context: Context) -> bool:
        if row.tax_amount is None or row.taxable_amount is None or row.rate is None:
            return False
        return abs(abs(row.tax_amount) - tax_on(row)) < 1

    in_cii = near if family.category == "S" else always
    return (
        ubl(rows, near, "tax_amount", lambda row, c: tax_on(row)),
        cii(rows, in_cii, "tax_amount", lambda row, c: tax_on(row)),
    )


def _is_untaxed(row: VatBreakdown, context: Context) -> bool:
    return row.tax_amount is not None and row.tax_amount == ZERO


def _is_untaxed_cii(row: VatBreakdown, context: Context) -> bool:
    return row.tax_amount is not None and row.tax_amount == ZERO and not is_minus_zero(row.tax_amount)


def _zero(row: VatBreakdown, context: Context) -> Decimal:
    return ZERO


def _has_reason(row: VatBreakdown, context: Context) -> bool:
    return row.exemption_reason is not None or row.exemption_reason_code is not None


def _has_no_reason(row: VatBreakdown, context: Context) -> bool:
    return row.exemption_reason is None and row.exemption_reason_code is None


def _delivery_is_dated_ubl(invoice: Invoice, context: Context) -> bool:
    return (
        not context.once(vat_facts).rows.get("K")
        or _delivery_is_dated(invoice, context)
        or (invoice.tax_point_date_code is not None)
    )


def _delivery_is_dated(invoice: Invoice, context: Context) -> bool:
    """Return whether there is a delivery date or an end of the period; where the syntax looked, as it says."""
    if context.facts.delivery_dated is not None:
        return context.facts.delivery_dated
    if invoice.delivery is not None and invoice.delivery.delivery_date is not None:
        return True
    return invoice.period is not None and (invoice.period.start is not None or invoice.period.end is not None)


def _delivered_to(invoice: Invoice) -> str | None:
    address = invoice.delivery.address if invoice.delivery else None
    return address.country if address else None


def _delivered_to_country_ubl(invoice: Invoice, context: Context) -> bool:
    if not context.once(vat_facts).rows.get("K"):
        return True
    stated = context.facts.delivery_country
    return len(_delivered_to(invoice) or "") > 1 if stated is None else stated


def _only_o(groups: Callable[[VatFacts], tuple[Any, ...]]) -> tuple[Check, ...]:
    """Return the checks that nothing in the groups has another category than O, once a row of O is there."""

    def in_ubl(invoice: Invoice, context: Context) -> bool:
        facts = context.once(vat_facts)
        return not facts.rows.get("O") or not any(
            nodes for g in groups(facts) for key, nodes in g.items() if key != "O"
        )

    def in_cii(row: VatBreakdown, context: Context) -> bool:
        return not any(key not in {"O", None} for g in groups(context.once(vat_facts)) for key in g if g[key])

    return ubl(used("O"), in_ubl), cii(vat_rows("O"), in_cii)


def _without(*checks: Check, syntax: str) -> tuple[Check, ...]:
    """Return the checks of one binding: `ubl` or `cii`."""
    return tuple(check for check in checks if (check.syntaxes is None) == (syntax == "ubl"))


def _only_o_rule(number: str, terms: str, ubl_groups: Any, cii_groups: Any) -> Rule:
    checks = (*_without(*_only_o(ubl_groups), syntax="ubl"), *_without(*_only_o(cii_groups), syntax="cii"))
    return rule(f"BR-O-{number}", terms, words.ONLY_O, *checks)


# Kinds of codes, as the syntax tells them: which are VAT categories, and in which a country other than IT is one.
_CATEGORIES = frozenset({"category", "category of an allowance"})
_COUNTRIES = {True: frozenset({"country"}), False: frozenset({"country", "origin"})}


def _italian_only(invoice: Invoice, context: Context) -> bool:
    if context.facts.codes is not None:
        return _italian_only_as_told(context.facts.codes, _COUNTRIES[context.syntax == "cii_d16b"])
    if "B" not in context.once(vat_facts).used:
        return True
    parties = (invoice.seller, invoice.buyer, invoice.tax_representative, invoice.delivery)
    countries = {country_of(party) for party in parties}  # type: ignore[arg-type]  # all have an address
    if context.syntax != "cii_d16b":
        countries |= {line.item.origin_country for line in invoice.lines if line.item}
    return not countries - {None, "IT"}


def _is_category(said: Said) -> bool:
    return said.name == "CategoryCode" or said.place in _CATEGORIES


def _italian_only_as_told(codes: Sequence[Said], countries: frozenset[str]) -> bool:
    if not any(said.value == "B" and _is_category(said) for said in codes):
        return True
    return all(said.value == "IT" for said in codes if said.place in countries)


def _not_both(invoice: Invoice, context: Context) -> bool:
    if context.facts.codes is not None and context.syntax == "cii_d16b":
        return not {"B", "S"} <= {said.value for said in context.facts.codes if _is_category(said)}
    return not {"B", "S"} <= context.once(vat_facts).of_document


FAMILIES = (
    Family(
        prefix="BR-S",
        category="S",
        parties=seller_is_registered,
        rate="positive",
        by_rate=True,
        parties_words=words.of(words.SELLER, "S"),
    ),
    Family(
        prefix="BR-Z",
        category="Z",
        parties=seller_is_registered,
        rate="zero",
        parties_words=words.of(words.SELLER, "Z"),
    ),
    Family(
        prefix="BR-E",
        category="E",
        parties=seller_is_registered,
        rate="zero",
        reason=True,
        parties_words=words.of(words.SELLER, "E"),
    ),
    Family(
        prefix="BR-AE",
        category="AE",
        parties=both_are_registered,
        rate="zero",
        reason=True,
        parties_words=words.of(words.SELLER_AND_BUYER, "AE"),
    ),
    Family(
        prefix="BR-IC",
        category="K",
        parties=both_have_vat_numbers,
        rate="zero",
        reason=True,
        parties_words=words.of(words.BOTH_VAT, "K"),
    ),
    Family(
        prefix="BR-G",
        category="G",
        parties=seller_has_vat_number,
        rate="zero",
        reason=True,
        parties_words=words.of(words.SELLER_VAT, "G"),
    ),
    Family(
        prefix="BR-O",
        category="O",
        parties=nobody_has_vat_number,
        rate="none",
        reason=True,
        parties_words=words.of(words.NO_VAT_NUMBERS, "O"),
    ),
    Family(
        prefix="BR-AF",
        category="L",
        parties=seller_is_registered,
        rate="not negative",
        rate_cii="positive",
        by_rate=True,
        parties_words=words.of(words.SELLER, "L"),
    ),
    Family(
        prefix="BR-AG",
        category="M",
        parties=seller_is_registered,
        rate="not negative",
        by_rate=True,
        parties_words=words.of(words.SELLER, "M"),
    ),
)

VAT: tuple[Rule, ...] = (
    *(made for family in FAMILIES for made in _rules_of(family)),
    rule(
        "BR-IC-11",
        "BT-72 BG-14",
        words.DELIVERY_DATE,
        ubl(used("K"), _delivery_is_dated_ubl, "delivery.delivery_date"),
        cii(vat_rows("K"), lambda row, c: _delivery_is_dated(c.invoice, c)),
    ),
    rule(
        "BR-IC-12",
        "BT-80",
        words.DELIVERY_COUNTRY,
        ubl(used("K"), _delivered_to_country_ubl, "delivery.address.country"),
        cii(vat_rows("K"), lambda row, c: _delivered_to(c.invoice) is not None),
    ),
    _only_o_rule("11", "BG-23 BT-118", lambda f: (f.rows,), lambda f: (f.rows, f.lines)),
    _only_o_rule("12", "BG-25 BT-151", lambda f: (f.lines,), lambda f: (f.rows, f.lines)),
    _only_o_rule("13", "BG-20 BT-95", lambda f: (f.allowances,), lambda f: (f.allowances, f.charges, f.loose)),
    _only_o_rule("14", "BG-21 BT-102", lambda f: (f.charges,), lambda f: (f.allowances, f.charges, f.loose)),
    rule("BR-B-01", "BT-151 BT-40", words.ITALY, on(DOCUMENT, _italian_only)),
    rule("BR-B-02", "BT-151", words.NOT_BOTH, on(DOCUMENT, _not_both)),
)
