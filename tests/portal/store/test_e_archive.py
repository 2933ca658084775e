"""S-024, D-09 in the portal: older documents are kept, the list says so and leads to the e-archive."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from depesch.hub.accounts import quotes
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, QuoteRequest, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.test_browser import DESK
from tests.portal.walk import signed_in

KEPT = "Dokument som är äldre än 90 dagar"


@pytest.fixture
def old(ledger: dict[str, UUID], nordbygg: Company, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A delivered document of Nordbygg's that came 100 days ago, where the e-archive is asked for."""
    monkeypatch.setenv("DEPESCH_E_ARCHIVE_FOR_ALL", "false")
    with acting_for(nordbygg.pk):
        document = Document.objects.filter(direction="out", state="delivered").latest("received_at")
        Document.objects.filter(pk=document.pk).update(received_at=now() - timedelta(days=100))
    return document.pk


def without_values(page: bytes) -> str:
    """Return a page without what its hidden fields hold: tokens, and the address itself."""
    return re.sub(r' value="[^"]*"', "", page.decode())


def sent(browser: Client) -> str:
    return browser.get(reverse("documents", args=["sent"])).content.decode()


@pytest.mark.row("D-09")
def test_d_09_the_list_says_that_older_documents_are_kept(
    doris_browser: Client, astrids_browser: Client, old: UUID
) -> None:
    page = sent(doris_browser)
    assert KEPT in page
    assert reverse("store_ask", args=["e_archive"]) in page
    assert str(old) not in page
    assert doris_browser.get(reverse("document", args=[old])).status_code == 404
    clerks = sent(astrids_browser)  # may not ask for offers
    assert KEPT in clerks
    assert reverse("store_ask", args=["e_archive"]) not in clerks
    assert KEPT not in doris_browser.get(reverse("documents", args=["errors"])).content.decode()


@pytest.mark.row("S-058", "D-09")
@pytest.mark.parametrize("address", ["document", "pdf", "document_lines", "evidence"])
def test_s_058_a_link_to_an_older_document_says_that_it_is_kept_and_how_to_get_it(
    address: str, doris_browser: Client, astrids_browser: Client, carls_browser: Client, old: UUID
) -> None:
    link = reverse(address, args=[old])
    answer = doris_browser.get(link)
    page = answer.content.decode()
    assert (answer.status_code, "Dokumentet ligger i arkivet" in page, KEPT in page) == (404, True, True)
    assert reverse("store_ask", args=["e_archive"]) in page
    clerks = astrids_browser.get(link).content.decode()
    assert "Er administratör kan begära den" in clerks
    assert reverse("store_ask", args=["e_archive"]) not in clerks
    strangers = carls_browser.get(link)
    nothing = carls_browser.get(reverse(address, args=[uuid4()]))
    assert (strangers.status_code, "arkivet" in strangers.content.decode()) == (404, False)
    assert without_values(strangers.content) == without_values(nothing.content)


@pytest.mark.row("S-058")
@pytest.mark.parametrize(("days", "status"), [(89, 200), (90, 404)])
def test_s_058_the_pdf_works_through_the_ninetieth_day(
    days: int, status: int, doris_browser: Client, old: UUID, nordbygg: Company
) -> None:
    with acting_for(nordbygg.pk):
        Document.objects.filter(pk=old).update(received_at=now() - timedelta(days=days, hours=23))
    answer = doris_browser.get(reverse("pdf", args=[old]))
    assert (answer.status_code, answer.content.startswith(b"%PDF")) == (status, status == 200)


@pytest.mark.row("S-024")
def test_s_024_the_e_archive_is_asked_for_granted_recorded_and_taken_back(
    doris_browser: Client, nordbygg: Company, carl: User, old: UUID
) -> None:
    assert "E-arkiv" in doris_browser.get(reverse("store")).content.decode()
    doris_browser.post(reverse("store_ask", args=["e_archive"]), {"message": ""})
    with acting_for(nordbygg.pk):
        request = QuoteRequest.objects.get(product="e_archive")
    quotes.grant(nordbygg.pk, request.pk, answer="", operator=carl)
    page = sent(doris_browser)
    assert str(old) in page
    assert KEPT not in page
    assert doris_browser.get(reverse("document", args=[old])).status_code == 200
    assert "E-arkiv" not in doris_browser.get(reverse("store")).content.decode().split("<h2", 1)[1].split("asked", 1)[0]
    User.objects.filter(pk=carl.pk).update(is_operator=True)
    quotes.set_terms(nordbygg.pk, seats=3, plan="free", group=None, e_archive=False, operator=carl)
    assert str(old) not in sent(doris_browser)
    changes = doris_browser.get(reverse("changes")).content.decode()
    assert "e-arkivet" in changes


@pytest.mark.row("S-024")
def test_s_024_where_every_company_has_it_the_store_offers_none(doris_browser: Client, ledger: dict[str, UUID]) -> None:
    assert KEPT not in sent(doris_browser)
    assert "E-arkiv" not in doris_browser.get(reverse("store")).content.decode()


@pytest.mark.browser
@pytest.mark.row("D-09")
@pytest.mark.django_db(transaction=True)
def test_d_09_in_chromium_the_note_leads_to_the_store(chromium: Browser, portal: str, doris: User, old: UUID) -> None:
    context = chromium.new_context(viewport=DESK, locale="sv-SE", reduced_motion="reduce")
    page = context.new_page()
    signed_in(page, portal, doris)
    page.goto(f"{portal}{reverse('documents', args=['sent'])}")
    expect(page.locator("#older")).to_contain_text(KEPT)
    page.locator("#older a").click()
    expect(page.locator("h1")).to_have_text("E-arkiv")
    context.close()
