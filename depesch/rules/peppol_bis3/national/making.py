"""How a country's rules find what they speak of: nothing, behind the country's gate, when it does not sell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from depesch.model.facts import Said, SaidParty
from depesch.model.invoice import Identifier, Invoice, Party
from depesch.rules import Context, Scope
from depesch.rules.billing.xpath import normalised

Gate = Callable[[Context], bool]
Find = Callable[[Context], Sequence[Any]]


def scope(name: str, gate: Gate, find: Find, path: str = "") -> Scope:
    """Return the scope of what `find` gives; `path` is where that stands in the model which does not tell itself."""

    def paths(context: Context) -> list[str]:
        return [getattr(node, "place", "") or path for node in find(context)]

    return Scope(name=name, nodes=find, paths=paths, only_if=gate)


def is_credit_note(context: Context) -> bool:
    """Return whether the document is a credit note by its root element; without that fact, by its type."""
    root = context.facts.root
    return context.invoice.is_credit_note if root is None else root == "CreditNote"


def with_scheme(invoice: Invoice, scheme: str, country: str, is_one: Callable[[str], bool]) -> Invoice:
    """Return the invoice with the scheme on the unmarked registration numbers of its parties in the country."""
    parties = {side: _with_scheme(getattr(invoice, side), scheme, country, is_one) for side in ("seller", "buyer")}
    return msgspec.structs.replace(invoice, **parties)


def _with_scheme(party: Party | None, scheme: str, country: str, is_one: Callable[[str], bool]) -> Party | None:
    number = party.legal_registration if party else None
    is_there = party is not None and party.address is not None and party.address.country == country
    if party is None or number is None or not is_there or normalised(number.scheme) or not is_one(number.value):
        return party
    return msgspec.structs.replace(party, legal_registration=Identifier(value=number.value, scheme=scheme))


def numbers_under(party: SaidParty, scheme: str) -> tuple[Said, ...]:
    """Return the party's registration numbers under a tax scheme, white space around the scheme aside."""
    return tuple(tax for tax in party.taxes if tax.value is not None and normalised(tax.scheme) == scheme)


def has_parts(party: SaidParty, *parts: str) -> bool:
    """Return whether the party's address has each of the parts, if only as an empty element."""
    return party.address is not None and all(part in party.address.parts for part in parts)
