"""Look rules up, and see what another version of a rule set would say.

`list` gives every rule: id, severity, business terms, set, version and the day from which it is in force. `explain`
tells one rule in plain words, in every set that has it. `diff` compares two rule sets, by name, name@version or the
path of a plug-in that is not installed: which rules differ, and which of the documents B would refuse that A accepts.
All work without a hub. Exit status: 0 done, 1 B refuses what A accepts, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from depesch.console.command_line import wrong_use
from depesch.console.languages import add_language, language_of
from depesch.console.rules_diff import add_diff_arguments, run_diff
from depesch.console.words import said

if TYPE_CHECKING:
    from depesch.documents.rulebook import RuleInBook
    from depesch.rules import RuleSet

SUMMARY = "list and explain rules, compare rule sets"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="list|explain|diff", required=True)
    listing = parts.add_parser("list", help="list the rules of all rule sets, or of one")
    listing.add_argument("--set", metavar="NAME", help="only this rule set: name, or name@version")
    listing.add_argument("--json", action="store_true", help="one JSON object a line and rule")
    add_language(listing)
    listing.set_defaults(act=_list)
    explaining = parts.add_parser("explain", help="tell in plain words what a rule says")
    explaining.add_argument("rule", metavar="RULE", help="such as BR-CO-15")
    explaining.add_argument("--json", action="store_true", help="one JSON object for each set that has the rule")
    add_language(explaining)
    explaining.set_defaults(act=_explain)
    diff = parts.add_parser("diff", help="compare two rule sets, alone and over documents")
    add_diff_arguments(diff)
    diff.set_defaults(act=run_diff)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; 0 done, 1 documents would be refused, 2 when something given is wrong."""
    status: int = arguments.act(arguments)
    return status


def _list(arguments: argparse.Namespace) -> int:
    from depesch.documents.rulebook import rules_of

    language = language_of(arguments)
    for rule_set in _sets(arguments.set):
        rules = rules_of(rule_set)
        if arguments.json:
            _write_json(_as_data(rule) for rule in rules)
            continue
        count = said("rules-count", language, count=len(rules))
        print(f"{rule_set.key}  {rule_set.title}: {count}{_since(rule_set, language)}")
        width = max(len(rule.id) for rule in rules)
        for rule in rules:
            print(f"  {rule.id:<{width}}  {rule.severity.value:<11}  {' '.join(rule.terms)}".rstrip())
    return 0


def _sets(name: str | None) -> tuple[RuleSet, ...]:
    """Return all versions of all sets, or the one named; ends the process when it is not there."""
    from depesch.rules import UnknownRuleSet, all_rule_sets, rule_set

    if name is None:
        return tuple(all_rule_sets().values())
    try:
        return (rule_set(name),)
    except UnknownRuleSet as error:
        wrong_use(str(error))


def _since(rule_set: RuleSet | RuleInBook, language: str) -> str:
    return f", {said('in-force', language, day=rule_set.in_force_from)}" if rule_set.in_force_from else ""


def _explain(arguments: argparse.Namespace) -> int:
    from depesch.documents.rulebook import nearest, rules_named

    language = language_of(arguments)
    rules = rules_named(arguments.rule)
    if not rules:
        near = nearest(arguments.rule)
        hint = f"; {said('did-you-mean', language, rules=', '.join(near))}" if near else ""
        wrong_use(said("no-rule", language, rule=arguments.rule) + hint)
    if arguments.json:
        _write_json(_in_words(rule, language) for rule in rules)
    else:
        print("\n\n".join("\n".join(_page(same, language)) for same in _alike(rules)))
    return 0


def _alike(rules: tuple[RuleInBook, ...]) -> list[list[RuleInBook]]:
    """Return the rule's versions in the sets, those together that say and weigh the same."""
    groups: dict[object, list[RuleInBook]] = {}
    for rule in rules:
        groups.setdefault((rule.words, rule.severity, rule.severity_in, rule.terms, rule.mends), []).append(rule)
    return list(groups.values())


def _page(rules: list[RuleInBook], language: str) -> list[str]:
    """Return one rule as people read it: its title, its words, and one line for each thing to know."""
    rule = rules[0]
    data = _in_words(rule, language)
    weights = [said(f"severity-{rule.severity.value}", language)]
    weights += [f"{name}: {said(f'severity-{severity.value}', language)}" for name, severity in rule.severity_in]
    facts = [
        ("rule-weight", "; ".join(weights)),
        ("rule-terms", ", ".join(f"{term['name']} ({term['term']})" for term in data["fields"])),
        ("rule-path", rule.path),
        ("rule-example", data["example"]["message"] if data["example"] else None),
        ("rule-syntaxes", ", ".join(sorted({name for each in rules for name in each.syntaxes}))),
        *(("rule-set", _set_line(each, language)) for each in rules),
        *(("rule-source", source) for source in dict.fromkeys(each.source for each in rules)),
        ("rule-mend", said("mend-yes" if rule.mends else "mend-no", language)),
    ]
    names = [(said(key, language), value) for key, value in facts if value]
    width = max(len(name) for name, _ in names)
    head = f"{rule.id}  {data['fields'][0]['name']}" if data["fields"] else rule.id
    return [head, f"  {data['message']}", *(f"  {name:<{width}}  {value}" for name, value in names)]


def _set_line(rule: RuleInBook, language: str) -> str:
    from depesch.rules import all_rule_sets

    key = f"{rule.rule_set}@{rule.version}"
    return f"{all_rule_sets()[key].title}, {key}{_since(rule, language)}"


def _in_words(rule: RuleInBook, language: str) -> dict[str, Any]:
    from depesch.documents.rulebook import example_told, told
    from depesch.rules import all_rule_sets
    from depesch.rules.explaining import field_name

    example = example_told(rule, language)
    return _as_data(rule) | {
        "title": all_rule_sets()[f"{rule.rule_set}@{rule.version}"].title,
        "message": told(rule, language),
        "fields": [{"term": term, "name": field_name(term, language)} for term in rule.terms],
        "source": rule.source,
        "example": {"message": example.message, "value": example.value, "expected": example.expected}
        if example
        else None,
    }


def _as_data(rule: RuleInBook) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "severity_in": dict(rule.severity_in),
        "terms": rule.terms,
        "syntaxes": rule.syntaxes,
        "path": rule.path,
        "mends": rule.mends,
        "set": rule.rule_set,
        "version": rule.version,
        "in_force_from": rule.in_force_from,
    }


def _write_json(rows: Any) -> None:
    import msgspec

    for row in rows:
        sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
