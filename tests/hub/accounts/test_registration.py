"""Registration and activation, without pages: what is kept, mailed, made."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from depesch.hub.accounts.activation import ActivationRefused, CompanyTaken, activate, open_registration
from depesch.hub.accounts.agreement import agreement, current, is_due, versions
from depesch.hub.accounts.links import LinkState
from depesch.hub.accounts.registration import (
    Wish,
    checked_organisation_number,
    checked_vat_number,
    register,
    send_again,
)
from depesch.hub.directory.buyer_pages import PageContent, save_page
from depesch.hub.directory.models import ParticipantIdentifier
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import AgreementAcceptance, Company, Registration, User
from depesch.hub.tenancy.scope import acting_for
from depesch.model.identifiers import InvalidIdentifier
from tests.hub.accounts.letters import letters_to, secret_in

GRETA = "greta@snickeri.example"
PASSWORD = "barlast-och-segel-8"
PUBLISHED = {  # a published text is never changed: a change is a new version
    ("2026-11-22", "sv"): "03e7c31155f887d3",
    ("2026-11-22", "nb"): "64981e08227ee632",
    ("2026-11-22", "en"): "c77686ab15e195c7",
}


def wish(**other: object) -> Wish:
    values: dict[str, object] = {
        "company_name": "Gretas Snickeri AB", "country": "SE", "organisation_number": "5566030309",
        "vat_number": "SE556603030901", "person_name": "Greta Holm", "email": GRETA, "language": "sv",
    }  # fmt: skip
    return Wish(**{**values, **other})  # type: ignore[arg-type]


def registered(**other: object) -> str:
    register(wish(**other))
    return secret_in(letters_to(str(other.get("email", GRETA)))[0][1].text)


@pytest.mark.django_db
@pytest.mark.row("S-139", "S-140", "S-141")
def test_activation_makes_the_company_its_place_in_the_network_and_its_administrator() -> None:
    secret = registered()
    kind, letter = letters_to(GRETA)[0]
    assert (kind, letter.subject) == ("activation", "Aktivera kontot för Gretas Snickeri AB")
    greta, company = activate(secret, user=None, agreement=current("sv"), password=PASSWORD)
    assert greta.check_password(PASSWORD)
    assert [(place.tenant, place.role) for place in memberships(greta)] == [(company, "administrator")]
    assert set(ParticipantIdentifier.objects.filter(participant__company=company).values_list("scheme", "value")) == {
        ("0007", "5566030309"), ("vat", "SE556603030901"),
    }  # fmt: skip
    accepted = AgreementAcceptance.objects.get(user=greta)
    assert (accepted.version, accepted.language, accepted.company_id) == (versions()[-1], "sv", company.pk)
    assert accepted.text_sha256 == current("sv").sha256
    with acting_for(company.pk):
        kinds = list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["company.registered", "agreement.accepted", "person.joined"]


@pytest.mark.django_db
@pytest.mark.row("S-139")
def test_link_works_once_and_expires() -> None:
    secret = registered()
    Registration.objects.update(expires_at=Registration.objects.get().made_at)
    with pytest.raises(ActivationRefused) as refused:
        activate(secret, user=None, agreement=current("sv"), password=PASSWORD)
    assert refused.value.state is LinkState.EXPIRED
    send_again(GRETA.upper())
    newer = secret_in(letters_to(GRETA)[0][1].text)
    assert open_registration(secret).state is LinkState.UNKNOWN
    activate(newer, user=None, agreement=current("sv"), password=PASSWORD)
    with pytest.raises(ActivationRefused) as refused:
        activate(newer, user=User.objects.get(email=GRETA), agreement=current("sv"))
    assert refused.value.state is LinkState.USED
    assert Company.objects.count() == 1


@pytest.mark.django_db
def test_link_is_good_for_three_days() -> None:
    registered()
    found = Registration.objects.get()
    assert found.expires_at - found.made_at == timedelta(hours=72)


def test_second_who_registers_the_company_is_told_by_mail_whom_to_ask(nordbygg: Company, doris: User) -> None:
    register(wish(organisation_number=nordbygg.organisation_number))
    assert not Registration.objects.exists()
    kind, letter = letters_to(GRETA)[0]
    assert kind == "company_exists"
    assert "Doris Alm" in letter.text
    assert doris.email not in letter.text
    assert letters_to(doris.email)[0][1].subject == "Greta Holm vill bli användare i Nordbygg Fasad AB"


def test_member_who_registers_the_company_again_is_reminded_of_the_account(nordbygg: Company, doris: User) -> None:
    register(wish(organisation_number=nordbygg.organisation_number, email=doris.email))
    assert [kind for kind, _ in letters_to(doris.email)] == ["already_member"]


@pytest.mark.django_db
def test_of_two_who_register_one_company_at_a_time_the_first_gets_it() -> None:
    first, second = registered(), registered(email="per@snickeri.example")
    activate(first, user=None, agreement=current("sv"), password=PASSWORD)
    assert open_registration(second).is_taken
    with pytest.raises(CompanyTaken):
        activate(second, user=None, agreement=current("sv"), password=PASSWORD)
    assert not User.objects.filter(email="per@snickeri.example").exists()


def test_who_has_an_account_activates_as_themselves(carl: User) -> None:
    secret = registered(email=carl.email)
    assert letters_to(carl.email)[0][0] == "activation_known"
    for wrong in (None, User.objects.create_user("x@y.example", "barlast-och-segel-9", name="X")):
        with pytest.raises(ActivationRefused):
            activate(secret, user=wrong, agreement=current("sv"), password=PASSWORD)
    _, company = activate(secret, user=carl, agreement=current("nb"))
    assert company in {place.tenant for place in memberships(carl)}
    assert not carl.check_password(PASSWORD)


def test_number_of_another_participant_makes_no_second_company(nordbygg: Company, doris: User) -> None:
    from depesch.hub.directory.participants import register_company

    register_company(nordbygg)
    ParticipantIdentifier.objects.filter(scheme="0007").update(value="5566030309")
    with pytest.raises(CompanyTaken):
        activate(registered(), user=None, agreement=current("sv"), password=PASSWORD)
    assert not User.objects.filter(email=GRETA).exists()


@pytest.mark.django_db
def test_asking_again_for_an_unknown_address_does_nothing() -> None:
    send_again("nobody@y.example")
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("556603-0309", "SE", "5566030309"), ("SE556603030901", "SE", "5566030309"), ("999 000 053", "NO", "999000053"),
        ("NO999000053MVA", "NO", "999000053"), ("2077474-0", "FI", "20774740"), ("13 58 56 28", "DK", "13585628"),
    ],
)  # fmt: skip
def test_numbers_are_understood_as_people_write_them(text: str, country: str, number: str) -> None:
    assert checked_organisation_number(text, country) == number


@pytest.mark.parametrize(("text", "country"), [("5566030308", "SE"), ("999000054", "NO"), ("", "FI"), ("abc", "DK")])
def test_wrong_numbers_are_refused(text: str, country: str) -> None:
    with pytest.raises(InvalidIdentifier):
        checked_organisation_number(text, country)


def test_vat_number_is_of_the_country() -> None:
    assert checked_vat_number("556603030901", "SE") == "SE556603030901"
    with pytest.raises(InvalidIdentifier):
        checked_vat_number("DK13585628", "SE")


def test_newer_agreement_is_due_for_who_accepted_an_earlier_one(doris: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from depesch.hub.accounts.accepting import accept_anew
    from depesch.hub.accounts.agreement import accept

    AgreementAcceptance.objects.filter(user=doris).delete()
    assert is_due(doris)  # as the console makes people
    accept(doris, current("sv"))
    assert not is_due(doris)
    AgreementAcceptance.objects.filter(user=doris).update(version="2020-01-01")
    assert is_due(doris)
    accept_anew(doris, current("sv"))
    accept_anew(doris, current("sv"))
    assert list(AgreementAcceptance.objects.order_by("id").values_list("version", flat=True)) == [
        "2020-01-01", versions()[-1],
    ]  # fmt: skip


def test_published_agreements_are_never_changed() -> None:
    assert {key: agreement(*key).sha256[:16] for key in PUBLISHED} == PUBLISHED
    assert {version for version, _ in PUBLISHED} == set(versions())


@pytest.mark.django_db
def test_letter_names_the_public_page_that_the_registration_came_from(nordbygg: Company) -> None:
    page = PageContent(slug="nordbygg", is_public=True)
    for content, told in ((None, False), (page, True), (msgspec.structs.replace(page, is_public=False), False)):
        if content is not None:
            with acting_for(nordbygg.pk):
                save_page(content, actor="user:test")
        register(msgspec.structs.replace(wish(), invited_by=nordbygg.pk))
        text = letters_to(GRETA)[0][1].text
        assert ("/buyers/nordbygg/" in text) is told
        assert "/activate/" in text
