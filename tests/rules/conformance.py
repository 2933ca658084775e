"""Agreement with the official rules: `python -m tests.rules.conformance [--set NAME] [--kind exact,unit] [-v]`.

Prints for each rule set and kind of case how many multisets of (rule, flag) are the official ones, and each rule that
differs; `-v` prints each case. A rule set is named as the oracle has it, or as ours (all that it answers to). With
`--mutants N`, the official stylesheets also judge so many fresh mutants (see `judging/mutants.py`).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path

from lxml import etree

from tests.rules.judging.bases import broken_samples
from tests.rules.judging.bound_samples import judged_bound_samples
from tests.rules.judging.cases import KINDS, documents, units
from tests.rules.judging.comparing import Report, Reports, compare, outlived, unlisted
from tests.rules.judging.mutants import Plan, judge_document, run
from tests.rules.judging.official_sets import SETS, official_ids, sets_there, written_ids
from tests.rules.judging.stylesheets import has_judge
from tests.shared_data import SHARED

_MOST_LEFT = 40  # ids shown of rules that nothing fired
Ever = defaultdict[str, set[str]]  # by official set: the rules that any case at all has fired


def reports_on(names: frozenset[str], kinds: frozenset[str]) -> Reports:
    """Return the agreement of the official sets' counterparts over the corpus, by set and kind."""
    return compare(chain(documents(names, kinds), units(names) if "unit" in kinds else ()))


def main() -> int:
    """Print the agreement by rule set, kind of case and rule; return 1 when a disagreement is not listed."""
    asked = _asked()
    begun = time.monotonic()
    wanted = frozenset(n for n, s in SETS.items() if not asked.set or asked.set in (n, s.ours))
    for name in sorted(wanted - sets_there()):
        sys.stdout.write(f"{name}: skipped, rule set {SETS[name].ours} is not there yet\n")
    names, left, ever = wanted & sets_there(), 0, Ever(set)
    if SHARED is None:
        sys.stdout.write("the shared corpus is not beside this checkout: its documents and unit tests are left out\n")
    else:
        left += _compare(names, frozenset(asked.kind.split(",")), ever, verbose=asked.verbose)
    if asked.mutants:
        judging = frozenset(filter(has_judge, names))
        plan = Plan(judging, asked.seed)
        left += _judge_samples(judging, ever) + _judge_bound_samples(judging, ever)
        _print_ever(judging, ever)
        left += run(plan, range(asked.mutants), processes=asked.processes, keep=asked.keep, verbose=asked.verbose)
    sys.stdout.write(f"{left} disagreements not listed; {time.monotonic() - begun:.0f} s\n")
    return 1 if left else 0


def _compare(names: frozenset[str], kinds: frozenset[str], ever: Ever, *, verbose: bool) -> int:
    """Print the agreement over the corpus; return how many disagreements are not listed."""
    reports = reports_on(names, kinds)
    for (name, _), report in reports.items():
        ever[name].update(rule for rule, _ in report.fired)
    for name in SETS:
        if name in names:
            _print_set(name, {kind: reports[name, kind] for kind in KINDS if (name, kind) in reports}, verbose)
    for case, rule in outlived(reports) if kinds == set(KINDS) else ():
        sys.stdout.write(f"listed, but agrees by now: {case}: {rule}\n")
    return sum(len(unlisted(report)) for report in reports.values())


def _judge_samples(names: frozenset[str], ever: Ever) -> int:
    """Let the official stylesheets judge the broken samples of our own rules; return how many differ."""
    found = [
        judge_document(names, number, base, etree.tostring(base.root)) for number, base in enumerate(broken_samples())
    ]
    differing = [(one.base, d) for one in found for d in one.disagreements]
    fired = {(name, rule) for one in found for name, fired in one.fired.items() for rule, _ in fired}
    sys.stdout.write(f"broken samples of our own, written out: {len(found)}, {len(fired)} rules fired\n")
    for name, rule in fired:
        ever[name].add(rule)
    for base, d in differing:
        sys.stdout.write(f"   {base}: {d.rule} {d.flag} official {d.official}, ours {d.ours}\n")
    return len(differing)


def _judge_bound_samples(names: frozenset[str], ever: Ever) -> int:
    """Let them judge the broken samples of the rules bound to a format; return how many differ."""
    found = list(judged_bound_samples(names))
    judged = [one for one in found if one.fired is not None]
    for one in judged:
        ever[one.name].update(rule for rule, _ in one.fired or ())
    differing = [d for one in judged for d in one.disagreements]
    sys.stdout.write(
        f"broken samples of the rules bound to a format: {len(judged)}, "
        f"{sum(not one.disagreements for one in judged)} identical; "
        f"on {len(found) - len(judged)} the official rules broke off\n"
    )
    for d in differing:
        sys.stdout.write(f"   {d.case}: {d.rule} {d.flag} official {d.official}, ours {d.ours}\n")
    return len(differing)


def _print_ever(names: frozenset[str], ever: Ever) -> None:
    sys.stdout.write("rules fired by any of all this, and those left:\n")
    for name in sorted(names):
        every = official_ids(name) or written_ids(name)
        left = " ".join(sorted(every - ever[name])[:_MOST_LEFT])
        sys.stdout.write(f"   {name}: {len(every & ever[name])} of {len(every)}; {left}\n")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.rules.conformance", description=__doc__)
    parser.add_argument("--set", help="a rule set, as the oracle or as ours has its name")
    parser.add_argument("--kind", default=",".join(KINDS), help="kinds of case, by commas: " + ", ".join(KINDS))
    parser.add_argument("--mutants", type=int, default=0, help="how many fresh mutants to judge")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="what the mutants are made from")
    parser.add_argument("--processes", type=int, default=2, help="how many judge mutants at a time")
    parser.add_argument("--keep", type=Path, help="a folder for the mutants that differ")
    parser.add_argument("-v", "--verbose", action="store_true", help="print each case that differs")
    return parser.parse_args()


def _print_set(name: str, by_kind: dict[str, Report], verbose: bool) -> None:
    missing = official_ids(name) - written_ids(name)
    sys.stdout.write(f"{name} ({SETS[name].ours}): {len(official_ids(name))} rules")
    sys.stdout.write(f", {len(missing)} of them not written\n" if missing else "\n")
    reports = by_kind.values()
    fired = {rule for report in reports for rule, _ in report.fired}
    sys.stdout.write(
        f"   in all: {sum(r.identical for r in reports)} of {sum(r.judged for r in reports)} identical, "
        f"{len(fired)} rules ever fired\n"
    )
    for kind, report in by_kind.items():
        _print_kind(kind, report)
        if verbose:
            for d in report.disagreements:
                sys.stdout.write(f"      {d.case}: {d.rule} {d.flag} official {d.official}, ours {d.ours}\n")


def _print_kind(kind: str, report: Report) -> None:
    left_out = "".join(
        f", {len(names)} {why}"
        for names, why in ((report.schema_invalid, "fail their schema"), (report.unreadable, "unreadable"))
        if names
    )
    differing = unlisted(report)
    sys.stdout.write(
        f"   {KINDS[kind]}: {report.cases}{left_out}; {report.identical} of {report.judged} identical, "
        f"{len({rule for rule, _ in report.fired})} rules fired {sum(report.fired.values())} times, "
        f"{len(differing)} disagreements not listed\n"
    )
    for rule, count in Counter(d.rule for d in differing).most_common():
        sys.stdout.write(f"      {rule:22} {count} cases differ\n")


if __name__ == "__main__":
    sys.exit(main())
