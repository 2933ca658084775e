"""Files named on the command line, in a list, or on stdin, and the documents in them.

Files are read one at a time, so that thousands take no memory.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from depesch.console.command_line import wrong_use

if TYPE_CHECKING:
    from depesch.syntaxes import Reading, UnreadableDocument


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add `FILE...` and `--files-from` to a command."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="a document; `-` reads one from stdin")
    parser.add_argument(
        "--files-from", metavar="LIST", help="a file with one name a line; `-` reads the list from stdin"
    )


def named_files(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the names as given, those of the command line first; ends the process when there are none."""
    if not arguments.files and arguments.files_from is None:
        wrong_use("name at least one FILE, or a list with --files-from")
    yield from arguments.files
    if arguments.files_from is not None:
        yield from _listed(arguments.files_from)


def _listed(name: str) -> Iterator[str]:
    if name == "-":
        yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
        return
    try:
        with Path(name).open(encoding="utf-8") as lines:
            yield from (line.rstrip("\r\n") for line in lines if line.strip())
    except OSError as error:
        wrong_use(f"the list {name} cannot be read: {error.strerror}")


class Given(NamedTuple):
    """One document that was named: `FILE`, or `FILE#2` for the second of a file of several.

    `path` names what is made of it: that of the file, with the number before its ending.
    """

    name: str
    path: Path
    document: Reading | UnreadableDocument


def documents_of(name: str) -> Iterator[Given]:
    """Yield each document in the file `name`, in its order, or why it cannot be read; raises OSError."""
    yield from documents_in(name, content_of(name))


def documents_in(name: str, content: bytes) -> Iterator[Given]:
    """Yield each document in the content of the file `name`, in its order, or why it cannot be read."""
    from depesch.documents.reading import read_each

    path = Path("stdin" if name == "-" else name)
    each = (document for _, document in read_each(content))
    first, second = next(each), next(each, None)
    if second is None:
        yield Given(name, path, first)
        return
    for number, document in enumerate(chain((first, second), each), 1):
        yield Given(f"{name}#{number}", path.with_name(f"{path.stem}-{number}{path.suffix}"), document)


def content_of(name: str) -> bytes:
    """Return the bytes of the file `name`, of stdin for `-`; raises OSError."""
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
