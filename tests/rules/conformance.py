"""Agreement with the official rules: `python -m tests.rules.conformance [--set NAME] [--kind exact,unit] [-v]`.

Prints for each rule set and kind of case how many multisets of (rule, flag) are the official ones, and each rule that
differs; `-v` prints each case. A rule set is named as the oracle has it, or as ours (all that it answers to).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from itertools import chain

from tests.rules.judging.cases import KINDS, documents, units
from tests.rules.judging.comparing import Report, Reports, compare, outlived, unlisted
from tests.rules.judging.official_sets import SETS, official_ids, sets_there, written_ids
from tests.shared_data import SHARED


def reports_on(names: frozenset[str], kinds: frozenset[str]) -> Reports:
    """Return the agreement of the official sets' counterparts over the corpus, by set and kind."""
    return compare(chain(documents(names, kinds), units(names) if "unit" in kinds else ()))


def main() -> int:
    """Print the agreement by rule set, kind of case and rule; return 1 when a disagreement is not listed."""
    asked = _asked()
    if SHARED is None:
        sys.stderr.write("the shared corpus is not beside this checkout\n")
        return 2
    begun = time.monotonic()
    wanted = frozenset(n for n, s in SETS.items() if not asked.set or asked.set in (n, s.ours))
    for name in sorted(wanted - sets_there()):
        sys.stdout.write(f"{name}: skipped, rule set {SETS[name].ours} is not there yet\n")
    names = wanted & sets_there()
    reports = reports_on(names, frozenset(asked.kind.split(",")))
    for name in SETS:
        if name in names:
            _print_set(name, {kind: reports[name, kind] for kind in KINDS if (name, kind) in reports}, asked.verbose)
    for case, rule in outlived(reports) if set(asked.kind.split(",")) == set(KINDS) else ():
        sys.stdout.write(f"listed, but agrees by now: {case}: {rule}\n")
    left = sum(len(unlisted(report)) for report in reports.values())
    sys.stdout.write(f"{left} disagreements not listed; {time.monotonic() - begun:.0f} s\n")
    return 1 if left else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.rules.conformance", description=__doc__)
    parser.add_argument("--set", help="a rule set, as the oracle or as ours has its name")
    parser.add_argument("--kind", default=",".join(KINDS), help="kinds of case, by commas: " + ", ".join(KINDS))
    parser.add_argument("-v", "--verbose", action="store_true", help="print each case that differs")
    return parser.parse_args()


def _print_set(name: str, by_kind: dict[str, Report], verbose: bool) -> None:
    missing = official_ids(name) - written_ids(name)
    sys.stdout.write(f"{name} ({SETS[name].ours}): {len(official_ids(name))} rules")
    sys.stdout.write(f", {len(missing)} of them not written\n" if missing else "\n")
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
