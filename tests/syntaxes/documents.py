"""What the tests of the formats share: golden documents, what is written, and what spoilt documents give."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue
from depesch.syntaxes import UnreadableDocument, Writing, syntaxes

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"


def golden(syntax: str, folder: str) -> bytes:
    """Return the document of a golden folder."""
    (path,) = (GOLDEN / syntax / folder).glob("document.*")
    return path.read_bytes()


def written(syntax: str, invoice: Invoice) -> Writing:
    """Return the invoice as the format of that name writes it."""
    write = syntaxes()[syntax].write
    assert write is not None
    return write(invoice)


def issue_with(document: bytes, old: bytes, new: bytes) -> Issue:
    """Return the one issue, with its line, of a document in which the first `old` is `new`."""
    assert old in document
    (issue,) = read(document.replace(old, new, 1)).issues
    assert issue.line
    return issue


def outcomes(documents: Iterable[bytes]) -> set[str]:
    """Return the formats that the documents were read as, and the codes that they were refused with."""
    found = set()
    for document in documents:
        try:
            reading = read(document)
            reading.unread()
            found.add(reading.syntax.name)
        except UnreadableDocument as error:
            found.add(error.code)
    return found
