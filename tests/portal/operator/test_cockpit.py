"""The cockpit: what those who run the hub see and do, and that the company reads of it in its change log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from depesch.hub.flows.models import ServerCertificate
from depesch.hub.flows.operating import count_if_due
from depesch.hub.mailing.models import Letter, LetterState
from depesch.hub.mailing.posting import FORGOTTEN_AFTER, forget_refused
from depesch.hub.mailing.writing import write_letter
from depesch.hub.support.contact import Question, ask_to_be_contacted
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.models import Company, Group, User
from tests.hub.flows.test_operating import NOW, sent

PAGES = ("operator", "operator_companies", "operator_queue", "operator_letters", "operator_silence", "operator_dates",
         "operator_quotes", "operator_questions")  # fmt: skip
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # of transactions: the test itself is one


@pytest.fixture
def operators_browser(carl: User, carls_browser: Client) -> Client:
    """Carl runs the hub, too, and reads Swedish."""
    User.objects.filter(pk=carl.pk).update(is_operator=True, language="sv")
    return carls_browser


def text_of(browser: Client, page: str, *arguments: object, **query: str) -> str:
    answer = browser.get(reverse(page, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def letter(company: Company, state: LetterState) -> Letter:
    values = {"name": "Nils", "company": company.name, "before": "a@x.example", "after": "b@x.example"}
    made = write_letter("address_changed", to="nils@x.example", language="sv", values=values, company_id=company.pk)
    Letter.objects.filter(pk=made.pk).update(state=state, detail="550 no such user", ended_at=timezone.now())
    return made


@pytest.mark.parametrize("page", PAGES)
def test_the_cockpit_is_for_who_runs_the_hub(page: str, doris_browser: Client, operators_browser: Client) -> None:
    assert doris_browser.get(reverse(page)).status_code == 404
    text_of(operators_browser, page)


def test_companies_are_searched_and_told_with_their_numbers(
    operators_browser: Client, nordbygg: Company, havneby: Company
) -> None:
    sent(nordbygg, 0.1)
    count_if_due(timezone.now())
    page = text_of(operators_browser, "operator_companies", q="5566 0101")
    assert "Nordbygg Fasad AB" in page
    assert "Havneby Beton ApS" not in page
    assert "Inget" in text_of(operators_browser, "operator_companies", q="xyzzy") or "Visa alla företag" in text_of(
        operators_browser, "operator_companies", q="xyzzy"
    )


def test_the_list_of_companies_goes_on_from_a_key_and_asks_little(operators_browser: Client) -> None:
    for number in range(60):
        create_company(name=f"Bolag {number:02}", country="SE", organisation_number=f"55{number:08}")
    with CaptureQueriesContext(connection) as asked:
        first = operators_browser.get(reverse("operator_companies"))
    assert len([each for each in asked if not each["sql"].startswith(BRACKETS)]) < 15
    assert first.content.decode().count("rows__open") == 50
    second = operators_browser.get(first.context["next_url"]).content.decode()
    assert "Bolag 59" in second
    assert "Bolag 00" not in second
    assert operators_browser.get(reverse("operator_companies"), {"after": "x"}).status_code == 404


def test_what_a_company_has_is_changed_and_it_reads_by_whom(
    operators_browser: Client, doris_browser: Client, nordbygg: Company
) -> None:
    group = Group.objects.create(name="Nordbygg-gruppen")
    address = reverse("operator_company", args=[nordbygg.pk])
    operators_browser.post(address, {"seats": "7", "plan": "business", "group": group.pk})
    nordbygg.refresh_from_db()
    assert (nordbygg.seats, nordbygg.plan, nordbygg.group) == (7, "business", group)
    log = text_of(doris_browser, "changes")
    assert "Ändrade antalet licenser från 3 till 7." in log
    assert "Ändrade koncernen: ”Nordbygg-gruppen”." in log
    assert "Carl Moe, som driver navet" in log
    assert operators_browser.post(address, {"seats": "0", "plan": "gold"}).status_code == 422


def test_a_refused_letter_is_tried_again_and_what_it_says_is_shown_to_nobody(
    operators_browser: Client, doris_browser: Client, nordbygg: Company
) -> None:
    refused = letter(nordbygg, LetterState.REFUSED)
    page = text_of(operators_browser, "operator_letters")
    assert "550 no such user" in page
    assert "b@x.example" not in page
    operators_browser.post(reverse("operator_letter_again", args=[refused.pk]))
    refused.refresh_from_db()
    assert refused.state == LetterState.WAITING
    assert refused.try_at <= timezone.now()
    assert "Lät ett mejl för företaget skickas på nytt" in text_of(doris_browser, "changes")


def test_what_a_refused_letter_said_is_forgotten_and_then_it_is_not_tried(
    operators_browser: Client, nordbygg: Company
) -> None:
    refused, posted = letter(nordbygg, LetterState.REFUSED), letter(nordbygg, LetterState.POSTED)
    assert forget_refused(timezone.now()) == 0
    assert forget_refused(timezone.now() + FORGOTTEN_AFTER + timedelta(hours=1)) == 1
    for each in (refused, posted):
        page = operators_browser.post(reverse("operator_letter_again", args=[each.pk]), follow=True)
        assert "innehållet är glömt" in page.content.decode() or "är innehållet glömt" in page.content.decode()


def test_silence_is_told_in_numbers(operators_browser: Client, nordbygg: Company) -> None:
    past = (timezone.now() - NOW).total_seconds() / 86_400  # `sent` counts from NOW
    sent(nordbygg, *(days - past for days in range(16, 64, 3)))
    count_if_due(timezone.now())
    page = text_of(operators_browser, "operator_silence")
    assert "Tyst i 16 dagar." in page
    assert "skickade det 16 dagar, och det längsta uppehållet var 3 dagar." in page


def test_dates_of_certificates_and_rule_sets_are_told(operators_browser: Client) -> None:
    assert "Alla fakturor" in text_of(operators_browser, "operator_dates")
    assert "Inga: varken portalens adress" in text_of(operators_browser, "operator_dates")
    now = timezone.now()
    ServerCertificate.objects.create(
        name="portal", host="hub.example", port=443, expires_at=now + timedelta(days=9, hours=1), looked_at=now
    )
    ServerCertificate.objects.create(name="mail", host="mx.example", port=587, fault="refused", looked_at=now)
    page = text_of(operators_browser, "operator_dates")
    for told in (", 9 dagar", "Kunde inte ses", "Peppol BIS Billing 3.0", "Gäller"):
        assert told in page


def test_a_wish_to_be_contacted_is_seen_and_noted_as_answered(operators_browser: Client) -> None:
    wish = ask_to_be_contacted(Question(name="Greta", email="greta@x.example", message="<b>Hej</b>"))
    page = text_of(operators_browser, "operator_questions")
    assert "greta@x.example" in page
    assert "<b>Hej</b>" not in page
    operators_browser.post(reverse("operator_question", args=[wish.pk]))
    wish.refresh_from_db()
    assert wish.answered_by.startswith("operator:")
