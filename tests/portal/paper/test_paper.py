"""Going through paper in the browser: a print becomes an invoice, a scan is confirmed; pages are pixels of ours."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.flows.models import Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.paper.boxes import open_box
from depesch.hub.paper.models import StrayScan
from depesch.hub.paper.scans import read_due
from depesch.hub.paper.taking import arrive, take_batch
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.capture.test_splitting import joined
from tests.hub.paper.prints import between, print_of, unsure_print_of
from tests.hub.paper.test_taking import packed, page
from tests.portal.walk import signed_in


def waiting_print(company: Company, buyer: Company, user: User) -> UUID:
    """Hand a print over that a person has to go through: its number stands in no certain place."""
    Company.objects.filter(pk=company.pk).update(
        street="Kajen 3", postal_code="903 20", city="Umeå", contact_name="Astrid", contact_phone="090",
        contact_email="a@x.example", legal_notes="Godkänd för F-skatt",
    )  # fmt: skip
    made = submit(
        unsure_print_of(invoice=between(company, buyer)), company_id=company.pk, actor=f"user:{user.pk}", route="api",
        file_name="print.pdf",
    )  # fmt: skip
    process(company.pk, made.document_id)
    return made.document_id


def scan_of(company: Company, seller: Company) -> UUID:
    """Let a letter come in by post and be read."""
    letter = print_of("K-3381", between(seller, company))
    made = arrive(company.pk, "0001.pdf", letter, received_on=None, batch="b.zip", actor="console")
    read_due(now())
    return made


@pytest.mark.browser
@pytest.mark.row("S-015", "S-016", "S-118")
@pytest.mark.django_db(transaction=True)
def test_a_print_is_read_through_beside_its_page(
    chromium: Browser, portal: str, nordbygg: Company, fjordtre: Company, astrid: User
) -> None:
    document_id = waiting_print(nordbygg, fjordtre, astrid)
    page = chromium.new_page()
    signed_in(page, portal, astrid)
    page.goto(portal + reverse("document", args=[document_id]))
    page.locator("main .button--main").click()
    expect(page.locator(".paper__page img")).to_be_visible()
    page.wait_for_function("document.querySelector('.paper__page img').naturalWidth > 0")
    expect(page.locator("[data-unsure]")).to_have_count(1)
    expect(page.locator("[name=number]")).to_have_value("2026-1201")
    page.fill("[name=number]", "2026-1202")
    page.locator("button[value=save]").last.click()
    page.wait_for_url("**tried=1")
    expect(page.locator("[data-unsure]")).to_have_count(0)  # somebody has looked at it
    with acting_for(nordbygg.pk):
        draft = Draft.objects.get(corrects=document_id)
        assert (draft.state, draft.fields["number"]) == (DraftState.EDITING, "2026-1202")
        assert [file.name for file in draft.files.all()] == ["print.pdf"]
    page.close()


@pytest.mark.browser
@pytest.mark.row("S-043", "S-044", "S-123")
@pytest.mark.django_db(transaction=True)
def test_a_scan_is_compared_with_its_page_and_confirmed(
    chromium: Browser, portal: str, nordbygg: Company, carls_company: Company, rolf: User
) -> None:
    document_id = scan_of(nordbygg, carls_company)
    page = chromium.new_page()
    signed_in(page, portal, rolf)
    page.goto(portal + reverse("document", args=[document_id]))
    page.locator("main .button--main").click()
    expect(page.locator("[name='seller.name']")).to_have_value(carls_company.name)
    page.fill("[name='lines.0.quantity']", "2")
    page.click("button[value=confirm]")
    expect(page.locator("[name=differs]")).to_be_visible()  # the page says another total: nothing has happened
    page.fill("[name='lines.0.quantity']", "1")
    page.click("button[value=confirm]")
    page.wait_for_url(portal + reverse("document", args=[document_id]))
    with acting_for(nordbygg.pk):
        assert Document.objects.get(pk=document_id).problem_code == ""
    page.close()


@pytest.mark.browser
@pytest.mark.row("D-15", "S-043")
@pytest.mark.django_db(transaction=True)
def test_a_scan_of_several_is_divided_by_keyboard_beside_its_pages(
    chromium: Browser, portal: str, nordbygg: Company, carls_company: Company, rolf: User
) -> None:
    pages = joined([print_of("K-1", between(carls_company, nordbygg)), unsure_print_of("K-2"), print_of("K-3")])
    made = arrive(nordbygg.pk, "0001.pdf", pages, received_on=None, batch="b.zip", actor="console")
    read_due(now())
    page = chromium.new_page()
    signed_in(page, portal, rolf)
    page.goto(portal + reverse("confirm_scan", args=[made]))
    page.locator("main a[href$='/divide/']").focus()
    page.keyboard.press("Enter")
    boxes = page.locator("[name=begins]")
    expect(boxes).to_have_count(2)
    assert [box.is_checked() for box in boxes.all()] == [True, True]  # what the reader found
    boxes.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # nothing is marked
    expect(page.locator("main [role=alert]")).to_be_visible()
    page.locator("[name=begins]").last.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(portal + reverse("document", args=[made]))
    with acting_for(nordbygg.pk):
        assert Document.objects.get(pk=made).state == "unpacked"
        assert Document.objects.filter(unpacked_from=made).count() == 2
    page.close()


@pytest.mark.django_db
def test_a_scan_is_divided_by_members_who_process_alone(
    nordbygg: Company, carls_company: Company, rolf: User, bo: User, carl: User
) -> None:
    pages = joined([print_of("K-1", between(carls_company, nordbygg)), unsure_print_of("K-2")])
    made = arrive(nordbygg.pk, "0001.pdf", pages, received_on=None, batch="b.zip", actor="console")
    read_due(now())
    address = reverse("divide_scan", args=[made])
    for person, status in ((bo, 403), (carl, 404)):
        client = Client()
        client.force_login(person)
        assert client.post(address, {"begins": "2"}).status_code == status
    ours = Client()
    ours.force_login(rolf)
    assert ours.post(address, {"begins": ["1", "3", "x", "²"]}).status_code == 422
    assert ours.get(reverse("divide_scan", args=[scan_of(nordbygg, carls_company)])).status_code == 404  # one page
    assert ours.post(address, {"begins": "2"}).status_code == 302
    assert ours.get(address).status_code == 404


@pytest.mark.django_db
def test_pages_are_pictures_for_members_alone(
    nordbygg: Company, carls_company: Company, astrid: User, carl: User
) -> None:
    document_id = scan_of(nordbygg, carls_company)
    first = reverse("paper_page", args=[document_id, 1])
    ours, stranger = Client(), Client()
    ours.force_login(astrid)
    stranger.force_login(carl)
    answer = ours.get(first)
    assert (answer.status_code, answer["Content-Type"], answer.content[:4]) == (200, "image/png", b"\x89PNG")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert ours.get(reverse("paper_page", args=[document_id, 2])).status_code == 404
    assert stranger.get(first).status_code == 404
    assert stranger.get(reverse("confirm_scan", args=[document_id])).status_code == 404


@pytest.mark.row("S-041", "S-051")
@pytest.mark.django_db
def test_the_companys_page_shows_its_postal_address_once_it_has_a_box(
    nordbygg: Company, doris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPESCH_SCANNING_ADDRESS", "Skanningscentralen, 831 90 Östersund")
    browser = Client()
    browser.force_login(doris)
    settings = reverse("company_settings")
    assert "Skanningscentralen" not in browser.get(settings).content.decode()
    box = open_box(nordbygg, actor="operator:1")
    shown = browser.get(settings).content.decode()
    assert f"BOX {box.code}" in shown
    assert "831 90 Östersund" in shown


@pytest.mark.row("S-041", "S-123")
@pytest.mark.django_db
def test_the_operator_gives_a_box_and_says_whose_a_stray_is(nordbygg: Company, astrid: User) -> None:
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    browser = Client()
    browser.force_login(astrid)
    browser.post(reverse("operator_box", args=[nordbygg.pk]), {"action": "open"})
    take_batch(packed({"lost.tif": page()}), name="b.zip", actor="console")
    stray = StrayScan.objects.get()
    assert "lost.tif" in browser.get(reverse("operator_scans")).content.decode()
    browser.post(reverse("operator_scan", args=[stray.pk]), {"company": "nobody"})
    assert StrayScan.objects.get().ended_at is None
    browser.post(reverse("operator_scan", args=[stray.pk]), {"company": "556601-0103"})
    with acting_for(nordbygg.pk):
        assert Document.objects.get().file_name == "lost.tif"
    assert "lost.tif" not in browser.get(reverse("operator_scans")).content.decode()
