"""Nothing of the model is left out: each value of an invoice with every term is in the PDF and in the HTML."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec
import pytest
from pypdf import PdfReader

from depesch.model.invoice import Payment
from depesch.rendering import formats, wording
from depesch.rendering.html import render_html
from depesch.rendering.pdf import render_pdf
from depesch.rendering.references import account_text
from depesch.rendering.words import Words, languages, words
from tests.rendering.samples import full_invoice


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield each value of the model with its place."""
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from leaves(getattr(value, field), f"{path}.{field}" if path else field)
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from leaves(part, f"{path}[{place}]")
    elif value is not None:
        yield path, value


def shown_as(path: str, value: object, spoken: Words) -> str:
    """Return how a value is to be seen: by its word where it is a code, by the language's way where it is a number."""
    name = re.sub(r"\[\d+\]", "", path).rpartition(".")[2]
    if isinstance(value, bytes):
        return formats.size(len(value), spoken)
    if isinstance(value, date):
        return formats.day(value, spoken)
    if isinstance(value, Decimal):
        is_count = name in ("quantity", "base_quantity", "percentage", "rate", "vat_rate")
        return formats.number(abs(value), spoken, least_decimals=0 if is_count else 2)
    assert isinstance(value, str)
    match name:
        case "country" | "origin_country":
            return wording.country(value, spoken) or ""
        case "unit" | "base_quantity_unit":
            return spoken.units[value]
        case "scheme":
            return wording.SCHEMES.get(value, value)
        case "tax_point_date_code":
            return spoken.tax_point_codes[value]
        case "code" if "means" in path:
            return spoken.means[value]
        case "category" if "breakdown" in path:
            return f"{spoken.vat_categories[value]} ({value})"
        case "category" | "vat_category" if value == "S":
            return formats.percent(Decimal(25), spoken)
        case "account":
            return next(
                account_text(m.credit_transfer)
                for m in full_payment().means
                if m.credit_transfer and m.credit_transfer.account == value
            )
        case "provider" if value == "SE:BANKGIRO":
            return "Bankgiro"
        case "remittance_information":
            return f"OCR {value}"
        case _:
            return value


def full_payment() -> Payment:
    payment = full_invoice().payment
    assert payment is not None
    return payment


def squeezed(text: str) -> str:
    """Return text without any blanks, also those of no width, so that line breaks and groups do not matter."""
    return re.sub(r"[\s\u200b\u00a0\u202f]+", "", text)


def missing(text: str, spoken: Words) -> list[str]:
    seen = squeezed(text)
    wanted = [(path, shown_as(path, value, spoken)) for path, value in leaves(full_invoice())]
    return [f"{path}: {value}" for path, value in wanted if squeezed(value) not in seen]


def pdf_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", languages())
def test_every_value_of_the_model_is_in_the_pdf(language: str) -> None:
    text = pdf_text(render_pdf(full_invoice(), language=language))
    assert missing(text, words(language)) == []


@pytest.mark.parametrize("language", languages())
def test_every_value_of_the_model_is_in_the_html(language: str) -> None:
    markup = render_html(full_invoice(), language=language)
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    assert missing(text, words(language)) == []


def test_the_full_invoice_has_a_value_for_every_term_of_the_model() -> None:
    empty = [path for path, value in all_fields(full_invoice()) if value in (None, ())]
    # A card has no account and an account no card; the second supporting document is a bare reference on purpose.
    allowed = re.compile(
        r"supporting_documents\[1\]|payment\.means|identifiers\[1\]\.scheme|notes\[1\]"
        r"|(breakdown\[0\]|seller|buyer)\.(exemption_reason|exemption_reason_code|tax_registration|additional_legal)"
        r"|(allowances|charges)\[0\]\.(vat_category|vat_rate)"
    )
    assert [path for path in empty if not allowed.search(path)] == []


def all_fields(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from all_fields(getattr(value, field), f"{path}.{field}" if path else field)
    elif isinstance(value, tuple) and value:
        for place, part in enumerate(value):
            yield from all_fields(part, f"{path}[{place}]")
    else:
        yield path, value
