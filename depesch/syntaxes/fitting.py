"""An invoice fitted to a format that holds less: what is different in what the format keeps is named, term by term.

A writer that changes much makes of the invoice the one that will be read back (`kept`), and writes that. Which terms
differ between the two is found here, so that no loss is forgotten and none is named that was none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import repeat, zip_longest
from typing import Any

from msgspec.structs import astuple

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
    SupportingDocument,
    TaxRepresentative,
)
from depesch.syntaxes import Done
from depesch.syntaxes.holding import Never
from depesch.syntaxes.markup import Out, digits

_Leaf = tuple[str, str, object]  # place, path, value
_Key = tuple[str, str]  # place, what tells the value from another
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
_TERMS = frozenset({str, Decimal, date, bytes, Identifier})


def name_differences(
    out: Out, before: Invoice, kept: Invoice, reasons: Mapping[str, Never], added: Mapping[str, str]
) -> None:
    """Record as losses every term in which `kept` differs from the invoice as it was.

    `reasons` tells why and how by place (`lines[].note`; a place stands for all below it), `added` why the format
    demands what the invoice does not state. Values that only stand in another order are none.
    """
    gone: list[_Leaf] = []
    come: list[_Leaf] = []
    if before is not kept:
        _compare(before, kept, "", "", gone, come)
    if not gone and not come:
        return
    if gone and come:
        gone, come = _moved(gone, come)
    same = {(place, value.value) for place, _, value in come if type(value) is Identifier}
    for place, path, value in gone:
        if type(value) is Identifier and value.scheme is not None and (place, value.value) in same:
            never = _nearest(reasons, f"{place}.scheme")
            out.lose(f"{path}.scheme", value.scheme, never.why, done=never.done)
            continue
        never = _nearest(reasons, place)
        out.lose(path, _shown(value), never.why, done=never.done)
    missed = {place for place, _, _ in gone}
    for place, path, value in come:
        if place not in missed:
            out.lose(path, _shown(value), _demand(added, place) or _nearest(reasons, place).why, done=Done.ADDED)


def _compare(one: Any, other: Any, path: str, place: str, gone: list[_Leaf], come: list[_Leaf]) -> None:
    """Collect in which terms two values differ that are not the same object; None stands for an absent group."""
    kind = type(other if one is None else one)
    if kind is tuple:
        for index, (first, second) in enumerate(zip_longest(one or (), other or ())):
            if first is not second:
                _compare(first, second, f"{path}[{index}]", f"{place}[]", gone, come)
    elif kind in _TERMS:
        if kind is Decimal or one != other:  # a signaling NaN cannot even be compared
            _compare_terms(one, other, path, place, gone, come)
    elif kind not in _WITHOUT_NUMBERS or one != other:
        dot = "." if path else ""
        firsts = repeat(None) if one is None else astuple(one)
        seconds = repeat(None) if other is None else astuple(other)
        for field, first, second in zip(kind.__struct_fields__, firsts, seconds, strict=False):
            if first is not second:
                _compare(first, second, f"{path}{dot}{field}", f"{place}{dot}{field}", gone, come)


def _compare_terms(one: Any, other: Any, path: str, place: str, gone: list[_Leaf], come: list[_Leaf]) -> None:
    if _said(one) == _said(other):
        return
    if one is not None and one != "":
        gone.append((place, path, one))
    if other is not None and other != "":
        come.append((place, path, other))


def _moved(gone: list[_Leaf], come: list[_Leaf]) -> tuple[list[_Leaf], list[_Leaf]]:
    """Return both without what stands among the others, each counted, at another position of the same place."""
    lost = [(place, _said(value)) for place, _, value in gone]
    got = [(place, _said(value)) for place, _, value in come]
    if set(lost).isdisjoint(got):
        return gone, come
    return _without(gone, lost, got), _without(come, got, lost)


def _without(some: list[_Leaf], keys: list[_Key], others: list[_Key]) -> list[_Leaf]:
    there = Counter(others)
    left: list[_Leaf] = []
    for leaf, key in zip(some, keys, strict=True):
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
    if type(value) is Identifier:
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
