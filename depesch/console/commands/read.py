"""Print what a document says: the semantic model of EN 16931 as JSON, as docs/schema/invoice.schema.json describes it.

An order, an answer to one, a despatch advice, an invoice response or a message status is printed in terms of its own.

Works without a hub. Findings about single values go to stderr, and so does what found no place in the model.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from depesch.console.inputs import content_of
from depesch.console.languages import add_language, language_of
from depesch.console.words import said

if TYPE_CHECKING:
    from depesch.messages import Message

SUMMARY = "print a document's model as JSON"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a document; `-` reads it from stdin")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the model; 1 when the document cannot be read."""
    import msgspec

    from depesch.documents.reading import read
    from depesch.documents.unreadable import Code
    from depesch.documents.unreadable import explain as explain_unreadable
    from depesch.messages.opening import message_in
    from depesch.rules.explaining import explain
    from depesch.syntaxes import UnreadableDocument

    language = language_of(arguments)
    try:
        content = content_of(arguments.file)
        reading = read(content)
    except OSError as error:
        _tell(f"{arguments.file}: {said('file-missing', language, detail=error.strerror)}")
        return 1
    except UnreadableDocument as error:
        message = message_in(content) if error.code == Code.OTHER_DOCUMENT else None
        if message is not None:
            return _print_message(arguments.file, message, language)
        words = explain_unreadable(error, language)
        _tell(f"{arguments.file}: {words.what} {words.where} ({error.code})\n{words.next}")
        return 1
    for issue in reading.issues:
        _tell(f"{arguments.file}: {issue.rule}  {explain(issue, language).message}")
    for unread in reading.unread():
        _tell(f"{arguments.file}: {said('unread', language, where=unread.where, value=unread.value)}")
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(reading.invoice), indent=2).decode() + "\n")
    return 0


def _print_message(name: str, message: Message, language: str) -> int:
    import msgspec

    from depesch.rules.explaining import explain

    for issue in message.issues:
        _tell(f"{name}: {issue.rule}  {explain(issue, language).message}")
    for unread in message.unread:
        _tell(f"{name}: {said('unread', language, where=unread.where, value=unread.value)}")
    said_in_it = {"message": message.kind.name, **msgspec.to_builtins(message.content)}
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(said_in_it), indent=2).decode() + "\n")
    return 0


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
