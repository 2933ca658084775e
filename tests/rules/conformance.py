"""Agreement with the official rules, over the shared corpus: `python -m tests.rules.conformance`.

What is compared: the multiset of (rule, flag) of one rule set on one document, restricted to the rules written so
far. Documents that fail their schema are left out: they get the schema's findings and no rules (their number is
printed). The official unit tests are fragments: they run on the rules alone, each for the rules in its scope.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from lxml import etree

from depesch.documents.checking import Verdict, check
from depesch.documents.reading import read
from depesch.kit.xml import parse
from depesch.rules import rule_sets
from depesch.syntaxes import UnreadableDocument
from tests.shared_data import SHARED, shared

Fired = Counter[tuple[str, str]]
SETS = {"EN16931-UBL": "en16931", "EN16931-CII": "en16931"}  # the oracle's name: ours
KNOWN = Path(__file__).with_name("known_disagreements.json")
_TEST_SET = "{http://difi.no/xsd/vefa/validator/1.0}"


class Case(msgspec.Struct, frozen=True):
    """One document, or one fragment of a unit test, and what the official rules say of it."""

    name: str
    official_set: str
    kind: str  # exact, forced, mutant, unit
    data: bytes
    expected: tuple[tuple[str, str, int], ...]
    scope: frozenset[str] | None = None


class Disagreement(msgspec.Struct, frozen=True, order=True):
    """One rule on one case: how often it should fire and how often it does."""

    case: str
    rule: str
    flag: str
    official: int
    ours: int


class Report(msgspec.Struct):
    """What a run over cases gave."""

    cases: int = 0
    schema_invalid: list[str] = msgspec.field(default_factory=list)
    unreadable: list[str] = msgspec.field(default_factory=list)
    fired: Fired = msgspec.field(default_factory=Counter)
    disagreements: list[Disagreement] = msgspec.field(default_factory=list)


def documents(*kinds: str) -> Iterator[Case]:
    """Give the documents of the oracles with one of the kinds `exact`, `forced`, `mutant`."""
    for oracle in ("oracle.jsonl", "oracle_forced.jsonl", "mutants/oracle.jsonl"):
        for line in shared("corpus", oracle).read_text("utf-8").splitlines():
            entry = json.loads(line)
            for name, result in entry["results"].items():
                if name in SETS and result["fit"] in kinds and "fired" in result:
                    fired = tuple((rule, flag, count) for rule, flag, count in result["fired"])
                    data = shared("corpus", entry["path"]).read_bytes()
                    yield Case(entry["path"], name, result["fit"], data, fired)


def units() -> Iterator[Case]:
    """Give the fragments of the official unit tests, each with what must fire for the rules in its scope."""
    for line in shared("corpus", "unit_oracle.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        for name in entry["rule_sets"]:
            if name in SETS:
                fired = tuple((rule, flag, count) for rule, flag, count in entry["fired"])
                case = f"{entry['path']}#{entry['test']}"
                fragment = _fragments(entry["path"])[entry["test"] - 1]
                yield Case(case, name, "unit", fragment, fired, frozenset(entry["scope"]))


@cache
def _fragments(path: str) -> list[bytes]:
    root = parse(shared("corpus", path).read_bytes())
    found = []
    for test in root.iter(f"{_TEST_SET}test"):
        content = [child for child in test if not str(child.tag).startswith(_TEST_SET)]
        found.append(etree.tostring(content[0]))
    return found


def compare(cases: Iterator[Case]) -> Report:
    """Return how far our rules agree with the official ones over the cases."""
    report = Report()
    for case in cases:
        ours = {rule.id for rule in rule_sets()[SETS[case.official_set]].rules}
        wanted = ours if case.scope is None else ours & case.scope
        if not wanted:
            continue
        report.cases += 1
        verdict = _verdict(case)
        if verdict is None:
            report.unreadable.append(case.name)
        elif verdict.schema_valid is False:
            report.schema_invalid.append(case.name)
        else:
            official = Counter({(r, flag): n for r, flag, n in case.expected if r in wanted})
            found = Counter((i.rule, str(i.severity)) for i in verdict.issues if i.rule in wanted)
            report.fired += official
            report.disagreements += [
                Disagreement(f"{case.official_set} {case.name}", rule, flag, official[rule, flag], found[rule, flag])
                for rule, flag in sorted(official.keys() | found.keys())
                if official[rule, flag] != found[rule, flag]
            ]
    return report


def _verdict(case: Case) -> Verdict | None:
    try:
        reading = read(case.data)
    except UnreadableDocument:
        return None
    return check(reading, rules=[SETS[case.official_set]], schema=case.kind != "unit")


def known() -> list[dict[str, Any]]:
    """Return the disagreements that are listed with their reasons."""
    listed: list[dict[str, Any]] = json.loads(KNOWN.read_text("utf-8"))
    return listed


def unlisted(report: Report) -> list[Disagreement]:
    """Return the disagreements that no listed entry, by case and rule, accounts for."""
    listed = {(entry["case"], entry["rule"]) for entry in known()}
    return [d for d in report.disagreements if (d.case, d.rule) not in listed]


def main() -> int:
    """Print the agreement by kind of case and by rule; return 1 when a disagreement is not listed."""
    if SHARED is None:
        sys.stderr.write("the shared corpus is not beside this checkout\n")
        return 2
    left = 0
    for kind, cases in (
        ("documents (fit exact)", documents("exact")),
        ("forced", documents("forced")),
        ("mutants", documents("mutant")),
        ("unit tests", units()),
    ):
        report = compare(cases)
        left += _print(kind, report)
    return 1 if left else 0


def _print(kind: str, report: Report) -> int:
    differing = {d.case for d in report.disagreements}
    unexplained = unlisted(report)
    judged = report.cases - len(report.schema_invalid) - len(report.unreadable)
    sys.stdout.write(
        f"{kind}: {report.cases} cases, {len(report.schema_invalid)} fail their schema, "
        f"{len(report.unreadable)} unreadable; {judged - len(differing)} of {judged} identical, "
        f"{len({rule for rule, _ in report.fired})} rules fired {sum(report.fired.values())} times, "
        f"{len(unexplained)} disagreements not listed\n"
    )
    by_rule = Counter(d.rule for d in report.disagreements)
    for rule, count in sorted(by_rule.items(), key=lambda item: -item[1]):
        sys.stdout.write(f"   {rule:10} {count} cases differ\n")
    if re.search("-v", " ".join(sys.argv)):
        for d in report.disagreements:
            sys.stdout.write(f"   {d.case}: {d.rule} {d.flag} official {d.official}, ours {d.ours}\n")
    return len(unexplained)


if __name__ == "__main__":
    sys.exit(main())
