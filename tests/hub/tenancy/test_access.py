"""Roles, permissions and memberships."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection

from depesch.hub import settings as hub_settings
from depesch.hub.tenancy.access import Permission, may, may_send, memberships
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Group, Membership, Role, User
from depesch.hub.tenancy.scope import NoTenant, acting_for, tenant_id


def test_every_role_may_read() -> None:
    assert all(may(role, Permission.READ) for role in Role)


def test_an_issuer_may_send_and_a_reader_may_not() -> None:
    assert may_send(Role.ISSUER)
    assert not may_send(Role.READER)


def test_an_unknown_role_may_nothing() -> None:
    assert not any(may("owner", permission) for permission in Permission)


def test_a_user_finds_the_own_memberships_before_a_company_is_chosen(astrid: User, bo: User, nordbygg: Company) -> None:
    assert [(each.user, each.tenant, each.role) for each in memberships(astrid)] == [(astrid, nordbygg, Role.ISSUER)]


def test_a_groups_administrator_reaches_every_company_of_the_group(db: None) -> None:
    group = Group.objects.create(name="Nordbygg koncern")
    first = create_company(name="A", country="SE", organisation_number="5566010103", group=group)
    second = create_company(name="B", country="SE", organisation_number="5566020201", group=group)
    user = User.objects.create_user("eva@nordbygg.example", "ett-langt-losenord", name="Eva")
    add_member(first, user, Role.GROUP_ADMINISTRATOR)
    assert [each.tenant for each in memberships(user)] == [first, second]


def test_the_password_is_hashed_with_argon2(astrid: User) -> None:
    assert astrid.password.startswith("argon2$argon2id$")
    # The tests' own hasher is a quick one; the hub's is Django's, at its full strength.
    assert hub_settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_work_outside_a_company_is_refused(db: None) -> None:
    with pytest.raises(NoTenant):
        tenant_id()


def test_a_company_within_a_company_gives_the_outer_one_back(
    nordbygg: Company, carls_company: Company, bo: User
) -> None:
    with acting_for(nordbygg.id):
        with acting_for(carls_company.id):
            assert tenant_id() == carls_company.id
        assert tenant_id() == nordbygg.id
        assert Membership.objects.filter(user=bo).exists()


def test_a_fault_in_the_database_is_told_as_it_is(nordbygg: Company) -> None:
    with pytest.raises(ProgrammingError, match="no_such_table"), acting_for(nordbygg.id):
        connection.cursor().execute("SELECT 1 FROM no_such_table")


def test_after_a_fault_within_the_outer_company_is_back(nordbygg: Company, carls_company: Company, bo: User) -> None:
    with acting_for(nordbygg.id):
        with pytest.raises(ProgrammingError), acting_for(carls_company.id):
            connection.cursor().execute("SELECT 1 FROM no_such_table")
        assert Membership.objects.filter(user=bo).exists()
