"""The store: a catalogue, an offer that is asked for, granted by who runs the hub, and what that does."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.hub.accounts import quotes
from depesch.hub.accounts.products import CATALOGUE, LANGUAGES
from depesch.hub.history.kinds.company import PRODUCTS
from depesch.hub.mailing.models import Letter
from depesch.hub.mailing.posting import post_due
from depesch.hub.tenancy.models import Company, QuoteRequest, User
from depesch.hub.tenancy.scope import acting_for


@pytest.fixture
def operators_browser(carl: User, carls_browser: Client) -> Client:
    """Carl runs the hub, too."""
    User.objects.filter(pk=carl.pk).update(is_operator=True)
    return carls_browser


def asked(company: Company) -> QuoteRequest:
    with acting_for(company.pk):
        return QuoteRequest.objects.latest("asked_at")


def text_of(browser: Client, page: str, *arguments: object) -> str:
    return browser.get(reverse(page, args=arguments)).content.decode()


@pytest.mark.row("S-151")
def test_the_store_stands_in_the_menu_and_shows_the_catalogue(doris_browser: Client) -> None:
    assert f'href="{reverse("store")}"' in text_of(doris_browser, "start")
    page = text_of(doris_browser, "store")
    assert "Butik" in page
    for product in (each for each in CATALOGUE if not each.e_archive):  # every company has that here
        assert product.said("sv").title in page
    assert "Begär offert" in page


def test_every_product_is_there_in_every_language_and_has_a_name_in_the_history() -> None:
    assert {each.name for each in CATALOGUE} == PRODUCTS.keys()
    assert all(set(each.words) == set(LANGUAGES) for each in CATALOGUE)


@pytest.mark.row("S-152")
def test_an_offer_is_asked_for_granted_told_and_recorded(
    doris_browser: Client, operators_browser: Client, nordbygg: Company, doris: User
) -> None:
    address = reverse("store_ask", args=["user"])
    assert "Ytterligare nätverksanvändare" in doris_browser.get(address).content.decode()
    page = doris_browser.post(address, {"quantity": "2", "message": "Från januari"}, follow=True).content.decode()
    assert "Väntar på svar" in page
    request = asked(nordbygg)
    assert "Nordbygg Fasad AB" in text_of(operators_browser, "operator_quotes")
    assert "Från januari" in text_of(operators_browser, "operator_quote", request.pk)
    operators_browser.post(reverse("operator_quote", args=[request.pk]), {"do": "grant", "answer": "45 kr i månaden"})
    nordbygg.refresh_from_db()
    assert nordbygg.seats == 5
    page = text_of(doris_browser, "store")
    assert "Beviljad" in page
    assert "45 kr i månaden" in page
    log = text_of(doris_browser, "changes")
    assert "Begärde offert: ytterligare nätverksanvändare, antal 2." in log
    assert "Ändrade antalet licenser från 3 till 5." in log
    assert "Carl Moe, som driver navet" in log
    letter = Letter.objects.get(kind="quote_granted")
    assert (letter.recipient, letter.company_id) == (doris.email, nordbygg.pk)
    once_more = operators_browser.post(reverse("operator_quote", args=[request.pk]), {"do": "grant"}, follow=True)
    nordbygg.refresh_from_db()
    assert nordbygg.seats == 5
    assert "under tiden" in once_more.content.decode() or "i mellomtiden" in once_more.content.decode()


def test_no_is_said_with_the_reason(doris_browser: Client, operators_browser: Client, nordbygg: Company) -> None:
    doris_browser.post(reverse("store_ask", args=["archive"]), {"message": ""})
    request = asked(nordbygg)
    operators_browser.post(reverse("operator_quote", args=[request.pk]), {"do": "decline", "answer": "Inte än."})
    nordbygg.refresh_from_db()
    assert nordbygg.plan == "free"
    page = text_of(doris_browser, "store")
    assert "Avslagen" in page
    assert "Inte än." in page


def test_a_group_and_a_plan_are_had_by_a_grant(
    doris_browser: Client, operators_browser: Client, nordbygg: Company
) -> None:
    for product in ("group", "archive"):
        doris_browser.post(reverse("store_ask", args=[product]), {"message": ""})
        operators_browser.post(reverse("operator_quote", args=[asked(nordbygg).pk]), {"do": "grant", "answer": ""})
    nordbygg.refresh_from_db()
    assert nordbygg.group is not None
    assert (nordbygg.group.name, nordbygg.plan) == ("Nordbygg Fasad AB", "archive")


def test_a_request_is_withdrawn_once(doris_browser: Client, nordbygg: Company) -> None:
    doris_browser.post(reverse("store_ask", args=["user"]), {"quantity": "1"})
    address = reverse("store_withdraw", args=[asked(nordbygg).pk])
    assert "tillbakadragen" in doris_browser.post(address, follow=True).content.decode()
    assert "besvarats under tiden" in doris_browser.post(address, follow=True).content.decode()


@pytest.mark.parametrize("quantity", ["0", "-1", "två", "1001", ""])
def test_how_many_is_a_whole_number(doris_browser: Client, nordbygg: Company, quantity: str) -> None:
    answer = doris_browser.post(reverse("store_ask", args=["user"]), {"quantity": quantity})
    assert answer.status_code == 422
    with acting_for(nordbygg.pk):
        assert not QuoteRequest.objects.exists()


def test_what_is_not_in_the_catalogue_is_not_there(doris_browser: Client) -> None:
    assert doris_browser.get(reverse("store_ask", args=["gold"])).status_code == 404


def test_requests_that_wait_have_an_end(doris_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotes, "MOST_OPEN", 1)
    doris_browser.post(reverse("store_ask", args=["user"]), {"quantity": "1"})
    answer = doris_browser.post(reverse("store_ask", args=["user"]), {"quantity": "1"})
    assert "inte får plats fler" in answer.content.decode()


@pytest.mark.row("S-152")
def test_who_runs_the_hub_is_written_to(doris_browser: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEPESCH_SUPPORT_ADDRESS", "salj@depesch.example")
    with Catcher(tmp_path) as catcher:
        settings = {"HOST": "127.0.0.1", "PORT": str(catcher.port), "TLS": "none", "FROM": "nav@depesch.example"}
        for name, value in settings.items():
            monkeypatch.setenv(f"DEPESCH_MAIL_{name}", value)
        doris_browser.post(reverse("store_ask", args=["user"]), {"quantity": "3", "message": "Till jul"})
        assert post_due(timezone.now()) == 1
    ((_, mail),) = caught(tmp_path)
    body = mail.get_body(("plain",))
    assert body is not None
    assert (mail["To"], mail["Reply-To"]) == ("salj@depesch.example", "doris@nordbygg.example")
    assert "Till jul" in body.get_content()
    assert Letter.objects.get(kind="quote_asked").state == "posted"
