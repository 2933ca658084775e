"""A run is made by keyboard in Chromium, an invoice takes it and goes to a real mail server, and its page tells so."""

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
from depesch.hub.directory.printers import save_printer
from depesch.hub.directory.runs import company_runs
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.flows.papers import ubl_invoice
from tests.portal.mail_server import mail_server
from tests.portal.walk import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.row("D-04", "D-06", "S-067", "S-079")
def test_d_06_runs_made_by_keyboard_are_taken_by_an_invoice(
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
            add_customer("Fjordtre", identifiers=[identifier], country="NO", email="post@fjordtre.example")
            settings = {"host": "127.0.0.1", "port": catcher.port, "tls": "none", "from_address": "f@nordbygg.example"}
            save_settings("email", settings)
            save_printer("Kontoret", "kontoret@print.example", is_default=True, actor=f"user:{doris.pk}")
        page.goto(live_server.url + reverse("run_new"))
        keys = page.keyboard
        page.get_by_label("Namn").focus()
        keys.type("Norge på papper")
        page.get_by_label("Norge").focus()
        keys.press("Space")
        page.get_by_role("button", name="Lägg till Skrivare").focus()
        keys.press("Enter")
        expect(page.locator("#up-printer")).to_be_focused()
        keys.press("Enter")
        expect(page.locator("#up-printer")).to_be_focused()
        keys.press("Enter")
        expect(page.locator("#down-printer")).to_be_focused()  # it is the first now, and "up" has gone out
        assert page.locator("[name=channel]").evaluate_all("all => all.map(one => one.value)")[0] == "printer"
        page.get_by_role("button", name="Spara").last.focus()
        keys.press("Enter")
        page.wait_for_url("**/settings/runs/")
        page.get_by_label("Kund", exact=True).select_option(label="Fjordtre")
        expect(page.locator("#went")).to_contain_text("Till Fjordtre skulle den gå:")
        expect(page.locator("#went li").first).to_have_text("Skrivare")
        with acting_for(nordbygg.pk):
            assert company_runs().named[0].channels == ("printer", "portal_inbox", "email")
        content = ubl_invoice("F-9", endpoint=("0192", "999000053"))
        given = submit(content, company_id=nordbygg.pk, actor=f"user:{doris.pk}", route="portal").document_id
        deliver(nordbygg.pk, given, process(nordbygg.pk, given), draw=lambda: 0.0)
        ((_path, mail),) = caught(tmp_path / "mails")
        assert mail["To"].addresses[0].addr_spec == "kontoret@print.example"
    page.goto(live_server.url + reverse("document", args=[given]))
    expect(page.locator(".head__state").first).to_contain_text("Lämnat till skrivarens e-post")
    expect(page.locator("section[aria-labelledby=run]")).to_contain_text(
        "Leveransvägen Norge på papper: den gäller Norge."
    )
    context.close()
