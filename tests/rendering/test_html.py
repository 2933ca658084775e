"""The HTML is safe, complete and readable: no script, no violation, no sideways scrolling."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as lxml_html
from playwright.sync_api import Browser, sync_playwright

from depesch.model.invoice import Invoice, Note
from depesch.rendering.html import render_html, render_html_page, stylesheet
from depesch.rendering.words import languages
from tests.rendering import samples
from tests.rendering.test_pdf import png

HOSTILE = "<script>alert(1)</script>\"' onload=x &amp; </td></table><img src=x onerror=alert(1)>\u202e"


def hostile_invoice() -> Invoice:
    """Return the full invoice with hostile text in each place that holds one."""

    def spoilt(value: object) -> object:
        if isinstance(value, msgspec.Struct):
            changes = {f: spoilt(getattr(value, f)) for f in value.__struct_fields__ if f != "type_code"}
            return msgspec.structs.replace(value, **changes)
        if isinstance(value, tuple):
            return tuple(spoilt(part) for part in value)
        return HOSTILE if isinstance(value, str) else value

    invoice = spoilt(samples.full_invoice())
    assert isinstance(invoice, Invoice)
    return invoice


def test_hostile_texts_stay_texts() -> None:
    tree = lxml_html.fromstring(render_html_page(hostile_invoice(), language="sv"))
    assert not tree.xpath("//script | //img | //@*[starts-with(name(), 'on')] | //a | //iframe")
    assert HOSTILE.removesuffix("\u202e") in str(tree.xpath("string()"))


def test_the_fragment_has_no_style_of_its_own() -> None:
    fragment = render_html(samples.full_invoice(), language="sv", logo=png())
    assert "style" not in fragment
    assert fragment.startswith('<article class="inv" lang="sv">')


def test_every_class_begins_with_inv() -> None:
    tree = lxml_html.fromstring(render_html(samples.full_invoice(), language="sv", send_mode="test", logo=png()))
    names = {name for element in tree.iter() for name in element.get("class", "").split()}
    assert {name for name in names if name != "inv" and not name.startswith("inv-")} == set()


def test_the_title_is_a_heading_of_the_level_asked_for() -> None:
    tree = lxml_html.fromstring(render_html(samples.short_invoice(), language="sv", heading_level=3))
    assert tree.xpath("string(//h3[@class='inv-title'])") == "Faktura 20261178"
    assert not tree.xpath("//h1 | //h2")


def test_line_breaks_of_a_note_are_kept() -> None:
    invoice = msgspec.structs.replace(samples.short_invoice(), notes=(Note(text="en\ntvå"),))
    assert "<p>en<br>två</p>" in render_html(invoice, language="sv")


def test_a_page_fetches_nothing() -> None:
    page = render_html_page(samples.full_invoice(), language="sv", logo=png())
    assert "url(" not in stylesheet()
    tree = lxml_html.fromstring(page)
    assert not tree.xpath("//link | //@href")
    assert all(element.get("src", "data:").startswith("data:") for element in tree.iter())


@pytest.mark.parametrize("language", languages())
def test_an_empty_invoice_has_a_page_in_every_language(language: str) -> None:
    assert f'<html lang="{language}">' in render_html_page(Invoice(), language=language)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_axe_finds_no_violation(browser: Browser, scheme: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # a literal in the stub
    page.set_content(render_html_page(samples.full_invoice(), language="sv", send_mode="test", logo=png()))
    violations = Axe().run(page).response["violations"]
    page.close()
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in violations] == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_scrolls_sideways(browser: Browser, width: int) -> None:
    line = samples.line(1, "W" * 300, "123456.789", "C62", "9876543.21", seller_identifier="M" * 300)
    invoice = msgspec.structs.replace(samples.full_invoice(), lines=(line,), buyer_reference="R" * 200)
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(render_html_page(invoice, language="sv"))
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert wide <= width
