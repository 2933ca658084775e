"""The first invoice of a small firm, in Chromium: without a mouse, on a phone, pasted, offline, two at once."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.drafts.editing import new_draft
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.drafts.forms import worked_on
from tests.portal.walk import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = ViewportSize(width=1360, height=850), ViewportSize(width=390, height=844)
STATIC = Path(__file__).resolve().parents[3] / "depesch" / "portal" / "static"
WITH_ADDRESS = {"street": "Kajen 3", "postal_code": "903 20", "city": "Hamnby"}
# Every change of the page's layout that nobody's input has just asked for; Chromium keeps the list.
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def context(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser of its own, on a desk or as wide as a phone."""
    size = PHONE if getattr(request, "param", "desk") == "phone" else DESK
    context = chromium.new_context(viewport=size, locale="sv-SE", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, live_server: LiveServer, astrid: User, nordbygg: Company) -> Page:
    """A page at which Astrid is signed in; her company has its address."""
    Company.objects.filter(pk=nordbygg.pk).update(**WITH_ADDRESS)
    page = context.new_page()
    page.add_init_script(WATCH)
    signed_in(page, live_server.url, astrid)
    return page


@pytest.fixture
def customer(nordbygg: Company, fjordtre: Company) -> Customer:
    """Fjordtre, whom Nordbygg writes to."""
    participant = register_company(fjordtre, syntax="ubl21")
    with acting_for(nordbygg.pk):
        customer = add_customer(fjordtre.name, participant=participant, country="NO")
        Customer.objects.filter(pk=customer.pk).update(contact_name="Kari Dahl")
    return customer


@pytest.fixture
def address(live_server: LiveServer, nordbygg: Company, customer: Customer, astrid: User) -> str:
    """The address of a new draft."""
    with acting_for(nordbygg.pk):
        draft = new_draft(customer_id=customer.pk, actor=f"user:{astrid.pk}", language="sv")
    return live_server.url + reverse("draft", args=[draft.pk]) + "?focus=lines.0.name"


@pytest.mark.row("S-004", "S-177", "S-178", "S-185")
def test_first_invoice_is_written_and_sent_without_a_mouse(
    page: Page, live_server: LiveServer, nordbygg: Company, fjordtre: Company, customer: Customer
) -> None:
    keys = page.keyboard
    page.goto(live_server.url + reverse("create_invoice"))
    expect(page.locator("#search")).to_be_focused()
    keys.type("fjord")
    keys.press("Enter")
    page.wait_for_url("**/invoices/*/?focus=*")
    expect(page.locator("[name='lines.0.name']")).to_be_focused()
    for text in ("Fasadskiva, lärk", "12,5", "", "1 234,50", ""):  # unit and VAT stand there already
        if text:
            keys.type(text)
        keys.press("Enter")
    expect(page.locator("[name='lines.1.name']")).to_be_focused()
    for text in ("Montering", "8", "", "650", ""):
        if text:
            keys.type(text)
        keys.press("Tab")
    expect(page.locator("[data-net='1']").first).to_have_text("5\N{NO-BREAK SPACE}200,00")
    expect(page.locator("#look .is-due").last).to_contain_text("25\N{NO-BREAK SPACE}789,06")
    expect(page.locator("#left")).to_have_text("Klar att skicka")
    expect(page.locator("#saved")).to_contain_text("Sparad")
    assert page.evaluate("window.shifts.reduce((sum, each) => sum + each, 0)") < 0.1
    send = page.locator(".last button[value=send]")
    for _ in range(60):
        keys.press("Tab")
        if send.evaluate("button => button === document.activeElement"):
            break
    keys.press("Enter")
    page.wait_for_url("**/documents/*/")
    with acting_for(nordbygg.pk):
        document = Document.objects.get()
        assert Draft.objects.get().state == DraftState.SENT
    assert worked_on(nordbygg, document.pk).state == "delivered"
    with acting_for(fjordtre.pk):
        assert Document.objects.get().number == "1"


@pytest.mark.parametrize("context", ["phone"], indirect=True)
def test_first_invoice_on_a_phone(page: Page, address: str, nordbygg: Company) -> None:
    page.goto(address)
    page.get_by_label("Benämning").first.fill("Kaffe till mötet")
    page.get_by_label("Antal").first.fill("3")
    page.get_by_label("Pris", exact=False).first.fill("45,50")
    page.get_by_label("Momssats").first.fill("12")
    expect(page.locator("#left")).to_have_text("Klar att skicka")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    boxes = [page.locator(f"[name='lines.0.{name}']").bounding_box() for name in ("quantity", "unit")]
    tops = {box["y"] for box in boxes if box}
    assert len(tops) == 1  # a card: two beside each other
    page.locator(".last button[value=send]").click()
    page.wait_for_url("**/documents/*/")
    with acting_for(nordbygg.pk):
        assert Document.objects.count() == 1


def test_rows_are_pasted_from_a_spreadsheet_and_taken_back(page: Page, address: str) -> None:
    page.goto(address)
    sheet = "Artikel\\tÀ-pris\\tAntal\\tMoms\\nSkruv\\t2,50\\t400\\t25 %\\nSpik\\t1,10\\t900\\t25 %\\n"
    page.evaluate(f'navigator.clipboard.writeText("{sheet}")')
    page.keyboard.press("Control+v")
    expect(page.locator("[name='lines.1.name']")).to_have_value("Spik")
    expect(page.locator("[name='lines.1.quantity']")).to_have_value("900")
    expect(page.locator("#rows-told")).to_contain_text("2 rader klistrades in")
    expect(page.locator("[data-net='0']").first).to_have_text("1\N{NO-BREAK SPACE}000,00")
    page.keyboard.press("Alt+ArrowDown")
    page.get_by_role("button", name="Ångra").click()
    expect(page.locator("[data-line]")).to_have_count(1)
    expect(page.locator("[name='lines.0.name']")).to_have_value("")


def test_rows_move_with_alt_and_fields_are_found_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[name='lines.0.name']").fill("Ett")
    page.locator("[data-row=add]").click()
    page.keyboard.type("Två")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("[name='lines.0.name']")).to_have_value("Två")
    expect(page.locator("[name='lines.0.name']")).to_be_focused()
    page.locator("button[value='panel:document']").click()
    expect(page.locator("#panel-search")).to_be_focused()
    page.keyboard.type("projekt")
    page.keyboard.press("Enter")
    expect(page.locator("[name='project_reference']")).to_be_focused()
    expect(page.locator("[name='lines.1.name']")).to_have_value("Ett")


def test_offline_is_said_and_what_was_typed_is_saved_when_it_is_over(
    page: Page, context: BrowserContext, address: str, nordbygg: Company
) -> None:
    page.goto(address)
    context.set_offline(True)
    page.locator("[name='lines.0.name']").fill("Utan nät")
    expect(page.locator("#saved")).to_contain_text("Inte sparat")
    page.locator("[name='lines.0.quantity']").fill("2")
    context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Sparad")
    with acting_for(nordbygg.pk):
        fields = Draft.objects.get().fields
    assert (fields["lines.0.name"], fields["lines.0.quantity"]) == ("Utan nät", "2")


@pytest.mark.row("S-184")
def test_a_finding_comes_when_the_field_is_left_and_goes_when_it_is_mended(page: Page, address: str) -> None:
    page.goto(address)
    quantity, says = page.locator("[name='lines.0.quantity']"), page.locator("[id='line-lines.0-says']")
    with page.expect_response("**/look/"):
        quantity.fill("tolv")
    expect(says).not_to_contain_text("tolv")
    quantity.press("Tab")
    expect(says).to_contain_text("tolv")
    expect(quantity).to_have_attribute("aria-invalid", "true")
    quantity.fill("12")
    expect(says).not_to_contain_text("tolv")


def test_two_at_one_draft_both_keep_what_they_wrote(
    page: Page, context: BrowserContext, live_server: LiveServer, address: str, doris: User, nordbygg: Company
) -> None:
    page.goto(address)
    browser = Client()
    browser.force_login(doris)
    with acting_for(nordbygg.pk):
        draft = Draft.objects.get()
    theirs = {**draft.fields, "revision": str(draft.revision), "buyer_reference": "Ordförande Ek"}
    assert browser.post(reverse("draft_look", args=[draft.pk]), theirs).status_code == 200
    page.locator("[name='lines.0.name']").fill("Mitt")
    expect(page.locator("#conflict")).to_contain_text("Doris Alm")
    page.locator("[name='take:buyer_reference'][value=theirs]").check()
    page.get_by_role("button", name="Fortsätt med det jag valde").click()
    expect(page.locator("#conflict")).to_have_count(0)
    expect(page.locator("[name='buyer_reference']")).to_have_value("Ordförande Ek")
    expect(page.locator("[name='lines.0.name']")).to_have_value("Mitt")


def test_all_scripts_together_stay_small() -> None:
    total = sum(len(gzip.compress(file.read_bytes())) for file in STATIC.rglob("*.js"))
    assert total < 60_000


def test_preview_on_a_phone_leads_to_the_pdf_that_no_frame_shows_there(
    chromium: Browser, portal: str, astrid: User, draft: Draft
) -> None:
    shown = {}
    for is_phone in (False, True):
        context = chromium.new_context(
            viewport={"width": 390, "height": 844}, is_mobile=is_phone, has_touch=is_phone, locale="sv-SE"
        )
        page = context.new_page()
        signed_in(page, portal, astrid)
        page.goto(portal + reverse("draft_preview", args=[draft.pk]))
        link = page.get_by_role("link", name="Visa fakturan")
        shown[is_phone] = (page.locator("iframe").is_visible(), link.is_visible())
        context.close()
    assert shown == {False: (True, False), True: (False, True)}
