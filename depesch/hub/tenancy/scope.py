"""The company that the present work is done for, in Python and in the database at once.

The manager filters by it and raises when it is missing; PostgreSQL's row security sees the same value and yields no
rows without it. The setting is local to the transaction, so that a pooled connection never carries it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

_tenant: ContextVar[UUID | None] = ContextVar("tenant", default=None)


class NoTenant(RuntimeError):
    """A tenant's rows were asked for outside `acting_for`: our fault, never the user's."""


def tenant_id() -> UUID:
    """Return the id of the company that the present work is done for; raises NoTenant outside `acting_for`."""
    tenant = _tenant.get()
    if tenant is None:
        raise NoTenant("rows of a company were asked for, but no company was chosen: use acting_for(company_id)")
    return tenant


def is_acting() -> bool:
    """Return whether the present work is done for a company."""
    return _tenant.get() is not None


@contextmanager
def acting_for(company_id: UUID) -> Iterator[None]:
    """Do what stands inside for one company, in a transaction; nests, and gives the outer company back."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        before = _tenant.get()
        token = _tenant.set(company_id)
        is_told = before == company_id and not is_outermost  # in this very transaction
        if not is_told:
            _tell_database(company_id)
        try:
            yield
        finally:
            _tenant.reset(token)
        # The outermost transaction's end forgets the company by itself: one round trip less for each request. After a
        # fault this is not reached: the rollback, be it to a savepoint, puts the setting back as well.
        if not is_outermost and not is_told and not connection.needs_rollback:
            _tell_database(before)


def _tell_database(company_id: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.tenant', %s, true)", [str(company_id) if company_id else ""])
