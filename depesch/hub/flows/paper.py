"""Paper: a PDF or a picture that holds no invoice as data is read by the package of the hub that reads pages.

What was read for certain becomes the document's transcript and goes its way as any invoice; all else waits for a person
(`read-through`). The package stands above this one and names its reader in `READS_PAPER`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from depesch.documents.envelopes import Part
from depesch.documents.media_types import PICTURES, media_type_of
from depesch.documents.unreadable import Code
from depesch.hub.flows.examination import Examined
from depesch.hub.flows.models import Document
from depesch.kit.discovery import plugins

READ_THROUGH = "read-through"  # the problem of a document whose pages a person has to go through
_PICTURES = frozenset(PICTURES.values())


def is_paper(examined: Examined, content: bytes) -> bool:
    """Return whether these bytes, which could not be read as data, are pages that people read."""
    if examined.problem is None:
        return False
    return examined.problem.code == Code.PDF_WITHOUT_INVOICE or media_type_of(content) in _PICTURES


Reader = Callable[[Document, bytes], Examined | tuple[Part, ...]]


def read_paper(document: Document, content: bytes) -> Examined | tuple[Part, ...]:
    """Return what the pages say, or the problem, or the parts of a file that holds several invoices.

    What was found is kept. No transaction may be open.
    """
    (reader,) = cast("dict[str, Reader]", plugins("depesch.hub", "READS_PAPER")).values()
    return reader(document, content)
