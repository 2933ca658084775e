"""The check of a document: can it be read, does it fit its schema, does it keep the rules.

Schema first: what fails it gets the schema's findings and no rules on top, since the rules speak of documents that
have their elements where they belong. Fails closed: what could not be evaluated is a fatal finding, and a check
without any rule set is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from enum import StrEnum
from functools import partial
from typing import cast

import msgspec
from lxml import etree

from depesch.documents.profiles import COMMON, is_for_format, profile_of, sets_for
from depesch.documents.reading import LARGE_BYTES, read
from depesch.kit.collector import collector_paused
from depesch.kit.xml import where
from depesch.model.facts import FileBeside
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue, Severity
from depesch.rules import RuleSet, rule_set
from depesch.rules.engine import run_all
from depesch.rules.packs.checks import in_own_words
from depesch.syntaxes import Reading, UnreadableDocument


class Outcome(StrEnum):
    """What became of a check."""

    ACCEPTED = "accepted"  # no fatal finding
    REFUSED = "refused"  # at least one fatal finding
    UNREADABLE = "unreadable"  # no document of a known format


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


def check(
    data: bytes | Reading,
    *,
    rules: Sequence[str | RuleSet] | None = None,
    schema: bool = True,
    on: date | None = None,
    packs: Sequence[RuleSet] = (),
    files_beside: Sequence[FileBeside] = (),
) -> Verdict:
    """Return the verdict on a document, as bytes or as already read.

    `rules` are the rule sets to apply instead of those that the document calls for, by name or name@version or
    themselves; UnknownRuleSet when one is not there. `on` is the day whose versions apply, None for today: a version
    that comes into force later is not applied. `schema=False` leaves the schema out, for fragments. `packs` are the
    receiver's own demands (`depesch.rules.packs`), applied on top, and `files_beside` what was handed over with the
    document. Findings have their place in the source.
    """
    chosen = None if rules is None else tuple(_set_of(name, on) for name in rules)
    try:
        reading = data if isinstance(data, Reading) else read(data)
    except UnreadableDocument as error:
        issue = Issue(rule=f"READ-{error.code}", severity=Severity.FATAL, line=error.line, detail=error.detail)
        return Verdict(verdict=Outcome.UNREADABLE, issues=(issue,))
    with collector_paused() if len(reading.data) >= LARGE_BYTES else nullcontext():
        return _check_reading(reading, chosen, tuple(packs), tuple(files_beside), schema=schema, on=on)


def _set_of(name: str | RuleSet, on: date | None) -> RuleSet:
    return name if isinstance(name, RuleSet) else rule_set(name, on)


def _check_reading(
    reading: Reading,
    chosen: tuple[RuleSet, ...] | None,
    packs: tuple[RuleSet, ...],
    files_beside: tuple[FileBeside, ...],
    *,
    schema: bool,
    on: date | None,
) -> Verdict:
    invoice, syntax = reading.invoice, reading.syntax
    schema_findings: tuple[Issue, ...] | None = None
    if schema and syntax.schema_issues is not None:
        schema_findings = syntax.schema_issues(reading.root)
    issues = [*reading.issues, *_not_told_yet(schema_findings or (), reading)]
    sets: tuple[RuleSet, ...] = ()
    if not schema_findings:
        sets = sets_for(invoice, syntax.name, on) if chosen is None else chosen
        issues += _judged(reading, sets)
        issues += _demanded(reading, packs, files_beside)
        issues += _profile_issue(invoice) if chosen is None and not is_for_format(COMMON, syntax.name) else ()
    located = tuple(_located(issue, reading) for issue in issues)
    refused = any(issue.severity is Severity.FATAL for issue in located)
    return Verdict(
        verdict=Outcome.REFUSED if refused else Outcome.ACCEPTED,
        syntax=syntax.name,
        document=invoice.number,
        profile=invoice.specification,
        rule_sets=tuple(RuleSetUsed(s.name, s.version) for s in (*sets, *(() if schema_findings else packs))),
        schema_valid=None if schema_findings is None else not schema_findings,
        issues=located,
    )


def _not_told_yet(schema_findings: tuple[Issue, ...], reading: Reading) -> tuple[Issue, ...]:
    """Return what the schema found, without values that the reading could not make out and told with their terms."""
    told = {issue.where for issue in reading.issues if issue.rule != "READ-CURRENCY"}
    return tuple(i for i in schema_findings if i.where not in told or not (i.detail or "").startswith("value:"))


def _judged(reading: Reading, sets: tuple[RuleSet, ...]) -> Iterator[Issue]:
    """Yield what the rule sets find; with no rule set at all nothing was checked, which is a refusal."""
    if not sets:
        yield Issue(rule="CHECK-NO-RULES", severity=Severity.FATAL, detail="no rule set applied to the document")
    facts = reading.facts()
    if reading.issues:
        facts = msgspec.structs.replace(facts, unreadable=tuple(issue.path for issue in reading.issues))
    yield from run_all(sets, reading.invoice, reading.syntax.name, facts, reading.stated, partial(_place_of, reading))
    if any(rule_set.syntax_bound for rule_set in sets):
        yield from reading.bound_issues()


def _demanded(reading: Reading, packs: tuple[RuleSet, ...], files_beside: tuple[FileBeside, ...]) -> Iterator[Issue]:
    """Yield what the receiver's own demands find, in the receiver's words."""
    if packs:
        own = tuple(FileBeside(name=f.filename or "", media_type=f.mime_code or "") for f in reading.files)
        facts = msgspec.structs.replace(reading.facts(), files_beside=(*own, *files_beside))
        yield from in_own_words(run_all(packs, reading.invoice, reading.syntax.name, facts), packs)


def _place_of(reading: Reading, element: etree._Element) -> tuple[str, int | None, str]:
    """Return the XPath and the line of an element that a statement came from, and the model's path of what it gave."""
    return where(element), cast("int | None", element.sourceline), reading.path_of(element)


def _profile_issue(invoice: Invoice) -> tuple[Issue, ...]:
    """Return the finding that the profile is unknown, or that its own rules are not here; none when they are."""
    if invoice.specification is None:
        return ()
    profile = profile_of(invoice.specification, invoice.business_process)
    if profile is not None and not profile.lacks_rules:
        return ()
    return (
        Issue(
            rule="PROFILE-UNKNOWN" if profile is None else "PROFILE-WITHOUT-OWN-RULES",
            severity=Severity.INFORMATION,
            terms=("BT-24",),
            path="specification",
            value=invoice.specification,
            detail=profile.title if profile else None,
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
