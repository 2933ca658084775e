"""Fresh mutants, judged by the official rules: `python -m tests.rules.judging.mutants --set NAME --count N --seed S`.

Each mutant is a document with one to three changes that still keeps its schema. Number 17 of seed 1 is the same
mutant in every run over the same documents: `--only 17 -v` shows it alone, `--keep FOLDER` writes it to a file.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

import msgspec
from lxml import etree

from depesch.kit.xml import parse
from depesch.syntaxes import syntaxes
from tests.rules.judging.bases import Base, bases
from tests.rules.judging.cases import Case, Fired, Official
from tests.rules.judging.changes import CHANGES, Material
from tests.rules.judging.comparing import Disagreement, compare
from tests.rules.judging.official_sets import SETS, official_ids, sets_there, written_ids
from tests.rules.judging.schema_elements import GRAMMARS
from tests.rules.judging.stylesheets import Aborted, judge
from tests.rules.judging.values import Values

_HOW_MANY = (1, 1, 1, 2, 2, 3)
_TRIES = 40
_CHUNK, _CHUNKS = 8, 100  # mutants a task, tasks a process: Saxon keeps more memory with every document


class Plan(msgspec.Struct, frozen=True):
    """What a run makes: for which official sets, from which seed, of which documents."""

    names: frozenset[str]
    seed: int
    corpus: bool = True


class Judged(msgspec.Struct, frozen=True):
    """One mutant and what came of it, for each official set that judged it."""

    number: int
    base: str
    data: bytes
    fired: dict[str, Fired]
    disagreements: list[Disagreement]
    aborted: dict[str, str]


def judged(plan: Plan, numbers: Iterable[int], *, processes: int = 1) -> Iterator[Judged]:
    """Yield the mutants of those numbers with their verdicts, in any order."""
    if processes == 1:
        yield from (_judge_one((plan, number)) for number in numbers)
        return
    with get_context("spawn").Pool(processes, initializer=_load, maxtasksperchild=_CHUNKS) as pool:
        yield from pool.imap_unordered(_judge_one, ((plan, number) for number in numbers), chunksize=_CHUNK)


def _load() -> None:
    """Load all rules at once, so that a run is a run of one state of the code."""
    for name in sets_there():
        written_ids(name)


def mutant(plan: Plan, number: int) -> tuple[Base, bytes]:
    """Return the mutant of that number, and the document that it was made of."""
    random = Random(f"{plan.seed}/{number}")
    claiming, others = _documents(plan)
    while True:
        base = random.choice(claiming if claiming and random.random() < 0.6 else others)
        material = _material(plan.corpus, base.syntax)
        for _ in range(_TRIES):
            root = deepcopy(base.root)
            if _changed(root, random, material):
                return base, etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _changed(root: etree._Element, random: Random, material: Material) -> bool:
    """Change the tree one to three times; tell whether it changed at all and keeps its schema."""
    before = etree.tostring(root)
    for _ in range(random.choice(_HOW_MANY)):
        try:
            random.choice(CHANGES)(root, random, material)
        except (IndexError, ValueError):  # nothing there to change, or no place for it
            return False
    data = etree.tostring(root)
    if data == before:
        return False
    again = parse(data)
    check = next(s.schema_issues for s in syntaxes().values() if s.recognises(again))
    return check is None or not check(again)


def _judge_one(task: tuple[Plan, int]) -> Judged:
    plan, number = task
    base, data = mutant(plan, number)
    return judge_document(plan.names, number, base, data)


def judge_document(names: frozenset[str], number: int, base: Base, data: bytes) -> Judged:
    """Return what the official sets of those names that judge its syntax say of a document, and where ours differ."""
    fired: dict[str, Fired] = {}
    aborted: dict[str, str] = {}
    for name in sorted(names):
        if SETS[name].syntax == base.syntax:
            try:
                fired[name] = judge(name).fired(data)
            except Aborted as error:
                aborted[name] = str(error)
    case = Case(f"document {number}", data, {name: Official("mutant", found) for name, found in fired.items()})
    found = [d for report in compare([case]).values() for d in report.disagreements]
    return Judged(number, base.name, data, fired, found, aborted)


@cache
def _all_documents(corpus: bool) -> tuple[Base, ...]:
    return tuple(bases(corpus=corpus))


@cache
def _documents(plan: Plan) -> tuple[tuple[Base, ...], tuple[Base, ...]]:
    """Return the documents that claim one of the plan's sets, and all of their syntaxes."""
    wanted = {SETS[name].syntax for name in plan.names}
    there = tuple(base for base in _all_documents(plan.corpus) if base.syntax in wanted)
    return tuple(base for base in there if base.claims & plan.names), there


@cache
def _material(corpus: bool, syntax: str) -> Material:
    roots = tuple(base.root for base in _all_documents(corpus) if base.syntax == syntax)
    return Material(roots, Values(roots), GRAMMARS[syntax])


class Tally(msgspec.Struct):
    """What a run gave for one official set."""

    mutants: int = 0
    aborted: int = 0
    differing: int = 0
    fired: Fired = msgspec.field(default_factory=Counter)
    by_rule: Counter[str] = msgspec.field(default_factory=Counter)
    first: dict[str, str] = msgspec.field(default_factory=dict)  # by rule: the first disagreement, in short


def run(plan: Plan, numbers: Iterable[int], *, processes: int, keep: Path | None, verbose: bool) -> int:
    """Judge the mutants and print what came of it; return how many differ."""
    tallies = {name: Tally() for name in sorted(plan.names)}
    begun = time.monotonic()
    for one in judged(plan, numbers, processes=processes):
        _note(tallies, one)
        if keep is not None and one.disagreements:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{plan.seed}-{one.number}.xml").write_bytes(one.data)
        for d in sorted(one.disagreements) if verbose else ():
            sys.stdout.write(f"   {one.number} of {one.base}: {_short(d)}\n")
    sys.stdout.write(f"fresh mutants, seed {plan.seed}, {time.monotonic() - begun:.0f} s\n")
    for name, tally in tallies.items():
        _print(name, tally)
    return sum(tally.differing for tally in tallies.values())


def _note(tallies: dict[str, Tally], one: Judged) -> None:
    for name in one.aborted:
        tallies[name].aborted += 1
    for name, fired in one.fired.items():
        tallies[name].mutants += 1
        tallies[name].fired += fired
    for d in one.disagreements:
        tally = tallies[d.case.partition(" ")[0]]
        tally.by_rule[d.rule] += 1
        tally.first.setdefault(d.rule, f"{one.number}: {_short(d)}")
    for name in {d.case.partition(" ")[0] for d in one.disagreements}:
        tallies[name].differing += 1


def _short(d: Disagreement) -> str:
    return f"{d.rule} {d.flag} official {d.official}, ours {d.ours}"


def _print(name: str, tally: Tally) -> None:
    missing = official_ids(name) - written_ids(name)
    identical, rules = tally.mutants - tally.differing, len({rule for rule, _ in tally.fired})
    sys.stdout.write(
        f"{name}: {tally.mutants} mutants, {identical} identical, {rules} rules fired {sum(tally.fired.values())} times"
        + (f", {len(missing)} rules not written" if missing else "")
        + (f", {tally.aborted} left out on which the official rules broke off\n" if tally.aborted else "\n")
    )
    for rule, count in tally.by_rule.most_common():
        sys.stdout.write(f"   {rule:22} {count} differ, such as {tally.first[rule]}\n")


def main() -> int:
    """Judge fresh mutants; return 1 when a verdict differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.rules.judging.mutants", description=__doc__)
    parser.add_argument("--set", help="a rule set, as the oracle or as ours has its name; several by commas")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one mutant, to judge it alone")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants that differ")
    parser.add_argument("--own", action="store_true", help="only mutants of documents of our own making")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true", help="print each disagreement")
    asked = parser.parse_args()
    wanted = asked.set.split(",") if asked.set else list(SETS)
    names = frozenset(name for name in sets_there() if name in wanted or SETS[name].ours in wanted)
    numbers = range(asked.count) if asked.only is None else [asked.only]
    plan = Plan(names, asked.seed, corpus=not asked.own)
    return 1 if run(plan, numbers, processes=asked.processes, keep=asked.keep, verbose=asked.verbose) else 0


if __name__ == "__main__":
    sys.exit(main())
