"""How the rules of this set are made: their source and version."""

from __future__ import annotations

from collections.abc import Callable

from depesch.model.invoice import Invoice
from depesch.rules import Check, Rule, Words

VERSION = "1.3.16"


def rule(
    identifier: str,
    terms: str,
    words: Words,
    *checks: Check,
    mend: Callable[[Invoice], Invoice] | None = None,
) -> Rule:
    """Return a rule; `terms` are its business terms, parted by spaces, the one to mend first."""
    source = f"EN 16931-1, {identifier}; CEN/TC 434 validation artefacts {VERSION}"
    return Rule(id=identifier, terms=tuple(terms.split()), source=source, words=words, checks=checks, mend=mend)
