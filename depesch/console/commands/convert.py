"""Write documents in another format, and name what could not be kept.

Works without a hub. Each result is named after its input and the format, such as F-1042.cii_d16b.xml, beside the input
or in --out-dir; a name that is taken gets a number, so that nothing is ever written over. With --json one object a
line and file: file, from, to, out, beside (files that go with it where the format has no place for them), unread (what
found no place in the model) and losses (what the format cannot hold: business term, value, why, and what was
done instead). Exit status: 0 all written, 1 some could not be read, 2 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesch.console.command_line import wrong_use
from depesch.console.inputs import add_files, content_of, named_files
from depesch.console.languages import add_language, language_of
from depesch.console.outputs import write_under_free_name
from depesch.console.words import said

if TYPE_CHECKING:
    from depesch.documents.targets import Target
    from depesch.model.invoice import Attachment
    from depesch.syntaxes import Done

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
    for name in named_files(arguments):
        report = _report(name, target, folder, language)
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


def _report(name: str, target: Target, folder: Path | None, language: str) -> dict[str, Any]:
    """Convert one file and return what is to be told of it, in the order in which it is printed."""
    from depesch.documents.converting import convert
    from depesch.documents.unreadable import explain
    from depesch.syntaxes import UnreadableDocument

    report: dict[str, Any] = {
        "file": name, "from": None, "to": target.name, "out": None, "beside": [], "unread": [], "losses": [],
        "error": None,
    }  # fmt: skip
    try:
        conversion = convert(content_of(name), to=target.name)
        report["from"] = conversion.from_syntax
        report["unread"], report["losses"] = conversion.unread, conversion.losses
        out = write_under_free_name(_place(name, target, folder), conversion.data)
        report["out"] = str(out)
        report["beside"] = [str(_write_beside(file, out)) for file in conversion.beside]
    except UnreadableDocument as error:
        words = explain(error, language)
        report["error"] = {"code": error.code, "line": error.line, "message": f"{words.what} {words.where}".strip()}
    except OSError as error:
        message = said("file-missing", language, detail=error.strerror or str(error))
        report["error"] = {"code": "file", "line": None, "message": message}
    return report


def _place(name: str, target: Target, folder: Path | None) -> Path:
    source = Path("stdin" if name == "-" else name)
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
    losses = (
        said("lost", language, term=each.term, value=each.value, why=each.why, done=_done(each.done, language))
        for each in report["losses"]
    )
    return [f"{report['file']}: {report['out']}", *(f"  {line}" for line in (*beside, *unread, *losses))]


def _done(done: Done, language: str) -> str:
    """Return what was done instead of holding a term, in words."""
    return said("done-beside" if done == "beside" else done.value, language)
