"""A batch of several invoices as so many files of one, each with the frames that it came in."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from depesch.kit.xml import children
from depesch.syntaxes.binding import Element

_FRAME, _INVOICES, _INVOICE = "CONTENT_FRAME", "INVOICES", "INVOICE"
_SUMS = ("BLOCK_SUMMARY", "TF_SUMMARY")  # of all the invoices together


def split(data: bytes, root: Element) -> tuple[bytes, ...]:
    """Return each invoice as a file of its own, in UTF-8; the file itself when it holds one or none.

    Its transport frame and its content frame go with each, but for their sums.
    """
    if len(root.findall(f"{_FRAME}/{_INVOICES}/{_INVOICE}")) < 2:
        return (data,)
    return tuple(_each(root))


def _each(root: Element) -> Iterator[bytes]:
    transport = [child for child in children(root) if child.tag != _FRAME]
    for frame in root.iterfind(_FRAME):
        rest = [part for part in children(frame) if part.tag != _INVOICES]
        for invoice in frame.iterfind(f"{_INVOICES}/{_INVOICE}"):
            alone = etree.Element(root.tag)
            alone.extend(_copy(part) for part in transport)
            kept = etree.SubElement(alone, _FRAME)
            kept.extend(_copy(part) for part in rest if part.tag not in _SUMS)
            etree.SubElement(kept, _INVOICES).append(_copy(invoice))
            yield etree.tostring(alone, xml_declaration=True, encoding="UTF-8")


def _copy(element: Element) -> Element:
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    for child in children(copy):
        if child.tag in _SUMS:
            copy.remove(child)
    return copy
