"""Which file goes with which: `x.pdf` is an attachment of the invoice `x.xml`, whichever comes first.

The same rule as the agent's for a watched folder, less one thing: `x_1.pdf` goes with no `x.xml` here, since an invoice
`x_1.xml` may come later, and nobody may be sent what belongs to somebody else.
"""

from __future__ import annotations

from depesch.documents.media_types import media_type_of
from depesch.documents.opening import opened
from depesch.documents.unreadable import Code
from depesch.kit.filenames import split_suffix
from depesch.syntaxes import UnreadableDocument

# What is a document whatever its bytes are: a broken one is told of at once. The agent's list.
_DOCUMENTS = (".xml", ".json", ".edi", ".edifact", ".csv", ".zip", ".p7m")
_OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")  # archives of XML, and no envelopes
_NO_INVOICE = (Code.PDF_WITHOUT_INVOICE, Code.BROKEN_PDF, Code.ENCRYPTED, Code.NOT_XML)
_ALONE = (".zip", ".p7m")  # hold what belongs to them


def stem_of(name: str) -> str:
    """Return what files that go together have in common.

    >>> stem_of("F-1042.xml"), stem_of("F-1042.pdf"), stem_of("F-1042_1.pdf")
    ('F-1042', 'F-1042', 'F-1042_1')
    """
    return split_suffix(name)[0]


def may_wait(name: str) -> bool:
    """Return whether a document of this name may get attachments that are put after it."""
    return split_suffix(name)[1].lower() not in _ALONE


def is_attachment(name: str, content: bytes) -> bool:
    """Return whether a file is none of the documents that the hub reads, but may go with one: a picture, a PDF."""
    suffix = split_suffix(name)[1].lower()
    if not suffix or suffix in _DOCUMENTS or not content.strip():
        return False
    if suffix in _OFFICE:
        return True
    if media_type_of(content) == "application/xml":
        return False  # perhaps an invoice that broke off
    try:
        opened(content)
    except UnreadableDocument as error:
        return error.code in _NO_INVOICE
    return False
