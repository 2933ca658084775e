"""The pages through Django's client: what stands on them, in which language, with how many queries."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from depesch.hub.flows.lost import lost_of, stored
from depesch.hub.flows.models import Attempt
from depesch.hub.history.reading import events_of
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.syntaxes import Loss, Unread
from tests.people import PASSWORD
from tests.portal.ledger import OLDER, STORY, keep_ledger

VIEWS = ("received", "sent", "in_progress", "errors", "cancelled")


def text_of(browser: Client, page: str, *arguments: object, **query: str) -> str:
    answer = browser.get(reverse(page, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_password_opens_the_portal(client: Client, astrid: User) -> None:
    answer = client.post(reverse("account_login"), {"login": astrid.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_wrong_password_is_told_without_saying_which_half_is_wrong(client: Client, astrid: User) -> None:
    known = client.post(
        reverse("account_login"), {"login": astrid.email, "password": "fel"}, headers={"accept-language": "sv"}
    )
    unknown = client.post(
        reverse("account_login"), {"login": "x@y.example", "password": "fel"}, headers={"accept-language": "sv"}
    )
    for answer in (known, unknown):
        assert "E-postadressen och lösenordet hör inte ihop" in answer.content.decode()


def test_nobody_signs_up_alone(client: Client, db: None) -> None:
    client.post(reverse("account_signup"), {"email": "ny@y.example", "password1": "segel-och-barlast-8"})
    assert not User.objects.filter(email="ny@y.example").exists()


@pytest.mark.parametrize(
    "page", ["account_reset_password_from_key_done", "account_set_password", "account_signup", "account_email"]
)
def test_what_the_portal_has_another_way_for_is_not_offered(page: str, client: Client, db: None) -> None:
    assert client.get(reverse(page)).status_code == 404


@pytest.mark.parametrize("page", ["account_reauthenticate", "account_logout"])
def test_pages_of_the_account_wear_the_portals_look(page: str, astrids_browser: Client) -> None:
    text = text_of(astrids_browser, page)
    assert 'class="alone"' in text
    assert text.count("button--main") == 1


@pytest.mark.parametrize("page", ["mfa_index", "account_reauthenticate"])
def test_pages_of_the_account_lead_back_and_nowhere_that_is_not_there(page: str, client: Client, astrid: User) -> None:
    client.post(reverse("account_login"), {"login": astrid.email, "password": PASSWORD})
    text = text_of(client, page)
    assert f'<a href="{reverse("preferences")}">' in text
    assert reverse("account_reset_password") not in text


def test_start_page_tells_what_needs_somebody(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    text = text_of(astrids_browser, "start")
    for name in ("Region Västerdal", "faktura-scan-4471.pdf", "Ställningsbolaget Steget AB"):
        assert name in text


def test_start_page_of_a_new_company_says_that_nothing_is_waiting(astrids_browser: Client) -> None:
    assert "Ingenting väntar på dig" in text_of(astrids_browser, "start")


@pytest.mark.parametrize(
    ("view", "number"),
    [
        ("received", "4471"),
        ("sent", "20261182"),
        ("in_progress", "20261181"),
        ("errors", "20261178"),
        ("cancelled", "20261173"),
    ],
)
def test_each_list_holds_its_documents_only(
    view: str, number: str, astrids_browser: Client, ledger: dict[str, UUID]
) -> None:
    for each in VIEWS:
        assert (reverse("document", args=[ledger[number]]) in text_of(astrids_browser, "documents", each)) == (
            each == view
        )


def test_search_finds_a_document_by_its_number(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    text = text_of(astrids_browser, "documents", "sent", q="20261176")
    assert "Havnens Byg ApS" in text
    assert "Region Västerdal" not in text


def test_search_without_a_hit_offers_the_whole_list(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    assert "Ingenting stämmer med sökningen" in text_of(astrids_browser, "documents", "sent", q="finns inte")


def test_pages_of_a_long_list_follow_each_other_without_gap_or_repeat(
    astrids_browser: Client, nordbygg: Company
) -> None:
    ids = keep_ledger(nordbygg, OLDER)
    seen: list[str] = []
    url: str | None = reverse("documents", args=["sent"])
    while url:
        page = astrids_browser.get(url)
        seen += [row.url for row in page.context["rows"]]
        url = page.context["next_url"]
    assert sorted(seen) == sorted(reverse("document", args=[pk]) for pk in ids.values())


def test_unknown_list_is_not_there(astrids_browser: Client) -> None:
    assert astrids_browser.get(reverse("documents", args=["lost"])).status_code == 404


def test_forged_page_key_is_not_there(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    assert astrids_browser.get(reverse("documents", args=["sent"]), {"after": "'; DROP"}).status_code == 404


def test_document_page_names_the_thing(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    text = text_of(astrids_browser, "document", ledger["20261182"])
    assert "<h1>Faktura 20261182 till Fjellhus Eiendom AS</h1>" in text


def test_credit_note_is_called_one(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    assert "<h1>Kreditfaktura 20261190 till Region Västerdal</h1>" in text_of(
        astrids_browser, "document", ledger["20261190"]
    )


def test_document_page_shows_lines_parties_history_and_files(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    text = text_of(astrids_browser, "document", ledger["20261182"])
    for words in (
        "Fasadrenovering, etapp 2",
        "Nordbygg Fasad AB",
        "Originalet är arkiverat",
        "ritning-A4.pdf",
        "kvittens.txt",
    ):
        assert words in text


@pytest.mark.parametrize(("language", "amount"), [("sv", "212 449,00"), ("nb", "212 449,00"), ("en", "212,449.00")])
def test_finding_is_told_in_words_with_its_rule_and_amounts_as_the_reader_writes_them(
    language: str, amount: str, astrids_browser: Client, astrid: User, ledger: dict[str, UUID]
) -> None:
    User.objects.filter(pk=astrid.pk).update(language=language)
    text = text_of(astrids_browser, "document", ledger["20261178"])
    assert "BR-CO-15" in text
    assert amount in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "212449.00" not in text


def test_file_that_could_not_be_read_still_has_its_page(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    text = text_of(astrids_browser, "document", ledger["faktura-scan-4471.pdf"])
    assert "<h1>faktura-scan-4471.pdf</h1>" in text


def test_first_opening_of_what_arrived_is_recorded_once(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    for _ in range(2):
        text_of(astrids_browser, "document", ledger["4471"])
    with acting_for(nordbygg.pk):
        kinds = [type(each.event).__name__ for each in events_of(ledger["4471"])]
    assert kinds == ["DocumentArrived", "DocumentOpened"]


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_language_is_kept_with_the_person(language: str, astrids_browser: Client, astrid: User) -> None:
    astrids_browser.post(reverse("language"), {"language": language})
    astrid.refresh_from_db()
    assert astrid.language == language
    assert f'<html lang="{language}"' in text_of(astrids_browser, "preferences")


def test_language_that_we_do_not_speak_is_not_there(astrids_browser: Client) -> None:
    assert astrids_browser.post(reverse("language"), {"language": "xx"}).status_code == 404


def test_colours_are_kept_in_the_browser(astrids_browser: Client) -> None:
    astrids_browser.post(reverse("theme"), {"theme": "dark", "next": reverse("preferences")})
    assert 'data-theme="dark"' in text_of(astrids_browser, "preferences")


def test_way_back_never_leads_to_another_site(astrids_browser: Client) -> None:
    answer = astrids_browser.post(reverse("theme"), {"theme": "dark", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_member_of_two_companies_chooses_one(astrids_browser: Client, astrid: User, carls_company: Company) -> None:
    add_member(carls_company, astrid, Role.READER)
    astrids_browser.post(reverse("company"), {"company": carls_company.pk})
    text = text_of(astrids_browser, "preferences")
    assert "<strong>Carls Måleri AB</strong>" in text
    assert astrids_browser.get(reverse("upload")).status_code == 403


def test_person_without_a_company_is_told_what_to_do(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("ensam@y.example", PASSWORD, name="Ensam", language="sv"))
    answer = client.get(reverse("start"))
    assert answer.status_code == 403
    assert "ensam@y.example" in answer.content.decode()


def test_nothing_there_is_told_in_the_readers_language(astrids_browser: Client) -> None:
    answer = astrids_browser.get("/nowhere")
    assert answer.status_code == 404
    assert "Det finns ingenting på den här adressen" in answer.content.decode()


def test_operator_sees_what_stands_still(client: Client, astrid: User, ledger: dict[str, UUID]) -> None:
    astrid.is_operator = True
    astrid.save()
    client.force_login(astrid)
    assert "20261180" in text_of(client, "operator")


@pytest.mark.django_db(transaction=True)
def test_operators_page_takes_no_more_queries_for_thirty_companies(
    astrids_browser: Client, astrid: User, ledger: dict[str, UUID]
) -> None:
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    for number in range(30):
        company = create_company(name=f"Bolag {number}", country="SE", organisation_number=f"55660{number:05}")
        keep_ledger(company, [entry for entry in STORY if entry.number == "20261180"])
    assert text_of(astrids_browser, "operator").count("20261180") == 31
    assert len(_queries(astrids_browser, reverse("operator"))) < 15


def test_page_brings_no_inline_style_and_no_inline_script(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    pages = [reverse("start"), reverse("upload"), reverse("documents", args=["errors"])]
    for url in [*pages, reverse("document", args=[ledger["20261178"]])]:
        answer = astrids_browser.get(url)
        text = answer.content.decode()
        assert " style=" not in text
        assert "<style" not in text
        assert "onclick" not in text
        assert "style-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
def test_pages_take_fewer_than_fifteen_queries(
    astrids_browser: Client, nordbygg: Company, bo: User, ledger: dict[str, UUID]
) -> None:
    keep_ledger(nordbygg, OLDER, actor=f"user:{bo.pk}")
    pages = {
        "start": reverse("start"),
        "documents": reverse("documents", args=["sent"]),
        "received": reverse("documents", args=["received"]),
        "search": reverse("documents", args=["sent"]) + "?q=region&sort=amount_due&mode=production",
        "document": reverse("document", args=[ledger["20261181"]]),
        "mendable": reverse("document", args=[ledger["20261185"]]),
        "check": reverse("check"),
        "first opening": reverse("document", args=[ledger["4471"]]),
        "upload": reverse("upload"),
        "preferences": reverse("preferences"),
    }
    counted = {name: _queries(astrids_browser, url) for name, url in pages.items()}
    assert {name: asked for name, asked in counted.items() if len(asked) >= 15} == {}


def _queries(browser: Client, url: str) -> list[str]:
    """Return the statements that a page takes, without the brackets of transactions."""
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(brackets)]


def test_document_page_lists_what_the_receiver_does_not_see(
    astrids_browser: Client, ledger: dict[str, UUID], nordbygg: Company
) -> None:
    losses = (Loss(term="BT-17", path="tender_reference", value="LOT-7", why="there is no such field"),)
    lost = lost_of((Unread(where="/Invoice/CopyIndicator", line=9, value="<false>"),), losses)
    with acting_for(nordbygg.pk):
        Attempt.objects.filter(delivery__document_id=ledger["20261182"]).update(lost=stored(lost))
    text = text_of(astrids_browser, "document", ledger["20261182"])
    assert 'Upphandling eller anbud</span> <span class="value">LOT-7</span>' in text
    assert 'CopyIndicator</span> <span class="value">&lt;false&gt;</span>' in text
    assert "rad 9 i filen" in text


def test_document_that_lost_nothing_has_no_such_list(astrids_browser: Client, ledger: dict[str, UUID]) -> None:
    assert "lost-1" not in text_of(astrids_browser, "document", ledger["20261182"])
