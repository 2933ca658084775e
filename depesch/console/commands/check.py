"""Check documents: can each be read, does it fit its schema, does it keep the rules.

Works without a hub. A file may hold several documents: each is checked, and named FILE#1, FILE#2 and so on. With --json
one object a line and document: file, syntax, document, number, profile, rule_sets, schema_valid, verdict (accepted,
refused or unreadable) and findings, each with rule, severity, terms, field, path, where, line (of EDIFACT: the
segment), value, expected, message and mend. What cannot be read does not stop the others. Exit status: 0 all accepted,
1 some were not, 2 wrong use.

With --mend everything is mended that is certain and the mended document is written to NAME.mended.xml; the verdict and
the findings are those of it, or of the file itself where nothing was written. --json adds mended: out, changes (rule,
field, term, path, old, new, where, line, message), unread and losses (what would be lost: then nothing is written
unless --force says so), and error.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesch.console.command_line import wrong_use
from depesch.console.inputs import Given, add_files, documents_of, named_files
from depesch.console.languages import add_language, language_of
from depesch.console.mends import mend_lines, write_mended
from depesch.console.words import said

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from depesch.documents.checking import Verdict
    from depesch.model.issue import Issue
    from depesch.rules import RuleSet
    from depesch.syntaxes import Reading, UnreadableDocument

SUMMARY = "check documents against schema and rules"
_NUMBER = re.compile(r"#\d+$")  # of a document out of a file of several: what is corrected and sent is the file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_files(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line and file")
    parser.add_argument(
        "--rules",
        metavar="NAME,...",
        help="apply these rule sets (name or name@version) instead of those that each document calls for",
    )
    parser.add_argument("--on", metavar="DATE", help="apply the versions in force on this day (default: today)")
    parser.add_argument("--pack", metavar="PACK.json", help="apply a receiver's own demands, too")
    parser.add_argument("--no-schema", action="store_true", help="leave the schema out")
    parser.add_argument("--mend", action="store_true", help="mend what is certain and write the mended documents")
    parser.add_argument("--output", metavar="PATH", help="folder, or file for one document, that --mend writes to")
    parser.add_argument("--force", action="store_true", help="let --mend replace files, and leave out what it must")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check every file and tell the verdict as soon as it is there."""
    language = language_of(arguments)
    on = _day(arguments.on)
    rules = _rule_sets(arguments.rules, on)
    output = _output(arguments)
    packs = _packs(arguments.pack)
    status = 0
    for report in _reports(arguments, rules, packs, output, on, language):
        _tell(report, language, as_json=arguments.json)
        status |= report["verdict"] != "accepted" or bool(report.get("mended") and report["mended"]["error"])
    return status


def _day(text: str | None) -> date | None:
    """Return the day given; ends the process when it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong_use(f"--on {text} is no day; write it as 2026-05-31")


def _rule_sets(names: str | None, on: date | None) -> list[str] | None:
    """Return the names given; ends the process when one is not there."""
    if names is None:
        return None
    from depesch.rules import UnknownRuleSet, rule_set

    wanted = [name.strip() for name in names.split(",") if name.strip()]
    try:
        for name in wanted:
            rule_set(name, on)
    except UnknownRuleSet as error:
        wrong_use(str(error))
    return wanted or wrong_use("--rules names no rule set")


def _packs(path: str | None) -> tuple[RuleSet, ...]:
    """Return the demands in the file as a rule set, its version made of its content; ends when there are faults."""
    if path is None:
        return ()
    from depesch.console.demands import read_pack
    from depesch.kit.hashing import sha256_hex
    from depesch.rules.packs import pack_bytes
    from depesch.rules.packs.checks import rule_set_of

    pack = read_pack(path, "nothing was checked")
    return (rule_set_of(pack, f"sha256-{sha256_hex(pack_bytes(pack))[:12]}"),)


def _output(arguments: argparse.Namespace) -> Path | None:
    """Return where mended documents go; ends the process when several would go to one file."""
    if arguments.output is None:
        return None
    if not arguments.mend:
        wrong_use("--output is where --mend writes; give both")
    if arguments.output.endswith("/"):
        Path(arguments.output).mkdir(parents=True, exist_ok=True)
    output = Path(arguments.output)
    if (len(arguments.files) > 1 or arguments.files_from) and not output.is_dir():
        wrong_use(f"{output} is no folder, and several documents do not fit into one file")
    return output


def _reports(
    arguments: argparse.Namespace,
    rules: Sequence[str] | None,
    packs: Sequence[RuleSet],
    output: Path | None,
    on: date | None,
    language: str,
) -> Iterator[dict[str, Any]]:
    """Yield the report of each document of each file named."""
    from depesch.syntaxes import Reading

    nothing_mended = {"mended": None} if arguments.mend else {}
    for name in named_files(arguments):
        try:
            for given in documents_of(name):
                if not isinstance(given.document, Reading):
                    yield _unreadable(given.name, given.document, language) | nothing_mended
                elif arguments.mend:
                    yield _mended_report(given, given.document, rules, packs, output, arguments, on)
                else:
                    yield _checked_report(given.name, given.document, rules, packs, arguments, on)
        except OSError as error:
            yield _missing(name, error, language) | nothing_mended


def _checked_report(
    name: str,
    reading: Reading,
    rules: Sequence[str] | None,
    packs: Sequence[RuleSet],
    arguments: argparse.Namespace,
    on: date | None,
) -> dict[str, Any]:
    from depesch.documents.checking import check
    from depesch.documents.mending import mendable

    verdict = check(reading, rules=rules, schema=not arguments.no_schema, on=on, packs=packs)
    return _report(name, reading, verdict, mendable(reading, verdict), language_of(arguments))


def _mended_report(
    given: Given,
    reading: Reading,
    rules: Sequence[str] | None,
    packs: Sequence[RuleSet],
    output: Path | None,
    arguments: argparse.Namespace,
    on: date | None,
) -> dict[str, Any]:
    from depesch.documents.mending import mended
    from depesch.documents.reading import read

    language = language_of(arguments)
    mending = mended(reading, rules=rules, schema=not arguments.no_schema, on=on, packs=packs)
    told = write_mended(mending, given.path, output, language, force=arguments.force)
    if mending.data is None or told["out"] is None:
        report = _report(given.name, reading, mending.before, (), language)
    else:
        report = _report(given.name, read(mending.data), mending.after, (), language)
    return report | {"mended": told}


def _report(name: str, reading: Reading, verdict: Verdict, mends: Container[str], language: str) -> dict[str, Any]:
    """Return what is known of one file, in the order in which it is printed."""
    return {
        "file": name,
        "syntax": verdict.syntax,
        "document": "credit_note" if reading.invoice.is_credit_note else "invoice",
        "number": verdict.document,
        "profile": verdict.profile,
        "rule_sets": [f"{used.name} {used.version}" for used in verdict.rule_sets],
        "schema_valid": verdict.schema_valid,
        "verdict": verdict.verdict.value,
        "findings": [_finding(issue, mends, language) for issue in verdict.issues],
    }


def _finding(issue: Issue, mends: Container[str], language: str) -> dict[str, Any]:
    from depesch.rules.explaining import explain, mend_words

    explained = explain(issue, language)
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "terms": issue.terms,
        "field": explained.field,
        "path": issue.path or None,
        "where": issue.where,
        "line": issue.line,
        "value": issue.value,
        "expected": issue.expected,
        "message": explained.message,
        "mend": (explained.mend or mend_words(language)) if issue.rule in mends else None,
    }


def _unreadable(name: str, error: UnreadableDocument, language: str) -> dict[str, Any]:
    from depesch.documents.unreadable import explain

    words = explain(error, language)
    return _no_document(
        name, rule=f"READ-{error.code}", line=error.line, message=f"{words.what} {words.where}".strip(), mend=words.next
    )


def _missing(name: str, error: OSError, language: str) -> dict[str, Any]:
    message = said("file-missing", language, detail=error.strerror or str(error))
    return _no_document(name, rule="FILE-MISSING", line=None, message=message, mend=None)


def _no_document(name: str, *, rule: str, line: int | None, message: str, mend: str | None) -> dict[str, Any]:
    """Return the report of a file that holds no document."""
    finding = {
        "rule": rule, "severity": "fatal", "terms": (), "field": None, "path": None, "where": None, "line": line,
        "value": None, "expected": None, "message": message, "mend": mend,
    }  # fmt: skip
    return {
        "file": name, "syntax": None, "document": None, "number": None, "profile": None, "rule_sets": [],
        "schema_valid": None, "verdict": "unreadable", "findings": [finding],
    }  # fmt: skip


def _tell(report: dict[str, Any], language: str, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    else:
        sys.stdout.write("\n".join(_lines(report, language)) + "\n")
    sys.stdout.flush()  # one verdict at a time, for whoever reads along


def _lines(report: dict[str, Any], language: str) -> list[str]:
    """Return the report for people: one line for the file, one for each finding, and the next step."""
    findings, file = report["findings"], _NUMBER.sub("", report["file"])
    head = f"{report['file']}: {said(report['verdict'], language)}"
    if findings:
        head += ", " + said("finding" if len(findings) == 1 else "findings", language, count=len(findings))
    if report["rule_sets"]:
        head += " (" + said("checked-against", language, sets=", ".join(report["rule_sets"])) + ")"
    width = max((len(finding["rule"]) for finding in findings), default=0)
    lines, counted = [head], _counted(report["syntax"])
    for _, same in groupby(findings, lambda finding: (finding["rule"], finding["message"], finding["where"])):
        alike = list(same)
        lines += _finding_lines(alike[0], width, language, len(alike), counted)
    if report.get("mended"):
        lines = [*mend_lines(report, language), *lines]
    elif report["syntax"] and (mends := sum(finding["mend"] is not None for finding in findings)):
        lines.append(said("next-mend", language, file=file, count=mends))
    if report["verdict"] != "accepted":
        lines.append(said("next-correct", language, file=file))
    return lines


def _counted(syntax: str | None) -> str:
    """Return the word for what a format's line numbers count."""
    from depesch.syntaxes import Counted, syntaxes

    known = syntaxes().get(syntax or "")
    return "segment" if known is not None and known.counted is Counted.SEGMENTS else "line"


def _finding_lines(finding: dict[str, Any], width: int, language: str, times: int, counted: str) -> list[str]:
    weight = "" if finding["severity"] == "fatal" else f"{said(finding['severity'], language)}: "
    terms = f" ({', '.join(finding['terms'])})" if finding["terms"] else ""
    lines = [f"  {finding['rule']:<{width}}  {weight}{finding['message']}{terms}"]
    place = said(counted, language, line=finding["line"]) if finding["line"] else ""
    often = said("times", language, count=times) if times > 1 else ""
    below = [part for part in (place, finding["where"], often) if part]
    if below:
        lines.append(f"  {'':<{width}}  {', '.join(below)}")
    if finding["mend"]:
        lines.append(f"  {'':<{width}}  {said('mend', language, mend=finding['mend'])}")
    return lines
