"""What official rules ask about in UBL beside the model: currencies, VAT totals, other taxes and empty groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.facts import Facts, OtherTax, VatTotal
from depesch.model.invoice import Invoice
from depesch.syntaxes import Reading
from depesch.syntaxes.binding import Tracer
from depesch.syntaxes.leaves import number
from depesch.syntaxes.padding import padded_amounts
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, cac, cbc
from depesch.syntaxes.ubl21.codes import AMOUNT_NAMES, AMOUNTS, codes_of
from depesch.syntaxes.ubl21.odd_facts import (
    charge_taxes,
    delivery_country,
    delivery_dated,
    incomplete,
    line_taxes,
    loose_taxes,
    nameless_taxes,
    negative_gross_prices,
    odd_periods,
    references_to_nothing,
    rows_besides,
    taxes_elsewhere,
)

_TAX_AMOUNT = cbc("TaxAmount")
_CURRENCIES = etree.XPath(
    f"descendant::*/@currencyID[{' or '.join(f'parent::cbc:{name}' for name in AMOUNT_NAMES)}]",
    namespaces={"cbc": CBC_NS},
    smart_strings=False,
)
_NOT_PLAINLY_VAT = etree.XPath(
    "|".join(
        f"{path}[not(cac:TaxScheme/cbc:ID = 'VAT')]"
        for path in (
            "cac:AllowanceCharge/cac:TaxCategory",
            "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory",
            "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory",
            "cac:CreditNoteLine/cac:Item/cac:ClassifiedTaxCategory",
        )
    ),
    namespaces={"cac": CAC_NS, "cbc": CBC_NS},
)
_SCHEME_ID = f"{cac('TaxScheme')}/{cbc('ID')}"
_AMOUNT_OF = {
    cac("AllowanceCharge"): cbc("Amount"),
    cac("TaxSubtotal"): cbc("TaxableAmount"),
    cac("InvoiceLine"): cbc("LineExtensionAmount"),
    cac("CreditNoteLine"): cbc("LineExtensionAmount"),
}
_TOLD_OTHERWISE = frozenset({"preceding_invoices", "period"})
_SINGLE_GROUPS = {
    "seller": cac("AccountingSupplierParty"),
    "payee": cac("PayeeParty"),
    "tax_representative": cac("TaxRepresentativeParty"),
    "period": cac("InvoicePeriod"),
}


def facts_of(reading: Reading, trace: Callable[[Reading], Tracer]) -> Facts:
    """Return the facts of the document; those of the writing only where the reader did not find all as usual."""
    root, memo = reading.root, reading.memo
    odd = memo.get("doubtful", True) or _lacks_category(reading.invoice)
    currencies = Counter(cast("list[str]", _CURRENCIES(root))) if odd else memo["currencies"]
    facts = Facts(
        root=local_name(root),
        currencies=tuple(currencies.items()),
        vat_totals=tuple(_vat_total(total) for total in root.iterchildren(cac("TaxTotal"))),
        empty_groups=tuple(_empty_groups(root, reading.invoice)),
    )
    return _with_odd(facts, reading, trace) if odd else facts


def _lacks_category(invoice: Invoice) -> bool:
    """Return whether an allowance, a charge or a VAT row has no category: perhaps it has no VAT, perhaps no code."""
    return any(one.vat_category is None for one in (*invoice.allowances, *invoice.charges)) or any(
        row.category is None for row in invoice.vat_breakdown
    )


def _with_odd(facts: Facts, reading: Reading, trace: Callable[[Reading], Tracer]) -> Facts:
    """Return the facts together with those that an ordinary document has none of."""
    root = reading.root
    further, elsewhere = rows_besides(root, reading.invoice)
    backward, empty = odd_periods(root)
    empty_groups = (name for name in facts.empty_groups if name not in _TOLD_OTHERWISE)
    preceding = ("preceding_invoices",) * references_to_nothing(root)
    return msgspec.structs.replace(
        facts,
        other_taxes=tuple(_other_taxes(root)),
        codes=tuple(codes_of(root)),
        line_taxes=line_taxes(root),
        loose_taxes=(*loose_taxes(root), *taxes_elsewhere(root)),
        empty_groups=(*empty_groups, *preceding, *incomplete(root)),
        backward_periods=backward,
        empty_periods=empty,
        delivery_dated=delivery_dated(root),
        delivery_country=delivery_country(root),
        charge_taxes=tuple(charge_taxes(root)),
        nameless_taxes=tuple(nameless_taxes(root)),
        further_rows=further,
        rows_elsewhere=elsewhere,
        negative_gross_prices=negative_gross_prices(root),
        padded=tuple(padded_amounts(root, AMOUNTS, lambda: trace(reading))),
    )


def _other_taxes(root: etree._Element) -> Iterator[OtherTax]:
    """Give the tax categories of the document and its lines that stand under another scheme than VAT, or none."""
    for element in cast("list[etree._Element]", _NOT_PLAINLY_VAT(root)):
        scheme = element.findtext(_SCHEME_ID)
        if scheme == "VAT" or (scheme is not None and scheme.strip().upper() == "VAT"):
            continue
        holder = element.getparent()
        while holder is not None and holder.tag not in _AMOUNT_OF:
            holder = holder.getparent()
        if holder is not None:
            yield OtherTax(
                place=_place(holder),
                category=code.strip() if (code := element.findtext(cbc("ID"))) is not None else None,
                rate=number(element.findtext(cbc("Percent"))),
                amount=number(holder.findtext(_AMOUNT_OF[str(holder.tag)])),
            )


def _place(holder: etree._Element) -> str:
    if holder.tag == cac("AllowanceCharge"):
        return "charge" if (holder.findtext(cbc("ChargeIndicator")) or "").strip() in {"true", "1"} else "allowance"
    return "row" if holder.tag == cac("TaxSubtotal") else "line"


def _empty_groups(root: etree._Element, invoice: Invoice) -> Iterator[str]:
    for name, tag in _SINGLE_GROUPS.items():
        if getattr(invoice, name) is None and root.find(tag) is not None:
            yield name
    references = sum(1 for _ in root.iterchildren(cac("BillingReference")))
    yield from ("preceding_invoices",) * (references - len(invoice.preceding_invoices))


def _vat_total(total: etree._Element) -> VatTotal:
    amount = total.find(_TAX_AMOUNT)
    parts = [number(part.findtext(_TAX_AMOUNT)) for part in total.iterchildren(cac("TaxSubtotal"))]
    return VatTotal(
        amount=number(amount.text) if amount is not None else None,
        currency=amount.get("currencyID") if amount is not None else None,
        breakdown_sum=sum((part for part in parts if part is not None), Decimal(0)) if parts else None,
    )
