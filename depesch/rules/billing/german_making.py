"""How German rules are made: one definition, under one id in XRechnung and another in Peppol BIS Billing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import msgspec

from depesch.model.invoice import Invoice
from depesch.model.issue import Severity
from depesch.rules import Check, Context, Rule, Scope, Words


class Definition(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One German rule without its id; `key` is what both ids have in common, such as `23-a`."""

    key: str
    terms: tuple[str, ...]
    words: Words
    checks: tuple[Check, ...]
    severity: Severity
    mend: Callable[[Invoice], Invoice] | None


def define(
    key: str,
    terms: str,
    words: Words,
    *checks: Check,
    severity: Severity = Severity.FATAL,
    mend: Callable[[Invoice], Invoice] | None = None,
) -> Definition:
    """Return a definition; `terms` are parted by spaces, the one to mend first."""
    return Definition(key=key, terms=tuple(terms.split()), words=words, checks=checks, severity=severity, mend=mend)


def rules_of(
    definitions: Iterable[Definition],
    identify: Callable[[str], str],
    source: str,
    only_if: Callable[[Context], bool] | None = None,
) -> tuple[Rule, ...]:
    """Return the rules under the ids that `identify` gives them; behind the gate, if there is one."""
    at = cache(lambda scope: _gated(scope, only_if)) if only_if else (lambda scope: scope)
    return tuple(
        Rule(
            id=identify(one.key),
            severity=one.severity,
            terms=one.terms,
            source=f"{source}, {identify(one.key)}",
            words=one.words,
            checks=tuple(msgspec.structs.replace(check, scope=at(check.scope)) for check in one.checks),
            mend=one.mend,
        )
        for one in definitions
    )


def _gated(scope: Scope, only_if: Callable[[Context], bool]) -> Scope:
    return msgspec.structs.replace(scope, only_if=only_if)
