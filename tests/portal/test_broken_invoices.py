"""Invoices broken the way small firms break them, in Chromium: each is mended by following only what the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of as archived_content
from depesch.hub.archive.store import files_of
from depesch.hub.directory.participants import register_company
from depesch.hub.directory.rule_packs import keep_pack
from depesch.hub.flows.models import Document
from depesch.hub.flows.processing import process
from depesch.hub.flows.submission import submit
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.formatting import exact
from depesch.rules.explaining import field_name
from depesch.rules.packs import pack_from
from tests.golden_files import same_as_golden
from tests.portal.broken import BROKEN, NAMES, Step, content_of, fix_of, followed
from tests.portal.walk import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = ("sv", "nb", "en")
MENDED_BY_ONE_CLICK = (
    "country-name", "decimal-comma", "unit-st", "vat-number-without-country", "wrong-currency",
    "wrong-sum-of-lines-cii",
)  # fmt: skip
BLANKS = re.compile(r"[\u00a0\u202f]")


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer, astrid: User) -> Iterator[Page]:
    """A page on which Astrid is signed in."""
    context = chromium.new_context(viewport={"width": 1360, "height": 850}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    page = context.new_page()
    signed_in(page, live_server.url, astrid)
    yield page
    context.close()


def demands_in_force(name: str) -> None:
    """Put the receiver with its demands on the hub, where the folder has some."""
    file = BROKEN / name / "pack.json"
    if not file.exists():
        return
    buyer = read(content_of(name)).invoice.buyer
    assert buyer is not None
    assert buyer.legal_registration is not None
    number = buyer.legal_registration.value
    company = create_company(name=buyer.name or "", country="SE", organisation_number=number, language="sv")
    register_company(company)
    with acting_for(company.pk):
        keep_pack(pack_from(file.read_bytes()), actor="user:receiver")


def check_in(page: Page, url: str, content: bytes, folder: Path) -> Locator:
    """Check a file as a person does, and return what the page answers."""
    file = folder / "faktura.xml"
    file.write_bytes(content)
    page.goto(url + reverse("check"))
    page.set_input_files("#files", file)
    page.click("#check button.button--main")
    expect(page.locator("#verdict")).to_be_visible()
    return page.locator("#result > section")


def text_of(shown: Locator) -> str:
    return BLANKS.sub(" ", shown.inner_text())


def ways_to_write(value: str, language: str) -> tuple[str, ...]:
    """Return the value as it stands in the file and, where it is a number or a date, in the reader's way."""
    with translation.override(language):
        for kind in (Decimal, date.fromisoformat):
            with suppress(InvalidOperation, ValueError):
                return value, BLANKS.sub(" ", exact(kind(value)))
    return (value,)


def amount_or_text(shown: str) -> Decimal | str:
    """Return what stands on a Swedish page as the number that it is, or as text."""
    try:
        return Decimal(BLANKS.sub("", shown).replace(" ", "").replace(",", "."))
    except InvalidOperation:
        return shown


def must_be_told(answer: Locator, step: Step, language: str) -> None:
    """Assert that the page names the field, the place, what stands there and, where one value is right, that."""
    findings = answer.locator(".need__list > li").filter(has_text=step.rule)
    told = text_of(findings.filter(has=answer.page.get_by_text(step.where, exact=True)).first)
    assert field_name(step.term, language) in told
    assert f"({step.term})" in told
    if row := re.search(r"Line\[(\d+)\]", step.where):
        assert {"sv": "fakturarad", "nb": "fakturalinje", "en": "invoice line"}[language] + f" {row[1]}" in told
    for value in (step.says, step.should):
        assert value is None or any(each in told for each in ways_to_write(value, language)), (value, told)


def test_there_are_more_than_ten_and_each_says_how_it_is_mended() -> None:
    assert len(NAMES) > 10
    assert all(fix_of(name).about and fix_of(name).rounds for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_in_each_language_which_field_where_what_and_what_instead(
    name: str, page: Page, live_server: LiveServer, astrid: User, tmp_path: Path
) -> None:
    demands_in_force(name)
    for language in LANGUAGES:
        User.objects.filter(pk=astrid.pk).update(language=language)
        answer = check_in(page, live_server.url, content_of(name), tmp_path)
        for step in fix_of(name).rounds[0]:
            must_be_told(answer, step, language)
        same_as_golden(BROKEN / name / f"page.{language}.txt", text_of(answer) + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_following_only_what_the_page_says_mends_the_invoice(
    name: str, page: Page, live_server: LiveServer, tmp_path: Path
) -> None:
    demands_in_force(name)
    content = content_of(name)
    for steps in fix_of(name).rounds:
        answer = check_in(page, live_server.url, content, tmp_path)
        for step in steps:
            must_be_told(answer, step, "sv")
        content = followed(content, steps)
    answer = check_in(page, live_server.url, content, tmp_path)
    assert answer.locator(".mark--need").count() == 0
    expect(page.locator("#verdict")).to_have_text(re.compile("följer de regler|Inget hindrar"))


@pytest.mark.parametrize("name", MENDED_BY_ONE_CLICK)
def test_what_is_certain_is_mended_and_sent_with_one_click(
    name: str, page: Page, live_server: LiveServer, nordbygg: Company, astrid: User
) -> None:
    submission = submit(content_of(name), company_id=nordbygg.pk, actor=f"user:{astrid.pk}", route="portal")
    process(nordbygg.pk, submission.document_id)
    page.goto(live_server.url + reverse("document", args=[submission.document_id]))
    written = [amount_or_text(text) for text in page.locator(".changes ins").all_inner_texts()]
    assert {amount_or_text(step.should) for step in fix_of(name).rounds[0] if step.should} <= set(written)
    page.get_by_role("button", name="Rätta och skicka").click()
    expect(page.locator("#mended")).to_be_visible()
    with acting_for(nordbygg.pk):
        mended = Document.objects.get(mends_id=submission.document_id)
        files = files_of(mended.pk)
        content = archived_content(next(file for file in files if file.role == FileRole.ORIGINAL))
    process(nordbygg.pk, mended.pk)
    with acting_for(nordbygg.pk):
        assert Document.objects.get(pk=mended.pk).problem_code == "unknown-receiver"  # the rules are content
    assert read(content).invoice.number == read(content_of(name)).invoice.number
