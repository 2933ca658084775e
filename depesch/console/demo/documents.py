"""The demo's documents: the samples with numbers and dates of their own, so that none is a duplicate."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec.structs import replace
from stdnum import luhn

from depesch.console.demo.world import DOCUMENTS, DemoDocument
from depesch.documents.reading import read
from depesch.model.invoice import Invoice

_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


class MadeDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document ready to be sent, and the file it stands in."""

    document: DemoDocument
    number: str
    path: Path


def make_documents(folder: Path, at: datetime) -> tuple[MadeDocument, ...]:
    """Write the demo's documents into `folder` and return them; numbers come from the moment, to 0.1 s."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    first = int((at - _FIRST_DAY) / timedelta(milliseconds=100)) * 10
    numbers = {document.sample: str(first + place) for place, document in enumerate(DOCUMENTS, 1)}
    return tuple(_make(folder, document, numbers, at.date()) for document in DOCUMENTS)


def _make(folder: Path, document: DemoDocument, numbers: dict[str, str], today: date) -> MadeDocument:
    sample = files("depesch.console.samples").joinpath(document.sample).read_bytes()
    reading = read(sample)
    number = numbers[document.sample]
    invoice = _renewed(reading.invoice, number, numbers.get(document.about, ""), today)
    assert reading.syntax.write is not None, "the samples are UBL, which we write"  # noqa: S101
    path = folder / f"{number}-{document.sample}"
    path.write_bytes(reading.syntax.write(invoice).data)
    return MadeDocument(document=document, number=number, path=path)


def _renewed(invoice: Invoice, number: str, credits_number: str, today: date) -> Invoice:
    """Return the invoice as if it were written today: number, dates, payment reference, and the invoice it credits."""
    payment, due = invoice.payment, invoice.due_date
    preceding = tuple(replace(one, number=credits_number, issue_date=today) for one in invoice.preceding_invoices)
    delivered = invoice.delivery and replace(invoice.delivery, delivery_date=today - timedelta(days=3))
    return replace(
        invoice,
        number=number,
        issue_date=today,
        due_date=today + timedelta(days=30) if due else None,
        payment=payment and replace(payment, remittance_information=number + luhn.calc_check_digit(number)),
        preceding_invoices=preceding,
        delivery=delivered,
    )
