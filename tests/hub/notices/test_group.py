"""Administrators of a group are told of each of its companies, also where they are no members; strangers of nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from depesch.hub.accounts.agreement import accept, current
from depesch.hub.history.kinds import documents as told
from depesch.hub.mailing.models import Letter
from depesch.hub.notices.models import Notice
from depesch.hub.notices.occasions import Occasion, Way
from depesch.hub.notices.posting import post_notices
from depesch.hub.notices.reminders import readers_today
from depesch.hub.notices.stopping import Stop, opened, path_to_stop, stop_telling
from depesch.hub.notices.telling import tell
from depesch.hub.notices.wishes import choose, wishes_of
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Group, Membership, Role, User
from depesch.hub.tenancy.people import roles_of_people
from depesch.hub.tenancy.scope import NoTenant, acting_for
from depesch.hub.webhooks.endpoints import switch_off
from depesch.hub.webhooks.models import WebhookEndpoint
from depesch.kit.clock import now
from depesch.portal.person import COMPANY_KEY
from tests.hub.notices.test_telling import ARRIVED, REFUSED, noticed, subject

NUMBERS = {"Nordbygg Holding AB": "5566030309", "Nordbygg Tak AB": "5566040407", "Nordbygg Golv AB": "5566050505"}


@pytest.fixture
def entities(db: None) -> dict[str, Company]:
    """A group of three legal entities, by the last word but one of their names."""
    group = Group.objects.create(name="Nordbygg")
    return {
        name.split()[1]: create_company(name=name, country="SE", organisation_number=number, language="sv", group=group)
        for name, number in NUMBERS.items()
    }


@pytest.fixture
def greta(entities: dict[str, Company]) -> User:
    """Greta, who administers the group and is a member of its holding company alone."""
    return person("greta@nordbygg.example", entities["Holding"], Role.GROUP_ADMINISTRATOR)


def person(email: str, company: Company, *roles: Role) -> User:
    user = User.objects.create(email=email, name=email.split("@")[0].title(), language="sv")
    for role in roles:
        add_member(company, user, role)
    return user


def happened(company: Company, *, actor: str = "worker", event: told.DocumentRefused = REFUSED) -> None:
    with acting_for(company.pk):
        tell(subject(company), (event,), actor=actor)


def people_of(company: Company) -> dict[UUID, set[str]]:
    with acting_for(company.pk):
        return roles_of_people()


@pytest.mark.row("D-20")
def test_group_administrator_is_told_of_each_company_of_the_group(entities: dict[str, Company], greta: User) -> None:
    for company in entities.values():
        happened(company)
        assert noticed(company) == {greta.pk}
    post_notices(now())
    told_of = {letter.company_id for letter in Letter.objects.filter(recipient=greta.email)}
    assert told_of == {company.pk for company in entities.values()}


def test_who_has_a_role_of_their_own_there_too_is_told_once(entities: dict[str, Company], greta: User) -> None:
    add_member(entities["Tak"], greta, Role.READER)
    add_member(entities["Tak"], greta, Role.ISSUER)
    assert people_of(entities["Tak"]) == {greta.pk: {"reader", "issuer", "group_administrator"}}
    happened(entities["Tak"])
    with acting_for(entities["Tak"].pk):
        assert Notice.objects.get().user_id == greta.pk


def test_what_has_somebody_in_the_company_goes_to_them_alone(entities: dict[str, Company], greta: User) -> None:
    receiver = person("ragnar@nordbygg.example", entities["Tak"], Role.RECEIVER)
    with acting_for(entities["Tak"].pk):
        tell(subject(entities["Tak"]), (ARRIVED,), actor="worker")
    with acting_for(entities["Golv"].pk):
        tell(subject(entities["Golv"]), (ARRIVED,), actor="worker")
    assert noticed(entities["Tak"]) == {receiver.pk}
    assert noticed(entities["Golv"]) == {greta.pk}  # nobody there works on what comes in


def test_administrator_of_one_company_of_a_group_is_not_told_of_the_others(entities: dict[str, Company]) -> None:
    person("alva@nordbygg.example", entities["Holding"], Role.ADMINISTRATOR)
    happened(entities["Tak"])
    assert noticed(entities["Tak"]) == set()


def test_administrator_of_another_group_is_told_nothing(
    entities: dict[str, Company], greta: User, carls_company: Company
) -> None:
    carls_company.group = Group.objects.create(name="Carls")
    carls_company.save()
    stranger = person("stina@maleri.example", carls_company, Role.GROUP_ADMINISTRATOR)
    happened(entities["Golv"])
    happened(carls_company)
    assert noticed(entities["Golv"]) == {greta.pk}
    assert noticed(carls_company) == {stranger.pk}


def test_companies_without_a_group_are_no_group(
    entities: dict[str, Company], nordbygg: Company, carls_company: Company
) -> None:
    person("stina@maleri.example", carls_company, Role.GROUP_ADMINISTRATOR)
    happened(nordbygg)
    assert noticed(nordbygg) == set()


def test_company_sees_nobody_of_another_and_nobody_sees_without_a_company(
    entities: dict[str, Company], greta: User, carls_company: Company
) -> None:
    person("tove@nordbygg.example", entities["Tak"], Role.ISSUER)
    assert people_of(carls_company) == {}
    assert people_of(entities["Golv"]) == {greta.pk: {"group_administrator"}}  # and not the sister's issuer
    with pytest.raises(NoTenant):
        roles_of_people()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenancy_people_v1()")
        assert cursor.fetchone() == (0,)


@pytest.mark.row("D-20")
def test_letters_to_administrators_go_to_the_groups_and_not_to_closed_accounts(
    entities: dict[str, Company], greta: User
) -> None:
    alva, gone = (
        person(f"{name}@nordbygg.example", entities["Tak"], Role.ADMINISTRATOR) for name in ("alva", "gustav")
    )
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with acting_for(entities["Tak"].pk):
        endpoint = WebhookEndpoint.objects.create(tenant=entities["Tak"], url="https://erp.example/told", made_at=now())
        switch_off(endpoint, "gone", at=now())
    letters = Letter.objects.filter(kind="webhook-switched-off")
    assert sorted(each.recipient for each in letters) == [alva.email, greta.email]


@pytest.mark.parametrize("how", ["role-taken", "company-left-the-group", "closed-account"])
def test_who_administers_the_group_no_more_gets_no_letter_of_what_waits(
    how: str, entities: dict[str, Company], greta: User
) -> None:
    happened(entities["Tak"])
    assert noticed(entities["Tak"]) == {greta.pk}
    if how == "role-taken":
        with acting_for(entities["Holding"].pk):
            Membership.objects.filter(user=greta).delete()
    elif how == "company-left-the-group":
        Company.objects.filter(pk=entities["Tak"].pk).update(group=None)
    else:
        User.objects.filter(pk=greta.pk).update(is_active=False)
    post_notices(now())
    assert not Letter.objects.exists()


def test_choice_holds_for_the_one_company(entities: dict[str, Company], greta: User) -> None:
    tak, golv = entities["Tak"], entities["Golv"]
    with acting_for(tak.pk):
        assert wishes_of(greta.pk).ways[Occasion.REFUSED] is Way.AT_ONCE
        assert not wishes_of(greta.pk).only_own
        choose(greta.pk, {Occasion.REFUSED: Way.OFF}, actor=f"user:{greta.pk}")
        assert wishes_of(greta.pk).ways[Occasion.REFUSED] is Way.OFF
    happened(tak)
    happened(golv)
    assert (noticed(tak), noticed(golv)) == (set(), {greta.pk})


def test_link_in_the_letter_stops_it_where_the_person_is_no_member(entities: dict[str, Company], greta: User) -> None:
    happened(entities["Tak"])
    path = path_to_stop(Stop(user_id=greta.pk, company_id=entities["Tak"].pk, occasion=Occasion.REFUSED))
    stop_telling(opened(path.split("/")[3]))
    happened(entities["Tak"])
    with acting_for(entities["Tak"].pk):
        assert Notice.objects.count() == 1


def test_nobody_is_told_of_what_they_did_in_a_sister_company(entities: dict[str, Company], greta: User) -> None:
    happened(entities["Tak"], actor=f"user:{greta.pk}")
    assert noticed(entities["Tak"]) == set()


def test_reminder_of_errors_goes_to_the_group_s_administrator(entities: dict[str, Company], greta: User) -> None:
    with acting_for(entities["Golv"].pk):
        (reader,) = readers_today(now().date())
        assert (reader.user.pk, reader.only_own) == (greta.pk, False)
        assert readers_today(now().date()) == []
        assert [each.user.pk for each in readers_today(now().date() + timedelta(days=1))] == [greta.pk]


def test_page_of_notices_is_open_to_who_comes_there_through_the_group(
    entities: dict[str, Company], greta: User
) -> None:
    accept(greta, current("sv"))
    browser, page = Client(), reverse("notices")
    browser.force_login(greta)
    session = browser.session
    session[COMPANY_KEY] = str(entities["Tak"].pk)
    session.save()
    chosen = {each.value: "off" for each in Occasion}
    assert 'value="at_once" selected' in browser.get(page).content.decode()
    assert browser.post(page, chosen).status_code == 302
    happened(entities["Tak"])
    assert noticed(entities["Tak"]) == set()
