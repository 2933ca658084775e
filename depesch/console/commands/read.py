"""Print what a document says: the semantic model of EN 16931 as JSON, as docs/schema/invoice.schema.json describes it.

An order, an answer to one, a despatch advice, an invoice response or a message status is printed in terms of its own.

Of a file with several documents an array of them is printed. Works without a hub. Findings about single values go to
stderr, and so does what found no place in the model.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from depesch.console.inputs import Given, content_of, documents_in
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
    """Print the model, of several documents an array of them; 1 when one of them cannot be read."""
    from depesch.documents.unreadable import Code
    from depesch.messages.opening import message_in
    from depesch.syntaxes import Reading

    language = language_of(arguments)
    try:
        content = content_of(arguments.file)
    except OSError as error:
        _tell(f"{arguments.file}: {said('file-missing', language, detail=error.strerror)}")
        return 1
    documents = list(documents_in(arguments.file, content))
    first = documents[0].document
    if len(documents) == 1 and not isinstance(first, Reading) and first.code == Code.OTHER_DOCUMENT:
        message = message_in(content)
        if message is not None:
            return _print_message(arguments.file, message, language)
    readings = [given.document for given in documents if _told(given, language)]
    if readings:
        invoices = [reading.invoice for reading in readings if isinstance(reading, Reading)]
        _print(invoices if len(documents) > 1 else invoices[0])
    return 0 if len(readings) == len(documents) else 1


def _told(given: Given, language: str) -> bool:
    """Tell what was odd in a document, or why it cannot be read; return whether it was."""
    from depesch.documents.unreadable import explain as explain_unreadable
    from depesch.rules.explaining import explain
    from depesch.syntaxes import Reading

    if not isinstance(given.document, Reading):
        words = explain_unreadable(given.document, language)
        _tell(f"{given.name}: {words.what} {words.where} ({given.document.code})\n{words.next}")
        return False
    for issue in given.document.issues:
        _tell(f"{given.name}: {issue.rule}  {explain(issue, language).message}")
    for unread in given.document.unread():
        _tell(f"{given.name}: {said('unread', language, where=unread.where, value=unread.value)}")
    return True


def _print(told: object) -> None:
    import msgspec

    sys.stdout.write(msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n")


def _print_message(name: str, message: Message, language: str) -> int:
    import msgspec

    from depesch.rules.explaining import explain

    for issue in message.issues:
        _tell(f"{name}: {issue.rule}  {explain(issue, language).message}")
    for unread in message.unread:
        _tell(f"{name}: {said('unread', language, where=unread.where, value=unread.value)}")
    _print({"message": message.kind.name, **msgspec.to_builtins(message.content)})
    return 0


def _tell(text: str) -> None:
    sys.stderr.write(text + "\n")
