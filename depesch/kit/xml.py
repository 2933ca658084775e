"""Safe XML: bytes from outside become a tree, without DTD, entities or network, within caps on size and depth.

Comments and processing instructions are dropped while parsing, so that a text with a comment in it is one text.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable
from operator import itemgetter
from typing import cast

from lxml import etree

from depesch.kit.xml_encoding import DECLARED, Meant, evident, meant_otherwise

MAX_BYTES = 100 * 1024 * 1024
MAX_DEPTH = 256
# Elements and attributes together. Each takes some 300 bytes of memory, so that 100 MB of `<a/>` would take 7.6 GB and
# minutes; an invoice line has about 100, so that 30,000 lines fit.
MAX_NODES = 3_000_000

# libxml2 refuses a text of more than 10 MB, and its guard against entity bombs and deep nesting falls, with the
# same switch. A small document keeps all guards; a larger one gets the switch only where ours stand in.
_SMALL_BYTES = 9_000_000
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_PLAIN = re.compile(rb"(?i)\A(utf-?8|us-ascii|ascii|iso-?8859-?\d+|windows-125\d|latin1)\Z")
_DTD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL)
_HTML = re.compile(rb"(?i)\A(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)")

_ENCODING_ERRORS = ("Unsupported encoding", "not proper UTF-8", "encoding error", "nvalid bytes in character encoding")

# Encodings in which the declaration itself could not be read byte by byte.
_WIDE = (b"utf-16", b"utf-32", b"ucs", b"iso-10646")

_PREFIX = re.compile(r"/[^/:]+:")

_BELOW_THE_DEEPEST = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")

# An element's children as a list: the quickest way that lxml has to look at them all.
children: Callable[[etree._Element], list[etree._Element]] = itemgetter(slice(None))


class XmlError(ValueError):
    """The bytes are no XML that we accept; `code` is stable, `line` is 1-based or None."""

    def __init__(self, code: str, detail: str, *, line: int | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.line = line


class _Parsers(threading.local):
    """The parsers of one thread: a new parser takes as long as parsing a small invoice."""

    def __init__(self) -> None:
        self.guarded = _parser(huge=False)
        self.huge = _parser(huge=True)


def _parser(*, huge: bool, whole: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=huge,
        remove_comments=not whole,
        remove_pis=not whole,
        # Never collect_ids=False: with it lxml 6.1 and libxml2 2.14 load the DTD that a file names (seen 2026-11).
    )


_parsers = _Parsers()


def parse(data: bytes) -> etree._Element:
    """Return the root element of `data`, in whatever encoding it declares.

    Raises XmlError with code `empty`, `too-large`, `not-xml`, `wrong-encoding`, `dtd-forbidden` or `too-deep`.
    """
    if len(data) > MAX_BYTES:
        raise XmlError("too-large", f"the file has {len(data)} bytes, at most {MAX_BYTES} are taken")
    if not data or data.isspace():
        raise XmlError("empty", "the file is empty")
    if _nodes(data) > MAX_NODES:
        raise XmlError("too-large", f"the file has more than {MAX_NODES} elements and attributes")
    huge = len(data) > _SMALL_BYTES and _may_be_huge(data)
    try:
        root = etree.fromstring(data, _parsers.huge if huge else _parsers.guarded)
    except (etree.XMLSyntaxError, ValueError, LookupError, AssertionError) as error:
        raise _explained(error, data) from error
    if root is None:
        raise XmlError("not-xml", "there is no element in it")
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlError("dtd-forbidden", "the file declares a DTD, which invoices never need")
    if huge and is_too_deep(root):
        raise XmlError("too-deep", f"elements are nested more than {MAX_DEPTH} deep")
    return root


def parse_as_meant(data: bytes) -> tuple[etree._Element, Meant | None]:
    """Return the root as `parse` does, and what a document is in that is certainly in another encoding than it says.

    A document whose encoding cannot be decided is refused as by `parse`.
    """
    meant = meant_otherwise(data)
    if meant is None:
        try:
            return parse(data), None
        except XmlError as error:
            meant = evident(data) if error.code == "wrong-encoding" else None
            if meant is None:
                raise
    return parse(meant.data), meant if meant.is_declared_wrongly else None


def in_declared_encoding(data: bytes) -> bytes:
    """Return a document that `parse_as_meant` has taken so that the encoding that it declares is the one it is in."""
    meant = meant_otherwise(data) or evident(data)
    return meant.data if meant is not None else data


def parse_whole(data: bytes) -> etree._Element:
    """Return the root of bytes that `parse_as_meant` has taken, this time with comments and instructions."""
    meant = meant_otherwise(data)
    try:
        return etree.fromstring(meant.data if meant else data, _parser(huge=True, whole=True))
    except etree.XMLSyntaxError:
        meant = evident(data)
        if meant is None:
            raise
    return etree.fromstring(meant.data, _parser(huge=True, whole=True))


def _nodes(data: bytes) -> int:
    """Return how many elements and attributes there are at most: end tags and quotes in texts count too."""
    return data.count(b"<") + (data.count(b'"') + data.count(b"'")) // 2 if len(data) > MAX_NODES else 0


def _may_be_huge(data: bytes) -> bool:
    """Whether the guard against entity bombs may fall: certain to have no DTD, in an encoding that we can search."""
    declared = DECLARED.match(data)
    if declared and not _PLAIN.match(declared.group(1)) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return not any(mark in data for mark in _DOCTYPE)


def _explained(error: Exception, data: bytes) -> XmlError:
    line = error.lineno if isinstance(error, etree.XMLSyntaxError) else None
    text = str(error)
    if "Excessive depth" in text:
        return XmlError("too-deep", f"elements are nested more than {MAX_DEPTH} deep", line=line)
    if _DTD.match(data) and not _HTML.match(data):
        return XmlError("dtd-forbidden", "the file declares a DTD, which invoices never need", line=line)
    if "huge" in text.lower() or "too long" in text.lower():
        return XmlError("too-large", f"one value in the file is larger than is taken: {text}", line=line)
    declared = DECLARED.match(data)
    contradicts = declared is not None and declared.group(1).lower().startswith(_WIDE)
    if contradicts or any(sign in text for sign in _ENCODING_ERRORS):
        return XmlError("wrong-encoding", f"the characters are not in the encoding that is declared: {text}", line=line)
    return XmlError("not-xml", text, line=line)


def is_too_deep(root: etree._Element) -> bool:
    """Return whether elements are nested more than MAX_DEPTH deep; linear, and level by level within libxml2."""
    return _BELOW_THE_DEEPEST(root) is True


def local_name(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of the element's name; empty where it has none."""
    return str(element.tag).rpartition("}")[0].removeprefix("{")


def elements(path: etree.XPath, start: etree._Element) -> list[etree._Element]:
    """Return the elements that a compiled path finds from `start`, in document order."""
    return cast("list[etree._Element]", path(start))


def where(element: etree._Element) -> str:
    """Return the XPath of `element` in local names, with a position wherever siblings share the name.

    >>> where(parse(b"<a><b/><b><c/></b></a>")[1][0])
    '/a/b[2]/c'
    """
    tree = element.getroottree()
    top, _, path = tree.getpath(element).removeprefix("/").partition("/")
    if "*" in path:  # elements of a default namespace have no name there
        return _where(element)
    named = top if top != "*" else local_name(tree.getroot())
    return _PREFIX.sub("/", f"/{named}/{path}".removesuffix("/"))


class Wheres:
    """The XPaths of many elements of one tree, as `where` tells them: siblings are looked at once for all of them."""

    __slots__ = ("_paths", "_steps")

    def __init__(self) -> None:
        self._steps: dict[etree._Element, dict[etree._Element, str]] = {}
        self._paths: dict[etree._Element, str] = {}

    def of(self, element: etree._Element) -> str:
        """Return the XPath of `element` in local names."""
        found = self._paths.get(element)
        if found is None:
            parent = element.getparent()
            above = "" if parent is None else self.of(parent)
            step = local_name(element) if parent is None else self._steps_below(parent)[element]
            found = self._paths[element] = f"{above}/{step}"
        return found

    def _steps_below(self, parent: etree._Element) -> dict[etree._Element, str]:
        steps = self._steps.get(parent)
        if steps is None:
            inside = children(parent)
            counts = Counter(child.tag for child in inside)
            seen: Counter[str] = Counter()
            steps = self._steps[parent] = {}
            for child in inside:
                seen[child.tag] += 1
                name = local_name(child)
                steps[child] = name if counts[child.tag] == 1 else f"{name}[{seen[child.tag]}]"
        return steps


def _where(element: etree._Element) -> str:
    """Return the same, by looking at all siblings: slow where there are thousands."""
    steps: list[str] = []
    at: etree._Element | None = element
    while at is not None:
        parent = at.getparent()
        step = local_name(at)
        if parent is not None:
            same = [sibling for sibling in children(parent) if sibling.tag == at.tag]
            if len(same) > 1:
                step += f"[{same.index(at) + 1}]"
        steps.append(step)
        at = parent
    return "/" + "/".join(reversed(steps))


def standing_alone(element: etree._Element) -> bytes:
    """Return an element as a document of its own, in UTF-8, with the namespaces that it uses."""
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    etree.cleanup_namespaces(copy)
    return etree.tostring(copy, xml_declaration=True, encoding="UTF-8")
