"""`depesch rules diff`: two rule sets compared, by their rules and over documents."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesch.console.command_line import wrong_use
from depesch.console.inputs import content_of, named_files
from depesch.console.languages import add_language, language_of
from depesch.console.words import said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from depesch.documents.comparing import DocumentDiffers
    from depesch.model.issue import Issue
    from depesch.rules import RuleSet

_PROGRESS_EVERY = 100


def add_diff_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `rules diff` takes."""
    parser.add_argument("first", metavar="A", help="a rule set: name, name@version, or the path of a plug-in")
    parser.add_argument("second", metavar="B", help="the one to compare it with, such as the next release")
    parser.add_argument("files", nargs="*", metavar="FILE", help="documents to hold against both")
    parser.add_argument("--files-from", metavar="LIST", help="a file with one name a line; `-` reads it from stdin")
    parser.add_argument("--all", action="store_true", help="judge documents too that call for neither set")
    parser.add_argument("--json", action="store_true", help="one JSON object: rules, documents and sums")
    add_language(parser)


def run_diff(arguments: argparse.Namespace) -> int:
    """Compare; 1 when the second set refuses a document that the first accepts."""
    from depesch.documents.comparing import rules_differ

    first, second = _set_at(arguments.first), _set_at(arguments.second)
    if first.key == second.key and arguments.first == arguments.second:
        wrong_use(f"{first.key} is compared with itself")
    language = language_of(arguments)
    static = rules_differ(first, second)
    report: dict[str, Any] = {
        "first": first.key,
        "second": second.key,
        "only_first": [rule.id for rule in static.only_first],
        "only_second": [rule.id for rule in static.only_second],
        "weighed_otherwise": [
            {"rule": one.id, "first": one.severity.value, "second": other.severity.value}
            for one, other in static.weighed_otherwise
        ],
        "documents": [],
        "count": 0,
        "judged": 0,
        "refused_by_second": 0,
        "refused_by_first": 0,
    }
    if not arguments.json:
        _tell_rules(report, language)
    for row in _documents(arguments, first, second):
        report["count"] += 1
        if row is None:
            continue
        report["judged"] += 1
        report["refused_by_second"] += row["refused_by"] == second.key
        report["refused_by_first"] += row["refused_by"] == first.key
        if row["only_first"] or row["only_second"] or row["error"]:
            report["documents"].append(row)
            if not arguments.json:
                _tell_document(row, report, language)
    _tell_sums(report, language, as_json=arguments.json)
    return int(report["refused_by_second"] > 0)


def _set_at(name: str) -> RuleSet:
    """Return the rule set of a name, or the only one of a plug-in at a path; ends the process when there is none."""
    from depesch.kit.discovery import BrokenPlugin
    from depesch.rules import UnknownRuleSet, rule_set, rule_sets_in

    path = Path(name)
    try:
        if not (path.is_dir() or path.suffix == ".py"):
            return rule_set(name)
        there = rule_sets_in(path)
    except (UnknownRuleSet, BrokenPlugin) as error:
        wrong_use(str(error))
    if len(there) != 1:
        wrong_use(f"{name} has several rule sets: {', '.join(there)}")
    return next(iter(there.values()))


def _documents(arguments: argparse.Namespace, first: RuleSet, second: RuleSet) -> Iterable[dict[str, Any] | None]:
    """Yield what differs for each document, None for one that calls for neither set; tells how far it is."""
    if not arguments.files and arguments.files_from is None:
        return
    for number, name in enumerate(named_files(arguments), 1):
        yield _document(name, first, second, all_documents=arguments.all)
        if number % _PROGRESS_EVERY == 0:
            print(f"{number} ...", file=sys.stderr, flush=True)


def _document(name: str, first: RuleSet, second: RuleSet, *, all_documents: bool) -> dict[str, Any] | None:
    from depesch.documents.comparing import document_differs
    from depesch.documents.reading import read
    from depesch.syntaxes import UnreadableDocument

    row: dict[str, Any] = {"file": name, "refused_by": None, "only_first": {}, "only_second": {}, "error": None}
    try:
        found = document_differs(read(content_of(name)), first, second, all_documents=all_documents)
    except UnreadableDocument as error:
        return row | {"error": f"{error.code}: {error.detail}"}
    except OSError as error:
        return row | {"error": error.strerror or str(error)}
    if found.first is None:
        return None
    return row | {
        "refused_by": _refuser(found, first, second),
        "only_first": _counted(found.only_first),
        "only_second": _counted(found.only_second),
    }


def _refuser(found: DocumentDiffers, first: RuleSet, second: RuleSet) -> str | None:
    if found.refused_by_second:
        return second.key
    return first.key if found.refused_by_first else None


def _counted(issues: tuple[Issue, ...]) -> dict[str, int]:
    return dict(Counter(issue.rule for issue in issues))


def _tell_rules(report: dict[str, Any], language: str) -> None:
    for key, name in (("only_first", "first"), ("only_second", "second")):
        if report[key]:
            print(f"{said('only-in', language, name=report[name])}: {', '.join(report[key])}")
    for row in report["weighed_otherwise"]:
        words = {"first": row["first"], "second": row["second"], "one": report["first"], "other": report["second"]}
        print(f"{row['rule']}: {said('weighed-otherwise', language, **words)}")


def _tell_document(row: dict[str, Any], report: dict[str, Any], language: str) -> None:
    if row["error"]:
        print(f"{row['file']}: {said('unreadable', language)}: {row['error']}")
        return
    if row["refused_by"]:
        print(f"{row['file']}: {said('refused-by', language, name=row['refused_by'])}")
    else:
        print(f"{row['file']}:")
    for key, name in (("only_first", "first"), ("only_second", "second")):
        if row[key]:
            rules = ", ".join(rule if count == 1 else f"{rule} x {count}" for rule, count in row[key].items())
            print(f"  {said('found-by', language, name=report[name])}: {rules}")
    sys.stdout.flush()


def _tell_sums(report: dict[str, Any], language: str, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
        return
    if not report["count"]:
        return
    sides = (("second", "first"), ("first", "second"))
    for name, other in sides:
        values = {"name": report[name], "other": report[other], "refused": report[f"refused_by_{name}"]}
        print(said("diff-sum", language, judged=report["judged"], count=report["count"], **values))
