"""Which terms at the top of the model an entry of a plan can give, so that a place is sought only where it may be."""

from __future__ import annotations

from functools import cache

from depesch.syntaxes.binding import Entry, Plan
from depesch.syntaxes.groups import Choice, Doubted, Group, Groups, Inside, Later, Nest, Top
from depesch.syntaxes.leaves import Leaf


@cache
def top_keys(entry: Entry) -> frozenset[str]:
    """Return the names of the model's top fields that an entry standing at the top, or a wrapper there, may give."""
    if isinstance(entry, Leaf):
        return frozenset({entry.key, *entry.attributes.values()})
    if isinstance(entry, Nest):
        return _of_all(*entry.plan.values())
    if isinstance(entry, Group):
        return _of_all(*entry.outer.values()) | _tops_below(*entry.plan.values()) | {entry.key}
    if isinstance(entry, Inside):
        return _tops_below(entry.entry) | {entry.key}
    if isinstance(entry, (Top, Doubted)):
        return top_keys(entry.entry)
    if isinstance(entry, (Choice, Later)):
        return _of_all(*entry.entries)
    return frozenset()


def _of_all(*entries: Entry) -> frozenset[str]:
    return frozenset[str]().union(*map(top_keys, entries))


def _tops_below(*entries: Entry) -> frozenset[str]:
    """Return what entries within a group give to the top of the model."""
    found = frozenset[str]()
    for entry in entries:
        if isinstance(entry, Top):
            found |= top_keys(entry)
        elif isinstance(entry, Nest):
            found |= _tops_below(*entry.plan.values())
        elif isinstance(entry, Group):
            found |= _tops_below(*entry.plan.values(), *entry.outer.values())
        elif isinstance(entry, (Inside, Doubted)):
            found |= _tops_below(entry.entry)
        elif isinstance(entry, (Choice, Later)):
            found |= _tops_below(*entry.entries)
    return found


def way_to(key: str, plan: Plan) -> tuple[tuple[str, ...], Groups, Choice | None] | None:
    """Return the tags that lead from the root to the repeated group of that key, its entry, and what chooses it."""
    for tag, entry in plan.items():
        if isinstance(entry, Groups) and entry.key == key:
            return (tag,), entry, None
        if isinstance(entry, Choice):
            chosen = next((one for one in entry.entries if isinstance(one, Groups) and one.key == key), None)
            if chosen is not None:
                return (tag,), chosen, entry
        if isinstance(entry, Nest) and (below := way_to(key, entry.plan)) is not None:
            return (tag, *below[0]), *below[1:]
    return None
