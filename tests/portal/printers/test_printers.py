"""Printers in the settings, a test page, and printing from a document's page and from a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.models import Printer
from depesch.hub.directory.printers import save_printer
from depesch.hub.flows.models import PrintJob
from depesch.hub.flows.printing import print_due
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

OFFICE = {"name": "Kontoret", "address": "kontoret@print.example"}


@pytest.fixture
def mails(nordbygg: Company, tmp_path: Path) -> Iterator[Path]:
    """A mail server of Nordbygg's."""
    with Catcher(tmp_path / "mails") as catcher, acting_for(nordbygg.pk):
        settings = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
        save_settings("email", settings)
        yield tmp_path / "mails"


def hidden(page: str) -> str:
    found = re.search(r'name="asked_as" value="([0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


@pytest.mark.row("S-078", "D-06")
def test_s_078_a_printer_is_name_and_address_and_its_test_page_is_sent_once(
    doris_browser: Client, nordbygg: Company, mails: Path
) -> None:
    assert "Ingen skrivare än" in doris_browser.get(reverse("printers")).content.decode()
    page = doris_browser.post(reverse("printer_new"), OFFICE, follow=True).content.decode()
    assert "Kontoret är sparad." in page
    with acting_for(nordbygg.pk):
        pk = Printer.objects.get(is_default=True).pk
    for _ in range(2):  # pressed twice
        doris_browser.post(reverse("printer_test", args=[pk]), {"asked_as": hidden(page)})
    print_due(now())
    ((_path, mail),) = caught(mails)
    assert mail["To"].addresses[0].addr_spec == OFFICE["address"]
    page = doris_browser.get(reverse("printers")).content.decode()
    assert "Lämnat till skrivarens e-post" in page
    assert "Testsida" in page


@pytest.mark.row("S-079", "D-06")
def test_s_079_print_on_a_documents_page_sends_its_pdf(
    astrids_browser: Client, nordbygg: Company, ledger: dict[str, UUID], mails: Path
) -> None:
    document_id = ledger["20261182"]
    address = reverse("print_document", args=[document_id])
    assert "Det finns ingen skrivare än." in astrids_browser.get(address).content.decode()
    with acting_for(nordbygg.pk):
        chosen = save_printer("Kontoret", OFFICE["address"], is_default=True, actor="user:x")
        save_printer("Lagret", "lagret@print.example", is_default=False, actor="user:x")
    page = astrids_browser.get(address).content.decode()
    for _ in range(2):  # pressed twice
        told = astrids_browser.post(address, {"printer": str(chosen.pk), "asked_as": hidden(page)}, follow=True)
    assert "Det är på väg till e-posten för Kontoret." in told.content.decode()
    assert f'href="{address}"' in told.content.decode()
    print_due(now())
    assert len(caught(mails)) == 1
    page = astrids_browser.get(reverse("document", args=[document_id])).content.decode()
    assert "Lämnat till skrivarens e-post (Kontoret)." in page


@pytest.mark.row("S-079")
def test_a_list_offers_to_print(astrids_browser: Client, nordbygg: Company, ledger: dict[str, UUID]) -> None:
    with acting_for(nordbygg.pk):
        save_printer("Kontoret", OFFICE["address"], is_default=True, actor="user:x")
    assert 'value="print"' in astrids_browser.get(reverse("documents", args=["sent"])).content.decode()
    chosen = {"view": "sent", "kind": "print", "id": [str(ledger["20261182"])]}
    page = astrids_browser.get(reverse("bulk_ask"), chosen).content.decode()
    assert "Skriva ut 1 dokument?" in page


def test_a_printer_is_changed_and_removed(doris_browser: Client, nordbygg: Company) -> None:
    doris_browser.post(reverse("printer_new"), OFFICE)
    with acting_for(nordbygg.pk):
        pk = Printer.objects.get().pk
    address = reverse("printer", args=[pk])
    answer = doris_browser.post(address, {"name": "Kontoret", "address": "inte en adress"})
    assert answer.status_code == 422
    doris_browser.post(address, {"name": "Lagret", "address": "lagret@print.example"})
    with acting_for(nordbygg.pk):
        assert Printer.objects.get().name == "Lagret"
    doris_browser.post(reverse("printer_remove", args=[pk]))
    with acting_for(nordbygg.pk):
        assert not Printer.objects.exists()
        assert not PrintJob.objects.exists()
