"""What the rules found, in words that a shopkeeper understands: what stood there, what should, which field, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _lazy

from depesch.documents.changes import Change, in_words
from depesch.model.issue import Issue, Severity
from depesch.model.terms import term_of
from depesch.portal.document.places import place_word
from depesch.portal.formatting import is_unread, written_as
from depesch.portal.words import Tone
from depesch.rules.explaining import Explanation, explain

SHOWN = 20  # a broken file can break one rule on each of a thousand lines
_READ = 500  # are put in words; what says the same of the same value is shown once, with all its places
_MOST_PLACES = 5
_WEIGHTS: dict[Severity, tuple[Tone, Promise]] = {
    Severity.FATAL: (Tone.NEED, _lazy("Must be corrected")),
    Severity.WARNING: (Tone.WAIT, _lazy("Worth looking at")),
    Severity.INFORMATION: (Tone.OFF, _lazy("Worth knowing")),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the invoice line, the line or segment of the file in words, the path in it."""

    row: int | None
    line: str
    where: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one value, as it is shown: several rules may say the same, and of several places."""

    text: str
    mend: str
    rules: str
    weight: Promise
    tone: Tone
    fields: str
    value: str | None
    expected: str | None
    places: tuple[Place, ...]
    more_places: int


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One value that mending changes, before and after."""

    field: str
    before: str | None
    after: str | None


def findings_of(
    issues: Sequence[Issue], language: str, mends: Sequence[Change] = (), *, syntax: str = ""
) -> tuple[list[Finding], int]:
    """Return the findings to show, the fatal ones first, and how many more there are.

    `syntax` is the document's format, by which its lines are counted. `mends` are the changes that are offered: only
    what they mend is said to be mendable, and what they put in a place is what should stand there.
    """
    order = list(_WEIGHTS)
    heaviest = sorted(issues, key=lambda issue: order.index(issue.severity))
    mended, right = {change.rule for change in mends}, {change.path: change.new for change in mends}
    alike: dict[tuple[str, Severity], list[tuple[Issue, Explanation]]] = {}
    for issue in heaviest[:_READ]:
        if issue.path in right and (issue.expected is None or is_unread(issue.rule)):
            issue = msgspec.structs.replace(issue, expected=right[issue.path])
        words = explain(issue, language, shown=written_as(issue.rule))
        alike.setdefault((words.message, issue.severity), []).append((issue, words))
    shown = [_shown(group, mended, syntax) for group in list(alike.values())[:SHOWN]]
    return shown, len(alike) - len(shown) + max(0, len(issues) - _READ)


def shown_changes(changes: Sequence[Change], language: str) -> list[ShownChange]:
    """Return the changes as they are shown, in the order in which they are made."""
    words = (in_words(change, language, shown=written_as(change.rule)) for change in changes)
    return [ShownChange(field=each.place + each.field, before=each.old, after=each.new) for each in words]


def _shown(alike: Sequence[tuple[Issue, Explanation]], mended: set[str], syntax: str) -> Finding:
    """Return one finding for all that says the same."""
    issue, words = alike[0]
    tone, weight = _WEIGHTS[issue.severity]
    places = tuple(dict.fromkeys(Place(each.row, place_word(syntax, told.line), told.where) for told, each in alike))
    return Finding(
        text=words.message,
        mend=words.mend if words.mend and issue.rule in mended else "",
        rules=", ".join(dict.fromkeys(told.rule for told, _ in alike)),
        weight=weight,
        tone=tone,
        fields=", ".join(dict.fromkeys(name for told, each in alike for name in _fields(told, each))),
        value=words.value,
        expected=None if is_unread(issue.rule) and not mended & {issue.rule} else words.expected,
        places=places[:_MOST_PLACES],
        more_places=max(0, len(places) - _MOST_PLACES),
    )


def _fields(issue: Issue, words: Explanation) -> list[str]:
    """Return the field in question with its term; all that the rule speaks of where the finding is about no single one.

    A rule on the numbers of all parties would name them all, when only the seller's is wrong.
    """
    named = list(zip(words.fields, issue.terms, strict=True))
    if term_of(issue.path) in issue.terms:
        named = [each for each in named if each[0] == words.field][:1]
    return [f"{name} ({term})" if name != term else term for name, term in named]
