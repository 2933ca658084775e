"""The full check beside the official stylesheets on Saxon, over the same documents in the same run, on one core.

Ours reads the bytes, validates against the schema and runs the rules; theirs only read the text and run the rules,
since they leave the schema to others. Bar (issue 3): at least 25 times faster. For the rules alone, what reading and
schema take is left out on both sides: ours is the check less those two. Peppol's stylesheets are built from
its table, as no package ships them; without the shared folder they and its documents are left out.
Run as `python -m benchmarks.bench_official`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec
from lxml import etree
from saxonche import PyXdmNode

from benchmarks.bench_rules import of_one_payment
from benchmarks.ratio import ratios
from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.kit.xml import parse
from depesch.model.invoice import Invoice
from depesch.model.totals import completed
from depesch.syntaxes import syntaxes
from tests.rules.german import german_invoice
from tests.rules.judging.cases import documents
from tests.rules.judging.stylesheets import has_judge, judge, read_by_saxon
from tests.rules.samples_peppol_cii import peppol_invoice
from tests.shared_data import SHARED

DOCUMENTS, LARGEST, ROUNDS = 25, 40_000, 15  # of the corpus for each group; in bytes

Group = tuple[str, tuple[str, ...], list[bytes]]


def groups() -> Iterator[Group]:
    """Give what is measured: a title, the official sets that a document must meet, and the documents."""
    for syntax, base, sets in (
        ("ubl21", peppol_invoice(), ("EN16931-UBL", "PEPPOL-EN16931-UBL")),
        ("cii_d16b", peppol_invoice(), ("EN16931-CII", "PEPPOL-EN16931-CII")),
        ("ubl21", german_invoice(), ("EN16931-UBL", "XRECHNUNG-UBL")),
        ("cii_d16b", german_invoice(), ("EN16931-CII", "XRECHNUNG-CII")),
    ):
        yield "our own, 5 lines", sets, [_written(base, syntax)]
        if SHARED is not None:
            yield f"{sets[1]} of the corpus", sets, list(_of_corpus(sets[1]))


def _written(invoice: Invoice, syntax: str) -> bytes:
    if len(invoice.supporting_documents) == 1:
        invoice = of_one_payment(invoice)
    lines = tuple(msgspec.structs.replace(invoice.lines[i % 2], identifier=str(i + 1)) for i in range(5))
    write = syntaxes()[syntax].write
    assert write is not None
    return write(completed(msgspec.structs.replace(invoice, lines=lines))).data


def _of_corpus(name: str) -> Iterator[bytes]:
    cases = (case.data for case in documents(frozenset({name}), frozenset({"exact"})) if len(case.data) <= LARGEST)
    sound = [data for data in cases if check(data).schema_valid]
    yield from sound[:: max(1, len(sound) // DOCUMENTS)]


def official(sets: tuple[str, ...], texts: list[str]) -> dict[str, Callable[[], object]]:
    """Return what runs the official stylesheets over the texts, each read once, and over what is read already."""
    judges, read_before = [judge(name) for name in sets], list(map(read_by_saxon, texts))

    def over(nodes: Iterable[PyXdmNode]) -> object:
        return [[one.verdict(node) for one in judges] for node in nodes]

    return {"official": lambda: over(map(read_by_saxon, texts)), "official rules": lambda: over(read_before)}


def main() -> None:
    """Print the figures."""
    for title, sets, data in groups():
        if not all(map(has_judge, sets)):
            continue
        texts = [etree.tostring(parse(one), encoding="unicode") for one in data]
        ours = partial(_check_all, data)
        measured = official(sets, texts) | {"read and schema": partial(_read_all, data)}
        seconds, found = ratios(ours, measured, rounds=ROUNDS)
        each, times = seconds / len(data) * 1000, found["official"]
        rules = 1 - found["read and schema"]
        print(
            f"{' and '.join(sets)}, {title}: {len(data)} documents of {sum(map(len, data)) // len(data):,} bytes; "
            f"ours {each:.2f} ms, official {each * times:.1f} ms each: {times:.0f} times; "
            f"rules alone {each * rules:.2f} and {each * found['official rules']:.1f} ms: "
            f"{found['official rules'] / rules:.0f} times"
        )


def _check_all(data: list[bytes]) -> None:
    for one in data:
        check(one)


def _read_all(data: list[bytes]) -> None:
    for one in data:
        reading = read(one)
        assert reading.syntax.schema_issues is not None
        reading.syntax.schema_issues(reading.root)


if __name__ == "__main__":
    main()
