"""EHF 2 and its kin: Peppol BIS 4A and 5A, SI-UBL 1 and whatever else is UBL by the agreements of CEN BII. Only read.

Source: CEN BII 1 and 2 (transactions 10 and 14); Difi, EHF Invoice and Credit Note 2.0; Peppol BIS 4A and 5A 2.0.
"""

from __future__ import annotations

from lxml import etree

from depesch.kit.lazily import lazily
from depesch.syntaxes import Syntax
from depesch.syntaxes.ubl.names import DOCUMENTS, customization

_TRANSACTION = "urn:www.cenbii.eu:transaction:bii"


def recognises(root: etree._Element) -> bool:
    """Whether `root` is an invoice or a credit note that follows an agreement of CEN BII."""
    return root.tag in DOCUMENTS and customization(root).startswith(_TRANSACTION)


SYNTAX = Syntax(
    name="ehf2",
    title="EHF 2, Peppol BIS 4A and 5A, SI-UBL 1",
    source="CEN BII 2; EHF 2.0; Peppol BIS 4A and 5A 2.0",
    media_type="application/xml",
    suffix=".xml",
    dialect_of="ubl21",
    recognises=recognises,
    read=lazily("depesch.syntaxes.ehf2.reading:read"),
    unread=lazily("depesch.syntaxes.ehf2.reading:unread"),
    locate=lazily("depesch.syntaxes.ehf2.reading:locate"),
    path_of=lazily("depesch.syntaxes.ehf2.reading:path_of"),
    schema_issues=lazily("depesch.syntaxes.ubl.schemas:schema_issues"),
)
