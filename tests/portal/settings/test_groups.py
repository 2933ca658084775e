"""The pages of the settings stand in groups: on their own page with a line each, and in the menu beside a page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from depesch.hub.tenancy.models import Company, User
from depesch.portal.addresses import SettingsGroup, settings_places
from tests.portal.walk import signed_in

HEADINGS = {
    "en": ["Personal", "Setup", "E-mail", "Printers and post", "Runs", "Network and demands", "People and rights"],
    "sv": ["Personligt", "Grundinställningar", "E-post", "Skrivare och post", "Leveransvägar", "Nätverk och krav"],
    "nb": ["Personlig", "Oppsett", "E-post", "Skrivere og post", "Distribusjonsløp", "Nettverk og krav"],
}


def headings(browser: Client) -> list[str]:
    """Return the headings of the settings' own page, in their order."""
    page = browser.get(reverse("settings")).content.decode()
    return re.findall(r"<h2>(.*?)</h2>", page)


@pytest.mark.row("D-06")
@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_d_06_the_settings_stand_in_groups_in_the_persons_language(
    language: str, doris_browser: Client, doris: User
) -> None:
    User.objects.filter(pk=doris.pk).update(language=language)
    found = headings(doris_browser)
    assert [each for each in found if each in HEADINGS[language]] == HEADINGS[language]


@pytest.mark.row("D-06")
def test_who_does_not_administer_sees_their_own_pages_alone(astrids_browser: Client, astrid: User) -> None:
    User.objects.filter(pk=astrid.pk).update(language="en")
    assert headings(astrids_browser) == ["Personal"]


@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_every_page_of_the_settings_says_in_one_short_line_what_is_done_there(language: str) -> None:
    with translation.override(language):
        lines = {place.address: str(place.says) for place in settings_places()}
    assert {address: line for address, line in lines.items() if not 0 < len(line) <= 80 or line.endswith(".")} == {}


def test_the_pages_come_group_by_group() -> None:
    order = list(SettingsGroup)
    places = [order.index(place.group) for place in settings_places()]
    assert places == sorted(places)


@pytest.mark.browser
@pytest.mark.row("D-06")
@pytest.mark.django_db(transaction=True)
def test_d_06_a_page_is_reached_by_keyboard_through_its_group(
    chromium: Browser, live_server: LiveServer, nordbygg: Company, doris: User
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    signed_in(page, live_server.url, doris)
    page.goto(live_server.url + reverse("printers"))
    menu = page.get_by_role("navigation", name="Inställningar")
    expect(menu.get_by_role("link", name="Skrivare")).to_be_visible()
    expect(menu.get_by_role("link", name="Användare")).to_be_hidden()  # another group's: a Tab does not stop there
    menu.get_by_text("Personer och behörigheter").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Användare")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Användare")
    expect(menu.locator("[aria-current]")).to_have_text("Användare")
    context.close()
