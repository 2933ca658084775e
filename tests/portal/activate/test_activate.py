"""Following links of registrations and invitations, and the agreement."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.invitations import invite
from depesch.hub.accounts.registration import Wish, register
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import AgreementAcceptance, Company, Role, User
from tests.hub.accounts.letters import letters_to, link_in
from tests.people import PASSWORD as ASTRIDS
from tests.portal.register.test_register import GRETA, PASSWORD

pytestmark = pytest.mark.django_db


def invited(company: Company, actor: User, email: str = GRETA) -> str:
    invite(company, email=email, name="Greta H", roles=[Role.ISSUER], language="sv", actor=f"user:{actor.pk}")
    return link_in(letters_to(email)[0][1].text)


def registered(email: str) -> str:
    register(
        Wish(
            company_name="Gretas Snickeri AB", country="SE", organisation_number="5566030309", vat_number="",
            person_name="Greta Holm", email=email, language="sv",
        )
    )  # fmt: skip
    return link_in(letters_to(email)[0][1].text)


def test_invited_person_chooses_name_and_password_and_is_in(client: Client, nordbygg: Company, doris: User) -> None:
    link = invited(nordbygg, doris)
    page = client.get(link, headers={"accept-language": "sv"}).content.decode()
    assert "Nordbygg Fasad AB har bjudit in dig" in page
    assert 'value="Greta H"' in page
    values = {"version": "2026-11-22", "name": "Greta Holm", "password": PASSWORD, "agreed": "on"}
    answer = client.post(link, values)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Greta Holm" in client.get("/").content.decode()
    assert Client().get(link).status_code == 410


def test_weak_password_is_refused_and_says_why(client: Client, nordbygg: Company, doris: User) -> None:
    link = invited(nordbygg, doris)
    values = {"version": "2026-11-22", "name": "Greta Holm", "password": "nordbygg-1", "agreed": "on"}
    answer = client.post(link, values, headers={"accept-language": "sv"})
    assert answer.status_code == 422
    assert "mest ditt namn" in answer.content.decode()
    assert not User.objects.filter(email=GRETA).exists()


def test_who_has_an_account_signs_in_to_accept(client: Client, nordbygg: Company, doris: User, carl: User) -> None:
    link = invited(nordbygg, doris, carl.email)
    asked = client.get(link)
    assert asked["Location"] == f"{reverse('account_login')}?next={link}"
    answer = client.post(asked["Location"], {"login": carl.email, "password": ASTRIDS, "next": link})
    assert answer["Location"] == link
    assert "Nordbygg Fasad AB" in client.get(link).content.decode()
    client.post(link)
    assert {place.tenant for place in memberships(carl)} >= {nordbygg}


def test_link_of_somebody_else_is_not_accepted_by_who_is_signed_in(
    bos_browser: Client, nordbygg: Company, doris: User, bo: User
) -> None:
    for link in (invited(nordbygg, doris), registered("per@snickeri.example")):
        for answer in (bos_browser.get(link), bos_browser.post(link, {"agreed": "on", "version": "2026-11-22"})):
            assert answer.status_code == 409
            assert "Logga ut" in answer.content.decode()
    assert {place.tenant for place in memberships(bo)} == {nordbygg}


def test_registration_under_a_known_address_is_activated_after_sign_in(client: Client, carl: User) -> None:
    link = registered(carl.email)
    assert client.get(link)["Location"].startswith(reverse("account_login"))
    client.force_login(carl)
    assert 'name="password"' not in client.get(link).content.decode()
    answer = client.post(link, {"version": "2026-11-22", "agreed": "on"})
    assert answer["Location"] == reverse("first_steps")
    assert "Gretas Snickeri AB" in client.get(reverse("preferences")).content.decode()


@pytest.mark.parametrize("address", ["activate", "join", "new_password", "confirm_email"])
def test_guessing_links_is_limited(client: Client, address: str) -> None:
    codes = {client.get(reverse(address, args=["x" * 43])).status_code for _ in range(30)}
    assert codes == {410}
    limited = client.get(reverse(address, args=["x" * 43]), headers={"accept-language": "sv"})
    assert limited.status_code == 429
    assert "Vänta 15 minuter" in limited.content.decode()


@pytest.mark.row("S-140")
def test_agreement_is_read_by_anybody_in_each_language(client: Client) -> None:
    for language, said in (("sv", "Användaravtal"), ("nb", "Brukeravtale"), ("en", "User agreement")):
        text = client.get(reverse("agreement"), headers={"accept-language": language}).content.decode()
        assert f"<h1>{said}</h1>" in text
        assert "## " not in text


@pytest.mark.row("S-140")
def test_newer_agreement_is_asked_for_at_the_next_sign_in_and_before_anything_else(client: Client, doris: User) -> None:
    AgreementAcceptance.objects.update(version="2020-01-01")
    client.post(reverse("account_login"), {"login": doris.email, "password": ASTRIDS})
    for page in ("start", "preferences"):
        assert client.get(reverse(page))["Location"] == reverse("agreement")
    text = client.get(reverse("agreement")).content.decode()
    assert "Användaravtalet har ändrats" in text
    assert client.post(reverse("agreement"), {"version": "2026-11-22"}).status_code == 422
    assert client.post(reverse("agreement"), {"version": "2026-11-22", "agreed": "on"})["Location"] == "/"
    assert client.get(reverse("start")).status_code == 200
    assert AgreementAcceptance.objects.filter(user=doris, version="2026-11-22").count() == 1


@pytest.mark.row("S-140")
def test_who_was_made_on_the_console_is_asked_at_the_first_sign_in_and_before_anything_else(
    client: Client, nordbygg: Company
) -> None:
    person = User.objects.create_user("kim@nordbygg.example", PASSWORD, name="Kim Borg", language="sv")
    add_member(nordbygg, person, Role.ADMINISTRATOR)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    for page in ("start", "preferences", "users"):
        assert client.get(reverse(page))["Location"] == reverse("agreement")
    text = client.get(reverse("agreement")).content.decode()
    assert "Godkänn användaravtalet" in text
    assert "har ändrats" not in text
    assert client.post(reverse("agreement"), {"version": "2026-11-22", "agreed": "on"})["Location"] == "/"
    assert client.get(reverse("start")).status_code == 200
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.get(reverse("start")).status_code == 200
    assert AgreementAcceptance.objects.filter(user=person).count() == 1


def test_who_accepted_the_agreement_in_force_is_not_asked(client: Client, doris: User) -> None:
    client.post(reverse("account_login"), {"login": doris.email, "password": ASTRIDS})
    assert client.get(reverse("start")).status_code == 200


def test_first_steps_know_what_is_done(doris_browser: Client, nordbygg: Company, bo: User) -> None:
    Company.objects.filter(pk=nordbygg.pk).update(city="Luleå")
    text = doris_browser.get(reverse("first_steps")).content.decode()
    assert text.count("mark--done") == 2
    assert text.count("button--main") == 1


def test_each_page_leads_back_to_the_first_steps_until_the_start_page(doris_browser: Client, nordbygg: Company) -> None:
    link = f'<p class="to-steps"><a href="{reverse("first_steps")}">'
    page = reverse("payment_accounts")
    assert link not in doris_browser.get(page).content.decode()
    assert reverse("network") in doris_browser.get(reverse("first_steps")).content.decode()
    assert link in doris_browser.get(page).content.decode()
    start = doris_browser.get(reverse("start")).content.decode()
    assert link not in start
    assert f'href="{reverse("first_steps")}"' in start  # nothing sent, nothing received: it leads there
    assert link not in doris_browser.get(page).content.decode()
