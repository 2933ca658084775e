"""What the receiver does not see of a converted document, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from depesch.hub.flows.lost import LostValue, LostWhere, lost_from
from depesch.hub.flows.models import Attempt
from depesch.portal.formatting import language
from depesch.portal.words import syntax_word
from depesch.rules.explaining import field_name
from depesch.syntaxes import Done

_DONE: dict[str, Promise] = {
    Done.DROPPED: _lazy("The receiver's format has no place for it."),
    Done.NOTED: _lazy("The receiver's format has no field for it; it stands there as free text."),
    Done.SUMMED: _lazy("The receiver's format has no row for it; it went into a sum."),
    Done.CHANGED: _lazy("The receiver's format has it otherwise."),
    Done.ADDED: _lazy("The invoice does not state it; the receiver's format demands it."),
    Done.BESIDE: _lazy("The receiver's format holds no files; it goes with the invoice as a file of its own."),
}


@dataclass(frozen=True, slots=True)
class ShownLoss:
    """One value with its name, where it stands and why it stayed behind."""

    name: str
    value: str
    why: str
    remark: str  # of the format's author, in English
    line: int | None


@dataclass(frozen=True, slots=True)
class ShownConversion:
    """One converted file and what it leaves out."""

    syntax_title: str
    values: list[ShownLoss]
    more: int  # that are counted but not listed


def conversions_of(attempts: Sequence[Attempt]) -> list[ShownConversion]:
    """Return each converted file that leaves something out, once however often it was sent."""
    by_file = {attempt.sent_sha256: attempt for attempt in attempts if attempt.lost}
    shown = []
    for attempt in by_file.values():
        lost = lost_from(attempt.lost)
        values = [_shown(value) for value in lost.values]
        shown.append(ShownConversion(syntax_word(attempt.syntax), values, lost.total - len(values)))
    return shown


def _shown(lost: LostValue) -> ShownLoss:
    if lost.at is LostWhere.READING:
        why = _("Nothing in the invoice's standard corresponds to it.")
        return ShownLoss(lost.place.rpartition("/")[2], lost.value, why, "", lost.line)
    why = str(_DONE.get(lost.done, _DONE[Done.DROPPED]))
    name = field_name(lost.term, language()) if lost.term else lost.place
    return ShownLoss(name, lost.value, why, lost.why, lost.line)
