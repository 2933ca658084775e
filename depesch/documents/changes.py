"""What differs between two states of an invoice, business term by business term, and how a reader is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from depesch.model.invoice import Attachment, Identifier, Invoice, Struct
from depesch.model.terms import term_of


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One value that became another; `old` or `new` is None where there was or is nothing."""

    path: str  # place in the model, such as `lines[1].unit`
    term: str | None  # business term, None where the standard numbers none
    old: str | None
    new: str | None
    rule: str = ""  # whose mend made it
    where: str | None = None  # XPath of the old value in the source, or of the nearest group that stood there
    line: int | None = None


def changes(before: Invoice, after: Invoice, rule: str = "") -> tuple[Change, ...]:
    """Return what differs, in the model's order and then what is gone; repeated groups are compared by position.

    >>> [(c.path, c.term, c.old, c.new) for c in changes(Invoice(currency="kr"), Invoice(currency="SEK"))]
    [('currency', 'BT-5', 'kr', 'SEK')]
    """
    if before == after:
        return ()
    old, new = dict(_leaves("", before)), dict(_leaves("", after))
    paths = (*new, *(path for path in old if path not in new))
    return tuple(
        Change(path=path, term=term_of(path), old=old.get(path), new=new.get(path), rule=rule)
        for path in paths
        if old.get(path) != new.get(path)
    )


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Give every value below, by its path, as text; an identifier's value stands at the identifier's own path."""
    if isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _leaves(f"{path}[{index}]", one)
    elif isinstance(value, Identifier):
        yield path, value.value
        if value.scheme is not None:
            yield f"{path}.scheme", value.scheme
    elif isinstance(value, Attachment):
        yield path, f"{len(value.content)} bytes"
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from _leaves(f"{path}.{field}" if path else field, getattr(value, field))
    elif value is not None:
        yield path, str(value)
