"""Two rule sets compared: which rules differ, and what the one refuses of the same documents that the other accepts."""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec

from depesch.documents.checking import Verdict, check
from depesch.documents.profiles import is_asked_for
from depesch.documents.rulebook import RuleInBook, rules_of
from depesch.model.issue import Issue
from depesch.rules import RuleSet
from depesch.syntaxes import Reading


class RulesDiffer(msgspec.Struct, frozen=True, kw_only=True):
    """How two sets differ by their rules alone."""

    only_first: tuple[RuleInBook, ...]
    only_second: tuple[RuleInBook, ...]
    weighed_otherwise: tuple[tuple[RuleInBook, RuleInBook], ...]  # in both, with another severity


class DocumentDiffers(msgspec.Struct, frozen=True, kw_only=True):
    """What the two sets say of one document; both verdicts are None when neither set is meant for it."""

    first: Verdict | None
    second: Verdict | None
    only_first: tuple[Issue, ...] = ()
    only_second: tuple[Issue, ...] = ()

    @property
    def refused_by_second(self) -> bool:
        """Whether the second set refuses what the first accepts."""
        return bool(self.first and self.second and self.first.accepted and not self.second.accepted)

    @property
    def refused_by_first(self) -> bool:
        """Whether the first set refuses what the second accepts."""
        return bool(self.first and self.second and self.second.accepted and not self.first.accepted)


def rules_differ(first: RuleSet, second: RuleSet) -> RulesDiffer:
    """Return the rules that only one of the sets has, and those that weigh otherwise."""
    ours, theirs = ({rule.id: rule for rule in rules_of(each)} for each in (first, second))
    return RulesDiffer(
        only_first=tuple(rule for name, rule in ours.items() if name not in theirs),
        only_second=tuple(rule for name, rule in theirs.items() if name not in ours),
        weighed_otherwise=tuple(
            (rule, theirs[name])
            for name, rule in ours.items()
            if name in theirs and (rule.severity, rule.severity_in) != (theirs[name].severity, theirs[name].severity_in)
        ),
    )


def document_differs(
    reading: Reading, first: RuleSet, second: RuleSet, *, all_documents: bool = False, on: date | None = None
) -> DocumentDiffers:
    """Return the verdicts of both sets alone, and the findings that only one of them has.

    A document that calls for neither set is left out, unless `all_documents`.
    """
    invoice, syntax = reading.invoice, reading.syntax.name
    if not all_documents and not any(is_asked_for(each, invoice, syntax) for each in (first, second)):
        return DocumentDiffers(first=None, second=None)
    one, other = (check(reading, rules=[each], on=on) for each in (first, second))
    return DocumentDiffers(
        first=one,
        second=other,
        only_first=_without(one.issues, other.issues),
        only_second=_without(other.issues, one.issues),
    )


def _without(issues: tuple[Issue, ...], others: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """Return the issues that the others have not, by rule and severity and as often as they are more."""
    left = Counter((issue.rule, issue.severity) for issue in others)
    found: list[Issue] = []
    for issue in issues:
        if left[issue.rule, issue.severity]:
            left[issue.rule, issue.severity] -= 1
        else:
            found.append(issue)
    return tuple(found)
