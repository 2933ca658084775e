"""The lists in Chromium: choosing with Shift, an export to its file, refreshing without a jump; the narrowest phone."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from depesch.hub.flows.bulk import work_on_bulk
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.test_browser import DESK
from tests.portal.walk import screens, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK, locale="sv-SE", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, portal: str, astrid: User) -> Page:
    page = context.new_page()
    signed_in(page, portal, astrid)
    return page


def test_rows_are_chosen_with_shift_and_exported_with_a_bar_to_a_file_that_opens(
    page: Page, portal: str, tmp_path: Path
) -> None:
    page.goto(portal + reverse("documents", args=["sent"]))
    boxes = page.locator("input[name=id]")
    boxes.nth(1).check()
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("#many-count")).to_have_text("4 valda")
    assert page.url.endswith("/sent/")  # choosing opens nothing
    page.get_by_role("button", name="Exportera filerna").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exportera filerna till 4 dokument")
    page.locator("main").get_by_role("button", name="Exportera filerna").click()
    expect(page.locator("progress")).to_have_attribute("value", "0")
    work_on_bulk(now())
    expect(page.get_by_role("link", name="Hämta filen")).to_be_visible()  # the page noticed by itself
    expect(page.locator("progress")).to_have_attribute("value", "100")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta filen").click()
    target = tmp_path / "export.zip"
    download.value.save_as(target)
    names = zipfile.ZipFile(target).namelist()
    assert {name.split("/")[1] for name in names} >= {"original", "receipt"}
    assert len({name.split("/")[0] for name in names}) == 4


def test_list_keeps_itself_up_to_date_and_leaves_alone_who_is_choosing(
    page: Page, portal: str, nordbygg: Company, ledger: dict[str, UUID]
) -> None:
    page.goto(portal + reverse("documents", args=["sent"]))
    first = page.locator(".rows__open").first
    expect(first).to_have_text("Fjellhus Eiendom AS")
    page.evaluate("document.querySelector('tbody tr').dataset.kept = 'yes'")
    page.evaluate("document.dispatchEvent(new Event('depesch:refresh'))")
    expect(page.locator("[data-kept]")).to_have_count(0)  # the rows were fetched and put in their place
    page.locator("input[name=id]").nth(2).check()
    with acting_for(nordbygg.pk):
        Document.objects.filter(pk=ledger["20261182"]).update(buyer_name="Fjellhus Ny AS")
    page.evaluate("document.dispatchEvent(new Event('depesch:refresh'))")
    expect(first).to_have_text("Fjellhus Eiendom AS")
    page.locator("input[name=id]").nth(2).uncheck()
    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.dispatchEvent(new Event('depesch:refresh'))")
    expect(first).to_have_text("Fjellhus Ny AS")


def test_everything_works_without_javascript(chromium: Browser, portal: str, astrid: User) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    signed_in(page, portal, astrid)
    page.goto(portal + reverse("documents", args=["errors"]))
    page.locator("input[name=id]").first.check()
    page.locator("#many").get_by_role("button", name="Makulera").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Makulera 1 dokument?")
    page.goto(portal + reverse("documents", args=["errors"]))
    page.get_by_role("button", name=re.compile("Notera som åtgärdad Okända")).click()
    expect(page.locator(".notice--done")).to_contain_text("noterad som åtgärdad")
    context.close()


def test_nothing_scrolls_sideways_on_the_narrowest_phone_and_the_policy_is_kept(
    page: Page, portal: str, astrid: User, ledger: dict[str, UUID]
) -> None:
    """What axe finds on these pages, tests/portal/test_browser.py looks for."""
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    for name in screens(page, portal, astrid, ledger, ("documents", "notices")):
        page.set_viewport_size({"width": 320, "height": 512})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            faults.append(f"{name} scrolls sideways")
        page.set_viewport_size(DESK)
    assert faults == []
