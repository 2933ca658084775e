"""What official rules ask about in CII beside the model: currencies of amounts, and the VAT totals as they stood."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from depesch.kit.xml import local_name
from depesch.model.facts import Facts, VatTotal
from depesch.syntaxes.binding import number
from depesch.syntaxes.cii_d16b.names import ram

_SUMMATION = ram("SpecifiedTradeSettlementHeaderMonetarySummation")
_TOTAL = ram("TaxTotalAmount")


def facts_of(root: etree._Element) -> Facts:
    """Return the facts of the document of `root`; CII keeps the breakdown apart from the totals."""
    currencies = Counter(str(found) for found in root.xpath("//@currencyID"))  # type: ignore[union-attr]  # a list
    totals = [amount for summation in root.iter(_SUMMATION) for amount in summation.iterchildren(_TOTAL)]
    return Facts(
        root=local_name(root),
        currencies=tuple(currencies.items()),
        vat_totals=tuple(VatTotal(amount=number(one.text), currency=one.get("currencyID")) for one in totals),
    )
