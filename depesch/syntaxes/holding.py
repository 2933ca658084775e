"""What a format never holds, as a table: each such term that an invoice states is named as lost.

A place is a path of the model without positions: `lines[].note`, `seller.identifiers[].scheme`. What is lost only for
some values (too long, another code) is for the writing to name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import msgspec

from depesch.model.invoice import Identifier, Invoice, Struct
from depesch.syntaxes import Done
from depesch.syntaxes.markup import Out


class Never(msgspec.Struct, frozen=True):
    """Why a format has no place for a term, in one English sentence, and what is done instead."""

    why: str
    done: Done = Done.DROPPED


class Holding:
    """A format's table of places that it never holds; a place stands for all that is below it."""

    __slots__ = ("_never", "_wanted", "_ways")

    def __init__(self, never: Mapping[str, Never]) -> None:
        self._never = dict(never)
        # The groups on the way to some place: only those are looked into.
        self._ways = {place[:end] for place in never for end in _ends(place)}
        self._wanted: dict[str, tuple[str, ...]] = {}  # by group: its fields that are some place or on the way to one

    def lose(self, out: Out, invoice: Invoice) -> None:
        """Name every term of the invoice that the format never holds, in the model's order."""
        self._look(out, invoice, "", "")

    def _look(self, out: Out, group: Struct, path: str, place: str) -> None:
        wanted = self._wanted.get(place)
        if wanted is None:
            wanted = self._wanted[place] = tuple(filter(partial(self._asks, place), group.__struct_fields__))
        for field in wanted:
            value = getattr(group, field)
            if value is None or value == ():
                continue
            if isinstance(value, tuple):
                for index, one in enumerate(value):
                    self._one(out, one, f"{path}{field}[{index}]", f"{place}{field}[]")
            else:
                self._one(out, value, path + field, place + field)

    def _asks(self, place: str, field: str) -> bool:
        return any(one in self._never or one in self._ways for one in (place + field, f"{place}{field}[]"))

    def _one(self, out: Out, value: Any, path: str, place: str) -> None:
        never = self._never.get(place)
        if never is not None:
            self._lose_all(out, value, path, never)
        elif isinstance(value, Identifier):
            scheme = self._never.get(place + ".scheme")
            if scheme is not None and value.scheme is not None:
                out.lose(path + ".scheme", value.scheme, scheme.why, done=scheme.done)
        elif isinstance(value, Struct):
            self._look(out, value, path + ".", place + ".")

    def _lose_all(self, out: Out, value: Any, path: str, never: Never) -> None:
        """Name a term, or each term of a group; an empty text says nothing that could be lost."""
        if value == "":
            return
        if isinstance(value, Identifier):
            out.lose(path, value.value, never.why, done=never.done)
        elif isinstance(value, Struct):
            for field in value.__struct_fields__:
                inner = getattr(value, field)
                if isinstance(inner, tuple):
                    for index, one in enumerate(inner):
                        self._lose_all(out, one, f"{path}.{field}[{index}]", never)
                elif inner is not None:
                    self._lose_all(out, inner, f"{path}.{field}", never)
        elif isinstance(value, bytes):
            out.lose(path, f"{len(value)} bytes", never.why, done=never.done)
        else:
            out.lose(path, value, never.why, done=never.done)


def _ends(place: str) -> list[int]:
    """Return where in a place each of its groups ends."""
    return [index for index, sign in enumerate(place) if sign == "."]
