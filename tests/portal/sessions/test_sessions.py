"""Where a person is signed in."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from depesch.hub.tenancy.models import User
from depesch.portal.accounts import SEEN_KEY
from depesch.portal.sessions.browsers import browser_of
from tests.people import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1"


def signed_in(user: User, agent: str) -> Client:
    browser = Client(headers={"user-agent": agent})
    answer = browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


@pytest.mark.row("D-20")
def test_each_place_is_told_in_plain_words_and_can_be_ended(doris: User) -> None:
    phone, here = signed_in(doris, IPHONE), signed_in(doris, FIREFOX)
    text = here.get(reverse("sessions")).content.decode()
    for said in ("Firefox på Linux", "Safari på iPhone", "Här, nu", "127.0.0.1", "Före den här gången loggade du"):
        assert said in text
    other = UserSession.objects.get(user_agent__startswith="Mozilla/5.0 (iPhone")
    assert here.post(reverse("end_session", args=[other.pk])).status_code == 302
    assert phone.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert "iPhone" not in here.get(reverse("sessions")).content.decode()


@pytest.mark.row("D-20")
def test_a_second_step_taken_away_while_it_is_asked_for_leads_to_signing_in_anew(doris: User) -> None:
    TOTP.activate(doris, generate_totp_secret())
    browser = Client()
    asked = browser.post(reverse("account_login"), {"login": doris.email, "password": PASSWORD}, follow=True)
    assert asked.redirect_chain[-1][0] == reverse("second_step")
    assert asked.status_code == 200
    Authenticator.objects.filter(user=doris).delete()
    again = browser.get(reverse("second_step"), follow=True)
    assert again.redirect_chain == [(reverse("account_login"), 302)]
    assert browser.get("/").status_code == 302
    assert browser.post(reverse("account_login"), {"login": doris.email, "password": PASSWORD}).status_code == 302
    assert browser.get("/").status_code == 200


@pytest.mark.row("D-20")
def test_all_others_are_ended_at_once(doris: User) -> None:
    here, *others = (signed_in(doris, FIREFOX) for _ in range(3))
    here.post(reverse("end_other_sessions"))
    assert here.get("/").status_code == 200
    assert [other.get("/").status_code for other in others] == [302, 302]
    assert UserSession.objects.filter(user=doris).count() == 1


def test_session_of_another_person_is_not_there(doris: User, bo: User) -> None:
    here, bos = signed_in(doris, FIREFOX), signed_in(bo, FIREFOX)
    session = UserSession.objects.get(user=bo)
    assert here.post(reverse("end_session", args=[session.pk])).status_code == 404
    assert bos.get("/").status_code == 200


def test_use_is_noted_every_ten_minutes_and_not_at_each_request(doris: User) -> None:
    here = signed_in(doris, FIREFOX)
    before = UserSession.objects.get().last_seen_at
    here.get("/")
    assert UserSession.objects.get().last_seen_at == before
    session = here.session
    session[SEEN_KEY] = int(time.time()) - 601
    session.save()
    here.get("/")
    assert UserSession.objects.get().last_seen_at > before


@pytest.mark.parametrize(
    ("agent", "browser", "device"),
    [
        (FIREFOX, "Firefox", "Linux"), (IPHONE, "Safari", "iPhone"), ("", "", ""), ("curl/8.5.0", "", ""),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/131.0 Safari/537.36", "Chrome", "Mac"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36",
         "Samsung Internet", "Android"),
        ("<script>alert(1)</script>" * 40, "", ""),
    ],
)  # fmt: skip
def test_browsers_are_named_as_people_know_them(agent: str, browser: str, device: str) -> None:
    found = browser_of(agent)
    assert (found.browser, found.device) == (browser, device)
