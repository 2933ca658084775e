"""Real documents of many senders render: every fortieth of the corpus, with its XML inside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from depesch.kit.xml import parse
from depesch.rendering.html import render_html
from depesch.rendering.pdf import render_pdf
from depesch.rendering.words import language_of_country
from depesch.syntaxes import Reading, syntaxes
from tests.shared_data import SHARED, needs_shared

KINDS = ("cii", "ubl-invoice", "ubl-creditnote")


def chosen() -> list[Path]:
    if SHARED is None:
        return []
    corpus = SHARED / "corpus"
    rows = [json.loads(row) for row in (corpus / "manifest.jsonl").read_text().splitlines()]
    return [corpus / row["path"] for row in rows if row["cat"] in KINDS][::40]


def read(path: Path) -> Reading:
    data = path.read_bytes()
    root = parse(data)
    return next(syntax for syntax in syntaxes().values() if syntax.recognises(root)).read(data, root)


@needs_shared
@pytest.mark.parametrize("path", chosen(), ids=lambda path: path.name[-60:])
def test_a_real_document_renders(path: Path) -> None:
    reading = read(path)
    buyer = reading.invoice.buyer
    language = language_of_country(buyer.address.country if buyer and buyer.address else None)
    assert render_pdf(reading.invoice, language=language, xml=reading.data).startswith(b"%PDF")
    assert render_html(reading.invoice, language=language).startswith("<article")
