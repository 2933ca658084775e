"""The portal in Chromium: sign in, upload, find, open; by mouse and by keys; light and dark, desk and phone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from depesch.hub.tenancy.models import Company, User
from tests.portal.sight import NARROW, faults_in_sight
from tests.portal.walk import every_page, open_page, screens, sign_in, signed_in, walk
from tests.portal.walks import walks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_THE_LOOK = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What is in order is neither described nor sent here: on our pages that takes most of axe's time.
_RUN_AXE = """async options => {
  const found = await axe.run(document, options);
  return found.violations.map(each => [each.id, each.nodes.slice(0, 3).map(node => node.target)]);
}"""
DESK, PHONE = ViewportSize(width=1360, height=850), ViewportSize(width=390, height=844)
LOCALES = {"sv": "sv-SE", "nb": "nb-NO", "en": "en-GB"}
# The words that a person looks for, as each language says them.
WORDS = {
    "sv": {
        "upload": "Ladda upp",
        "send": "Kontrollera och skicka",
        "safe": "1 fil är i säkert förvar",
        "sent": "Skickade",
        "of": "till",
    },
    "nb": {
        "upload": "Last opp",
        "send": "Kontroller og send",
        "safe": "1 fil er i trygg forvaring",
        "sent": "Sendte",
        "of": "til",
    },
    "en": {"upload": "Upload", "send": "Check and send", "safe": "1 file is safe", "sent": "Sent", "of": "to"},
}
KINDS = {"sv": "Faktura", "nb": "Faktura", "en": "Invoice"}


@pytest.fixture
def context(chromium: Browser, portal: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser of its own for the test, as wide and as dark as it asks."""
    scheme, width, language = getattr(request, "param", ("light", "desk", "sv"))
    context = chromium.new_context(
        viewport=DESK if width == "desk" else PHONE,
        color_scheme="dark" if scheme == "dark" else "light",
        locale=LOCALES[language],
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.mark.parametrize(
    ("context", "width", "language"),
    [
        pytest.param((scheme, width, language), width, language, id=f"{scheme}-{width}-{language}")
        for scheme, width, language in product(("light", "dark"), ("desk", "phone"), ("sv", "nb", "en"))
    ],
    indirect=["context"],
)
def test_person_signs_in_uploads_finds_and_opens(
    context: BrowserContext, width: str, language: str, portal: str, astrid: User, invoice_file: Path, tmp_path: Path
) -> None:
    astrid.language = language
    astrid.save()
    words, page = WORDS[language], context.new_page()
    sign_in(page, portal, astrid)

    if width == "desk":
        page.get_by_role("navigation").get_by_role("link", name=words["upload"]).click()
    else:  # on a phone it is not among the five places at the bottom
        page.goto(portal + reverse("upload"))
    page.set_input_files("input[type=file]", invoice_file)
    page.get_by_role("button", name=words["send"]).click()
    expect(page.get_by_role("heading", name=words["safe"])).to_be_visible()
    page.get_by_role("link", name=invoice_file.name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(invoice_file.name)

    page.get_by_role("navigation").get_by_role("link", name=words["sent"]).click()
    page.wait_for_url("**/sent/")  # and for its scripts: before them the search waits for Enter
    page.get_by_role("searchbox").fill("20261176")
    expect(page.locator(".rows tbody tr")).to_have_count(1)
    page.locator(".rows__open").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"{KINDS[language]} 20261176 {words['of']} Havnens Byg ApS"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= (1360 if width == "desk" else 390)


def test_axe_finds_nothing_on_any_page_in_any_shape_light_or_dark(
    context: BrowserContext, portal: str, astrid: User, ledger: dict[str, UUID], carls_company: Company,
    invoice_file: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page = context.new_page()
    shown = walk(
        page, portal, user=astrid, ledger=ledger, second=carls_company, file=invoice_file, monkeypatch=monkeypatch
    )
    assert _faults_along(page, shown) == []


@pytest.mark.parametrize("screen", sorted(walks()))
def test_axe_finds_nothing_on_the_pages_of_a_screen(
    screen: str, context: BrowserContext, portal: str, astrid: User, ledger: dict[str, UUID]
) -> None:
    page = context.new_page()
    signed_in(page, portal, astrid)
    assert _faults_along(page, screens(page, portal, astrid, ledger, [screen])) == []


def test_axe_tells_of_faults_of_the_page_and_of_those_that_only_the_dark_has(
    context: BrowserContext, portal: str, astrid: User
) -> None:
    page = context.new_page()
    sign_in(page, portal, astrid)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x>')")
    page.evaluate(
        "const rule = '@media (prefers-color-scheme: dark) { h1 { color: #333 !important } }';"
        "const sheet = new CSSStyleSheet(); sheet.replaceSync(rule); document.adoptedStyleSheets = [sheet]"
    )
    told = _faults_along(page, iter(["start"]))
    assert [each.split(": ")[:2] for each in told] == [
        ["start, light on a desk", "image-alt"], ["start, dark on a phone", "color-contrast"]
    ]  # fmt: skip


def test_pages_do_not_scroll_sideways_at_twice_the_size(
    chromium: Browser, portal: str, astrid: User, ledger: dict[str, UUID]
) -> None:
    context = chromium.new_context(viewport={"width": 640, "height": 512})  # 1280 by 1024 at 200 %
    page = context.new_page()
    sign_in(page, portal, astrid)
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    wide = {}
    for path in every_page(ledger).values():
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 512})
            page.goto(portal + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide[path] = width
    context.close()
    assert wide == {}


def test_keys_walk_the_list_and_open_a_document(context: BrowserContext, portal: str, astrid: User) -> None:
    page = context.new_page()
    sign_in(page, portal, astrid)
    page.goto(portal + reverse("documents", args=["sent"]))
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    second = page.locator(".rows__open").nth(1)
    expect(second).to_be_focused()
    address = second.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(portal + address)
    page.go_back()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("jc")
    expect(page.get_by_role("searchbox")).to_have_value("jc")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_url(portal + reverse("upload"))


def test_tab_reaches_everything_in_the_order_that_it_stands_and_shows_where_it_is(
    context: BrowserContext, portal: str, astrid: User
) -> None:
    page = context.new_page()
    sign_in(page, portal, astrid)
    page.goto(portal + reverse("upload"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    walked = []
    for _ in range(5):
        page.keyboard.press("Tab")
        walked.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert walked == ["Kontrollera utan att skicka", "files", "Vilka format?", "send_mode", "Kontrollera och skicka"]


def test_list_works_without_javascript(chromium: Browser, portal: str, astrid: User) -> None:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, portal, astrid)
    page.goto(portal + reverse("documents", args=["sent"]))
    page.get_by_role("searchbox").fill("20261176")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=20261176**")
    assert page.locator(".rows__open").all_inner_texts() == ["Havnens Byg ApS"]
    context.close()


@pytest.mark.parametrize("context", [("light", "desk", "en")], indirect=True)
def test_files_are_chosen_with_a_button_in_the_persons_language_by_keys_and_by_mouse(
    context: BrowserContext, portal: str, astrid: User, invoice_file: Path
) -> None:
    page = context.new_page()
    page.on("filechooser", lambda _: None)  # from here on choosers are caught: switching that on takes a moment
    sign_in(page, portal, astrid)  # who reads Swedish, in an English browser
    page.goto(portal + reverse("upload"))
    button, chosen = page.locator("label[for=files]"), page.locator("#files")
    expect(button).to_have_text("Välj filer")
    chosen.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert button.evaluate("label => getComputedStyle(label).outlineStyle") == "solid"
    with page.expect_file_chooser() as by_keys:
        page.keyboard.press("Space")
    by_keys.value.set_files(invoice_file)
    expect(page.locator("#files-chosen")).to_have_text(invoice_file.name)
    with page.expect_file_chooser():
        chosen.click()
    expect(chosen).to_have_css("opacity", "0")


def test_upload_works_without_javascript(chromium: Browser, portal: str, astrid: User, invoice_file: Path) -> None:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, portal, astrid)
    page.goto(portal + reverse("upload"))
    page.set_input_files("input[type=file]", [invoice_file])
    page.get_by_role("button", name="Kontrollera och skicka").click()
    assert "1 fil är i säkert förvar" in page.inner_text("main")
    context.close()


def test_chosen_colours_go_before_the_systems(context: BrowserContext, portal: str, astrid: User) -> None:
    page = context.new_page()
    sign_in(page, portal, astrid)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.goto(portal + reverse("preferences"))
    page.get_by_role("button", name="Mörka").click()
    page.wait_for_load_state()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light, dark) == ("rgb(250, 248, 243)", "rgb(17, 22, 26)")


@pytest.mark.parametrize("context", [("dark", "phone", "sv")], indirect=True)
def test_code_for_the_authenticator_is_dark_on_white_in_the_dark_too(
    context: BrowserContext, portal: str, astrid: User
) -> None:
    page = context.new_page()
    sign_in(page, portal, astrid)
    open_page(page, portal + reverse("mfa_activate_totp"))
    expect(page.locator("main img")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_browser_reports_no_breach_of_the_content_policy(
    context: BrowserContext, portal: str, astrid: User, ledger: dict[str, UUID]
) -> None:
    page = context.new_page()
    said: list[str] = []
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    sign_in(page, portal, astrid)
    for path in every_page(ledger).values():
        page.goto(portal + path)
    page.goto(portal + reverse("document", args=[ledger["20261182"]]))
    page.locator(".preview-box summary").click()
    frame = page.frame_locator(".preview")
    expect(frame.locator("h1")).to_contain_text("20261182")
    assert page.evaluate("document.querySelector('.preview').style.height") != ""
    assert [text for text in said if "404 (Not Found)" not in text] == []


def _faults_along(page: Page, shown: Iterator[str]) -> list[str]:
    """Return what axe finds at each place; in the dark and on a phone, what colours and sizes can change there."""
    faults = []
    for name in shown:
        faults += _faults(page, f"{name}, light on a desk", WCAG)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(ViewportSize(width=NARROW, height=PHONE["height"]))
        faults += _faults(page, f"{name}, dark on a phone", OF_THE_LOOK)
        faults += [f"{name}, on a phone: {each}" for each in faults_in_sight(page, "sv")]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESK)
    return faults


def _faults(page: Page, where: str, options: dict[str, Any]) -> list[str]:
    if page.evaluate("typeof axe === 'undefined'"):  # once for each document that is loaded
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_RUN_AXE, {**options, "resultTypes": ["violations"]})
    return [f"{where}: {rule}: {targets}" for rule, targets in found]
