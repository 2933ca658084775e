"""What official rules ask about in UBL beside the model: currencies of amounts, and the VAT totals as they stood."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.facts import Facts, VatTotal
from depesch.syntaxes.binding import number
from depesch.syntaxes.ubl21.names import cac, cbc

_TAX_AMOUNT = cbc("TaxAmount")


def facts_of(root: etree._Element) -> Facts:
    """Return the facts of the document of `root`."""
    currencies = Counter(str(found) for found in root.xpath("//@currencyID"))  # type: ignore[union-attr]  # a list
    return Facts(
        root=local_name(root),
        currencies=tuple(currencies.items()),
        vat_totals=tuple(_vat_total(total) for total in root.iterchildren(cac("TaxTotal"))),
    )


def _vat_total(total: etree._Element) -> VatTotal:
    amount = total.find(_TAX_AMOUNT)
    parts = [number(part.findtext(_TAX_AMOUNT)) for part in total.iterchildren(cac("TaxSubtotal"))]
    return VatTotal(
        amount=number(amount.text) if amount is not None else None,
        currency=amount.get("currencyID") if amount is not None else None,
        breakdown_sum=sum((part for part in parts if part is not None), Decimal(0)) if parts else None,
    )
