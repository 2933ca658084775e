"""Make the invoice for an order: what was ordered, in the format asked for, for you to complete and check.

Sums and VAT are computed. What an order does not say stays out: due date, payment, the day of delivery; `depesch check`
tells what is missing. An existing file is kept unless --force is given.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from depesch.console.command_line import wrong_use
from depesch.console.inputs import content_of
from depesch.console.languages import add_language, language_of
from depesch.console.outputs import NameTaken, write_atomically
from depesch.console.words import said

SUMMARY = "make the invoice for an order"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="ORDER", help="an order; `-` reads it from stdin")
    parser.add_argument("--number", required=True, metavar="NUMBER", help="number of the invoice")
    parser.add_argument("--date", type=date.fromisoformat, metavar="DAY", help="its date (default: today)")
    parser.add_argument("--lines", metavar="LINE,...", help="the order's lines to invoice (default: all)")
    parser.add_argument("--to", default="peppol-bis3", metavar="FORMAT", help="format (default: peppol-bis3)")
    parser.add_argument("--out", metavar="PATH", default="-", help="where to put it (default: stdout)")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the invoice; 1 when the file is no order or a line is not in it."""
    from depesch.documents.converting import UnknownFormat, target_named
    from depesch.documents.targets import write_as
    from depesch.kit.clock import now
    from depesch.messages.flip import invoice_from
    from depesch.messages.opening import message_in
    from depesch.model.ordering import Order

    language = language_of(arguments)
    try:
        target = target_named(arguments.to)
    except UnknownFormat as error:
        wrong_use(str(error))
    try:
        message = message_in(content_of(arguments.file))
        if message is None or not isinstance(message.content, Order):
            return _failed(f"{arguments.file}: {said('no-order', language)}")
        lines = tuple(arguments.lines.split(",")) if arguments.lines else None
        issue_date = arguments.date or now().date()
        invoice = invoice_from(message.content, number=arguments.number, issue_date=issue_date, lines=lines)
        data = write_as(target, invoice).data
        if arguments.out == "-":
            sys.stdout.buffer.write(data)
        else:
            write_atomically(Path(arguments.out), data, replace=arguments.force)
    except LookupError as error:
        return _failed(f"{arguments.file}: {error}")
    except NameTaken as error:
        return _failed(f"{error}: {said('name-taken', language)}")
    except OSError as error:
        return _failed(f"{arguments.file}: {said('file-missing', language, detail=error.strerror)}")
    return 0


def _failed(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 1
