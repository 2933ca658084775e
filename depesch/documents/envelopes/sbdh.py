"""SBDH: the Standard Business Document Header round a document, as Peppol and many ERPs use it.

Source: UN/CEFACT Standard Business Document Header 1.3; Peppol Business Message Envelope 2.0.
"""

from __future__ import annotations

from lxml import etree

from depesch.documents.envelopes import Envelope, Part
from depesch.documents.unreadable import Code
from depesch.kit.xml import children, standing_alone
from depesch.syntaxes import UnreadableDocument

_NS = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
_ROOT = f"{{{_NS}}}StandardBusinessDocument"
_HEADER = f"{{{_NS}}}StandardBusinessDocumentHeader"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is a StandardBusinessDocument."""
    return root.tag == _ROOT


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the documents after the header, each as a file of its own."""
    inside = [child for child in children(root) if child.tag != _HEADER] if root is not None else []
    if not inside:
        raise UnreadableDocument(Code.EMPTY, "the business document header has no document after it")
    return tuple(Part(data=standing_alone(child)) for child in inside)


ENVELOPE = Envelope(
    name="sbdh",
    title="SBDH",
    source="UN/CEFACT SBDH 1.3; Peppol Business Message Envelope 2.0",
    recognises=recognises,
    open=open_,
)
