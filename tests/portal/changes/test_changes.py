"""The change log: in words, by whom, narrowed, in pages, and as a file that no spreadsheet runs."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.accounts.members import change_roles
from depesch.hub.history.kinds.company import SettingChanged, UserRemoved
from depesch.hub.history.record import record_all
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for

BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # of transactions: the test itself is one


def text_of(browser: Client, **query: str) -> str:
    answer = browser.get(reverse("changes"), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def long_log(nordbygg: Company, doris: User) -> None:
    """Sixty changes of one setting."""
    with acting_for(nordbygg.pk):
        events = [
            SettingChanged(setting="city", value_before=f"Ort {n}", value_after=f"Ort {n + 1}") for n in range(60)
        ]
        record_all(events, document_id=None, actor=f"user:{doris.pk}")


@pytest.mark.row("D-20")
def test_a_change_is_told_with_when_and_by_whom(doris_browser: Client, doris: User, bo: User) -> None:
    assert "Inget har ändrats än" in text_of(doris_browser)
    doris_browser.post(reverse("user", args=[bo.pk]), {"roles": ["issuer"]})
    page = text_of(doris_browser)
    assert "Ändrade rättigheterna för Bo Lind: skicka. Förut: läsa." in page
    assert '<span class="second">Doris Alm</span>' in page


def test_documents_are_not_in_it(doris_browser: Client, ledger: dict[str, object]) -> None:
    assert "Inget har ändrats än" in text_of(doris_browser)


def test_it_goes_on_page_by_page_without_gaps(doris_browser: Client, long_log: None) -> None:
    first = doris_browser.get(reverse("changes"))
    assert "”Ort 60”" in first.content.decode()
    assert "”Ort 10”. Förut" not in first.content.decode()
    second = doris_browser.get(first.context["next_url"])
    assert "”Ort 10”. Förut" in second.content.decode()
    assert second.context["next_url"] is None


def test_it_is_narrowed_by_who_and_what(
    doris_browser: Client, nordbygg: Company, doris: User, bo: User, long_log: None
) -> None:
    change_roles(nordbygg, bo.pk, ["issuer"], actor=f"user:{bo.pk}")
    assert "Ort 60" not in text_of(doris_browser, what="people")
    assert "Ort 60" not in text_of(doris_browser, who=f"user:{bo.pk}")
    assert "Ort 60" in text_of(doris_browser, who=f"user:{doris.pk}", what="company")
    assert "Ingenting stämmer med sökningen" in text_of(doris_browser, what="store") or "Visa hela" in text_of(
        doris_browser, what="store"
    )


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30])
def test_a_key_that_is_none_leads_nowhere(doris_browser: Client, before: str) -> None:
    assert doris_browser.get(reverse("changes"), {"before": before}).status_code == 404


@pytest.mark.parametrize("query", [{"who": "\0"}, {"what": "' OR 1=1"}, {"who": "user:not-an-id"}])
def test_a_filter_that_is_none_finds_nothing_or_everything(doris_browser: Client, query: dict[str, str]) -> None:
    text_of(doris_browser, **query)


def test_the_file_holds_the_same_and_nothing_that_runs(
    doris_browser: Client, nordbygg: Company, long_log: None
) -> None:
    with acting_for(nordbygg.pk):
        event = UserRemoved(user_id="1", person_name="Eva", email="=cmd|' /C calc'!A0")
        record_all((event,), document_id=None, actor="system")
        odd = SettingChanged(setting="=1+1", value_before="", value_after="x")
        record_all((odd,), document_id=None, actor="system")
    answer = doris_browser.get(reverse("changes_file"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="andringslogg-')
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["När", "Vem", "Vad"]
    assert len(rows) == 63
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_long_log_asks_no_more_than_a_short_one(doris_browser: Client, long_log: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        text_of(doris_browser)
    assert len([each for each in asked if not each["sql"].startswith(BRACKETS)]) < 15


def test_a_stranger_sees_nothing_of_it(carls_browser: Client, long_log: None) -> None:
    assert "Ort" not in carls_browser.get(reverse("changes")).content.decode()
    assert "Ort" not in carls_browser.get(reverse("changes_file")).content.decode()
