"""Row security in PostgreSQL itself, asked with raw SQL past all managers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from depesch.hub.tenancy.models import Company, Membership, User
from depesch.hub.tenancy.scope import acting_for

pytestmark = pytest.mark.django_db


def _rows(statement: str, *values: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def test_every_table_with_a_tenant_forces_row_security() -> None:
    unprotected = _rows(
        """
        SELECT c.relname
          FROM pg_class c
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
         WHERE c.relkind IN ('r', 'p')
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                    AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_company'))
        """
    )
    assert unprotected == []


def test_the_applications_role_is_neither_owner_nor_superuser() -> None:
    assert _rows("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]
    assert _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user") == []


def test_without_a_company_no_rows_are_seen(astrid: User) -> None:
    assert _rows("SELECT id FROM tenancy_membership") == []


def test_a_strangers_rows_are_invisible(astrid: User, carl: User, carls_company: Company) -> None:
    with acting_for(carls_company.id):
        assert _rows("SELECT user_id FROM tenancy_membership") == [(carl.id,)]


def test_a_row_for_another_company_is_refused(astrid: User, nordbygg: Company, carls_company: Company) -> None:
    with (
        acting_for(carls_company.id),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Membership.objects.create(tenant=nordbygg, user=astrid, role="administrator")
