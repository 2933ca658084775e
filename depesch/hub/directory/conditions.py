"""Whom a rule of a company's is for, and what rules above take from it: for runs and for designs. Pure.

A rule has axes, such as countries and sorts of customers; each axis is the values that it is for, empty: any. A rule
whose axes are all empty is for nobody: only a customer's card may name what it stands for.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

Axes = tuple[tuple[str, ...], ...]


class Above(msgspec.Struct, frozen=True, kw_only=True):
    """What rules above leave of one: `whole` is the first that takes all of it, else `parts` take some each."""

    whole: int | None = None  # places in the list that was given
    parts: tuple[int, ...] = ()


def fits(axes: Axes, values: Sequence[str]) -> bool:
    """Return whether a rule is for what has these values, one for each axis; an unknown value is empty.

    >>> fits((("NO", "DK"), ()), ("NO", "company")), fits((("NO",), ("public",)), ("NO", ""))
    (True, False)
    >>> fits(((), ()), ("NO", "company"))
    False
    """
    return any(axes) and all(not axis or value in axis for axis, value in zip(axes, values, strict=True))


def taken_above(axes: Axes, above: Sequence[Axes]) -> Above:
    """Return what of a rule the rules above it take; they are looked at first."""
    if not any(axes):
        return Above()
    ruled = [(place, each) for place, each in enumerate(above) if any(each)]
    whole = next((place for place, each in ruled if _covers(each, axes)), None)
    if whole is not None:
        return Above(whole=whole)
    return Above(parts=tuple(place for place, each in ruled if _meet(each, axes)))


def _covers(one: Axes, other: Axes) -> bool:
    return all(not axis or (bool(of) and set(of) <= set(axis)) for axis, of in zip(one, other, strict=True))


def _meet(one: Axes, other: Axes) -> bool:
    return all(not axis or not of or bool(set(axis) & set(of)) for axis, of in zip(one, other, strict=True))
