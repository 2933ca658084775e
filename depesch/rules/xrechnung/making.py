"""How the rules of this set are made: their source and version."""

from __future__ import annotations

from depesch.model.issue import Severity
from depesch.rules import Check, Rule, Words

VERSION = "3.0.2"
SOURCE = f"KoSIT, XRechnung {VERSION}"


def rule(identifier: str, terms: str, words: Words, *checks: Check, severity: Severity = Severity.FATAL) -> Rule:
    """Return a rule; `terms` are its business terms, parted by spaces, the one to mend first."""
    return Rule(
        id=identifier,
        severity=severity,
        terms=tuple(terms.split()),
        source=f"{SOURCE}, {identifier}",
        words=words,
        checks=checks,
    )
