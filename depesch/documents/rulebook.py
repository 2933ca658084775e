"""The rule book: every rule that a check may apply, those of the sets and those bound to a format, in one list."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from functools import cache

import msgspec

from depesch.documents.profiles import COMMON, judges
from depesch.model.issue import Issue, OwnWords, Severity
from depesch.rules import LANGUAGES, Check, Rule, RuleSet, Words, all_rule_sets
from depesch.rules.examples import example_of
from depesch.rules.explaining import Explanation, explain, field_name
from depesch.rules.syntax_words import words_of_rule
from depesch.syntaxes import BoundRule, Syntax, syntaxes

_PLACE = re.compile(r"\{(\w+)\}")


class RuleInBook(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of one version of one set."""

    id: str
    severity: Severity
    severity_in: tuple[tuple[str, Severity], ...] = ()  # where a format weighs it otherwise: its name, the severity
    terms: tuple[str, ...]
    source: str
    words: Words
    syntaxes: tuple[str, ...]  # names of the formats in which it is checked
    mends: bool = False  # whether Depesch knows a mend for it
    path: str | None = None  # the XPath that a rule bound to one format speaks of
    rule_set: str
    version: str
    in_force_from: date | None


def rules_of(rule_set: RuleSet) -> tuple[RuleInBook, ...]:
    """Return the rules of the set in its own order, then those that the formats' tables carry for it."""
    bound = (_bound(rule, syntax, rule_set) for syntax in _bearing(rule_set) for rule in _rows(syntax))
    return (*(_own(rule, rule_set) for rule in rule_set.rules), *bound)


def rules_named(identifier: str) -> tuple[RuleInBook, ...]:
    """Return the rule in every version of every set that has it; nothing when none has. Case does not count."""
    return _by_id().get(identifier.strip().upper(), ())


def nearest(identifier: str, most: int = 5) -> tuple[str, ...]:
    """Return the ids that look most like the one asked for."""
    known = {key: rules[0].id for key, rules in _by_id().items()}
    return tuple(known[key] for key in get_close_matches(identifier.strip().upper(), known, n=most, cutoff=0.6))


def told(rule: RuleInBook, language: str) -> str:
    """Return what the rule says in plain words; what only a finding has, its value and the right one, is left open."""
    text: str = getattr(rule.words, language if language in LANGUAGES else "en")
    name = field_name(rule.terms[0], language) if rule.terms else rule.id
    values = {"name": name, "name_low": name[:1].lower() + name[1:], "rule": rule.id}
    return _PLACE.sub(lambda found: values.get(found.group(1), "…"), text)


def example_told(rule: RuleInBook, language: str) -> Explanation | None:
    """Return what the rule says of an invoice that breaks it; None where there is no example."""
    example = example_of(rule.rule_set, rule.id)
    if example is None:
        return None
    words = OwnWords(sv=rule.words.sv, nb=rule.words.nb, en=rule.words.en)
    issue = Issue(
        rule=rule.id,
        severity=rule.severity,
        terms=rule.terms,
        path=example.path,
        value=example.value,
        expected=example.expected,
        words=words,
    )
    return explain(issue, language)


@cache
def _by_id() -> dict[str, tuple[RuleInBook, ...]]:
    book: dict[str, tuple[RuleInBook, ...]] = {}
    for rule_set in all_rule_sets().values():
        for rule in rules_of(rule_set) if rule_set.name != COMMON else ():  # it has none of its own
            book[rule.id.upper()] = (*book.get(rule.id.upper(), ()), rule)
    return book


def _bearing(rule_set: RuleSet) -> tuple[Syntax, ...]:
    """Return the formats whose tables belong to the set."""
    return tuple(syntax for syntax in syntaxes().values() if rule_set.syntax_bound and syntax.bound_rules is not None)


def _rows(syntax: Syntax) -> tuple[BoundRule, ...]:
    """Return the rules of the format's table, each id once: some have several rows."""
    rows = syntax.bound_rules() if syntax.bound_rules else ()
    return tuple({row.id: row for row in reversed(rows)}.values())[::-1]


def _own(rule: Rule, rule_set: RuleSet) -> RuleInBook:
    return RuleInBook(
        id=rule.id,
        severity=rule.severity,
        severity_in=_weighed_otherwise(rule, rule_set),
        terms=rule.terms,
        source=rule.source,
        words=rule.words,
        syntaxes=tuple(
            name for name in syntaxes() if judges(rule_set, name) and any(_is_in(check, name) for check in rule.checks)
        ),
        mends=rule.mend is not None,
        rule_set=rule_set.name,
        version=rule_set.version,
        in_force_from=rule_set.in_force_from,
    )


def _is_in(check: Check, syntax: str) -> bool:
    return syntax not in check.not_syntaxes and (check.syntaxes is None or syntax in check.syntaxes)


def _weighed_otherwise(rule: Rule, rule_set: RuleSet) -> tuple[tuple[str, Severity], ...]:
    found = {
        (name, check.severity)
        for check in rule.checks
        for name in syntaxes()
        if judges(rule_set, name)
        and check.severity is not None
        and check.severity is not rule.severity
        and _is_in(check, name)
    }
    return tuple(sorted(found))


def _bound(rule: BoundRule, syntax: Syntax, rule_set: RuleSet) -> RuleInBook:
    return RuleInBook(
        id=rule.id,
        severity=rule.severity,
        terms=rule.terms,
        source=f"{rule_set.source}, {rule.id}",
        words=words_of_rule(str(rule.kind), rule.path),
        syntaxes=(syntax.name,),
        path=rule.path,
        rule_set=rule_set.name,
        version=rule_set.version,
        in_force_from=rule_set.in_force_from,
    )
