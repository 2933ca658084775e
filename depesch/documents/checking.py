"""The check of a document: can it be read, does it fit its schema, does it keep the rules.

Schema first: what fails it gets the schema's findings and no rules on top, since the rules speak of documents that
have their elements where they belong. Fails closed: what could not be evaluated is a fatal finding, and a check
without any rule set is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import cast

import msgspec
from lxml import etree

from depesch.documents.profiles import profile_name
from depesch.documents.reading import read
from depesch.kit.xml import where
from depesch.model.issue import Issue, Severity
from depesch.rules import RuleSet, rule_sets
from depesch.rules.engine import run_all
from depesch.syntaxes import Reading, UnreadableDocument


class Outcome(StrEnum):
    """What became of a check."""

    ACCEPTED = "accepted"  # no fatal finding
    REFUSED = "refused"  # at least one fatal finding
    UNREADABLE = "unreadable"  # no document of a known format


class UnknownRuleSet(LookupError):
    """The caller asked for a rule set that is not there; the message names it and those there are."""


class RuleSetUsed(msgspec.Struct, frozen=True):
    """A rule set that had its say, in which version."""

    name: str
    version: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a check, with every finding in the order: reading, schema, rules."""

    verdict: Outcome
    syntax: str | None = None
    document: str | None = None  # its number, BT-1
    profile: str | None = None  # BT-24 as it stands
    rule_sets: tuple[RuleSetUsed, ...] = ()
    schema_valid: bool | None = None  # None: not looked at, or no schema at hand
    issues: tuple[Issue, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the document may go on."""
        return self.verdict is Outcome.ACCEPTED

    @property
    def findings(self) -> tuple[Issue, ...]:
        """The issues, by the name that the command line and the API give them."""
        return self.issues


def check(data: bytes | Reading, *, rules: Sequence[str] | None = None, schema: bool = True) -> Verdict:
    """Return the verdict on a document, as bytes or as already read.

    `rules` names the rule sets to apply instead of those that the document calls for; UnknownRuleSet when one is not
    there. `schema=False` leaves the schema out, for fragments. Findings have their place in the source.
    """
    chosen = None if rules is None else _named(rules)
    if isinstance(data, Reading):
        return _check_reading(data, chosen, schema=schema)
    try:
        reading = read(data)
    except UnreadableDocument as error:
        issue = Issue(rule=f"READ-{error.code}", severity=Severity.FATAL, line=error.line, detail=error.detail)
        return Verdict(verdict=Outcome.UNREADABLE, issues=(issue,))
    return _check_reading(reading, chosen, schema=schema)


def _named(names: Iterable[str]) -> tuple[RuleSet, ...]:
    there = rule_sets()
    for name in names:
        if name not in there:
            raise UnknownRuleSet(f"there is no rule set {name!r}; there are {', '.join(there)}")
    return tuple(there[name] for name in names)


def _check_reading(reading: Reading, chosen: tuple[RuleSet, ...] | None, *, schema: bool) -> Verdict:
    invoice, syntax = reading.invoice, reading.syntax
    schema_findings: tuple[Issue, ...] | None = None
    if schema and syntax.schema_issues is not None:
        schema_findings = syntax.schema_issues(reading.root)
    issues = [*reading.issues, *(schema_findings or ())]
    sets: tuple[RuleSet, ...] = ()
    if not schema_findings:
        sets = _applicable(reading) if chosen is None else chosen
        issues += _judged(reading, sets)
        issues += _profile_issue(invoice.specification) if chosen is None else ()
    located = tuple(_located(issue, reading) for issue in issues)
    refused = any(issue.severity is Severity.FATAL for issue in located)
    return Verdict(
        verdict=Outcome.REFUSED if refused else Outcome.ACCEPTED,
        syntax=syntax.name,
        document=invoice.number,
        profile=invoice.specification,
        rule_sets=tuple(RuleSetUsed(s.name, s.version) for s in sets),
        schema_valid=None if schema_findings is None else not schema_findings,
        issues=located,
    )


def _applicable(reading: Reading) -> tuple[RuleSet, ...]:
    return tuple(s for s in rule_sets().values() if s.applies_to(reading.invoice, reading.syntax.name))


def _judged(reading: Reading, sets: tuple[RuleSet, ...]) -> Iterator[Issue]:
    """Yield what the rule sets find; with no rule set at all nothing was checked, which is a refusal."""
    if not sets:
        yield Issue(rule="CHECK-NO-RULES", severity=Severity.FATAL, detail="no rule set applied to the document")
    facts = reading.facts()
    if reading.issues:
        facts = msgspec.structs.replace(facts, unreadable=tuple(issue.path for issue in reading.issues))
    yield from run_all(sets, reading.invoice, reading.syntax.name, facts, reading.stated, _place_of)
    if any(rule_set.syntax_bound for rule_set in sets):
        yield from reading.bound_issues()


def _place_of(element: etree._Element) -> tuple[str, int | None]:
    """Return the XPath and the line of an element that a statement came from."""
    return where(element), cast("int | None", element.sourceline)


def _profile_issue(specification: str | None) -> tuple[Issue, ...]:
    if specification is None or profile_name(specification) is not None:
        return ()
    return (
        Issue(
            rule="PROFILE-UNKNOWN",
            severity=Severity.INFORMATION,
            terms=("BT-24",),
            path="specification",
            value=specification,
        ),
    )


def _located(issue: Issue, reading: Reading) -> Issue:
    """Return the finding with its place in the source, unless whoever found it told the place already."""
    if issue.where is not None:
        return issue
    place = reading.locate(issue.path)
    if place is None:
        return issue
    return msgspec.structs.replace(issue, where=place.where, line=place.line)
