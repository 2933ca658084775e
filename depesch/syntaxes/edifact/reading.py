"""An interchange with one invoice to the model, for each directory; and what of its frame is not as it should be.

Source: ISO 9735-1:2002; the plans in `plan.py`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import children, where
from depesch.model.invoice import Attachment, Invoice, LineVat, SupportingDocument
from depesch.model.issue import Issue, Severity
from depesch.syntaxes import Place, Reading, Unread, syntaxes
from depesch.syntaxes.edifact import interchange, tables
from depesch.syntaxes.edifact.characters import codec_of
from depesch.syntaxes.edifact.implied import implied
from depesch.syntaxes.edifact.leaves import number_parser
from depesch.syntaxes.edifact.line_plan import is_vat
from depesch.syntaxes.edifact.parts import component
from depesch.syntaxes.edifact.plan import plan
from depesch.syntaxes.edifact.service import BLANK
from depesch.syntaxes.edifact.tables import VAT_CATEGORIES, Table
from depesch.syntaxes.edifact.tree import INVOICE
from depesch.syntaxes.tracing import Binding

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]").search
_REPLACEMENT = "\ufffd"


def read_d93a(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of an interchange in D.93A."""
    return _read(data, root, tables.D93A)


def read_d96a(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of an interchange in D.96A."""
    return _read(data, root, tables.D96A)


def read_d97b(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of an interchange in D.97B."""
    return _read(data, root, tables.D97B)


def read_d01b(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of an interchange in D.01B, or a later one."""
    return _read(data, root, tables.D01B)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model."""
    return _bound(reading).unread(reading)


def locate(reading: Reading, path: str) -> Place | None:
    """Return where the model's `path` stands in the source."""
    return _bound(reading).locate(reading, path)


def path_of(reading: Reading, element: etree._Element) -> str:
    """Return the model's path of what an element gave."""
    return _bound(reading).path_of(reading, element)


def split(data: bytes, root: etree._Element) -> tuple[bytes, ...]:
    """Return each message of an interchange as one of its own."""
    return interchange.split(data, sum(1 for one in children(root) if len(one) and one[0].tag == "UNH"))


@cache
def _binding(table_name: str, mark: str) -> Binding:
    table: Table = getattr(tables, table_name)
    return Binding(plan(table, number_parser(mark)))


def _bound(reading: Reading) -> Binding:
    return _binding(reading.memo["directory"], reading.memo["decimal mark"])


def _read(data: bytes, root: etree._Element, table: Table) -> Reading:
    mark = _decimal_mark(data)
    syntax = syntaxes()[f"edifact_{table.version.lower()}"]
    reading = _binding(table.version, mark).read(syntax, data, root)
    reading.memo.update({"directory": table.version, "decimal mark": mark})
    message = next(root.iterchildren(INVOICE), None)
    if message is None:
        return reading
    issues = (*_frame_issues(root, message, table), *_character_issues(data, root), *reading.issues)
    invoice = implied(reading.invoice, _header_vat(message))
    files = _objects(data, root)
    return msgspec.structs.replace(reading, invoice=_attached(invoice, files), issues=issues)


def _decimal_mark(data: bytes) -> str:
    head = data[:64].decode("latin-1").lstrip("\xef\xbb\xbf" + BLANK)
    return head[5] if head.startswith("UNA") and len(head) > 5 else ""


def _header_vat(message: etree._Element) -> LineVat | None:
    """Return the VAT that the header states for the whole invoice; None when there is none, or several."""
    taxes = [one for one in children(message) if one.tag == "SG-TAX" and is_vat(one)]
    if len(taxes) != 1:
        return None
    category, rate = component(taxes[0][0], "e6"), component(taxes[0][0], "e5", "c4")
    percent = number_parser("")(rate) if rate else None
    if not category and percent is None:
        return None
    return LineVat(category=VAT_CATEGORIES.get(category, category) or None, rate=percent)


def _frame_issues(root: etree._Element, message: etree._Element, table: Table) -> list[Issue]:
    found: list[Issue] = []
    header, trailer = message[0], message[-1]
    version = component(header, "e2", "c2") + component(header, "e2", "c3")
    if version != table.version:
        found.append(_issue("READ-VERSION", header, version, table.version, "is read by the nearest directory,"))
    there = str((_line(trailer) or 0) - (_line(header) or 0) + 1)
    _compare(found, "READ-COUNT", trailer, component(trailer, "e1").lstrip("0"), there)
    _compare(found, "READ-REFERENCE", trailer, component(trailer, "e2"), component(header, "e1"))
    for summary in message.iterchildren("SUMMARY"):
        for count in summary.iterchildren("CNT"):
            if component(count, "e1") == "2":
                lines = str(sum(1 for _ in message.iterchildren("SG-LIN")))
                _compare(found, "READ-COUNT", count, component(count, "e1", "c2").lstrip("0") or "0", lines)
    first, last = root[0], root[-1]
    groups = sum(1 for one in children(root) if one.tag == "UNG")
    _compare(found, "READ-COUNT", last, component(last, "e1").lstrip("0"), str(groups or 1))
    _compare(found, "READ-REFERENCE", last, component(last, "e2"), component(first, "e5"))
    return found


def _compare(found: list[Issue], rule: str, at: etree._Element, said: str, should: str) -> None:
    if said != should:
        what = "counts" if rule == "READ-COUNT" else "has the reference"
        found.append(_issue(rule, at, said, should, f"{what} {said!r}, but there is"))


def _issue(rule: str, at: etree._Element, said: str, should: str, what: str) -> Issue:
    return Issue(
        rule=rule,
        severity=Severity.WARNING,
        where=where(at),
        line=_line(at),
        value=said,
        expected=should,
        detail=f"{at.tag} {what} {should}",
    )


def _line(element: etree._Element) -> int | None:
    return cast("int | None", element.sourceline)


def _character_issues(data: bytes, root: etree._Element) -> list[Issue]:
    found: list[Issue] = []
    codec, declared = codec_of(data)
    if declared is not None:
        found.append(
            _issue("READ-ENCODING", root[0], declared, codec, "declares another character set than its bytes,")
        )
    if _CONTROL(data) or _REPLACEMENT.encode() in data or codec != "latin-1":
        for element in root.iter():
            if _REPLACEMENT in (element.text or ""):
                text = element.text or ""
                found.append(_issue("READ-CHARACTER", element, text, "characters", "has what is no character,"))
    return found


def _objects(data: bytes, root: etree._Element) -> dict[str, Attachment]:
    """Return the objects (UNO) of the interchange, by the references that they go by."""
    if root.find("UNO") is None:
        return {}
    contents = interchange.interchange(data).objects
    found: dict[str, Attachment] = {}
    for header, content in zip(root.iterchildren("UNO"), contents, strict=True):
        name = component(header, "e2", "c2") or component(header, "e1")
        kind = component(header, "e3", "c2") or None
        found[name] = Attachment(content=content, mime_code=kind, filename=name)
    return found


def _attached(invoice: Invoice, files: dict[str, Attachment]) -> Invoice:
    """Return the invoice with the objects of its interchange as supporting documents."""
    if not files:
        return invoice
    left = dict(files)
    documents = [
        msgspec.structs.replace(one, attachment=left.pop(one.reference)) if one.reference in left else one
        for one in invoice.supporting_documents
    ]
    documents.extend(SupportingDocument(reference=name, attachment=file) for name, file in left.items())
    return msgspec.structs.replace(invoice, supporting_documents=tuple(documents))
