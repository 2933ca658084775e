"""Every format into every other: what is kept is counted, and what is not is one of the losses that were named."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from depesch.documents.beside import with_files
from depesch.documents.reading import read
from depesch.documents.targets import PROFILED, targets, write_as
from depesch.model.invoice import Invoice
from depesch.model.json import from_json
from depesch.model.terms import TERMS, term_of, terms
from depesch.rules.explaining import field_name
from depesch.syntaxes import Loss, syntaxes
from tests.golden_files import same_as_golden

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "syntaxes" / "ubl21"
PAGE = ROOT / "docs" / "formats.md"
WRITTEN = [name for name, syntax in syntaxes().items() if syntax.write]
_INDEX = re.compile(r"\[\d+\]")
_PART = re.compile(r"\.(value|scheme|content|mime_code|filename)$")


def fullest() -> tuple[Invoice, ...]:
    """Return two invoices that together state every business term."""
    return tuple(from_json((GOLDEN / name / "invoice.json").read_bytes()) for name in ("full", "credit_note"))


@cache
def passed(name: str, invoice: Invoice) -> tuple[Invoice, tuple[Loss, ...]]:
    """Return the invoice after it was written in a format and read again, with files beside it, and the losses."""
    writing = write_as(targets()[name], invoice)
    return with_files(read(writing.data).invoice, writing.beside), writing.losses


def stated(invoice: Invoice) -> Counter[tuple[str, object]]:
    """Return the terms of an invoice by their place without positions, amounts by their value."""
    return Counter(
        (_INDEX.sub("[]", path), value.normalize() if isinstance(value, Decimal) else repr(value))
        for path, value in terms(invoice)
        if value != ""
    )


def place(path: str) -> str:
    """Return a place without positions, an identifier or an attachment as one whole."""
    return _PART.sub("", _INDEX.sub("[]", path))


@pytest.mark.parametrize("to", WRITTEN)
@pytest.mark.parametrize("source", WRITTEN)
def test_what_a_pair_does_not_keep_is_among_the_losses(source: str, to: str) -> None:
    for invoice in fullest():
        before, _ = passed(source, invoice)
        after, losses = passed(to, before)
        missing = {place(path) for path, _ in stated(before) - stated(after)}
        assert missing <= {place(loss.path) for loss in losses}


def kept(source: str, to: str) -> tuple[int, int]:
    """Return how many business terms a document in `source` has, and how many of them come through `to` unchanged."""
    had: set[str] = set()
    lost: set[str] = set()
    for invoice in fullest():
        before, _ = passed(source, invoice)
        after, _ = passed(to, before)
        had |= {term for path, _ in stated(before) if (term := term_of(path))}
        lost |= {term for path, _ in stated(before) - stated(after) if (term := term_of(path))}
    return len(had), len(had - lost)


def never_held(name: str) -> list[str]:
    """Return the terms that come back from a format in none of the two invoices."""
    had: set[str] = set()
    back: set[str] = set()
    for invoice in fullest():
        after, _ = passed(name, invoice)
        had |= {term for path, _ in terms(invoice) if (term := term_of(path))}
        back |= {term for path, _ in terms(after) if (term := term_of(path))}
    order = list(dict.fromkeys(TERMS.values()))
    return sorted(had - back, key=order.index)


def test_the_page_of_formats_is_what_the_formats_do() -> None:
    same_as_golden(PAGE, page())


def page() -> str:
    """Return the page about formats."""
    formats = [
        f"| `{name}` | {one.title} | {one.source} | yes | {'yes' if one.write else 'no'} | "
        f"{'yes' if one.schema_issues else 'no'} |"
        for name, one in syntaxes().items()
    ]
    profiles = [
        f"| `{target.name}` | {target.title} | `{target.syntax}`{' in a PDF' if target.pdf_profile else ''} | "
        f"{f'`{target.specification}`' if target.specification else ''} |"
        for target in PROFILED
    ]
    head = "| from \\ to | terms | " + " | ".join(f"`{name}`" for name in WRITTEN) + " |"
    rows = [head, "|---|---|" + "---|" * len(WRITTEN)]
    for source in WRITTEN:
        counts = [kept(source, to) for to in WRITTEN]
        rows.append(f"| `{source}` | {counts[0][0]} | " + " | ".join(str(number) for _, number in counts) + " |")
    lang = "en"
    lacking = [
        f"| `{name}` | {', '.join(f'{term} {field_name(term, lang)}' for term in never_held(name)) or 'nothing'} |"
        for name in WRITTEN
    ]
    return _PAGE.format(
        formats="\n".join(formats), profiles="\n".join(profiles), table="\n".join(rows), lacking="\n".join(lacking)
    )


_PAGE = """# Formats

Made by `tests/documents/test_format_table.py` (`make golden`); do not edit by hand.

| name | format | source | read | written | schema |
|---|---|---|---|---|---|
{formats}

A document may come as it is, inside a PDF (Factur-X, ZUGFeRD, or any PDF with such an XML embedded), in an archive
(ZIP, gzip) or in an envelope (`depesch/documents/envelopes/`). It is recognised by its content, never by its file name.
A file of several documents gives one document each.

## Profiles that are written by name

What a receiver may choose beside the formats themselves. The specification (BT-24) is stated in what is written, and
the document is held against its rules before it leaves.

| name | profile | format | BT-24 |
|---|---|---|---|
{profiles}

## What a conversion keeps

Two invoices that together state every business term of EN 16931 are written in the format of the row, read, written in
the format of the column and read again. `terms` is how many terms the first document states; the other figures are how
many of them are the same after the second. Whatever is not is named as a loss with what was done instead; the test that
makes this page compares the terms before and after with that report.

{table}

## What a format has no place for

Terms that come back in neither of the two invoices. Some of them stand in a free text instead; the report of each
conversion says which. What the law demands is never left out: an invoice with such a term does not go out in a format
that has no place for it.

| format | terms |
|---|---|
{lacking}

What real documents keep, and what in them has no business term, stands in [corpus.md](corpus.md).
"""
