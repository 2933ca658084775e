"""Whether the rules bound to CII can find anything: a sound invoice is not walked again for them.

The reader has noted what it has no place for, what stands twice and what is not as usual (see `ordinary.py`); here is
asked what it does not see: groups that stand twice with different parts in them, and what a rule demands that is not
there. The answer errs on the side of walking only, which `tests/syntaxes/test_cii_bound.py` checks for
every rule.
"""

from __future__ import annotations

from lxml import etree

from depesch.model.invoice import Invoice, Line, Payment, PaymentMeans
from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b.names import RAM_NS, RSM_NS
from depesch.syntaxes.ordinary import is_ordinary

_AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
_SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement"
_STANDS_TWICE = etree.XPath(
    " or ".join(
        (
            "rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter[2]",
            f"{_AGREEMENT}/ram:SellerTradeParty/ram:URIUniversalCommunication[2]",
            f"{_AGREEMENT}/ram:BuyerTradeParty/ram:URIUniversalCommunication[2]",
            f"{_AGREEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode = '50'][2]",
            f"{_SETTLEMENT}/ram:SpecifiedTradePaymentTerms[2]",
            f"{_SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax[2]",
        )
    ),
    namespaces={"rsm": RSM_NS, "ram": RAM_NS},
)
_TRANSFERS = frozenset({"30", "58"})


def may_break(reading: Reading) -> bool:
    """Return whether the document has to be walked; false only when no rule of the table can find anything."""
    invoice = reading.invoice
    return (
        not is_ordinary(reading)
        or invoice.specification is None
        or invoice.type_code is None
        or _document_may_break(invoice)
        or any(map(_line_may_break, invoice.lines))
        or _STANDS_TWICE(reading.root) is True
    )


def _document_may_break(invoice: Invoice) -> bool:
    documents, lines = invoice.supporting_documents, invoice.lines
    return (
        (invoice.buyer is not None and len(invoice.buyer.identifiers) > 1)
        or (invoice.payment is not None and _payment_may_break(invoice.payment))
        or (bool(documents) and sum(document.description is not None for document in documents) > 1)
        or (bool(documents) and sum(document.attachment is not None for document in documents) > 1)
        or not any(line.unit is not None for line in lines)
    )


def _payment_may_break(payment: Payment) -> bool:
    means = payment.means
    return (
        any(map(_has_no_account, means))
        or len({one.code for one in means} - {None}) > 1
        or len({one.text for one in means} - {None}) > 1
    )


def _has_no_account(means: PaymentMeans) -> bool:
    if (means.code or "").strip() not in _TRANSFERS:
        return False
    return means.credit_transfer is None or means.credit_transfer.account is None


def _line_may_break(line: Line) -> bool:
    item, price = line.item, line.price
    return (
        line.vat is None
        or price is None
        or price.net_price is None
        or item is None
        or (item.standard_identifier is not None and item.standard_identifier.scheme is None)
        or any(one.name is None or one.value is None for one in item.attributes)
    )
