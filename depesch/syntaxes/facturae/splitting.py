"""A batch of Facturae as so many files of one invoice, each with the parties of all.

A signature is over the batch as it came and holds for none of its parts, so that it is not taken along.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from depesch.kit.xml import children, namespace_of
from depesch.syntaxes.binding import Element

SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_INVOICES, _INVOICE, _HEADER, _BATCH = "Invoices", "Invoice", "FileHeader", "Batch"


def split(data: bytes, root: Element) -> tuple[bytes, ...]:
    """Return each invoice as a file of its own, in UTF-8; the file itself when it holds one or none."""
    if len(root.findall(f"{_INVOICES}/{_INVOICE}")) < 2:
        return (data,)
    return tuple(_each(root))


def _each(root: Element) -> Iterator[bytes]:
    rest = [child for child in children(root) if child.tag not in (_INVOICES, SIGNATURE)]
    for invoice in root.iterfind(f"{_INVOICES}/{_INVOICE}"):
        alone = etree.Element(root.tag, nsmap={"fe": namespace_of(root)})
        alone.extend(_copy(child) for child in rest)
        # The batch has the sums of all the invoices.
        for batch in alone.findall(f"{_HEADER}/{_BATCH}"):
            alone.find(_HEADER).remove(batch)  # type: ignore[union-attr]  # it was found in it
        etree.SubElement(alone, _INVOICES).append(_copy(invoice))
        yield etree.tostring(alone, xml_declaration=True, encoding="UTF-8")


def _copy(element: Element) -> Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))
