"""Whether a rule bound to UBL may be broken: a quick look that spares a sound invoice the walk of `bound_rules.py`.

It may say yes for nothing, and never no for something. Most is known from the reading (`ordinary.py`): no element
or attribute without a place, no second value of a single term, no amount with more than two decimals. What is left
are groups that may stand several times or lack something, and parties that the model has but the rules do not allow.

It reckons with documents that fit the schema.
"""

from __future__ import annotations

from typing import cast

from lxml import etree

from depesch.model.invoice import Invoice, Party, Payee
from depesch.syntaxes import Reading
from depesch.syntaxes.ordinary import is_ordinary
from depesch.syntaxes.ubl.names import CAC_NS, CBC_NS, SEPA

_NAMESPACES = {"cac": CAC_NS, "cbc": CBC_NS}
_ODD = etree.XPath(
    """
    cac:PaymentMeans[cbc:PaymentID[2] or cac:PaymentMandate[2]]
    or cac:BillingReference[count(cac:InvoiceDocumentReference) != 1 or not(cac:InvoiceDocumentReference/cbc:ID)]
    """,
    namespaces=_NAMESPACES,
)
_ODD_AMONG_SEVERAL = etree.XPath(
    """
    count(cac:PaymentMeans/cac:CardAccount) > 1
    or count(cac:PaymentMeans/cac:PaymentMandate) > 1
    or count(cac:PaymentMeans/cbc:PaymentMeansCode/@name) > 1
    or cac:PaymentMeans[cbc:PaymentMeansCode != ../cac:PaymentMeans/cbc:PaymentMeansCode]
    """,
    namespaces=_NAMESPACES,
)


def may_be_broken(reading: Reading) -> bool:
    """Return whether there is a reason to walk the document by the table."""
    invoice = reading.invoice
    return (
        not is_ordinary(reading)
        or bool(_ODD(reading.root))
        or (_has_several_means(invoice) and bool(_ODD_AMONG_SEVERAL(reading.root)))
        or _has_odd_parties(invoice)
        or any(line.vat is None for line in invoice.lines)
    )


def _has_several_means(invoice: Invoice) -> bool:
    return invoice.payment is not None and len(invoice.payment.means) > 1


def _has_odd_parties(invoice: Invoice) -> bool:
    """Return whether the buyer has several identifiers, the payee the seller's name, or anyone a bank's identifier."""
    seller, buyer, payee = invoice.seller, invoice.buyer, invoice.payee
    if buyer is not None and len(buyer.identifiers) > 1:
        return True
    if payee is not None:
        named = seller is not None and seller.name is not None and payee.name is not None
        if not named or cast(Party, seller).name == payee.name:
            return True
    return any(_has_bank_identifier(party) for party in (seller, buyer, payee))


def _has_bank_identifier(party: Party | Payee | None) -> bool:
    """Return whether an identifier counts as the bank's (BT-90) though the model has it as the party's own."""
    if party is None:
        return False
    own = party.identifiers if isinstance(party, Party) else (party.identifier,) if party.identifier else ()
    return any(one.scheme is not None and one.scheme.upper() == SEPA for one in own)
