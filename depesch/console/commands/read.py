"""Print what a document says: the semantic model of EN 16931 as JSON, as docs/schema/invoice.schema.json describes it.

Works without a hub. Findings about single values go to stderr, and so does what found no place in the model.
"""

from __future__ import annotations

import argparse
import sys

from depesch.console.inputs import content_of
from depesch.console.languages import add_language, language_of
from depesch.console.words import said

SUMMARY = "print a document's model as JSON"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a document; `-` reads it from stdin")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the model; 1 when the document cannot be read."""
    import msgspec

    from depesch.documents.reading import read
    from depesch.documents.unreadable import explain as explain_unreadable
    from depesch.rules.explaining import explain
    from depesch.syntaxes import UnreadableDocument

    language = language_of(arguments)
    try:
        reading = read(content_of(arguments.file))
    except OSError as error:
        _tell(f"{arguments.file}: {said('file-missing', language, detail=error.strerror)}")
        return 1
    except UnreadableDocument as error:
        words = explain_unreadable(error, language)
        _tell(f"{arguments.file}: {words.what} {words.where} ({error.code})\n{words.next}")
        return 1
    for issue in reading.issues:
        _tell(f"{arguments.file}: {issue.rule}  {explain(issue, language).message}")
    for unread in reading.unread():
        _tell(f"{arguments.file}: {said('unread', language, where=unread.where, value=unread.value)}")
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(reading.invoice), indent=2).decode() + "\n")
    return 0


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
