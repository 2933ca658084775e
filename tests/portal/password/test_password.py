"""A forgotten password, and how often one may try to sign in."""

from __future__ import annotations

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.limits import SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS
from depesch.hub.accounts.models import AccountLink
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.portal import accounts
from tests.hub.accounts.letters import letters_to, link_in
from tests.people import PASSWORD

NEW = "barlast-och-segel-8"
FEW = msgspec.structs.replace(SIGN_IN_ADDRESS, most=3)


def forget(client: Client, email: str) -> str:
    client.post(reverse("forgotten"), {"email": email})
    return link_in(letters_to(email)[0][1].text)


@pytest.mark.row("S-141", "D-20")
def test_new_password_is_chosen_with_the_link_once_and_ends_other_sign_ins(
    client: Client, doris: User, nordbygg: Company
) -> None:
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": doris.email, "password": PASSWORD})
    link = forget(client, doris.email.upper().lower())
    assert letters_to(doris.email)[0][1].subject == "Välj ett nytt lösenord"
    assert client.post(link, {"password": "kort"}).status_code == 422
    assert client.post(link, {"password": NEW})["Location"] == reverse("account_login")
    assert elsewhere.get("/").status_code == 302
    doris.refresh_from_db()
    assert doris.check_password(NEW)
    assert client.get(link).status_code == 410
    assert client.post(link, {"password": NEW + "9"}).status_code == 410
    assert [kind for kind, _ in letters_to(doris.email)] == ["password_changed", "new_password"]
    with acting_for(nordbygg.pk):
        assert EventRow.objects.get().kind == "person.password_changed"


@pytest.mark.django_db
def test_answer_is_the_same_for_an_unknown_address(client: Client, doris: User) -> None:
    answers = [client.post(reverse("forgotten"), {"email": email}) for email in (doris.email, "x@y.example")]
    assert {answer["Location"] for answer in answers} == {reverse("forgotten_sent")}
    assert Letter.objects.count() == 1


def test_later_link_takes_the_place_of_the_earlier_and_links_expire(client: Client, doris: User) -> None:
    first = forget(client, doris.email)
    second = forget(client, doris.email)
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)
    AccountLink.objects.update(expires_at=AccountLink.objects.first().made_at)  # type: ignore[union-attr]  # there is one
    assert client.get(second).status_code == 410


def test_closed_account_gets_no_link(client: Client, doris: User) -> None:
    User.objects.filter(pk=doris.pk).update(is_active=False)
    client.post(reverse("forgotten"), {"email": doris.email})
    assert not Letter.objects.exists()


def test_link_for_a_password_confirms_no_address(client: Client, doris: User) -> None:
    secret = forget(client, doris.email).rstrip("/").rpartition("/")[2]
    assert client.post(reverse("confirm_email", args=[secret])).status_code == 410


@pytest.mark.row("S-003", "D-20")
def test_who_tries_too_often_is_told_how_long_to_wait_even_with_the_right_password(
    client: Client, doris: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "SIGN_IN_ACCOUNT", msgspec.structs.replace(SIGN_IN_ACCOUNT, most=3))

    def sign_in(password: str) -> str:
        answer = client.post(
            reverse("account_login"), {"login": doris.email, "password": password}, headers={"accept-language": "sv"}
        )
        return answer.content.decode()

    for number in range(3):
        assert "hör inte ihop" in sign_in(f"fel-{number}")
    assert "Vänta 15 minuter" in sign_in(PASSWORD)
    client.post(forget(client, doris.email), {"password": NEW})
    assert sign_in(NEW) == ""  # the link showed who it is


def test_right_passwords_are_not_counted(client: Client, doris: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "SIGN_IN_ACCOUNT", FEW)
    for _ in range(4):
        browser = Client()
        answer = browser.post(reverse("account_login"), {"login": doris.email, "password": PASSWORD})
        assert answer.status_code == 302


@pytest.mark.django_db
def test_one_address_cannot_try_many_accounts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "SIGN_IN_ADDRESS", FEW)
    for number in range(3):
        client.post(reverse("account_login"), {"login": f"a{number}@y.example", "password": "fel"})
    text = client.post(reverse("account_login"), {"login": "b@y.example", "password": "fel"}).content.decode()
    assert "Wait 15 minutes" in text


@pytest.mark.django_db
def test_limit_counts_the_client_behind_the_proxies(
    client: Client, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "SIGN_IN_ADDRESS", FEW)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]  # pytest-django's
    for number in range(4):
        client.post(
            reverse("account_login"), {"login": f"a{number}@y.example", "password": "fel"},
            headers={"x-forwarded-for": f"203.0.113.1, 198.51.100.{number}"},
        )  # fmt: skip
    text = client.post(
        reverse("account_login"), {"login": "b@y.example", "password": "fel"},
        headers={"x-forwarded-for": "203.0.113.1, 198.51.100.77"},
    ).content.decode()  # fmt: skip
    assert "Wait" not in text


@pytest.mark.django_db
def test_strength_is_told_in_words(client: Client) -> None:
    def said(password: str) -> tuple[str, bool]:
        answer = client.post(reverse("password_strength"), {"password": password}, headers={"accept-language": "sv"})
        told = answer.json()
        return told["said"], told["taken"]

    assert said("password123")[1] is False
    assert said("tre gröna segel till havs") == ("Starkt.", True)
    assert said("") == ("", False)
