"""A text is written by keyboard in Chromium with its fields and its preview, and a German customer's mail says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from depesch.exchange.mail.catcher import caught
from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice
from tests.portal.mail_server import mail_server
from tests.portal.walk import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.row("D-06", "S-076", "S-075")
def test_d_06_text_written_by_keyboard_is_what_a_german_customer_reads(
    chromium: Browser, live_server: LiveServer, nordbygg: Company, doris: User, tmp_path: Path
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    signed_in(page, live_server.url, doris)
    identifier = canonical("0192", "999000053")
    assert identifier is not None
    with mail_server(tmp_path / "mails") as catcher:
        with acting_for(nordbygg.pk):
            add_customer(
                "Fjordtre", identifiers=[identifier], language="de", email="post@fjordtre.example", run=["email"]
            )
            settings = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
            save_settings("email", settings | {"sender_name": "Nordbygg Ekonomi", "sender_prefix": "faktura"})
        page.goto(live_server.url + reverse("mail_texts"))
        page.locator(f"main a[href='{reverse('mail_text', args=['invoice', 'de'])}']").press("Enter")
        keys, subject, preview = page.keyboard, page.get_by_label("Ämne"), page.locator("#preview")
        subject.focus()
        keys.press("Control+A")
        keys.type("Ihre {Rechnung}")
        expect(preview).to_contain_text("Fältet {Rechnung} finns inte")  # while it is typed, and nothing is saved
        keys.press("Control+A")
        keys.type("Ihre Rechnung ")
        page.get_by_role("button", name="{InvoiceNumber}", exact=True).press("Enter")
        expect(subject).to_have_value("Ihre Rechnung {InvoiceNumber}")
        expect(subject).to_be_focused()
        keys.press("Tab")
        keys.press("Control+A")
        keys.type("Guten Tag ")
        page.get_by_role("button", name="{CustomerName}", exact=True).press("Enter")
        keys.type(",\nBestellung: {ordernumber}\nbis {duedate}.")
        expect(preview).to_contain_text("Ihre Rechnung 1042")
        expect(preview).to_contain_text("Guten Tag Exempelkunden AB,")
        page.get_by_role("button", name="Spara texten").press("Enter")
        expect(page.locator(".notice--done")).to_contain_text("Sparat")
        given = submit(ubl_invoice("F-9"), company_id=nordbygg.pk, actor="user:astrid", route="api")
        deliver(nordbygg.pk, given.document_id, process(nordbygg.pk, given.document_id), draw=lambda: 0.0)
    ((_, mail),) = caught(tmp_path / "mails")
    body = mail.get_body(("plain",))
    assert body is not None
    assert (mail["Subject"], mail["From"]) == ("Ihre Rechnung F-9", "Nordbygg Ekonomi <faktura@nordbygg.example>")
    assert str(body.get_content()).split() == ["Guten", "Tag", "Fjordtre", "AS,", "bis", "31.", "Dezember", "2026."]
    context.close()
