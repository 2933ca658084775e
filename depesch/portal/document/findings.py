"""What the rules found, in words that a shopkeeper understands: what stood there, what should, which field, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.documents.changes import Change, in_words
from depesch.model.issue import Issue, Severity
from depesch.portal.formatting import exact
from depesch.portal.words import Tone
from depesch.rules.explaining import explain

SHOWN = 20  # a broken file can break one rule on each of a thousand lines
_WEIGHTS: dict[Severity, tuple[Tone, Promise]] = {
    Severity.FATAL: (Tone.NEED, _("Must be corrected")),
    Severity.WARNING: (Tone.WAIT, _("Worth looking at")),
    Severity.INFORMATION: (Tone.OFF, _("Worth knowing")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as it is shown."""

    text: str
    mend: str
    rule: str
    weight: Promise
    tone: Tone
    fields: str
    value: str | None
    expected: str | None
    row: int | None
    line: int | None
    where: str | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One value that mending changes, before and after."""

    field: str
    before: str | None
    after: str | None


def findings_of(issues: Sequence[Issue], language: str, mends: Sequence[Change] = ()) -> tuple[list[Finding], int]:
    """Return the findings to show, the fatal ones first, and how many more there are.

    `mends` are the changes that are offered: only what they mend is said to be mendable, and what they put in a place
    is what should stand there.
    """
    order = list(_WEIGHTS)
    heaviest = sorted(issues, key=lambda issue: order.index(issue.severity))
    mended, right = {change.rule for change in mends}, {change.path: change.new for change in mends}
    told = (
        issue if issue.expected is not None else msgspec.structs.replace(issue, expected=right.get(issue.path))
        for issue in heaviest[:SHOWN]
    )
    return [_shown(issue, language, mended) for issue in told], max(0, len(issues) - SHOWN)


def shown_changes(changes: Sequence[Change], language: str) -> list[ShownChange]:
    """Return the changes as they are shown, in the order in which they are made."""
    words = (in_words(change, language, shown=exact) for change in changes)
    return [ShownChange(field=each.place + each.field, before=each.old, after=each.new) for each in words]


def _shown(issue: Issue, language: str, mended: set[str]) -> Finding:
    words = explain(issue, language, shown=exact)
    fields = list(zip(words.fields, issue.terms, strict=True))
    fields.sort(key=lambda named: named[0] != words.field)  # the one in question first
    tone, weight = _WEIGHTS[issue.severity]
    return Finding(
        text=words.message,
        mend=words.mend if words.mend and issue.rule in mended else "",
        rule=issue.rule,
        weight=weight,
        tone=tone,
        fields=", ".join(f"{name} ({term})" if name != term else term for name, term in fields),
        value=words.value,
        expected=words.expected,
        row=words.row,
        line=issue.line,
        where=issue.where,
    )
