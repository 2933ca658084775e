"""In which format a mail holds the document: by the settings of e-mail for its type, by the card of its receiver."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from depesch.documents.reading import read
from depesch.documents.targets import targets, write_as
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice

FJORDTRE, JARVIPUU = ("0192", "999000053"), ("0216", "003720774740")


@pytest.fixture
def mails(nordbygg: Company, tmp_path: Path) -> Iterator[Path]:
    """Two customers who get mails, one with a format on its card; the folder of a real mail server."""
    with Catcher(tmp_path / "mails") as catcher, acting_for(nordbygg.pk):
        for name, number, syntax in (("Fjordtre", FJORDTRE, ""), ("Järvipuu", JARVIPUU, "finvoice30")):
            identifier = canonical(*number)
            assert identifier is not None
            add_customer(name, identifiers=[identifier], email="faktura@kund.example", syntax=syntax, run=["email"])
        save_settings(
            "email",
            {
                "host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example",
                "invoice_format": "edifact_d96a", "credit_note_format": "cii_d16b",
            },
        )  # fmt: skip
        yield tmp_path / "mails"


def credit_note() -> bytes:
    invoice = read(ubl_invoice("K-1", endpoint=FJORDTRE)).invoice
    return write_as(targets()["ubl21"], msgspec.structs.replace(invoice, type_code="381", due_date=None)).data


def format_in_the_mail(company: Company, content: bytes, mails: Path) -> str:
    before = len(caught(mails))
    given = submit(content, company_id=company.pk, actor="user:astrid", route="api")
    deliver(company.pk, given.document_id, process(company.pk, given.document_id), draw=lambda: 0.0)
    (mail,) = [mail for _path, mail in caught(mails)][before:]
    structured = next(part for part in mail.iter_attachments() if part.get_content_type() != "application/pdf")
    held = structured.get_payload(decode=True)
    assert isinstance(held, bytes)
    return read(held).syntax.name


@pytest.mark.row("D-18", "S-007")
def test_invoice_and_credit_note_go_in_the_format_of_their_type_and_a_card_goes_first(
    nordbygg: Company, mails: Path
) -> None:
    assert format_in_the_mail(nordbygg, ubl_invoice("F-1", endpoint=FJORDTRE), mails) == "edifact_d96a"
    assert format_in_the_mail(nordbygg, credit_note(), mails) == "cii_d16b"
    assert format_in_the_mail(nordbygg, ubl_invoice("F-2", endpoint=JARVIPUU), mails) == "finvoice30"
