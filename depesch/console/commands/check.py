"""Check documents: can each be read, does it fit its schema, does it keep the rules.

Works without a hub. With --json one object a line and file: file, syntax, document, number, profile, rule_sets,
schema_valid, verdict (accepted, refused or unreadable) and findings, each with rule, severity, terms, where, line,
value, message and mend. A file that cannot be read does not stop the others. Exit status: 0 all accepted, 1 some were
not, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from depesch.console.command_line import wrong_use
from depesch.console.inputs import add_files, content_of, named_files
from depesch.console.languages import add_language, language_of
from depesch.console.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from depesch.model.issue import Issue
    from depesch.syntaxes import UnreadableDocument

SUMMARY = "check documents against schema and rules"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_files(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line and file")
    parser.add_argument(
        "--rules", metavar="NAME,...", help="apply these rule sets instead of those that each document calls for"
    )
    parser.add_argument("--no-schema", action="store_true", help="leave the schema out")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check every file and tell the verdict as soon as it is there."""
    language = language_of(arguments)
    rules = _rule_sets(arguments.rules)
    status = 0
    for name in named_files(arguments):
        report = _report(name, rules, language, schema=not arguments.no_schema)
        _tell(report, language, as_json=arguments.json)
        status |= report["verdict"] != "accepted"
    return status


def _rule_sets(names: str | None) -> list[str] | None:
    """Return the names given; ends the process when one is not there."""
    if names is None:
        return None
    from depesch.rules import rule_sets

    wanted = [name.strip() for name in names.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in rule_sets()]:
        wrong_use(f"there is no rule set {', '.join(unknown)}; there are {', '.join(rule_sets())}")
    return wanted or wrong_use("--rules names no rule set")


def _report(name: str, rules: Sequence[str] | None, language: str, *, schema: bool) -> dict[str, Any]:
    """Return what is known of one file, in the order in which it is printed."""
    from depesch.documents.checking import check
    from depesch.documents.reading import read
    from depesch.syntaxes import UnreadableDocument

    try:
        content = content_of(name)
    except OSError as error:
        return _missing(name, error, language)
    try:
        reading = read(content)
    except UnreadableDocument as error:
        return _unreadable(name, error, language)
    verdict = check(reading, rules=rules, schema=schema)
    return {
        "file": name,
        "syntax": verdict.syntax,
        "document": "credit_note" if reading.invoice.is_credit_note else "invoice",
        "number": verdict.document,
        "profile": verdict.profile,
        "rule_sets": [f"{used.name} {used.version}" for used in verdict.rule_sets],
        "schema_valid": verdict.schema_valid,
        "verdict": verdict.verdict.value,
        "findings": [_finding(issue, language) for issue in verdict.issues],
    }


def _finding(issue: Issue, language: str) -> dict[str, Any]:
    from depesch.rules.explaining import explain

    explained = explain(issue, language)
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "terms": issue.terms,
        "where": issue.where,
        "line": issue.line,
        "value": issue.value,
        "message": explained.message,
        "mend": explained.mend,
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
        "rule": rule, "severity": "fatal", "terms": (), "where": None, "line": line, "value": None,
        "message": message, "mend": mend,
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
    findings = report["findings"]
    head = f"{report['file']}: {said(report['verdict'], language)}"
    if findings:
        head += ", " + said("finding" if len(findings) == 1 else "findings", language, count=len(findings))
    width = max((len(finding["rule"]) for finding in findings), default=0)
    lines = [head, *(line for finding in findings for line in _finding_lines(finding, width, language))]
    if report["verdict"] != "accepted":
        lines.append(said("next-correct", language, file=report["file"]))
    return lines


def _finding_lines(finding: dict[str, Any], width: int, language: str) -> list[str]:
    weight = "" if finding["severity"] == "fatal" else f"{said(finding['severity'], language)}: "
    terms = f" ({', '.join(finding['terms'])})" if finding["terms"] else ""
    place = f" [{said('line', language, line=finding['line'])}]" if finding["line"] else ""
    lines = [f"  {finding['rule']:<{width}}  {weight}{finding['message']}{terms}{place}"]
    if finding["mend"]:
        lines.append(f"  {'':<{width}}  {said('mend', language, mend=finding['mend'])}")
    return lines
