"""A newcomer's whole way in Chromium: register, activate, set up, add a customer, send the first invoice, see it
delivered, receive one. The pictures of docs/first-invoice.md are taken here when PICTURES names a folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.directory.participants import register_company
from depesch.hub.flows.models import Document
from depesch.hub.flows.submission import submit
from depesch.hub.mailing.posting import post_due
from depesch.hub.notices.posting import post_notices
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.accounts.letters import link_in
from tests.hub.drafts.forms import worked_on
from tests.hub.flows.papers import ubl_invoice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "barlast och segel 8"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser that nobody has used."""
    context = chromium.new_context(
        viewport=ViewportSize(width=1180, height=800), locale="sv-SE", reduced_motion="reduce"
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def mails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which a real mail server keeps what the hub posts."""
    catcher = Catcher(tmp_path / "mails")
    with ThreadPoolExecutor(1) as thread:  # Playwright's loop runs in this one
        thread.submit(catcher.start).result()
    values = {"HOST": "127.0.0.1", "PORT": str(catcher.port), "TLS": "none", "FROM": "post@navet.example"}
    for name, value in values.items():
        monkeypatch.setenv(f"DEPESCH_MAIL_{name}", value)
    yield catcher.directory
    catcher.stop()


@pytest.mark.row("S-002", "S-004", "S-009", "S-010", "S-139", "S-158", "S-162", "S-177")
def test_a_newcomer_registers_and_sends_and_receives_the_first_invoice(
    page: Page, live_server: LiveServer, mails: Path, fjordtre: Company, nordbygg: Company,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    url = live_server.url
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", url)
    register_company(fjordtre)
    _registers(page, url, mails)
    company = Company.objects.get(name="Gretas Snickeri AB")
    _sets_up(page, url)
    _connects(page, url)
    _sends(page, url, company)
    _receives(page, url, company, nordbygg, mails)


def _registers(page: Page, url: str, mails: Path) -> None:
    page.goto(url + reverse("register"))
    page.get_by_label("Organisationsnummer").fill("556603-0309")
    page.get_by_label("Företagets namn").fill("Gretas Snickeri AB")
    page.get_by_label("Ditt namn").fill("Greta Holm")
    page.get_by_label("Din e-postadress").fill("greta@snickeri.example")
    _picture(page, "register")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i din e-post")
    post_due(now())
    ((_, mail),) = caught(mails)
    body = mail.get_body(("plain",))
    assert body is not None
    page.goto(url + link_in(body.get_content()))
    page.get_by_label("Lösenord").fill(NEW)
    page.get_by_label("Jag har läst användaravtalet").check()
    page.get_by_role("button", name="Aktivera kontot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Välkommen, Greta Holm")
    _picture(page, "first-steps")


def _sets_up(page: Page, url: str) -> None:
    page.goto(url + reverse("company_settings"))
    for name, text in {"street": "Hyvelvägen 4", "postal_code": "903 21", "city": "Umeå"}.items():
        page.fill(f"[name={name}]", text)
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice--done")
    page.goto(url + reverse("payment_account_new"))
    page.fill("[name=value]", "5050-1055")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}{reverse('payment_accounts')}")


def _connects(page: Page, url: str) -> None:
    page.goto(url + reverse("network"))
    page.fill("#search", "Fjordtre")
    page.keyboard.press("Enter")
    page.wait_for_selector(".rows__open")
    _picture(page, "search")
    page.click(".rows__open")
    page.get_by_role("link", name="Skapa koppling").click()
    page.wait_for_selector("[name=numbers]")
    page.press("[name=numbers]", "Enter")
    page.get_by_role("button", name="Skapa koppling").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fjordtre AS")


def _sends(page: Page, url: str, company: Company) -> None:
    page.goto(url + reverse("create_invoice"))
    page.keyboard.type("fjord")
    page.keyboard.press("Enter")
    page.wait_for_url("**/invoices/*/?focus=*")
    for path, text in {"name": "Bokhylla, ek", "quantity": "2", "price": "4 250,00"}.items():
        page.fill(f"[name='lines.0.{path}']", text)
    page.keyboard.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Sparad")
    if page.locator("[name='buyer_reference']").count():
        page.fill("[name='buyer_reference']", "Kari Dahl")
        page.keyboard.press("Tab")
    expect(page.locator("#left")).to_have_text("Klar att skicka")
    _picture(page, "form")
    page.locator(".last button[value=send]").click()
    page.wait_for_url("**/documents/*/")
    with acting_for(company.pk):
        document = Document.objects.get(direction="out")
    assert worked_on(company, document.pk).state == "delivered"
    page.reload()
    expect(page.locator(".mark--done").first).to_be_visible()
    _picture(page, "delivered")


def _receives(page: Page, url: str, company: Company, sender: Company, mails: Path) -> None:
    invoice = ubl_invoice(endpoint=("0007", company.organisation_number), buyer_name=company.name)
    sent = submit(invoice, company_id=sender.pk, actor="user:x", route="api")
    assert worked_on(sender, sent.document_id).state == "delivered"
    post_notices(now())
    while post_due(now()):
        pass
    assert sender.name in str(caught(mails)[-1][1]["Subject"])
    page.goto(url + reverse("incoming"))
    expect(page.locator("main")).to_contain_text("Nordbygg")
    _picture(page, "received")
    assert User.objects.get(email="greta@snickeri.example").name == "Greta Holm"


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"newcomer-{name}.png")
