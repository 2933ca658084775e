"""A supplier invoice coded by keyboard alone in Chromium: from the list to the saved coding."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from depesch.hub.books.coding import saved_coding
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.portal.coding.register import keep_books
from tests.portal.walk import signed_in


@pytest.mark.browser
@pytest.mark.row("S-057", "D-01")
@pytest.mark.django_db(transaction=True)
def test_s_057_an_invoice_is_coded_by_keyboard(
    chromium: Browser, portal: str, rolf: User, nordbygg: Company, ledger: dict[str, UUID]
) -> None:
    keep_books(nordbygg)
    page = chromium.new_page()
    signed_in(page, portal, rolf)
    page.goto(portal + reverse("incoming"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kontering", exact=True).press("Enter")
    first = page.locator("#account-0-0")
    expect(first).to_have_value("4600 Legoarbeten")
    expect(page.locator("#why-0")).to_have_text("Det vanliga inköpskontot för Ställningsbolaget Steget AB.")
    page.locator("button[value='split:0']").press("Enter")
    expect(page.locator("#amount-0-0")).to_be_focused()
    page.keyboard.type("7 000,50")
    page.keyboard.press("Enter")
    expect(page.locator("#account-0-1")).to_be_focused()
    page.keyboard.type("material")  # in the names of two accounts
    page.keyboard.press("Control+a")
    page.keyboard.type("inköp mat")
    page.keyboard.press("Enter")
    expect(page.locator("#account-0-1")).to_have_value("4010 Inköp material")
    page.keyboard.press("Enter")  # past the empty amount, which takes the rest
    expect(page.locator("#account-1-0")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("6990")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".notice--done, [role=status]").first).to_contain_text("Konteringen är sparad.")
    page.close()
    with acting_for(nordbygg.pk):
        coding = saved_coding(ledger["4471"])
    assert coding is not None
    told = {row: [(part.account.number, f"{part.amount:.2f}") for part in parts] for row, parts in coding.parts.items()}
    assert told == {0: [("4600", "7000.50"), ("4010", "10567.50")], 1: [("6990", "4391.92")]}
