"""The documents that mutants are made of: those of the corpus when it is there, and those of our own making."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from lxml import etree

from depesch.kit.xml import XmlError, parse
from depesch.model.invoice import Invoice
from depesch.syntaxes import syntaxes
from tests.rules.judging.cases import documents
from tests.rules.judging.official_sets import SETS
from tests.rules.samples import Sample
from tests.shared_data import SHARED

_GOLDEN = Path(__file__).parents[2] / "golden"
_MAX_BYTES = 40_000  # larger ones take long and show nothing more
_JUDGED = frozenset(one.syntax for one in SETS.values())
_KINDS = frozenset({"exact", "version", "extension", "forced"})


class Base(msgspec.Struct, frozen=True):
    """One document, its syntax, and the official sets that it claims."""

    name: str
    syntax: str
    root: etree._Element
    claims: frozenset[str] = frozenset()


def bases(*, corpus: bool = True) -> list[Base]:
    """Return the documents that are no larger than needed and keep their schema."""
    found = [*_own(), *(_of_corpus() if corpus and SHARED is not None else ())]
    return [base for base in found if _keeps_its_schema(base)]


def _own() -> Iterator[Base]:
    """Yield the golden documents of the syntaxes, and the sound samples of the rules in each syntax."""
    for file in sorted((_GOLDEN / "syntaxes").glob("*/*/*.xml")):
        yield from _base(f"{file.parent.parent.name}/{file.parent.name}", file.read_bytes())
    yield from _of_samples("sound")


def broken_samples(*, every: int = 1) -> list[Base]:
    """Return the broken samples of all rules, or one of so many, in each judged syntax, that keep their schema."""
    written = (base for base in _of_samples("broken", every) if base.name.startswith(f"{base.syntax} "))
    return [base for base in written if _keeps_its_schema(base)]


def _of_samples(kind: str, every: int = 1) -> Iterator[Base]:
    """Yield each invoice of the samples once in each syntax that is judged, and in the dialects of those."""
    seen: set[Invoice] = set()
    for file in sorted((_GOLDEN / "rules").glob(f"*/*/{kind}.json"))[::every]:
        invoice = msgspec.json.decode(file.read_bytes(), type=Sample).invoice
        if invoice not in seen:
            seen.add(invoice)
            for syntax in syntaxes().values():
                if syntax.write is not None and not _JUDGED.isdisjoint((syntax.name, syntax.dialect_of)):
                    yield from _base(f"{syntax.name} of {file.parent.name}", syntax.write(invoice).data)


def _of_corpus() -> Iterator[Base]:
    for case in documents(frozenset(SETS), _KINDS):
        if len(case.data) <= _MAX_BYTES:
            claims = frozenset(name for name, official in case.official.items() if official.kind == "exact")
            yield from _base(case.name, case.data, claims)


def _base(name: str, data: bytes, claims: frozenset[str] = frozenset()) -> Iterator[Base]:
    try:
        root = parse(data)
    except XmlError:
        return
    for syntax in syntaxes().values():
        if syntax.name in _JUDGED and syntax.recognises(root):
            yield Base(name, syntax.name, root, claims)


def _keeps_its_schema(base: Base) -> bool:
    check = syntaxes()[base.syntax].schema_issues
    return check is None or not check(base.root)
