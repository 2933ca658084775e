"""Coming in with Chromium and a real mail server: registration to first steps, a second step, a passkey."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.mailing.posting import post_due
from depesch.hub.tenancy.models import Company, User
from depesch.kit.clock import now
from tests.hub.accounts.letters import link_in
from tests.people import PASSWORD
from tests.portal.walk import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "barlast och segel 8"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="sv-SE", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def url(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The portal's address, which stands in its letters too."""
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", live_server.url)
    return live_server.url


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


@pytest.mark.row("S-139", "S-140", "S-141", "S-142")
def test_company_registers_follows_the_letter_and_begins(page: Page, url: str, mails: Path) -> None:
    page.goto(url + reverse("welcome"))
    page.get_by_role("link", name="Registrera ditt företag").click()
    page.get_by_label("Organisationsnummer").fill("556603-0309")
    page.get_by_label("Företagets namn").fill("Gretas Snickeri AB")
    page.get_by_label("Ditt namn").fill("Greta Holm")
    page.get_by_label("Din e-postadress").fill("greta@snickeri.example")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Titta i din e-post")
    assert post_due(now()) == 1
    ((_, mail),) = caught(mails)
    assert mail["Subject"] == "Aktivera kontot för Gretas Snickeri AB"
    body = mail.get_body(("plain",))
    assert body is not None
    page.goto(url + link_in(body.get_content()))
    page.get_by_label("Lösenord").fill("password123")
    expect(page.locator(".strength")).to_contain_text("Många har det här lösenordet")
    page.get_by_label("Lösenord").fill(NEW)
    expect(page.locator(".strength--taken")).to_be_visible()
    page.get_by_label("Jag har läst användaravtalet").check()
    page.get_by_role("button", name="Aktivera kontot").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Välkommen, Greta Holm")
    expect(page.locator(".who")).to_contain_text("Gretas Snickeri AB")


@pytest.mark.row("D-20")
def test_code_of_an_app_is_asked_for_once_it_is_connected(
    page: Page, url: str, doris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stop_the_apps_clock(monkeypatch)
    sign_in(page, url, doris)
    page.goto(url + reverse("mfa_activate_totp"))
    _show_who(page)
    secret = page.inner_text("#authenticator_secret")
    page.get_by_label("Kod från appen").fill(_code(secret))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservkoder")
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    _sign_out(page, url)
    cache.clear()  # the code that connected the app is used up for half a minute; a person waits

    page.fill("input[name=login]", doris.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Kod från appen").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".field__fault").first).to_contain_text("Koden stämmer inte")
    code = _code(secret)
    page.get_by_label("Kod från appen").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    _sign_out(page, url)

    _password_then(page, doris, code)
    expect(page.locator(".field__fault").first).to_contain_text("Koden stämmer inte")  # each works once
    page.get_by_label("Kod från appen").fill(codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
    page.goto(url + reverse("mfa_deactivate_totp"))
    _show_who(page)
    page.get_by_role("button", name="Koppla bort appen").click()
    expect(page.get_by_role("status")).to_contain_text("Appen är bortkopplad.")


@pytest.mark.row("D-20")
def test_passkey_signs_in_without_the_password_and_can_be_removed(page: Page, url: str, doris: User) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, url, doris)
    page.goto(url + reverse("mfa_add_webauthn"))
    _show_who(page)
    page.get_by_label("Vad ska den heta?").fill("Min telefon")
    page.get_by_role("button", name="Lägg till passnyckeln").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservkoder")
    _sign_out(page, url)

    page.get_by_role("button", name="Logga in med passnyckel").click()
    page.wait_for_url(f"{url}/")
    _sign_out(page, url)
    page.fill("input[name=login]", doris.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Använd en passnyckel").click()
    page.wait_for_url(f"{url}/")
    page.goto(url + reverse("mfa_list_webauthn"))
    expect(page.locator(".placed")).to_contain_text("Min telefon")
    page.get_by_role("link", name="Ta bort Min telefon").click()
    _show_who(page)
    page.get_by_role("button", name="Ta bort passnyckeln").click()
    expect(page.locator(".placed")).to_contain_text("Du har ingen.")


@pytest.mark.row("S-155")
def test_page_with_unsaved_changes_is_not_left_without_asking(page: Page, url: str, doris: User) -> None:
    sign_in(page, url, doris)
    page.goto(url + reverse("preferences"))
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    name = page.get_by_role("textbox", name="Namn")
    name.fill("Doris Alm-Ek")
    expect(page.get_by_text("Inte sparat än.").first).to_be_visible()
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Start").click()
    expect(name).to_have_value("Doris Alm-Ek")
    assert asked == ["beforeunload"]
    page.locator("form:has([name=name]) button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Doris Alm-Ek")
    expect(page.get_by_text("Inte sparat än.").first).to_be_hidden()
    page.get_by_role("link", name="Start").click()
    page.wait_for_url(f"{url}/")
    assert asked == ["beforeunload"]


@pytest.mark.row("S-002", "S-003")
def test_fresh_browser_signs_in_and_wrong_passwords_do_not(
    page: Page, url: str, doris: User, nordbygg: Company
) -> None:
    page.goto(url)
    page.fill("input[name=login]", doris.email)
    page.fill("input[name=password]", "fel-lösenord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("hör inte ihop")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_contain_text(nordbygg.name)


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(auth.yield_hotp_counters_from_time()))))


def _stop_the_apps_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a code hold until the test ends: half a minute may go by between two pages of a busy machine."""
    counter = int(time.time()) // 30
    monkeypatch.setattr(auth, "yield_hotp_counters_from_time", lambda: iter([counter]))
    monkeypatch.setattr(settings, "MFA_TOTP_PERIOD", 3600, raising=False)  # so long a used code stays used


def _show_who(page: Page) -> None:
    if "/reauthenticate/" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/reauthenticate/" not in address)


def _sign_out(page: Page, url: str) -> None:
    page.goto(url + reverse("account_logout"))
    page.locator("main form.actions button.button--main").click()
    page.wait_for_url(lambda address: "/logout/" not in address)
    page.goto(url + reverse("account_login"))


def _password_then(page: Page, user: User, code: str) -> None:
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Kod från appen").fill(code)
    page.keyboard.press("Enter")
