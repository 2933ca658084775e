"""Whether a pack makes sense: known terms, usable patterns, bounds in order, each key once. All faults are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

import msgspec

from depesch.kit.patterns import BadPattern, check_pattern, matches
from depesch.kit.strict import MOST_FAULTS, Fault
from depesch.model.terms import TERMS
from depesch.rules.packs import Allowed, Amount, AnyDemand, Attachments, Day, Form, Mandatory, Pack
from depesch.rules.packs.places import kind_of, places_of

_KINDS = {Decimal: "a number", date: "a date", str: "a text"}


def faults_of(pack: Pack) -> Iterator[Fault]:
    """Yield what is wrong with a pack whose form is right, each fault with its place."""
    if not pack.receiver.strip() or not pack.receiver.isprintable():
        yield Fault("receiver", "is empty or has characters that cannot be shown")
    yield from _of_demands(enumerate(pack.demands))


def faults_of_readable_demands(data: bytes) -> tuple[Fault, ...]:
    """Return what is wrong with those demands whose form is right, in a pack where something else is not."""
    try:
        written = msgspec.json.decode(data, type=_Written).demands
    except (msgspec.MsgspecError, RecursionError):
        return ()
    readable = []
    for position, raw in enumerate(written[:MOST_FAULTS]):
        with suppress(msgspec.ValidationError):  # told already, by whoever read the pack
            readable.append((position, msgspec.json.decode(raw, type=AnyDemand)))
    return tuple(_of_demands(readable))


class _Written(msgspec.Struct, frozen=True):
    """The demands of a pack, not looked into yet."""

    demands: tuple[msgspec.Raw, ...]


def _of_demands(demands: Iterable[tuple[int, AnyDemand]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, demand in demands:
        place = f"demands[{position}]"
        if demand.key in seen:
            yield Fault(f"{place}.key", f"{demand.key!r} stands twice")
        seen.add(demand.key)
        yield from (Fault(f"{place}.{fault.place}", fault.text) for fault in _of_demand(demand))


def _of_demand(demand: AnyDemand) -> Iterator[Fault]:
    match demand:
        case Mandatory():
            yield from _of_terms(demand.terms)
        case Form():
            yield from _of_term(demand.term, str, Decimal, date)
            yield from _of_pattern("pattern", demand.pattern, demand.example)
        case Amount():
            yield from _of_term(demand.term, Decimal)
            yield from _of_amounts(demand)
        case Day():
            yield from _of_term(demand.term, date)
            yield from _of_days(demand)
        case Allowed():
            yield from _of_term(demand.term, str, Decimal, date)
            if len(set(demand.values)) < len(demand.values):
                yield Fault("values", "a value stands twice")
        case Attachments():
            yield from _of_files(demand)


def _of_terms(terms: Sequence[str]) -> Iterator[Fault]:
    known = []
    for position, term in enumerate(terms):
        if places_of(term):
            known.append(term)
        else:
            yield Fault(f"terms[{position}]", _no_term(term))
    if len({place.in_line for term in known for place in places_of(term)}) > 1:
        yield Fault("terms", "some are of lines and some of the document: make two demands")


def _of_term(term: str, *kinds: type, field: str = "term") -> Iterator[Fault]:
    if not places_of(term):
        yield Fault(field, _no_term(term))
    elif kind_of(term) not in kinds:
        wanted = " or ".join(_KINDS[kind] for kind in kinds)
        yield Fault(field, f"{term} is {_KINDS.get(kind_of(term), 'a group')}, and should be {wanted}")


def _no_term(term: str) -> str:
    return f"there is no term {term!r}; there are {len(set(TERMS.values()))}, from BT-1 and BG-1 on"


def _of_pattern(field: str, pattern: str, example: str | None = None) -> Iterator[Fault]:
    try:
        check_pattern(pattern)
    except BadPattern as error:
        yield Fault(field, f"the pattern cannot be used: {error}")
        return
    if example is not None and not matches(pattern, example):
        yield Fault("example", f"{example!r} is not of the pattern's form")


def _of_amounts(demand: Amount) -> Iterator[Fault]:
    bounds = [bound for bound in (demand.at_least, demand.at_most) if bound is not None]
    if not bounds:
        yield Fault("at_least", "give at_least, at_most or both")
    elif not all(bound.is_finite() and abs(bound) < Decimal(10) ** 20 for bound in bounds):
        yield Fault("at_least", "a bound is no number that an amount can have")
    elif sorted(bounds) != bounds:
        yield Fault("at_most", f"is below at_least, {bounds[0]}")


def _of_days(demand: Day) -> Iterator[Fault]:
    fixed = [bound for bound in (demand.not_before, demand.not_after) if bound is not None]
    days = [bound for bound in (demand.at_least_days, demand.at_most_days) if bound is not None]
    if not fixed and not days:
        yield Fault("not_before", "give not_before, not_after, at_least_days or at_most_days")
    if fixed and days:
        yield Fault("not_before", "give fixed dates or days counted from a date, not both: make two demands")
    if bool(days) is not (demand.counted_from is not None):
        yield Fault("counted_from", "the term that days are counted from goes with at_least_days or at_most_days")
    if sorted(fixed) != fixed or sorted(days) != days:
        yield Fault("not_after" if fixed else "at_most_days", "ends before it begins")
    if demand.counted_from is not None:
        yield from _of_term(demand.counted_from, date, field="counted_from")
        if any(place.in_line for place in places_of(demand.counted_from)):
            yield Fault("counted_from", "a date of lines cannot be counted from")


def _of_files(demand: Attachments) -> Iterator[Fault]:
    if demand.at_most is not None and demand.at_most < demand.at_least:
        yield Fault("at_most", f"is below at_least, {demand.at_least}")
    if demand.at_least == 0 and demand.at_most is None:
        yield Fault("at_least", "0 demands nothing: give at_most too")
    if demand.file_name is not None:
        yield from _of_pattern("file_name", demand.file_name)
