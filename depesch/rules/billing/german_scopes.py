"""The kinds of node that German rules speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from depesch.model.facts import Said, SaidInGermany, SaidPaymentMeans
from depesch.model.invoice import Invoice, PostalAddress
from depesch.rules import Context, Scope
from depesch.rules.billing.german_statements import said
from depesch.rules.billing.xpath import normalised


def _address(name: str, find: Callable[[Invoice], PostalAddress | None]) -> Scope:
    def nodes(context: Context) -> Sequence[PostalAddress]:
        found = find(context.invoice)
        return () if found is None else (found,)

    return Scope(name=name, nodes=nodes, paths=lambda context: (name,))


def stated(name: str, find: Callable[[SaidInGermany], Sequence[Any]]) -> Scope:
    """Return the scope of statements that stand at one place of the model, all of them together."""
    return Scope(
        name=name,
        nodes=lambda context: find(said(context)),
        paths=lambda context: [name] * len(find(said(context))),
    )


def _with_code(context: Context, codes: frozenset[str]) -> list[tuple[int, SaidPaymentMeans]]:
    return [(n, one) for n, one in enumerate(said(context).means) if normalised(one.value) in codes]


def means_with_code(*codes: str) -> Scope:
    """Return the scope of the ways to pay that have one of the codes."""
    wanted = frozenset(codes)
    return Scope(
        name="payment.means " + " ".join(codes),
        nodes=lambda context: [one for _, one in _with_code(context, wanted)],
        paths=lambda context: [f"payment.means[{n}]" for n, _ in _with_code(context, wanted)],
    )


def accounts_with_code(code: str, field: str, find: Callable[[SaidPaymentMeans], str | None]) -> Scope:
    """Return the scope of one account number of each way to pay with the code; no value where there is none."""
    wanted = frozenset({code})
    path = field if field.startswith("payment.") else f"payment.means[{{}}].{field}"
    return Scope(
        name=f"{field} of {code}",
        nodes=lambda context: [Said(value=find(one), source=one.source) for _, one in _with_code(context, wanted)],
        paths=lambda context: [path.format(n) for n, _ in _with_code(context, wanted)],
    )


def _row_paths(context: Context) -> Sequence[str]:
    """Return the rows of the model that have no rate; a row that the model has no place for is just a row."""
    rows = context.invoice.vat_breakdown
    known = [f"vat_breakdown[{n}].rate" for n, row in enumerate(rows) if row.rate is None]
    return known + ["vat_breakdown"] * (len(said(context).rows_without_rate) - len(known))


SELLER_ADDRESS = _address("seller.address", lambda i: i.seller.address if i.seller else None)
BUYER_ADDRESS = _address("buyer.address", lambda i: i.buyer.address if i.buyer else None)
CONTACTS = stated("seller.contact", lambda german: german.contacts)
DELIVERIES = stated("delivery.address", lambda german: german.deliveries)
WEB_ADDRESSES = stated("supporting_documents", lambda german: german.web_addresses)
ROWS_WITHOUT_RATE = Scope(
    name="rows without rate", nodes=lambda context: said(context).rows_without_rate, paths=_row_paths
)
