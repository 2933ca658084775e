"""A lost second step: removed by who runs the hub alone, with a reason that the person and the companies read."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.models import Company, User
from tests.hub.accounts.letters import letters_to
from tests.people import PASSWORD
from tests.portal.operator.test_cockpit import operators_browser as operators_browser
from tests.portal.operator.test_cockpit import text_of

REASON = "Telefonen är borta. Ringde växeln och fick tala med Astrid."


@pytest.fixture
def address(nordbygg: Company, astrid: User) -> str:
    """The page on which Astrid's second step is removed: she has an app, a passkey and codes."""
    TOTP.activate(astrid, generate_totp_secret())
    RecoveryCodes.activate(astrid)
    passkey = {"name": "Telefon", "credential": {}}
    Authenticator.objects.create(user=astrid, type=Authenticator.Type.WEBAUTHN, data=passkey)
    return reverse("operator_lost_step", args=[nordbygg.pk, astrid.pk])


def sign_in(user: User) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return browser


@pytest.mark.row("D-20")
def test_a_lost_second_step_is_removed_and_everybody_concerned_is_told_why(
    operators_browser: Client, doris_browser: Client, nordbygg: Company, astrid: User
) -> None:
    before = sign_in(astrid)  # while she had none
    TOTP.activate(astrid, generate_totp_secret())
    RecoveryCodes.activate(astrid)
    address = reverse("operator_lost_step", args=[nordbygg.pk, astrid.pk])
    assert before.get("/").status_code == 200
    assert address in text_of(operators_browser, "operator_company", nordbygg.pk)
    assert operators_browser.post(address, {"reason": f"  {REASON}\n"}).status_code == 302
    assert not Authenticator.objects.filter(user=astrid).exists()
    assert before.get("/").status_code == 302
    assert sign_in(astrid).get("/").status_code == 200
    kind, sheet = letters_to(astrid.email)[0]
    assert kind == "second_steps_lost"
    assert REASON in " ".join(sheet.text.split())
    log = text_of(doris_browser, "changes")
    assert REASON in log
    assert "Carl Moe, som driver navet" in log
    assert address not in text_of(operators_browser, "operator_company", nordbygg.pk)


def test_app_passkey_and_codes_are_gone_together(operators_browser: Client, address: str, astrid: User) -> None:
    assert "App med koder, Passnyckel" in operators_browser.get(address).content.decode()
    assert Authenticator.objects.filter(user=astrid).count() == 3
    operators_browser.post(address, {"reason": REASON})
    assert not Authenticator.objects.filter(user=astrid).exists()
    again = operators_browser.post(address, {"reason": REASON}, follow=True).content.decode()
    assert "Astrid Ek har inte längre något andra steg." in again
    assert Letter.objects.filter(kind="second_steps_lost").count() == 1


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 501])
def test_without_a_reason_nothing_is_removed(operators_browser: Client, address: str, reason: str) -> None:
    assert operators_browser.post(address, {"reason": reason}).status_code == 422
    assert Authenticator.objects.count() == 3
    assert not Letter.objects.filter(kind="second_steps_lost").exists()


def test_who_does_not_run_the_hub_removes_nothing(address: str, doris_browser: Client, carls_browser: Client) -> None:
    for browser in (doris_browser, carls_browser):
        assert browser.post(address, {"reason": REASON}).status_code == 404
    assert Authenticator.objects.count() == 3


def test_nobody_removes_their_own_and_a_person_is_found_in_their_company_alone(
    operators_browser: Client, carl: User, carls_company: Company, address: str, astrid: User
) -> None:
    TOTP.activate(carl, generate_totp_secret())
    own = reverse("operator_lost_step", args=[carls_company.pk, carl.pk])
    answer = operators_browser.post(own, {"reason": REASON}, follow=True).content.decode()
    assert "Ditt eget andra steg ändrar du på din egen sida" in answer
    assert Authenticator.objects.filter(user=carl).exists()
    elsewhere = reverse("operator_lost_step", args=[carls_company.pk, astrid.pk])
    assert operators_browser.post(elsewhere, {"reason": REASON}).status_code == 404
    assert Authenticator.objects.filter(user=astrid).count() == 3
