"""What the VAT rules share: nodes and sums by category and rate, worked out once a run in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from depesch.model.facts import ChargeTaxes, Facts, LineTax, LooseTax, OtherTax
from depesch.model.invoice import AllowanceCharge, Invoice, LineVat, VatBreakdown
from depesch.rules import Context, Scope
from depesch.rules.making import ZERO

Key = tuple[str | None, Decimal | None]  # VAT category and rate


class VatFacts:
    """Lines, allowances, charges and VAT rows of one invoice, by VAT category; sums also by category and rate."""

    def __init__(self, invoice: Invoice, facts: Facts, *, exact_codes: bool) -> None:
        self.lines: dict[str | None, list[LineVat]] = {}
        self.allowances: dict[str | None, list[AllowanceCharge]] = {}
        self.charges: dict[str | None, list[AllowanceCharge]] = {}
        self.rows: dict[str | None, list[VatBreakdown]] = {}
        self.line_sum: Decimal = ZERO
        self.line_sums: dict[Key, Decimal] = {}
        self.excess: dict[Key, Decimal] = {}  # of charges too; of allowances below zero
        self.allowance_sums: dict[Key, Decimal] = {}
        self.charge_sums: dict[Key, Decimal] = {}
        self.exact_codes = exact_codes
        self.other: dict[str, set[str | None]] = {}
        self.judged: dict[tuple[str, str | None], list[Any]] = {}
        self.loose: dict[str | None, int] = {}  # how many taxes are of allowances that are not the model's
        self._add_lines(invoice)
        self._add_charges(invoice.allowances, self.allowances, self.allowance_sums)
        self._add_charges(invoice.charges, self.charges, self.charge_sums)
        for row in (*invoice.vat_breakdown, *facts.further_rows):
            self.rows.setdefault(self.code(row.category), []).append(row)
        if not exact_codes:  # in CII the model has the others already
            for tax in facts.other_taxes:
                self._add_other(tax)
            self._drop_those_without_vat(facts)
        elif facts.other_taxes:
            self.judged = self._judged(facts.other_taxes)
        self._add_line_taxes(invoice, facts.line_taxes or ())
        for several in facts.charge_taxes:
            self._add_charge_of_several(several)
        self.of_document = self.used = self._categories()
        if facts.loose_taxes:
            for loose in facts.loose_taxes:
                self._add_loose(loose)
            self.used = self._categories().union(self.loose)

    def _categories(self) -> frozenset[str | None]:
        """Return the categories that stand anywhere, as far as they were taken in."""
        own = frozenset((*self.lines, *self.allowances, *self.charges, *self.rows))
        return own.union(*self.other.values()) if self.other else own

    def code(self, code: str | None) -> str | None:
        """Return a category code as the binding compares it: UBL without white space around it, CII as it stands."""
        return code if code is None or self.exact_codes else code.strip()

    def of_category(self, category: str, rate: Decimal | str | None = "any") -> tuple[Decimal, Decimal, Decimal]:
        """Return the sums of lines, charges and allowances of the category, of one rate or of all together."""
        excess = self.excess.get((category, None), ZERO) if rate == "any" else ZERO
        return (
            _sum(self.line_sums, category, rate) - excess,
            _sum(self.charge_sums, category, rate),
            _sum(self.allowance_sums, category, rate),
        )

    def _drop_those_without_vat(self, facts: Facts) -> None:
        """Leave out what has no category because it has no VAT at all: UBL says so of the others."""
        for place, nodes in (("allowance", self.allowances), ("charge", self.charges), ("row", self.rows)):
            if place not in facts.nameless_taxes:
                nodes.pop(None, None)

    def _judged(self, other_taxes: Iterable[OtherTax]) -> dict[tuple[str, str | None], list[Any]]:
        """Return the nodes that the rules look at where some are of another type than VAT, which CII leaves out.

        Of the rows those of S and Z are looked at whatever their type.
        """
        groups: dict[str, Any] = {
            "line": self.lines, "allowance": self.allowances, "charge": self.charges, "row": self.rows,
        }  # fmt: skip
        left: dict[tuple[str, str | None], list[Any]] = {}
        for tax in other_taxes:
            if tax.place == "row" and tax.category in {"S", "Z"}:
                continue
            nodes = left.setdefault((tax.place, tax.category), list(groups[tax.place].get(tax.category, ())))
            same = [node for node in nodes if getattr(node, "rate", getattr(node, "vat_rate", None)) == tax.rate]
            if same:
                nodes.remove(same[0])
        return left

    def _add_other(self, tax: OtherTax) -> None:
        """Take in a category under another scheme than VAT: the artefacts' sums do not ask for the scheme."""
        self.other.setdefault(tax.place, set()).add(tax.category)
        sums = {"line": self.line_sums, "allowance": self.allowance_sums, "charge": self.charge_sums}.get(tax.place)
        if sums is not None:
            _add(sums, tax.category, tax.rate, tax.amount)

    def _add_line_taxes(self, invoice: Invoice, taxes: Sequence[LineTax]) -> None:
        """Take the taxes of lines from the source instead of the model, which holds the first of each line only.

        A line counts for each pair of a category and a rate that stand in it, once for each category.
        """
        if not taxes:
            return
        self.lines.clear()
        self.line_sums.clear()
        for tax in taxes:
            node = LineVat(category=tax.category, rate=tax.rate)
            if tax.is_vat or self.exact_codes:
                self.lines.setdefault(tax.category, []).append(node)
            if tax.is_vat:
                self.judged.setdefault(("line", tax.category), []).append(node)
            else:
                self.judged.setdefault(("line", tax.category), [])
        by_line: dict[int, list[LineTax]] = defaultdict(list)
        for tax in taxes:
            by_line[tax.line].append(tax)
        for position, those in by_line.items():
            self._add_line_of_several(invoice.lines[position].net_amount, those)

    def _add_line_of_several(self, amount: Decimal | None, taxes: Sequence[LineTax]) -> None:
        categories, rates = {tax.category for tax in taxes}, {tax.rate for tax in taxes}
        for category in categories:
            for rate in rates:
                _add(self.line_sums, category, rate, amount)
            # The sum over all rates, which adds these up, takes the line once.
            _add(self.excess, category, None, amount if amount is None else amount * (len(rates) - 1))

    def _add_charge_of_several(self, several: ChargeTaxes) -> None:
        """Take in the taxes beside the model's; the amount counts as that of a line with several does."""
        of_allowances, amount = several.place == "allowance", several.amount
        kept, sums = (self.allowances, self.allowance_sums) if of_allowances else (self.charges, self.charge_sums)
        for tax in several.taxes[1:]:
            node = AllowanceCharge(vat_category=tax.category, vat_rate=tax.rate)
            kept.setdefault(tax.category, []).append(node)
            if (several.place, tax.category) in self.judged and tax.is_vat:
                self.judged[several.place, tax.category].append(node)
        categories, rates = [tax.category for tax in several.taxes], [tax.rate for tax in several.taxes]
        models = next((c for c in categories if c is not None), None), next((r for r in rates if r is not None), None)
        for category in set(categories):
            for rate in set(rates):
                if (category, rate) != models:
                    _add(sums, category, rate, amount)
            if amount is not None:
                _add(self.excess, category, None, (-amount if of_allowances else amount) * (len(set(rates)) - 1))

    def _add_loose(self, tax: LooseTax) -> None:
        """Take in the tax of an allowance or charge of a line or a price: the artefact judges it wherever it stands."""
        if not self.exact_codes:
            self._add_loose_in_ubl(tax)
            return
        self._add_to_loose(tax)
        if tax.place in {"allowance", "charge"} and tax.is_vat:
            kept = self.allowances if tax.place == "allowance" else self.charges
            nodes = self.judged.setdefault((tax.place, tax.category), list(kept.get(tax.category, ())))
            nodes.append(AllowanceCharge(vat_category=tax.category, vat_rate=tax.rate))

    def _add_loose_in_ubl(self, tax: LooseTax) -> None:
        """Take it in as one of the document's, but for its amount, which is in no sum."""
        if tax.place == "item":
            self._add_item_in_ubl(tax)
            return
        if tax.place not in {"allowance", "charge"}:
            self._add_to_loose(tax, int(tax.is_vat))
            return
        of_allowances = tax.place == "allowance"
        if tax.is_vat:
            node = AllowanceCharge(vat_category=tax.category, vat_rate=tax.rate)
            (self.allowances if of_allowances else self.charges).setdefault(tax.category, []).append(node)
        else:
            self.other.setdefault(tax.place, set()).add(tax.category)
        _add(self.allowance_sums if of_allowances else self.charge_sums, tax.category, tax.rate, ZERO)

    def _add_item_in_ubl(self, tax: LooseTax) -> None:
        """Take in the category of an item that is in no line: it is used, but its rate is not looked at."""
        if tax.is_vat:
            self.judged.setdefault(("line", tax.category), list(self.lines.get(tax.category, ())))
            self.lines.setdefault(tax.category, []).append(LineVat(category=tax.category, rate=tax.rate))
        else:
            self.other.setdefault("line", set()).add(tax.category)

    def _add_to_loose(self, tax: LooseTax, count: int = 1) -> None:
        self.loose[tax.category] = self.loose.get(tax.category, 0) + count

    def _add_charges(
        self,
        nodes: Sequence[AllowanceCharge],
        kept: dict[str | None, list[AllowanceCharge]],
        sums: dict[Key, Decimal],
    ) -> None:
        for node in nodes:
            category = self.code(node.vat_category)
            kept.setdefault(category, []).append(node)
            _add(sums, category, node.vat_rate, node.amount)

    def _add_lines(self, invoice: Invoice) -> None:
        total = ZERO
        lines, sums, exact = self.lines, self.line_sums, self.exact_codes
        for line in invoice.lines:
            amount, vat = line.net_amount, line.vat
            if vat is not None:
                category = vat.category if exact or vat.category is None else vat.category.strip()
                if category in lines:
                    lines[category].append(vat)
                else:
                    lines[category] = [vat]
                if amount is not None:
                    key = category, vat.rate
                    sums[key] = sums.get(key, ZERO) + amount
            if amount is not None:
                total += amount
        self.line_sum = total


def vat_facts(context: Context) -> VatFacts:
    """Return the VAT facts of the run; call it through `context.once`."""
    return VatFacts(context.invoice, context.facts, exact_codes=context.syntax == "cii_d16b")


@cache
def _is_used(category: str) -> Callable[[Context], bool]:
    return lambda context: category in context.once(vat_facts).used


@cache
def used(category: str) -> Scope:
    """Return the document as a node where the category is used anywhere: its rules hold by themselves elsewhere."""
    return Scope(
        name=f"vat {category}",
        nodes=lambda context: (context.invoice,) if category in context.once(vat_facts).used else (),
        paths=lambda context: ("",),
        only_if=_is_used(category),
    )


@cache
def line_vat(category: str) -> Scope:
    """Return the VAT groups (BG-30) of the lines of one category."""
    return _nodes("lines", category, "vat", lambda facts: facts.lines, lambda invoice: [n.vat for n in invoice.lines])


@cache
def document_allowances(category: str) -> Scope:
    """Return the document's allowances (BG-20) of one category."""
    return _nodes("allowances", category, "", lambda facts: facts.allowances, lambda invoice: invoice.allowances)


@cache
def document_charges(category: str) -> Scope:
    """Return the document's charges (BG-21) of one category."""
    return _nodes("charges", category, "", lambda facts: facts.charges, lambda invoice: invoice.charges)


@cache
def vat_rows(category: str) -> Scope:
    """Return the VAT breakdown's rows (BG-23) of one category."""
    return _nodes("vat_breakdown", category, "", lambda facts: facts.rows, lambda invoice: invoice.vat_breakdown)


_PLACES = {"lines": "line", "allowances": "allowance", "charges": "charge", "vat_breakdown": "row"}


def _nodes(
    group: str,
    category: str,
    below: str,
    by_category: Callable[[VatFacts], dict[str | None, Any]],
    everything: Callable[[Invoice], Sequence[Any]],
) -> Scope:
    place = _PLACES[group]

    def nodes(context: Context) -> Sequence[Any]:
        facts = context.once(vat_facts)
        if (place, category) in facts.judged:
            return facts.judged[place, category]
        found: Sequence[Any] = by_category(facts).get(category, ())
        return found

    def paths(context: Context) -> Sequence[str]:
        wanted = {id(node) for node in nodes(context)}
        end = f".{below}" if below else ""
        return [f"{group}[{i}]{end}" for i, node in enumerate(everything(context.invoice)) if id(node) in wanted]

    return Scope(name=f"{group} {category}", nodes=nodes, paths=paths, only_if=_is_used(category))


def _add(sums: dict[Key, Decimal], category: str | None, rate: Decimal | None, amount: Decimal | None) -> None:
    if amount is not None:
        sums[category, rate] = sums.get((category, rate), ZERO) + amount


def _sum(sums: dict[Key, Decimal], category: str, rate: Decimal | str | None) -> Decimal:
    if rate != "any":
        return sums.get((category, rate), ZERO)  # type: ignore[arg-type]  # a rate, no longer the word
    found: Iterable[Decimal] = (amount for (kind, _), amount in sums.items() if kind == category)
    return sum(found, ZERO)
