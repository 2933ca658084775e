"""Real documents: all that fit their schema are read, and the clean ones keep every term through the other syntax."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from depesch.documents.reading import read
from depesch.model.invoice import Identifier, Invoice
from depesch.model.terms import term_of, terms
from depesch.syntaxes import Loss, Reading, syntaxes
from tests.golden_files import same_as_golden
from tests.shared_data import needs_shared
from tests.syntaxes.corpus import CorpusDocument, valid_documents

PAGE = Path(__file__).parents[2] / "docs" / "corpus.md"
OTHER = {"ubl21": "cii_d16b", "cii_d16b": "ubl21"}
pytestmark = needs_shared


@cache
def readings() -> tuple[tuple[CorpusDocument, Reading], ...]:
    return tuple((document, read(document.data)) for document in valid_documents())


def test_every_schema_valid_document_is_read() -> None:
    assert len(readings()) == 1704


def test_values_that_cannot_be_read_are_those_that_the_standard_refuses() -> None:
    """The schema of CII takes any text for a date, and any code of any list for the tax point (BT-8)."""
    refused = {
        (issue.rule, issue.value)
        for _, reading in readings()
        for issue in reading.issues
        if issue.rule not in ("READ-CURRENCY", "READ-ENCODING")  # warnings; the values are read
    }
    assert refused == {
        ("READ-DATE", "20260231"),
        ("READ-DATE", "20260816XX"),
        ("READ-DATE", "20151399"),
        ("READ-DATE", "2013-04-10"),
        ("READ-CODE", "3"),
        ("READ-CODE", "35"),
    }


def test_an_amount_in_another_currency_is_named_only_where_there_is_one() -> None:
    for _, reading in readings():
        for issue in reading.issues:
            if issue.rule == "READ-CURRENCY":
                assert issue.value != reading.invoice.currency


def test_the_schema_finds_nothing_in_documents_that_fit_it() -> None:
    found = {
        document.path: issues
        for document, reading in readings()
        if reading.syntax.schema_issues and (issues := reading.syntax.schema_issues(reading.root))
    }
    assert found == {}


def _states(invoice: Invoice) -> Counter[tuple[str, Any]]:
    """Return the terms that an invoice states, counted; the order of a party's identifiers says nothing."""
    stated: Counter[tuple[str, Any]] = Counter()
    for path, value in terms(invoice):
        place = path.rpartition("[")[0] if isinstance(value, Identifier) and path.endswith("]") else path
        stated[place, value] += 1
    return stated


def _there_and_back(reading: Reading) -> tuple[Invoice, tuple[Loss, ...]]:
    """Return the invoice after the other syntax and back, and the losses named on both ways."""
    there = syntaxes()[OTHER[reading.syntax.name]]
    assert there.write is not None
    assert reading.syntax.write is not None
    out = there.write(reading.invoice)
    back = reading.syntax.write(read(out.data).invoice)
    return read(back.data).invoice, (*out.losses, *back.losses)


@cache
def journeys() -> tuple[tuple[CorpusDocument, Reading, Invoice, tuple[Loss, ...]], ...]:
    clean = [(document, reading) for document, reading in readings() if document.is_clean]
    return tuple((document, reading, *_there_and_back(reading)) for document, reading in clean)


def test_clean_documents_keep_every_term_through_the_other_syntax_and_back() -> None:
    lost = {
        document.path: missing
        for document, reading, after, _ in journeys()
        if (missing := _states(reading.invoice) - _states(after))
    }
    assert lost == {}


def test_what_a_journey_adds_was_named() -> None:
    for document, reading, after, losses in journeys():
        added = {path for path, _ in _states(after) - _states(reading.invoice)}
        assert added <= {loss.path for loss in losses}, document.path


def test_digits_of_amounts_are_kept_through_the_other_syntax() -> None:
    for document, reading, after, _ in journeys():
        before = {path: str(value) for path, value in terms(reading.invoice) if isinstance(value, Decimal)}
        kept = {path: str(value) for path, value in terms(after) if path in before}
        assert kept == before, document.path


def test_what_is_not_kept_stands_in_the_docs() -> None:
    same_as_golden(PAGE, _page())


def _page() -> str:
    """Return the page about the corpus: what of real documents is not kept as it was, with reasons."""
    clean = Counter(reading.syntax.name for _, reading, _, _ in journeys())
    rows: Counter[tuple[str, str, str]] = Counter()
    for _, reading, _, losses in journeys():
        way = f"{reading.syntax.name} -> {OTHER[reading.syntax.name]} -> {reading.syntax.name}"
        for term, why in {(loss.term or term_of(loss.path) or loss.path, loss.why) for loss in losses}:
            rows[way, term, why] += 1
    not_kept = [f"| {way} | {term} | {why} | {count} |" for (way, term, why), count in sorted(rows.items())]
    return _PAGE.format(
        not_kept="\n".join(not_kept),
        ubl=clean["ubl21"],
        cii=clean["cii_d16b"],
        read=len(readings()),
        unread=_unread_table(),
    )


def _unread_table() -> str:
    """Return the elements that most often found no place, with how many documents have them."""
    import re

    found: Counter[tuple[str, str]] = Counter()
    for document, reading in readings():
        if document.is_clean:
            places = {re.sub(r"\[\d+\]", "", unread.where) for unread in reading.unread()}
            found.update((reading.syntax.name, place) for place in places)
    common = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:25]
    return "\n".join(f"| {syntax} | `{place}` | {count} |" for (syntax, place), count in common)


_PAGE = """# What real documents keep

Made by `tests/syntaxes/test_corpus.py` (`make golden`); do not edit by hand. The formats stand in
[formats.md](formats.md).

All {read} schema-valid documents of the corpus are read. Those that no official rule refuses ({ubl} in UBL, {cii} in
CII) were written in the other syntax, read, written back and read again. Every business term that a document stated
came back with its value and its digits. Where a syntax demands something beside a term, it is written and named as a
loss, as is what it cannot hold at all:

| way | term | why | documents |
|---|---|---|---|
{not_kept}

The order of a party's identifiers (BT-29) is not kept where some have a scheme and some have none: CII has an element
for each kind, and those without come first.

Never held, whatever the document: control characters, which XML does not have (U+FFFD stands instead); numbers that are
not finite or have more than 200 digits; a VAT category of a line's allowance or charge, which has the line's; BT-111
without BT-6; in UBL a seller's or payee's identifier in the scheme SEPA, which is BT-90, and a note (BT-22) that opens
like a subject code; in CII the codes 5, 29 and 72 for BT-8, which mean others there.

## What has no term

What a document holds beyond EN 16931 is named by `unread`, element by element. The most common in clean documents of
the corpus:

| format | place | documents |
|---|---|---|
{unread}
"""


def test_losses_can_be_told_as_json() -> None:
    losses = [loss for _, _, _, losses in journeys() for loss in losses]
    assert msgspec.json.decode(msgspec.json.encode(losses), type=list[Loss]) == losses
