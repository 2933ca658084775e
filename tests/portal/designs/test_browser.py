"""A design is made by keyboard in Chromium, and the mail that an invoice goes in holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from depesch.hub.directory.channel_settings import save_settings
from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.identifiers import canonical
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice
from tests.hub.flows.test_designs import mailed, text_of
from tests.portal.mail_server import mail_server
from tests.portal.walk import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.row("D-06")
def test_d_06_a_design_made_by_keyboard_is_in_the_customers_mail(
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
                "Fjordtre", identifiers=[identifier], country="NO", language="sv", email="f@kund.example", run=["email"]
            )
            settings = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
            save_settings("email", settings)
        page.goto(live_server.url + reverse("design_new"))
        before = page.locator("#sample img").get_attribute("src") or ""
        keys = page.keyboard
        page.get_by_label("Namn").focus()
        keys.type("Norge")
        page.get_by_label("Norge", exact=True).focus()
        keys.press("Space")
        page.locator("summary", has_text="Svenska").focus()
        keys.press("Enter")
        page.get_by_label("Ovanför raderna, Svenska").focus()
        keys.type("Tack för er beställning.")
        page.get_by_label("Typsnitt").select_option("serif")
        expect(page.locator("#sample img")).not_to_have_attribute("src", before)
        page.get_by_role("button", name="Spara").last.focus()
        keys.press("Enter")
        page.wait_for_url("**/settings/designs/")
        expect(page.locator(".items")).to_contain_text("För: Norge")
        content = ubl_invoice("F-9")
        given = submit(content, company_id=nordbygg.pk, actor=f"user:{doris.pk}", route="portal").document_id
        deliver(nordbygg.pk, given, process(nordbygg.pk, given), draw=lambda: 0.0)
        assert "Tack för er beställning." in text_of(mailed(tmp_path / "mails"))
    page.goto(live_server.url + reverse("document", args=[given]))
    expect(page.locator("main")).to_contain_text("Sidorna gjordes med designen Norge, version 1: dess regel gäller.")
    context.close()
