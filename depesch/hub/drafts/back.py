"""From the model back to what would have been typed: for credit notes, copies, corrections and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from depesch.hub.drafts.fields import by_place
from depesch.hub.drafts.sums import rate_of
from depesch.hub.drafts.typed import path_of_place, text_of
from depesch.model.invoice import Attachment, Identifier, Invoice, Payment, PaymentMeans, Totals
from depesch.model.terms import terms

Texts = dict[str, str]
_INDEX = re.compile(r"\[\d+\]")
_NO_ROWS: dict[str, tuple[int, ...]] = {}


def fields_of(invoice: Invoice, language: str) -> Texts:
    """Return the fields that a form shows of an invoice, in the way of writing of `language`.

    Sums are left out, for they are computed; files inside come by `files_in`.
    """
    without_files = tuple(one for one in invoice.supporting_documents if one.attachment is None)
    invoice = msgspec.structs.replace(invoice, supporting_documents=without_files)
    texts = dict(_texts(invoice, language))
    texts |= _reasons(invoice)
    rate = rate_of(invoice)
    if rate is not None:
        texts["vat_exchange_rate"] = text_of(rate, language)
    rounding = _rounding(invoice)
    if rounding:
        texts["rounding"] = rounding
    return {path: text for path, text in texts.items() if text.strip()}


def files_in(invoice: Invoice) -> Iterator[tuple[str, Attachment]]:
    """Give each file inside the invoice with its description."""
    for one in invoice.supporting_documents:
        if one.attachment is not None:
            yield one.description or "", one.attachment


def payment_texts(means: Sequence[PaymentMeans], language: str) -> Texts:
    """Return the fields of ways to pay."""
    return fields_of(Invoice(payment=Payment(means=tuple(means))), language) if means else {}


def _texts(invoice: Invoice, language: str) -> Iterator[tuple[str, str]]:
    for place, value in terms(invoice):
        if _INDEX.sub("[]", place) not in by_place():
            continue
        path = path_of_place(place, _NO_ROWS)
        if path is None:
            continue
        if isinstance(value, Identifier):
            yield path, value.value
            if value.scheme:
                yield f"{path}.scheme", value.scheme
        else:
            yield path, text_of(value, language)


def _reasons(invoice: Invoice) -> Texts:
    """Return the reason for no VAT of each row whose VAT group states one."""
    said = {
        (row.category, row.rate): {
            "exemption_reason": row.exemption_reason,
            "exemption_reason_code": row.exemption_reason_code,
        }
        for row in invoice.vat_breakdown
    }  # fmt: skip
    rows = [(f"lines.{n}", line.vat.category, line.vat.rate) for n, line in enumerate(invoice.lines) if line.vat]
    rows += [(f"allowances.{n}", one.vat_category, one.vat_rate) for n, one in enumerate(invoice.allowances)]
    rows += [(f"charges.{n}", one.vat_category, one.vat_rate) for n, one in enumerate(invoice.charges)]
    return {
        f"{path}.{name}": text
        for path, category, rate in rows
        for name, text in said.get((category, None if category == "O" else rate), {}).items()
        if text
    }


def _rounding(invoice: Invoice) -> str:
    """Return how the total was rounded, as far as the form knows it."""
    totals = invoice.totals or Totals()
    if not totals.rounding_amount or totals.amount_due is None:
        return ""
    if totals.amount_due % 1 == 0:
        return "whole"
    return "half" if totals.amount_due % Decimal("0.5") == 0 else ""
