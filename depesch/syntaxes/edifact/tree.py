"""An interchange as a tree of elements: a segment with its data elements, and those with their components.

    /INTERCHANGE/INVOIC/SG-LIN[2]/MOA/e1/c2

is component 2 of data element 1 of the segment MOA in the second line. A group of segments is named by its first one.
`sourceline` is the number of the segment, UNB being 1: the tree is written as text with one segment a line and parsed
by libxml2, which is the quickest way to it and counts beyond 65,535. The currency of an amount (6345) stands as an
attribute of the amount, as plans have it.

Source: UNTDID INVOIC, segment tables of D.93A, D.96A, D.97B and D.01B, whose groups differ in their numbers only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from depesch.kit.xml import MAX_NODES, children
from depesch.syntaxes import UnreadableDocument
from depesch.syntaxes.edifact.interchange import Interchange, Message, interchange
from depesch.syntaxes.edifact.service import BROKEN, OTHER, TOO_LARGE, UNKNOWN, broken
from depesch.syntaxes.edifact.tokens import MOST_PARTS
from depesch.syntaxes.markup import escaped

INVOICE = "INVOIC"
_KIND = re.compile(r"[A-Z]{6}").fullmatch


class _Group:
    """A group of segments: the tags of those that may follow its first one, and the groups within."""

    def __init__(
        self, members: str = "", groups: Mapping[str, _Group] | None = None, *, anything: bool = False
    ) -> None:
        self.members = frozenset(members.split())
        self.groups = groups or {}
        self.anything = anything


_REFERENCE = _Group("DTM GIR")
_PARTY = _Group("LOC FII", {"RFF": _Group("DTM"), "DOC": _Group("DTM"), "CTA": _Group("COM")})
_TERMS = _Group("DTM PCD MOA PAI FII")
_ALLOWANCE = _Group("ALI FTX DTM RFF QTY RNG PCD MOA CUX RTE TAX")
_TRANSPORT = _Group("TSR LOC RFF DTM")
_PACKING = _Group("MEA EQD PCI RFF DTM GIN LOC QTY")
_BOTH = {
    "RFF": _REFERENCE,
    "NAD": _PARTY,
    "TAX": _Group("MOA LOC"),
    "CUX": _Group("DTM"),
    "PAT": _TERMS,
    "PYT": _TERMS,
    "TDT": _TRANSPORT,
    "TOD": _Group("LOC"),
    "PAC": _PACKING,
    "ALC": _ALLOWANCE,
    "RCS": _Group("RFF DTM FTX"),
}
_HEADER = _Group(
    groups={
        **_BOTH,
        "EQD": _Group("SEL"),
        "AJT": _Group("FTX"),
        "INP": _Group("FTX"),
        "EFI": _Group("CED DTM COM RFF QTY AGR"),
    },
    anything=True,
)
_SUB_LINE = _Group(groups={**_BOTH, "LOC": _Group("QTY DTM PCD"), "PRI": _Group("RNG DTM CUX APR")}, anything=True)
_LINE = _Group(groups={**_SUB_LINE.groups, "LIN": _SUB_LINE}, anything=True)
_SUMMARY = _Group(groups={"MOA": _Group("RFF DTM"), "TAX": _Group("MOA"), "ALC": _Group("ALI MOA FTX")}, anything=True)


def tree(data: bytes) -> etree._Element:
    """Return the root of an interchange; raises UnreadableDocument.

    One with a single message that is no invoice is refused; among several each is for itself (`split`).
    """
    whole = interchange(data)
    if len(whole.messages) == 1:
        (only,) = whole.messages
        if only.kind != INVOICE:
            detail = f"segment {only.first + 1} (UNH): the EDIFACT message is {only.kind} {only.version}, no invoice"
            raise UnreadableDocument(OTHER if _KIND(only.kind) else UNKNOWN, detail)
    text = _Text(whole).text()
    try:
        root = etree.fromstring(text, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise UnreadableDocument(BROKEN, f"it cannot be made a tree: {error}") from error
    for message in children(root):
        for summary in message.iterchildren("SUMMARY"):
            _join_rows(summary)
    return root


class _Text:
    """Writes the tree, with one segment a line."""

    def __init__(self, whole: Interchange) -> None:
        self._whole = whole
        self._lines: list[str] = []
        self._open: list[tuple[str, _Group]] = []
        self._has_allowances = False
        self._pending = ""
        self._nodes = 0

    def text(self) -> str:
        whole = self._whole
        first = {message.first: message for message in whole.messages}
        message: Message | None = None
        for at, parts in enumerate(whole.parts):
            if at in first:
                message = first[at]
                self._begin(message)
            self._segment(at, parts, message)
            if message is not None and at == message.last:
                message = None
        self._lines[0] = "<INTERCHANGE>" + self._lines[0]
        return "\n".join(self._lines) + "</INTERCHANGE>"

    def _begin(self, message: Message) -> None:
        self._has_allowances = False
        kind = message.kind if _KIND(message.kind) else "MESSAGE"
        self._open = [(kind, _HEADER)]
        self._pending = f"<{kind}>"

    def _segment(self, at: int, parts: list[str], message: Message | None) -> None:
        tag = parts[0]
        if message is None:
            self._lines.append(self._written(at, parts))
            return
        before = self._pending
        self._pending = ""
        if tag == "UNT":
            before += self._close(1)
            self._lines.append(f"{before}{self._written(at, parts)}</{self._open.pop()[0]}>")
            return
        self._lines.append(before + self._place(at, tag) + self._written(at, parts))

    def _place(self, at: int, tag: str) -> str:
        """Return the end tags of the groups that this segment ends, and the start tag of the one that it begins."""
        stack = self._open
        if tag == "UNS" and stack[-1][1] is not _SUMMARY:
            closed = self._close(1)
            stack.append(("SUMMARY", _SUMMARY))
            return closed + "<SUMMARY>"
        if tag == "LIN":
            return self._line(at)
        closed = ""
        while tag not in stack[-1][1].members and tag not in stack[-1][1].groups and not stack[-1][1].anything:
            closed += f"</{stack.pop()[0]}>"
        group = stack[-1][1].groups.get(tag)
        if group is None:
            return closed
        name = f"SG-{tag}"
        if tag == "ALC":
            if stack[-1][1] is not _SUMMARY:
                self._has_allowances = True
            elif self._has_allowances:  # sums of those that were stated before
                name = "SG-ALC-SUM"
        stack.append((name, group))
        return f"{closed}<{name}>"

    def _line(self, at: int) -> str:
        """Return what begins a line, or a sub-line: what the line above consists of."""
        is_sub = self._whole.component(at, 4, 1) == "1"
        depth = 1
        if is_sub and any(group is _LINE for _, group in self._open):
            depth = 2
        closed = self._close(depth)
        name, group = ("SG-SUB-LINE", _SUB_LINE) if is_sub else ("SG-LIN", _LINE)
        self._open.append((name, group))
        return f"{closed}<{name}>"

    def _close(self, depth: int) -> str:
        closed = ""
        while len(self._open) > depth:
            closed += f"</{self._open.pop()[0]}>"
        return closed

    def _written(self, at: int, parts: list[str]) -> str:
        """Return a segment as an element; what is empty in it is left out."""
        tag = parts[0]
        out = [f"<{tag}>"]
        for number, element in enumerate(parts[1:], 1):
            if element:
                for one in self._repeated(element):
                    self._add_element(out, at, f"e{number}", self._whole.cutter.components(one))
        out.append(f"</{tag}>")
        self._nodes += len(out)
        if self._nodes > MAX_NODES:
            raise UnreadableDocument(TOO_LARGE, f"the file has more than {MAX_NODES} segments and components")
        return "".join(out)

    def _repeated(self, element: str) -> list[str]:
        sign = self._whole.cutter.signs.repetition
        return element.split(sign) if sign and sign in element else [element]

    def _add_element(self, out: list[str], at: int, name: str, values: list[str]) -> None:
        if len(values) == 1:
            out.append(f"<{name}><c1>{escaped(values[0])}</c1></{name}>")
            return
        tag = self._whole.parts[at][0]
        if len(values) > MOST_PARTS:
            broken(at + 1, tag, f"a data element has {len(values)} components, at most {MOST_PARTS} are taken")
        currency = ""
        if tag == "MOA" and len(values) > 2 and values[1] and values[2]:
            currency, values[2] = f' currency="{escaped(values[2])}"', ""
        out.append(f"<{name}>")
        for number, value in enumerate(values, 1):
            if value:
                mark = currency if number == 2 else ""
                out.append(f"<c{number}{mark}>{escaped(value)}</c{number}>")
        out.append(f"</{name}>")


def _join_rows(summary: etree._Element) -> None:
    """Join a VAT row (TAX) with the one before when both are of one rate and each states what the other does not.

    Some senders give the tax and the taxable amount of a rate in a group each.
    """
    before: etree._Element | None = None
    for row in children(summary):
        if row.tag != "SG-TAX":
            before = None
        elif before is not None and may_join(_row(before), _row(row)):
            before.extend(children(row))
            summary.remove(row)
        else:
            before = row


def _row(group: etree._Element) -> tuple[str, frozenset[str]]:
    """Return what the rate is, as text, and which amounts a row states."""
    rate = etree.tostring(group[0], encoding="unicode", with_tail=False)
    return rate, frozenset(found for found in (one.findtext("e1/c1") for one in group[1:]) if found)  # type: ignore[index]


def may_join(row: tuple[str, frozenset[str]], other: tuple[str, frozenset[str]]) -> bool:
    """Whether two rows are of one rate, and one states the tax (124) and the other the taxable amount (125).

    >>> may_join(("7 S", frozenset({"124", "79"})), ("7 S", frozenset({"125"})))
    True
    """
    (rate, amounts), (same, others) = row, other
    return rate == same and not amounts & others and {frozenset(amounts & _ROW), frozenset(others & _ROW)} == _HALVES


_ROW = frozenset({"124", "125"})
_HALVES = {frozenset({"124"}), frozenset({"125"})}
