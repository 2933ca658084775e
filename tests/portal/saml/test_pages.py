"""The settings' pages, and a door closed to passwords: who is refused in words, who gets in all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from depesch.hub.history.models import EventRow
from depesch.hub.saml import signing_in
from depesch.hub.saml.models import SamlConnection, SamlDomain, SamlRequest
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.saml.foreign import ForeignProvider, key_of, needs_xmlsec
from tests.hub.saml.scene import secret_of_last_letter, take_provider
from tests.people import PASSWORD
from tests.portal.saml.signing_in import by_provider, code_of

pytestmark = [needs_xmlsec, pytest.mark.row("D-20")]


@pytest.fixture
def provider(nordbygg: Company, doris: User, tmp_path: Path) -> ForeignProvider:
    """The provider of Nordbygg's people."""
    made = ForeignProvider(tmp_path / "idp")
    take_provider(nordbygg, made, doris)
    return made


def by_password(browser: Client, user: User) -> str:
    answer = browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def require(browser: Client, emergency: User) -> None:
    wanted = {"default_role": "reader", "is_required": "on", "emergency_user": str(emergency.pk)}
    answer = browser.post(reverse("saml_rules"), wanted)
    assert answer.status_code == 302, answer.content.decode()


def kinds_told(company: Company) -> list[str]:
    with acting_for(company.pk):
        return list(
            EventRow.objects.filter(kind__startswith="saml.").order_by("sequence").values_list("kind", flat=True)
        )


def test_an_administrator_sets_the_provider_up(doris_browser: Client, nordbygg: Company, tmp_path: Path) -> None:
    empty = doris_browser.get(reverse("saml")).content.decode()
    assert f"/saml/{nordbygg.pk}/acs/" in empty
    metadata = ForeignProvider(tmp_path / "idp").metadata().decode()
    for given, told in (
        ({}, "Välj filen med metadata"),
        ({"metadata": "hej"}, "Det är inga metadata"),
        ({"metadata": metadata.replace("IDPSSODescriptor", "SPSSODescriptor")}, "ingen inloggningstjänst"),
        ({"metadata": metadata.replace("https://idp", "javascript://idp")}, "https://"),
        ({"metadata": f'<!DOCTYPE a [<!ENTITY e "x">]>{metadata}'}, "Det är inga metadata"),
        ({"entity_id": "x", "sso_url": "https://x.example", "certificate": "hej"}, "inget certifikat"),
    ):
        answer = doris_browser.post(reverse("saml_provider"), given)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert doris_browser.post(reverse("saml_provider"), {"metadata": metadata}).status_code == 302
    other = {"pem": key_of("nordbygg next").certificate.pem}
    assert doris_browser.post(reverse("saml_certificate_new"), other).status_code == 302
    assert doris_browser.post(reverse("saml_certificate_new"), other).status_code == 422
    assert doris_browser.post(reverse("saml_domain_new"), {"domain": "hej"}).status_code == 422
    assert doris_browser.post(reverse("saml_domain_new"), {"domain": "nordbygg.example"}).status_code == 302
    proof = reverse("saml_domain_proof", args=[secret_of_last_letter()])
    assert (
        "Hör nordbygg.example till Nordbygg Fasad AB?"
        in Client(headers={"accept-language": "sv"}).get(proof).content.decode()
    )
    with acting_for(nordbygg.pk):
        assert SamlDomain.objects.get().proved_at is None, "looking confirms nothing"
    assert Client().post(proof).status_code == 200
    assert Client().post(proof).status_code == 410
    page = doris_browser.get(reverse("saml")).content.decode()
    for told in ("nordbygg.example", "Bekräftad", "idp.nordbygg.example/metadata"):
        assert told in page
    assert kinds_told(nordbygg) == [
        "saml.provider_set", "saml.certificate_added", "saml.certificate_added", "saml.domain_asked",
        "saml.domain_proved",
    ]  # fmt: skip


@pytest.mark.parametrize("browser", ["astrids_browser", "bos_browser", "evas_browser", "rolfs_browser"])
def test_the_settings_are_an_administrators(browser: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(browser)
    for name in ("saml", "saml_provider", "saml_remove", "saml_certificate_new", "saml_domain_new"):
        assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse("saml_rules"), {"default_role": "issuer"}).status_code == 403


def test_a_stranger_sees_and_changes_nothing_of_it(
    carls_browser: Client, carl: User, carls_company: Company, nordbygg: Company, provider: ForeignProvider
) -> None:
    add_member(carls_company, carl, Role.ADMINISTRATOR)
    with acting_for(nordbygg.pk):
        domain = SamlDomain.objects.get()
    assert "nordbygg" not in carls_browser.get(reverse("saml")).content.decode().lower()
    for method in (carls_browser.get, carls_browser.post):
        assert method(reverse("saml_domain_remove", args=[domain.pk])).status_code == 404
    carls_browser.post(reverse("saml_remove"))
    with acting_for(nordbygg.pk):
        assert SamlConnection.objects.count() == SamlDomain.objects.count() == 1


def test_a_session_of_the_provider_stands_in_the_list_and_ends_with_it(
    nordbygg: Company, carls_company: Company, astrid: User, doris_browser: Client, provider: ForeignProvider
) -> None:
    add_member(carls_company, astrid, Role.ADMINISTRATOR)
    browser = Client()
    assert by_provider(browser, nordbygg, provider, astrid.email, "/you/sessions/") == "/you/sessions/"
    listed = UserSession.objects.get(user=astrid)
    assert listed.data == {"saml": str(nordbygg.pk)}
    page = browser.get("/you/sessions/").content.decode()
    assert "Nordbygg Fasad AB" in page
    assert "Carls Måleri" not in page, "what Nordbygg's provider began reaches no other company"
    assert doris_browser.post(reverse("saml_remove")).status_code == 302
    assert browser.get("/you/sessions/").status_code == 302
    assert kinds_told(nordbygg)[-2:] == ["saml.signed_in", "saml.provider_removed"]


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(nordbygg: Company, astrid: User, provider: ForeignProvider, evil: str) -> None:
    assert by_provider(Client(), nordbygg, provider, astrid.email, evil) == reverse("start")


def test_an_answer_taken_to_another_browser_signs_nobody_in(
    nordbygg: Company, astrid: User, provider: ForeignProvider
) -> None:
    begun = signing_in.begin(nordbygg.pk, "/")
    judged = Client().post(
        reverse("saml_acs", args=[nordbygg.pk]), {"SAMLResponse": provider.answer(begun.url, astrid.email)}
    )
    victim = Client()
    answer = victim.get(judged["Location"])
    assert answer.status_code == 403
    assert "began in another browser" in answer.content.decode()
    assert victim.get("/you/sessions/").status_code == 302


def test_who_must_come_through_the_provider_is_refused_with_a_password_and_the_emergency_way_stays(
    nordbygg: Company, astrid: User, doris: User, doris_browser: Client, provider: ForeignProvider
) -> None:
    by_provider(Client(), nordbygg, provider, doris.email)
    TOTP.activate(doris, secret := generate_totp_secret())
    working = Client()
    assert by_password(working, astrid) == "/"
    require(doris_browser, doris)
    assert doris_browser.get(reverse("saml")).status_code == 200, "whoever was chosen works on"

    assert working.get("/")["Location"] == reverse("saml_needed"), "an open session with a password is closed at once"
    refused = Client()
    assert by_password(refused, astrid) == reverse("saml_needed")
    said = refused.get(reverse("saml_needed"))
    assert said.status_code == 403
    assert "Nordbygg Fasad AB has its own sign-in" in said.content.decode()
    assert refused.get("/you/sessions/").status_code == 302

    chosen = Client()
    assert "2fa" in by_password(chosen, doris), "the emergency way asks for the second step"
    code = code_of(secret)
    assert chosen.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/"
    assert chosen.get(reverse("saml")).status_code == 200
    assert by_provider(Client(), nordbygg, provider, astrid.email) == "/you/"
    told = kinds_told(nordbygg)
    assert {"saml.rules_changed", "saml.password_refused", "saml.emergency", "saml.signed_in"} <= set(told)


def test_when_the_chosen_one_is_gone_the_last_administrator_still_gets_in(
    nordbygg: Company, bo: User, doris: User, doris_browser: Client, provider: ForeignProvider
) -> None:
    by_provider(Client(), nordbygg, provider, doris.email)
    TOTP.activate(doris, generate_totp_secret())
    require(doris_browser, doris)
    add_member(nordbygg, bo, Role.ADMINISTRATOR)
    assert by_password(Client(), bo) == reverse("saml_needed")
    User.objects.filter(pk=doris.pk).update(is_active=False)
    assert by_password(Client(), bo) == "/"


def test_a_company_closes_its_own_door_and_no_other(
    nordbygg: Company, carls_company: Company, astrid: User, doris: User, doris_browser: Client,
    provider: ForeignProvider,
) -> None:  # fmt: skip
    add_member(carls_company, astrid, Role.READER)
    by_provider(Client(), nordbygg, provider, doris.email)
    TOTP.activate(doris, generate_totp_secret())
    require(doris_browser, doris)
    browser = Client()
    assert by_password(browser, astrid) == "/"
    page = browser.get("/you/sessions/").content.decode()
    assert "Carls Måleri AB" in page
    assert "Nordbygg Fasad AB" not in page


def test_tries_are_limited_as_on_the_sign_in_page(nordbygg: Company, provider: ForeignProvider) -> None:
    acs = reverse("saml_acs", args=[nordbygg.pk])
    answers = [Client().post(acs, {"SAMLResponse": "aGVq"}).status_code for _ in range(52)]
    assert answers[:50] == [403] * 50
    assert answers[50:] == [429, 429]


def test_the_address_page_knows_the_company_by_the_domain(nordbygg: Company, provider: ForeignProvider) -> None:
    browser = Client()
    known = browser.post(reverse("saml_sign_in"), {"email": "nora@nordbygg.example"})
    assert known.status_code == 200
    assert f"{provider.place}/sso?SAMLRequest=" in known.content.decode()
    with acting_for(nordbygg.pk):
        assert SamlRequest.objects.count() == 1
    assert browser.post(reverse("saml_sign_in"), {"email": "nora@other.example"}).status_code == 422
