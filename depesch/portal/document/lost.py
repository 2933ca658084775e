"""What became otherwise, or did not come across, when a document was converted: in the reader's language, graver first.

What no person misses (numbers of profiles, kinds of identifiers, addresses of the network) is counted apart, last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _lazy

from depesch.documents.loss_words import why_in
from depesch.hub.flows.lost import Lost, LostValue, LostWhere, lost_from
from depesch.hub.flows.models import Attempt
from depesch.portal.document.places import place_word
from depesch.portal.formatting import language
from depesch.portal.words import syntax_word
from depesch.rules.explaining import field_name
from depesch.syntaxes import Done

SHOWN_AT_ONCE = 6  # of a kind that somebody may miss; all else is folded
_UNREAD, _TECHNICAL = "unread", "technical"
# In the order in which they are shown: what was done, as a heading and as a sentence.
_KINDS: dict[str, tuple[Promise, Promise]] = {
    Done.DROPPED: (_lazy("Left out"), _lazy("The receiver's format has no place for it.")),
    _UNREAD: (_lazy("Not part of the standard"), _lazy("Nothing in the invoice's standard corresponds to it.")),
    Done.CHANGED: (_lazy("Changed"), _lazy("The receiver's format has it otherwise.")),
    Done.SUMMED: (_lazy("Part of a sum"), _lazy("The receiver's format has no row for it; it went into a sum.")),
    Done.NOTED: (
        _lazy("As free text"),
        _lazy("The receiver's format has no field for it; it stands there as free text."),
    ),
    Done.BESIDE: (
        _lazy("As files of their own"),
        _lazy("The receiver's format holds no files; it goes with the invoice as a file of its own."),
    ),
    Done.ADDED: (_lazy("Added"), _lazy("The invoice does not state it; the receiver's format demands it.")),
    _TECHNICAL: (_lazy("Technical details"), _lazy("What programs tell each other; people do not miss it.")),
}
_MISSED = frozenset({Done.DROPPED, _UNREAD, Done.CHANGED})
# Beside the schemes of identifiers, whose numbers end in -1 or -2: process, profile, addresses, kinds of notes and
# of files.
_TECHNICAL_TERMS = frozenset({"BT-21", "BT-23", "BT-24", "BT-34", "BT-49"})
_OF_PEOPLE = frozenset({"BT-125-2"})  # a file's name
_SCHEME = re.compile(r"BT-\d+-\d")
_ROW = re.compile(r"lines\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class ShownLoss:
    """One value with its name and where it stands."""

    name: str
    value: str
    remark: str  # of the format's author, in English
    row: int | None  # the invoice line
    place: str  # in the original


@dataclass(frozen=True, slots=True)
class ShownKind:
    """All values with which the same was done; `folded` are shown when asked for."""

    heading: Promise
    sentence: Promise
    count: int
    values: list[ShownLoss]
    folded: list[ShownLoss]


@dataclass(frozen=True, slots=True)
class ShownConversion:
    """One converted file and what is not in it as it was."""

    syntax_title: str
    kinds: list[ShownKind]
    more: int  # that are counted but not listed


def conversions_of(attempts: Sequence[Attempt], source_syntax: str) -> list[ShownConversion]:
    """Return each converted file that has something otherwise, once however often it was sent."""
    by_file = {attempt.sent_sha256: attempt for attempt in attempts if attempt.lost}
    return [_conversion(attempt.syntax, lost_from(attempt.lost), source_syntax) for attempt in by_file.values()]


def _conversion(syntax: str, lost: Lost, source_syntax: str) -> ShownConversion:
    found: dict[str, list[ShownLoss]] = {}
    for value in lost.values:
        found.setdefault(_kind_of(value), []).append(_shown(value, source_syntax))
    kinds = [_kind(name, found[name]) for name in _KINDS if name in found]
    return ShownConversion(syntax_word(syntax), kinds, lost.total - len(lost.values))


def _kind(name: str, values: list[ShownLoss]) -> ShownKind:
    heading, sentence = _KINDS[name]
    at_once = SHOWN_AT_ONCE if name in _MISSED else 0
    if at_once and len(values) == at_once + 1:  # one more takes no more room than the line that says so
        at_once += 1
    return ShownKind(heading, sentence, len(values), values[:at_once], values[at_once:])


def _kind_of(lost: LostValue) -> str:
    if lost.at is LostWhere.READING:
        return _UNREAD
    if lost.term in _TECHNICAL_TERMS or (_SCHEME.fullmatch(lost.term) and lost.term not in _OF_PEOPLE):
        return _TECHNICAL
    return lost.done if lost.done in _KINDS else Done.DROPPED


def _shown(lost: LostValue, source_syntax: str) -> ShownLoss:
    place = place_word(source_syntax, lost.line)
    if lost.at is LostWhere.READING:
        return ShownLoss(lost.place.rpartition("/")[2], lost.value, "", None, place)
    row = _ROW.match(lost.place)
    name = field_name(lost.term, language()) if lost.term else lost.place
    return ShownLoss(name, lost.value, why_in(lost.why, language()), int(row[1]) + 1 if row else None, place)
