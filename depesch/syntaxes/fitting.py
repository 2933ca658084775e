"""An invoice fitted to a format that holds less: what is different in what the format keeps is named, term by term.

A writer that changes much makes of the invoice the one that will be read back (`kept`), and writes that. Which terms
differ between the two is found here, so that no loss is forgotten and none is named that was none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from depesch.model.invoice import (
    Contact,
    Delivery,
    Identifier,
    Invoice,
    Item,
    Note,
    Party,
    Payee,
    Payment,
    PaymentMeans,
    Period,
    PostalAddress,
    PrecedingInvoice,
    Struct,
    SupportingDocument,
    TaxRepresentative,
)
from depesch.syntaxes import Done
from depesch.syntaxes.holding import Never
from depesch.syntaxes.markup import Out, digits

_Leaf = tuple[str, str, object]  # place, path, value
# Groups without a number: equal is the same here, while of numbers the digits count. Comparing a whole one is quick.
_WITHOUT_NUMBERS = frozenset(
    {
        Note,
        PrecedingInvoice,
        PostalAddress,
        Contact,
        Party,
        Payee,
        TaxRepresentative,
        Delivery,
        Period,
        Payment,
        PaymentMeans,
        SupportingDocument,
        Item,
    }
)


def name_differences(
    out: Out, before: Invoice, kept: Invoice, reasons: Mapping[str, Never], added: Mapping[str, str]
) -> None:
    """Record as losses every term in which `kept` differs from the invoice as it was.

    `reasons` tells why and how by place (`lines[].note`; a place stands for all below it), `added` why the format
    demands what the invoice does not state. Values that only stand in another order are none.
    """
    gone: list[_Leaf] = []
    come: list[_Leaf] = []
    _compare(before, kept, "", "", gone, come)
    if not gone and not come:
        return
    if gone and come:
        gone, come = _without(gone, come), _without(come, gone)
    same = {(place, value.value) for place, _, value in come if isinstance(value, Identifier)}
    for place, path, value in gone:
        if isinstance(value, Identifier) and value.scheme is not None and (place, value.value) in same:
            never = _nearest(reasons, f"{place}.scheme")
            out.lose(f"{path}.scheme", value.scheme, never.why, done=never.done)
            continue
        never = _nearest(reasons, place)
        out.lose(path, _shown(value), never.why, done=never.done)
    missed = {place for place, _, _ in gone}
    for place, path, value in come:
        if place not in missed:
            out.lose(path, _shown(value), _demand(added, place) or _nearest(reasons, place).why, done=Done.ADDED)


def _compare(one: object, other: object, path: str, place: str, gone: list[_Leaf], come: list[_Leaf]) -> None:
    if one is other:
        return
    if isinstance(one, tuple) or isinstance(other, tuple):
        ones = one if isinstance(one, tuple) else ()
        others = other if isinstance(other, tuple) else ()
        for index in range(max(len(ones), len(others))):
            first = ones[index] if index < len(ones) else None
            second = others[index] if index < len(others) else None
            _compare(first, second, f"{path}[{index}]", f"{place}[]", gone, come)
        return
    group = one if one is not None else other
    if isinstance(group, Struct) and not isinstance(group, Identifier):
        if type(group) in _WITHOUT_NUMBERS and one == other:
            return
        dot = "." if path else ""
        for field in group.__struct_fields__:
            first = getattr(one, field) if one is not None else None
            second = getattr(other, field) if other is not None else None
            if first is not second:
                _compare(first, second, f"{path}{dot}{field}", f"{place}{dot}{field}", gone, come)
        return
    if one is not None and one != "":
        gone.append((place, path, one))
    if other is not None and other != "":
        come.append((place, path, other))


def _without(some: list[_Leaf], others: list[_Leaf]) -> list[_Leaf]:
    """Return those that do not stand among the others, each counted, at the same place."""
    there = Counter((place, _said(value)) for place, _, value in others)
    left: list[_Leaf] = []
    for leaf in some:
        key = leaf[0], _said(leaf[2])
        if there[key] > 0:
            there[key] -= 1
        else:
            left.append(leaf)
    return left


def _said(value: object) -> str:
    """Return what tells one value from another: a number's digits count."""
    if isinstance(value, Decimal):
        return digits(value) or str(value)
    return repr(value)


def _shown(value: object) -> object:
    if isinstance(value, Identifier):
        return value.value
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def _nearest(reasons: Mapping[str, Never], place: str) -> Never:
    """Return the reason that stands for the place or for the nearest group around it."""
    while place:
        never = reasons.get(place) or reasons.get(place.removesuffix("[]"))
        if never is not None:
            return never
        place = place.rpartition(".")[0]
    return reasons[""]


def _demand(added: Mapping[str, str], place: str) -> str | None:
    """Return why the format demands the term or a group around it, None when the table does not tell."""
    while place:
        why = added.get(place) or added.get(place.removesuffix("[]"))
        if why is not None:
            return why
        place = place.rpartition(".")[0]
    return None
