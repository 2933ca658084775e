"""Unprocessed supplier invoices: the list, lines without opening, the PDF for ninety days, done, delete, undo."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from depesch.hub.archive.store import files_of
from depesch.hub.flows import kept_views
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.incoming import views
from depesch.portal.incoming.rows import due_of, is_in_list
from depesch.portal.words import Tone

# A test is inside a transaction of its own, so that the company has to be given back by a query.
OF_THE_TEST = ("SAVEPOINT", "RELEASE", "SELECT set_config('depesch.user', ''", "SELECT set_config('depesch.tenant', ''")
NUMBERS = ("4471", "88-2031", "4458", "88-1977")


def shown(browser: Client, name: str = "incoming", *arguments: object, **query: str) -> str:
    answer = browser.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(text: str) -> list[str]:
    """Return the numbers of the rows, in their order."""
    return re.findall(r'<td class="wide">([^<]*)</td>', text)


@pytest.mark.row("S-055", "D-01")
def test_the_list_holds_what_is_unprocessed_and_nothing_else(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    assert rows(shown(rolfs_browser)) == list(NUMBERS)
    rolfs_browser.post(reverse("incoming_done", args=[ledger["4458"]]))
    text = shown(rolfs_browser)
    assert rows(text) == ["4471", "88-2031", "88-1977"]
    for heading in ("Leverantör", "Fakturanummer", "Datum", "Förfaller", "Totalt"):
        assert heading in text
    for value in ("Ställningsbolaget Steget AB", "2026-11-20", "27"):
        assert value in text


@pytest.mark.row("S-055")
def test_the_menu_says_how_many_wait(rolfs_browser: Client, ledger: dict[str, UUID]) -> None:
    assert "4 fakturor är obehandlade" in shown(rolfs_browser, "start").replace("\n", " ") or "4<span" in shown(
        rolfs_browser, "start"
    )


@pytest.mark.row("S-056", "D-01")
def test_lines_are_shown_without_opening(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("incoming_lines", args=[ledger["4471"]])
    first = rolfs_browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Fasadrenovering, etapp 2" in first
    assert "<html" not in first
    monkeypatch.setattr(kept_views, "read", None)  # from now on nothing is read out of the original
    assert rolfs_browser.get(address, headers={"HX-Request": "true"}).content.decode() == first
    whole = rolfs_browser.get(address).content.decode()
    assert "<html" in whole
    assert "Fasadrenovering, etapp 2" in whole
    with acting_for(nordbygg.pk):
        assert not Document.objects.get(pk=ledger["4471"]).processed_at


@pytest.mark.row("S-058")
@pytest.mark.parametrize(("days", "is_there"), [(0, True), (90, True), (91, False), (400, False)])
def test_the_pdf_is_in_the_list_for_ninety_days_and_then_in_the_archive(
    days: int, is_there: bool, rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    document = ledger["4471"]
    with acting_for(nordbygg.pk):
        arrived = Document.objects.get(pk=document).received_at
    monkeypatch.setattr(views, "now", lambda: arrived + timedelta(days=days))
    answer = rolfs_browser.get(reverse("incoming_pdf", args=[document]))
    row = shown(rolfs_browser, q="4471")
    if is_there:
        assert (answer.status_code, answer["Location"]) == (302, reverse("pdf", args=[document]))
        assert ">PDF<" in row
        return
    text = answer.content.decode()
    assert "PDF:en ligger i arkivet" in text
    assert reverse("document", args=[document]) in text
    assert "I arkivet<" in row
    pdf = rolfs_browser.get(reverse("pdf", args=[document]))
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.row("S-058")
def test_the_ninetieth_day_counts_to_its_end_in_the_companys_time() -> None:
    zone = timezone.get_fixed_timezone(60)
    arrived = datetime(2026, 1, 1, 22, 59, tzinfo=UTC)  # 23:59 there
    assert is_in_list(arrived, datetime(2026, 4, 1, 23, 59, tzinfo=zone))
    assert not is_in_list(arrived, datetime(2026, 4, 2, 0, 0, tzinfo=zone))


@pytest.mark.row("D-01")
def test_deleting_asks_keeps_the_archive_and_can_be_undone(
    rolfs_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    address = reverse("incoming_remove", args=[ledger["4471"]])
    assert "Ingenting tas bort ur arkivet" in rolfs_browser.get(address).content.decode()
    assert rows(shown(rolfs_browser)) == list(NUMBERS)
    with acting_for(nordbygg.pk):
        before = [(file.name, file.sha256) for file in files_of(ledger["4471"])]
    text = rolfs_browser.post(address, follow=True).content.decode()
    assert rows(text) == list(NUMBERS[1:])
    assert "Den ligger kvar i arkivet" in text
    with acting_for(nordbygg.pk):
        assert [(file.name, file.sha256) for file in files_of(ledger["4471"])] == before
    assert ledger["4471"].hex in shown(rolfs_browser, "documents", "received").replace("-", "")
    rolfs_browser.post(reverse("incoming_reopen", args=[ledger["4471"]]))
    assert rows(shown(rolfs_browser)) == list(NUMBERS)


def test_several_are_done_at_once(rolfs_browser: Client, ledger: dict[str, UUID]) -> None:
    chosen = [str(ledger["4471"]), str(ledger["88-2031"]), "nonsense", str(ledger["20261182"])]
    text = rolfs_browser.post(reverse("incoming"), {"document": chosen}, follow=True).content.decode()
    assert "2 dokument är klara" in text
    assert rows(text) == ["4458", "88-1977"]


def test_whoever_may_only_read_sees_the_list_and_changes_nothing(bos_browser: Client, ledger: dict[str, UUID]) -> None:
    text = shown(bos_browser)
    assert "data-done" not in text
    bos_browser.post(reverse("incoming"), {"document": [str(ledger["4471"])]})
    assert rows(shown(bos_browser)) == list(NUMBERS)


@pytest.mark.parametrize("name", ["incoming_done", "incoming_remove", "answer", "forward", "incoming_lines"])
def test_what_was_sent_is_not_worked_on_here(name: str, doris_browser: Client, ledger: dict[str, UUID]) -> None:
    address = reverse(name, args=[ledger["20261182"]])
    answer = doris_browser.get(address)
    if answer.status_code == 405:
        answer = doris_browser.post(address)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (-1, "1 day overdue", Tone.NEED),
        (-12, "12 days overdue", Tone.NEED),
        (0, "due today", Tone.WAIT),
        (1, "due in 1 day", Tone.WAIT),
        (7, "due in 7 days", Tone.WAIT),
        (8, "", None),
    ],
)
def test_overdue_and_soon_due_are_said_in_words(left: int, words: str, tone: Tone | None) -> None:
    today = date(2026, 11, 20)
    with translation.override("en"):
        found = due_of(today + timedelta(days=left), today)
    assert (found.words, found.tone) == (words, tone)


def test_a_foreign_key_and_a_wrong_order_are_no_fault(rolfs_browser: Client, ledger: dict[str, UUID]) -> None:
    assert rolfs_browser.get(reverse("incoming"), {"after": "x"}).status_code == 404
    assert rows(shown(rolfs_browser, order="nonsense", q="\0")) in ([], list(NUMBERS))
    assert len(rows(shown(rolfs_browser, order="due"))) == 4


def test_the_list_asks_the_database_few_times_however_long_it_is(
    rolfs_browser: Client, ledger: dict[str, UUID]
) -> None:
    shown(rolfs_browser)
    with CaptureQueriesContext(connection) as queries:
        shown(rolfs_browser)
    asked = [each["sql"] for each in queries.captured_queries if not each["sql"].startswith(OF_THE_TEST)]
    assert len(asked) < 15, "\n".join(each[:90] for each in asked)
