"""A print queue of CUPS, set up as docs/connect.md says and printed to with `lp`, before an agent over a real hub."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest

from depesch.hub.flows.models import Direction as Way
from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub
from tests.connect.printing.conftest import has_printer, with_printers
from tests.connect.printing.cups import Cups, cupsd
from tests.connect.running.conftest import Machine, running, until
from tests.connect.sending.conftest import names
from tests.hub.drafts.forms import customer_of
from tests.hub.paper.prints import as_seller, between, print_of, send_certain_prints


@pytest.fixture
def cups() -> Iterator[Cups]:
    with cupsd() as started:
        yield started


@pytest.mark.row("S-118", "S-015", "S-016", "S-017")
@pytest.mark.django_db(transaction=True)
def test_invoice_printed_with_lp_arrives_at_its_receiver(
    cups: Cups, machine: Machine, hub: Hub, nordbygg: Company, fjordtre: Company, nordbygg_key: Secret,
    fjordtre_key: Secret,
) -> None:  # fmt: skip
    as_seller(nordbygg)
    send_certain_prints(nordbygg)
    customer_of(nordbygg, fjordtre)
    machine.account("nordbygg", nordbygg_key)
    machine.account("fjordtre", fjordtre_key)
    port = with_printers(machine)["nordbygg"]
    document = machine.place / "Faktura 1202.pdf"
    document.write_bytes(print_of("2026-1202", between(nordbygg, fjordtre), language="en"))
    with running(machine.agent()):
        until(lambda: has_printer(port))
        cups.add("invoices", port)
        cups.run("lp", "-d", "invoices", str(document))
        until(lambda: cups.jobs("completed") == ["invoices-1"])
        until(lambda: len(hub.documents(nordbygg)) == 1)
        hub.work(nordbygg)
        until(lambda: len(names(machine.place / "fjordtre" / "in")) >= 1)
    assert cups.jobs("not-completed") == []
    (sent,) = (machine.place / "nordbygg" / "sent").glob("*-Faktura_1202.pdf")
    with pikepdf.open(sent) as printed, pikepdf.open(document) as original:
        assert len(printed.pages) == len(original.pages)
    assert [each.number for each in hub.documents(fjordtre, Way.IN)] == ["2026-1202"]


@pytest.mark.row("S-015")
@pytest.mark.django_db(transaction=True)
def test_text_comes_as_pdf_and_what_cannot_be_pdf_never_comes(
    cups: Cups, machine: Machine, nordbygg: Company, nordbygg_key: Secret
) -> None:
    machine.account("nordbygg", nordbygg_key)
    port = with_printers(machine)["nordbygg"]
    text = machine.place / "order.txt"
    text.write_text("Faktura 1042\nSumma 100,00 kr\n")
    with running(machine.agent()):
        until(lambda: has_printer(port))
        cups.add("invoices", port)
        cups.run("lp", "-d", "invoices", "-t", "Order 7", "-o", "sides=two-sided-long-edge", str(text))
        until(lambda: cups.jobs("completed") == ["invoices-1"])
        sent = machine.place / "nordbygg" / "sent"
        until(lambda: any(sent.glob("print-*-Order_7.pdf")))
    (printed,) = sent.glob("print-*-Order_7.pdf")
    with pikepdf.open(io.BytesIO(printed.read_bytes())) as document:
        assert len(document.pages) == 1


@pytest.mark.row("S-118")
@pytest.mark.django_db(transaction=True)
def test_queue_keeps_a_job_while_the_agent_is_away_and_prints_it_once(
    cups: Cups, machine: Machine, nordbygg: Company, nordbygg_key: Secret
) -> None:
    machine.account("nordbygg", nordbygg_key)
    port = with_printers(machine)["nordbygg"]
    document = machine.place / "Faktura 7.pdf"
    document.write_bytes(print_of("2026-7"))
    with running(machine.agent()):
        until(lambda: has_printer(port))
        cups.add("invoices", port)
    cups.run("lp", "-d", "invoices", str(document))
    until(lambda: "processing" in cups.run("lpstat", "-l", "-o") or "printing" in cups.run("lpstat", "-p"))
    assert cups.jobs("not-completed") == ["invoices-1"]
    with running(machine.agent()):
        until(lambda: cups.jobs("completed") == ["invoices-1"])
        sent = machine.place / "nordbygg" / "sent"
        until(lambda: any(sent.glob("print-*-Faktura_7.pdf")))
    assert len(list(sent.glob("print-*.pdf"))) == 1
    assert cups.jobs("not-completed") == []
