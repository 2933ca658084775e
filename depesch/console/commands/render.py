"""Make a PDF or a page of a document, for people. The PDF is PDF/A-3 and carries the document's XML.

An order, an answer or a despatch advice becomes a page (--to html). Works without a hub. Without --out the file is
named as the document with .pdf or .html; an existing file is kept unless --force is given.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from depesch.console.inputs import content_of
from depesch.console.languages import add_language, language_of
from depesch.console.outputs import NameTaken, write_atomically
from depesch.console.words import said

SUMMARY = "make a PDF or a page of a document"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a document; `-` reads it from stdin")
    parser.add_argument("--to", choices=("pdf", "html"), default="pdf", help="what to make (default: pdf)")
    parser.add_argument("--out", metavar="PATH", help="where to put it; `-` is stdout")
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.add_argument(
        "--language",
        choices=("sv", "nb", "en", "da", "fi", "de"),
        help="language of the labels (default: that of the buyer's country)",
    )
    parser.add_argument(
        "--mode", choices=("production", "test", "certification"), default="production", help="marks the pages"
    )
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Render; 1 when the document cannot be read or set."""
    from depesch.documents.presenting import render
    from depesch.documents.unreadable import explain
    from depesch.messages.opening import message_in
    from depesch.messages.showing import page
    from depesch.rendering import RenderingFailed
    from depesch.syntaxes import UnreadableDocument

    language = language_of(arguments)
    try:
        content = content_of(arguments.file)
        message = message_in(content) if arguments.to == "html" else None
        if message is not None:
            _put(page(message, arguments.language or language).encode(), arguments)
            return 0
        made = render(content, to=arguments.to, language=arguments.language, send_mode=arguments.mode)
        _put(made, arguments)
    except UnreadableDocument as error:
        words = explain(error, language)
        return _failed(arguments.file, f"{words.what} {words.where} ({error.code})\n{words.next}")
    except RenderingFailed as error:
        return _failed(arguments.file, f"{error.detail} ({error.code})")
    except NameTaken as error:
        return _failed(str(error), said("name-taken", language))
    except OSError as error:
        return _failed(arguments.file, said("file-missing", language, detail=error.strerror))
    return 0


def _put(made: bytes, arguments: argparse.Namespace) -> None:
    if arguments.out == "-":
        sys.stdout.buffer.write(made)
        return
    name = "document" if arguments.file == "-" else arguments.file
    path = Path(arguments.out) if arguments.out else Path(name).with_suffix(f".{arguments.to}")
    write_atomically(path, made, replace=arguments.force)
    print(path)


def _failed(name: str, why: str) -> int:
    print(f"{name}: {why}", file=sys.stderr)
    return 1
