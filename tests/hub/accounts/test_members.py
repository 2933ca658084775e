"""The people of a company: asked in as long as there are licences, changed, removed; never without an administrator."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from depesch.hub.accounts import licences, members
from depesch.hub.accounts.groups import companies_of_group
from depesch.hub.accounts.licences import NoFreeSeat
from depesch.hub.accounts.members import MemberRefused
from depesch.hub.history.models import EventRow
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Group, Invitation, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

ACTOR = "user:test"


def roles_of(company: Company, user: User) -> tuple[Role, ...]:
    found = members.member(company, user.pk)
    return found.roles if found else ()


def kinds(company: Company) -> list[str]:
    with acting_for(company.pk):
        return list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))


def invite(company: Company, email: str = "ny@nordbygg.example", **more: object) -> Invitation:
    given = {"name": "Ny Person", "roles": [Role.ISSUER], "language": "sv", "actor": ACTOR, **more}
    return members.invite_member(company, email=email, **given)  # type: ignore[arg-type]


@pytest.mark.row("S-150")
def test_members_and_open_invitations_take_the_licences(nordbygg: Company, doris: User, astrid: User) -> None:
    invite(nordbygg)
    seats = licences.seats_of(nordbygg)
    assert (seats.all, seats.members, seats.invited, seats.free) == (3, 2, 1, 0)
    with pytest.raises(NoFreeSeat):
        invite(nordbygg, "en.till@nordbygg.example")
    invite(nordbygg, "NY@nordbygg.example")  # the same person once more takes no further licence
    assert licences.seats_of(nordbygg).free == 0


def test_what_expired_or_was_used_takes_no_licence(nordbygg: Company, doris: User, astrid: User) -> None:
    invitation = invite(nordbygg)
    with acting_for(nordbygg.pk):
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=now())
    assert licences.seats_of(nordbygg).invited == 0
    invite(nordbygg, "annan@nordbygg.example")
    with pytest.raises(NoFreeSeat):
        members.invite_again(nordbygg, invitation.pk, actor=ACTOR)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"email": "doris@nordbygg.example"}, "already-member"),
        ({"email": "inte en adress"}, "bad-address"),
        ({"roles": []}, "no-roles"),
        ({"roles": ["owner"]}, "no-roles"),
        ({"roles": ["group_administrator"]}, "not-of-a-group"),
    ],
)
def test_who_cannot_be_asked_in(nordbygg: Company, doris: User, more: dict[str, object], code: str) -> None:
    with pytest.raises(MemberRefused, match=code):
        invite(nordbygg, **more)  # type: ignore[arg-type]
    assert not Letter.objects.exists()


@pytest.mark.row("S-149", "S-154")
def test_rights_are_given_at_once_and_recorded(nordbygg: Company, doris: User, bo: User) -> None:
    members.change_roles(nordbygg, bo.pk, ["issuer", "administrator"], actor=ACTOR)
    assert roles_of(nordbygg, bo) == (Role.ADMINISTRATOR, Role.ISSUER)
    assert kinds(nordbygg) == ["user.roles_changed"]
    members.change_roles(nordbygg, bo.pk, ["administrator", "issuer"], actor=ACTOR)
    assert kinds(nordbygg) == ["user.roles_changed"]  # nothing was changed


@pytest.mark.row("S-156")
def test_the_last_administrator_is_neither_removed_nor_demoted(nordbygg: Company, doris: User, bo: User) -> None:
    with pytest.raises(MemberRefused, match="last-administrator"):
        members.change_roles(nordbygg, doris.pk, ["reader"], actor=ACTOR)
    with pytest.raises(MemberRefused, match="last-administrator"):
        members.remove_member(nordbygg, doris.pk, actor=ACTOR)
    members.change_roles(nordbygg, bo.pk, ["administrator"], actor=ACTOR)
    members.remove_member(nordbygg, doris.pk, actor=ACTOR)
    assert roles_of(nordbygg, doris) == ()
    assert User.objects.filter(pk=doris.pk).exists()  # the history goes on naming her


def test_an_administrator_who_cannot_sign_in_does_not_count(nordbygg: Company, doris: User, bo: User) -> None:
    members.change_roles(nordbygg, bo.pk, ["administrator"], actor=ACTOR)
    User.objects.filter(pk=bo.pk).update(is_active=False)
    with pytest.raises(MemberRefused, match="last-administrator"):
        members.remove_member(nordbygg, doris.pk, actor=ACTOR)


@pytest.mark.row("S-156")
@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_demote_each_other_at_once_leave_one(nordbygg: Company, doris: User, bo: User) -> None:
    add_member(nordbygg, bo, Role.ADMINISTRATOR)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def demote(user: User) -> None:
        start.wait()
        try:
            members.change_roles(nordbygg, user.pk, ["reader"], actor=ACTOR)
            outcomes.append("done")
        except MemberRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=(user,)) for user in (doris, bo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "last-administrator"]


@pytest.mark.row("S-150")
@pytest.mark.django_db(transaction=True)
def test_two_who_are_asked_in_at_once_do_not_share_the_last_licence(nordbygg: Company, doris: User, bo: User) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def ask(number: int) -> None:
        start.wait()
        try:
            invite(nordbygg, f"ny{number}@nordbygg.example")
            outcomes.append("asked")
        except NoFreeSeat:
            outcomes.append("no licence")
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["asked", "no licence"]


@pytest.mark.row("S-153")
def test_name_and_address_are_written_and_both_addresses_are_told(nordbygg: Company, doris: User, bo: User) -> None:
    members.change_person(nordbygg, bo.pk, name="Bo  Lindh", email="Bo.Lindh@nordbygg.example", actor=ACTOR)
    bo.refresh_from_db()
    assert (bo.name, bo.email) == ("Bo Lindh", "bo.lindh@nordbygg.example")
    assert kinds(nordbygg) == ["user.changed", "user.changed"]
    told = set(Letter.objects.filter(kind="address_changed").values_list("recipient", flat=True))
    assert told == {"bo@nordbygg.example", "bo.lindh@nordbygg.example"}


def test_an_address_that_somebody_signs_in_with_is_not_given_twice(nordbygg: Company, bo: User, carl: User) -> None:
    with pytest.raises(MemberRefused, match="address-taken"):
        members.change_person(nordbygg, bo.pk, name=bo.name, email=carl.email, actor=ACTOR)


def test_whoever_belongs_elsewhere_too_or_runs_the_hub_has_their_account_to_themselves(
    nordbygg: Company, carls_company: Company, bo: User, carl: User, astrid: User
) -> None:
    add_member(nordbygg, carl, Role.READER)
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    for user in (carl, astrid):
        with pytest.raises(MemberRefused, match="own-account"):
            members.change_person(nordbygg, user.pk, name="X", email="x@y.example", actor=ACTOR)


@pytest.fixture
def group(nordbygg: Company, carls_company: Company) -> Group:
    """Nordbygg and Carl's company under one roof."""
    group = Group.objects.create(name="Nordbygg-gruppen")
    Company.objects.filter(pk__in=[nordbygg.pk, carls_company.pk]).update(group=group)
    nordbygg.refresh_from_db()
    carls_company.refresh_from_db()
    return group


@pytest.mark.row("D-20")
def test_an_administrator_of_one_company_cannot_rise_to_all(group: Group, nordbygg: Company, doris: User) -> None:
    with pytest.raises(MemberRefused, match="group-administrators-only"):
        members.change_roles(nordbygg, doris.pk, ["group_administrator"], actor=ACTOR)
    with pytest.raises(MemberRefused, match="group-administrators-only"):
        invite(nordbygg, roles=[Role.GROUP_ADMINISTRATOR])


@pytest.mark.row("D-20")
def test_an_administrator_of_one_company_touches_no_group_administrator(
    group: Group, nordbygg: Company, doris: User, bo: User
) -> None:
    add_member(nordbygg, bo, Role.GROUP_ADMINISTRATOR)
    with pytest.raises(MemberRefused, match="group-administrators-only"):
        members.remove_member(nordbygg, bo.pk, actor=ACTOR)
    with pytest.raises(MemberRefused, match="own-account"):
        members.change_person(nordbygg, bo.pk, name="X", email="x@y.example", actor=ACTOR)
    members.change_roles(nordbygg, bo.pk, ["reader"], actor=ACTOR, by_group=True)
    assert roles_of(nordbygg, bo) == (Role.READER,)


@pytest.mark.row("D-20")
def test_the_people_of_a_group_are_seen_by_its_administrators_alone(
    group: Group, nordbygg: Company, carls_company: Company, doris: User, carl: User, bo: User
) -> None:
    for_doris = companies_of_group(doris, group.pk)
    assert [len(each.people) for each in for_doris] == [0, 0]
    add_member(nordbygg, doris, Role.GROUP_ADMINISTRATOR)
    seen = {each.company.name: [person.name for person in each.people] for each in companies_of_group(doris, group.pk)}
    assert seen == {"Carls Måleri AB": ["Carl Moe"], "Nordbygg Fasad AB": ["Bo Lind", "Doris Alm"]}
