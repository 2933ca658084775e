"""The list by keyboard alone in Chromium: to the row, its lines, chosen, done, and back."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from depesch.hub.tenancy.models import User
from tests.portal.walk import signed_in


@pytest.mark.browser
@pytest.mark.row("S-055", "S-056")
@pytest.mark.django_db(transaction=True)
def test_the_list_is_worked_through_by_keyboard(chromium: Browser, portal: str, rolf: User) -> None:
    page = chromium.new_page()
    signed_in(page, portal, rolf)
    page.goto(portal + reverse("incoming"))
    page.keyboard.press("j")
    expect(page.locator(".rows__open").first).to_be_focused()
    page.keyboard.press("l")
    expect(page.locator(".peek__lines")).to_contain_text("Fasadrenovering, etapp 2")
    page.keyboard.press("l")
    expect(page.locator(".peek__lines")).to_be_hidden()
    page.keyboard.press("x")
    expect(page.locator(".choose input").first).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator(".undo")).to_contain_text("88-2031")
    expect(page.locator("tbody.row")).to_have_count(3)
    page.get_by_role("button", name="Ångra").press("Enter")
    expect(page.locator("tbody.row")).to_have_count(4)
    page.close()
