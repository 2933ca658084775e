"""Registering a company on the public page, up to the start page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.directory.buyer_pages import PageContent, save_page
from depesch.hub.directory.models import Connection
from depesch.hub.directory.participants import register_company
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company, Registration, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.accounts.letters import letters_to, link_in

PASSWORD = "barlast-och-segel-8"
GRETA = "greta@snickeri.example"
FILLED = {
    "country": "SE", "organisation_number": "556603-0309", "company_name": "Gretas  Snickeri AB", "has_vat": "on",
    "person_name": "Greta Holm", "email": GRETA, "language": "sv",
}  # fmt: skip
pytestmark = pytest.mark.django_db


def register(client: Client, query: str = "", **other: str) -> int:
    answer = client.post(reverse("register") + query, {**FILLED, **other}, headers={"accept-language": "sv"})
    return answer.status_code


@pytest.mark.row("S-139", "S-140", "S-141", "S-142")
def test_somebody_registers_follows_the_link_and_stands_on_the_first_steps(client: Client) -> None:
    assert register(client) == 302
    link = link_in(letters_to(GRETA)[0][1].text)
    page = client.get(link, headers={"accept-language": "sv"}).content.decode()
    assert "Gretas Snickeri AB" in page
    assert "Användaravtal" in page
    assert Registration.objects.get().vat_number == "SE556603030901"
    refused = client.post(link, {"version": "2026-11-22", "password": PASSWORD})
    assert refused.status_code == 422
    answer = client.post(link, {"version": "2026-11-22", "password": PASSWORD, "agreed": "on"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("first_steps"))
    text = client.get(reverse("first_steps")).content.decode()
    assert "Välkommen, Greta Holm" in text
    assert f'href="{reverse("create_invoice")}"' in text
    again = Client()
    signed_in = again.post(reverse("account_login"), {"login": GRETA, "password": PASSWORD})
    assert signed_in.status_code == 302
    used = Client().get(link, headers={"accept-language": "sv"})
    assert used.status_code == 410
    assert "redan aktiverat" in used.content.decode()


@pytest.mark.row("S-139")
def test_page_says_the_same_whether_the_company_is_known_or_not(client: Client, nordbygg: Company, doris: User) -> None:
    pages = []
    for number in ("556603-0309", nordbygg.organisation_number):
        answer = client.post(reverse("register"), {**FILLED, "organisation_number": number}, follow=True)
        pages.append(re.sub(rb'csrfmiddlewaretoken" value="[^"]*"', b"", answer.content))
    assert pages[0] == pages[1]
    assert [kind for kind, _ in letters_to(GRETA)] == ["company_exists", "activation"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("organisation_number", "556603-0308", "Kontrollsiffran stämmer inte"),
        ("organisation_number", "55660303", "har 10 siffror. Det här har 8."),
        ("organisation_number", "", "Skriv företagets organisationsnummer."),
        ("company_name", " ", "Skriv företagets namn"),
        ("vat_number", "SE5566030", "inget momsregistreringsnummer"),
        ("email", "greta@", "Skriv"),
        ("email", "greta@ö.", "Skriv"),
        ("person_name", "", "Skriv ditt namn"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
    client: Client, field: str, value: str, said: str
) -> None:
    answer = client.post(reverse("register"), {**FILLED, field: value}, headers={"accept-language": "sv"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text or field == "email"
    assert f'id="id_{field}_error"' in text
    assert 'value="Greta Holm"' in text or field == "person_name"
    assert not Registration.objects.exists()


def test_company_without_vat_has_no_vat_number(client: Client) -> None:
    register(client, has_vat="")
    assert Registration.objects.get().vat_number == ""


def test_estonian_company_writes_its_vat_number(client: Client) -> None:
    estonian = {"country": "EE", "organisation_number": "10137319"}
    assert register(client, **estonian) == 422
    assert register(client, **estonian, has_vat="") == 302


@pytest.mark.row("S-139")
def test_letter_is_sent_again_from_the_page_of_an_expired_link(client: Client) -> None:
    register(client)
    Registration.objects.update(expires_at=Registration.objects.get().made_at)
    link = link_in(letters_to(GRETA)[0][1].text)
    page = client.get(link)
    assert page.status_code == 410
    assert reverse("register_again") in page.content.decode()
    client.post(reverse("register_again"), {"email": GRETA})
    newer = link_in(letters_to(GRETA)[0][1].text)
    assert client.get(newer).status_code == 200


def test_too_many_registrations_have_to_wait_and_are_told_how_long(client: Client) -> None:
    codes = [register(client) for _ in range(6)]
    assert codes == [302, 302, 302, 302, 302, 422]
    text = client.post(reverse("register"), FILLED, headers={"accept-language": "sv"}).content.decode()
    assert "Vänta 60 minuter" in text
    assert Letter.objects.count() == 5


def test_who_comes_from_a_buyers_page_is_connected_when_the_account_is_active(
    client: Client, nordbygg: Company, doris: User
) -> None:
    register_company(nordbygg)
    with acting_for(nordbygg.pk):
        save_page(PageContent(slug="nordbygg", is_public=True), actor=f"user:{doris.pk}")
    page = client.get(reverse("register") + "?from=nordbygg").content.decode()
    assert "Nordbygg Fasad AB" in page
    register(client, "?from=nordbygg")
    link = link_in(letters_to(GRETA)[0][1].text)
    client.post(link, {"version": "2026-11-22", "password": PASSWORD, "agreed": "on"})
    company = Company.objects.get(organisation_number="5566030309")
    with acting_for(company.pk):
        assert Connection.objects.filter(receiver=nordbygg).exists()


@pytest.mark.parametrize("slug", ["nobody", "", "x" * 500, "å' OR 1=1"])
def test_a_page_that_is_not_there_is_passed_over(client: Client, slug: str) -> None:
    assert client.get(reverse("register"), {"from": slug}).status_code == 200


@pytest.mark.row("S-210")
@pytest.mark.parametrize(
    ("language", "said"), [("sv", "Registrera ditt"), ("nb", "Registrer bedriften"), ("en", "Register your")]
)
def test_page_speaks_the_browsers_language(client: Client, language: str, said: str) -> None:
    text = client.get(reverse("register"), headers={"accept-language": language}).content.decode()
    assert said in text
    assert f'<option value="{language}" selected' in text
