"""Reading OIOUBL 2: invoices and credit notes of any version. Reminders and statements are told, and refused."""

from __future__ import annotations

from lxml import etree

from depesch.kit.xml import local_name
from depesch.syntaxes import Reading, UnreadableDocument
from depesch.syntaxes.oioubl.meaning import meant
from depesch.syntaxes.oioubl.plan import OioublElements
from depesch.syntaxes.ubl.names import DOCUMENTS, UBL
from depesch.syntaxes.ubl.reading import Reader, of_another_version

READER = Reader(OioublElements(), UBL, meant)
unread, locate, path_of = READER.unread, READER.locate, READER.path_of

_KNOWN = frozenset({"OIOUBL-2.1", "OIOUBL-2.02", "OIOUBL-2.01"})


def read_2_1(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of a document in OIOUBL 2.1, or in a version of 2 that is not known by name."""
    if root.tag not in DOCUMENTS:
        kind = local_name(root)
        raise UnreadableDocument("other-document", f"an OIOUBL {kind}, which is neither an invoice nor a credit note")
    reading = READER.read("oioubl21", data, root)
    stated = (reading.invoice.specification or "").strip()
    return reading if stated in _KNOWN else of_another_version(reading, "OIOUBL-2.1")


def read_2_02(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of a document in OIOUBL 2.02 or 2.01."""
    return READER.read("oioubl202", data, root)
