"""What the rules found, in words that a shopkeeper understands: what stood there, what should, which field."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from depesch.hub.flows.models import Document
from depesch.model.issue import Issue, Severity
from depesch.portal.formatting import exact
from depesch.rules.explaining import explain

SHOWN = 20  # a broken file can break one rule on each of a thousand lines


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as it is shown."""

    text: str
    mend: str
    rule: str
    fields: str
    is_fatal: bool
    value: str | None
    expected: str | None
    line: int | None


def findings_of(document: Document, language: str) -> tuple[list[Finding], int]:
    """Return the findings to show, the fatal ones first, and how many more there are."""
    issues = msgspec.convert(document.findings, list[Issue])
    order = {Severity.FATAL: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}
    issues.sort(key=lambda issue: order[issue.severity])
    return [_shown(issue, language) for issue in issues[:SHOWN]], max(0, len(issues) - SHOWN)


def _shown(issue: Issue, language: str) -> Finding:
    words = explain(issue, language, shown=exact)
    fields = zip(words.fields, issue.terms, strict=True)
    return Finding(
        text=words.message,
        mend=words.mend or "",
        rule=issue.rule,
        fields=", ".join(f"{name} ({term})" if name != term else term for name, term in fields),
        is_fatal=issue.severity is Severity.FATAL,
        value=None if words.value is not None and words.value in words.message else words.value,
        expected=words.expected,
        line=issue.line,
    )
