"""From the search to a connected customer in Chromium, with the keyboard alone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from depesch.hub.directory.customers import recipients_for_form
from depesch.hub.directory.participants import register_company
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walk import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.row("S-158", "S-168")
def test_a_customer_is_found_and_connected_by_keyboard(
    chromium: Browser, live_server: LiveServer, astrid: User, nordbygg: Company, fjordtre: Company
) -> None:
    register_company(fjordtre)
    context = chromium.new_context(locale="sv-SE")
    page = context.new_page()
    signed_in(page, live_server.url, astrid)
    page.goto(live_server.url + reverse("network"))
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("0192:999000053")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rows__open")
    page.focus(".rows__open")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Skapa koppling").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=numbers]")
    page.focus("[name=numbers]")
    page.keyboard.type("20011")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Skapa koppling")).to_be_visible()
    page.get_by_role("button", name="Skapa koppling").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fjordtre AS")
    context.close()
    with acting_for(nordbygg.pk):
        (chosen,) = recipients_for_form("20011")
    assert chosen.is_ready
