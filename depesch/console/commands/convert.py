"""Write documents in another format, and name what could not be kept.

Works without a hub. A file may hold several documents: each is converted, and named FILE#1, FILE#2 and so on. Each
result is named after its input and the format, such as F-1042.cii_d16b.xml (F-1042-2.cii_d16b.xml for the second of a
file), beside the input or in --out-dir; a name that is taken gets a number, so that nothing is ever written over. With
--json one object a line and document: file, from, to, out, beside (files that go with it where the format has no place
for them), unread (what found no place in the model) and losses (what the format cannot hold: business term, value, why,
and what was done instead). Exit status: 0 all written, 1 some could not be read, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesch.console.command_line import wrong_use
from depesch.console.inputs import Given, add_files, documents_of, named_files
from depesch.console.languages import add_language, language_of
from depesch.console.outputs import write_under_free_name
from depesch.console.words import lost, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from depesch.documents.targets import Target
    from depesch.model.invoice import Attachment

SUMMARY = "write documents in another format"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_files(parser)
    parser.add_argument(
        "--to", required=True, metavar="FORMAT", help="the format to write; `depesch formats` lists them"
    )
    parser.add_argument("--out-dir", metavar="DIR", help="folder for the results (default: beside each input)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line and file")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Convert every file and tell about it as soon as it is written."""
    language = language_of(arguments)
    target = _target(arguments.to)
    folder = Path(arguments.out_dir) if arguments.out_dir else None
    if folder is not None and folder.exists() and not folder.is_dir():
        wrong_use(f"{folder} is no folder")
    status = 0
    for report in _reports(arguments, target, folder, language):
        _tell(report, language, as_json=arguments.json)
        status |= report["out"] is None
    return status


def _target(name: str) -> Target:
    """Return what to write; ends the process when it is not there or only read."""
    from depesch.documents.converting import UnknownFormat, target_named

    try:
        return target_named(name)
    except UnknownFormat as error:
        wrong_use(str(error))


def _reports(
    arguments: argparse.Namespace, target: Target, folder: Path | None, language: str
) -> Iterator[dict[str, Any]]:
    """Convert each document of each file, and yield what is to be told of it."""
    for name in named_files(arguments):
        try:
            for given in documents_of(name):
                yield _report(given, target, folder, language)
        except OSError as error:
            message = said("file-missing", language, detail=error.strerror or str(error))
            yield _nothing(name, target) | {"error": {"code": "file", "line": None, "message": message}}


def _nothing(name: str, target: Target) -> dict[str, Any]:
    """Return what is told of a document, in the order in which it is printed, before anything is known of it."""
    return {
        "file": name, "from": None, "to": target.name, "out": None, "beside": [], "unread": [], "losses": [],
        "error": None,
    }  # fmt: skip


def _report(given: Given, target: Target, folder: Path | None, language: str) -> dict[str, Any]:
    """Convert one document and return what is to be told of it; raises OSError."""
    from depesch.documents.converting import convert
    from depesch.documents.unreadable import explain
    from depesch.syntaxes import Reading

    report = _nothing(given.name, target)
    if not isinstance(given.document, Reading):
        words = explain(given.document, language)
        message = f"{words.what} {words.where}".strip()
        return report | {"error": {"code": given.document.code, "line": given.document.line, "message": message}}
    conversion = convert(given.document, to=target.name)
    out = write_under_free_name(_place(given.path, target, folder), conversion.data)
    return report | {
        "from": conversion.from_syntax,
        "out": str(out),
        "beside": [str(_write_beside(file, out)) for file in conversion.beside],
        "unread": conversion.unread,
        "losses": conversion.losses,
    }


def _place(source: Path, target: Target, folder: Path | None) -> Path:
    return (folder or source.parent) / f"{source.stem}.{target.name}{target.suffix}"


def _write_beside(file: Attachment, document: Path) -> Path:
    """Write a file that goes with the document, named after both."""
    from depesch.kit.filenames import safe_file_name

    name = safe_file_name(f"{document.stem}.{file.filename or 'attachment'}")
    return write_under_free_name(document.with_name(name), file.content)


def _tell(report: dict[str, Any], language: str, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    else:
        sys.stdout.write("\n".join(_lines(report, language)) + "\n")
    sys.stdout.flush()


def _lines(report: dict[str, Any], language: str) -> list[str]:
    if report["error"]:
        return [f"{report['file']}: {said('unreadable', language)}: {report['error']['message']}"]
    unread = (said("unread", language, where=each.where, value=each.value) for each in report["unread"])
    beside = (said("beside", language, file=each) for each in report["beside"])
    losses = (lost(each, language) for each in report["losses"])
    return [f"{report['file']}: {report['out']}", *(f"  {line}" for line in (*beside, *unread, *losses))]
