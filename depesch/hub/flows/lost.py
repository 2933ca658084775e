"""What did not come across when a document was converted: kept with the attempt, shown to whoever asks.

Two kinds: what the reading found no place for in the model, and what the target format cannot hold. The original is
archived whole, so nothing is gone; but the receiver does not see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from depesch.syntaxes import Done, Loss, Unread

MOST_KEPT = 200  # values; `total` counts all
_MOST_SIGNS = 200  # of one value


class LostWhere(StrEnum):
    """At which half of the conversion a value stayed behind."""

    READING = "reading"  # the file says it in a place that the model has no term for
    WRITING = "writing"  # the format that the receiver takes has no place for it


class LostValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value that the receiver does not see."""

    at: LostWhere
    term: str = ""  # business term such as BT-17; empty for what was not read
    place: str  # XPath in the original, or path in the model
    line: int | None = None  # in the original
    value: str
    why: str = ""  # English; empty for what was not read
    done: str = ""  # what the writing did instead: a value of `syntaxes.Done`; empty for what was not read


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """All that did not come across, the first values of it one by one."""

    total: int = 0
    values: tuple[LostValue, ...] = ()


NOTHING = Lost()


def lost_of(unread: tuple[Unread, ...], losses: tuple[Loss, ...]) -> Lost:
    """Return what a conversion left behind; losses of writing first, being fewer and graver, what was dropped first."""
    of_writing = [
        LostValue(
            at=LostWhere.WRITING,
            term=each.term,
            place=each.path,
            value=_short(each.value),
            why=each.why,
            done=each.done.value,
        )
        for each in sorted(losses, key=lambda loss: loss.done is not Done.DROPPED)[:MOST_KEPT]
    ]
    of_reading = [
        LostValue(at=LostWhere.READING, place=each.where, line=each.line, value=_short(each.value))
        for each in unread[: MOST_KEPT - len(of_writing)]
    ]
    return Lost(total=len(losses) + len(unread), values=(*of_writing, *of_reading))


def stored(lost: Lost) -> dict[str, Any] | None:
    """Return it as the attempt's row keeps it: None when nothing was lost."""
    return msgspec.to_builtins(lost) if lost.total else None


def lost_from(row: Mapping[str, Any] | None) -> Lost:
    """Return what an attempt's row keeps."""
    return msgspec.convert(row, Lost) if row else NOTHING


def _short(value: str) -> str:
    return value if len(value) <= _MOST_SIGNS else value[: _MOST_SIGNS - 1] + "…"
