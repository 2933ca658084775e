"""Companies: legal entities that have an account here."""

from __future__ import annotations

from django.db import connection

from depesch.hub.tenancy.models import Company, Group, Membership, Role, User
from depesch.hub.tenancy.scope import acting_for


def wait_for_turn() -> None:
    """Wait until no other transaction makes a company; the turn ends with the caller's transaction.

    Whoever looks whether a number is taken before it makes the company would otherwise miss one under way.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('depesch company'))")


def create_company(
    *,
    name: str,
    country: str,
    organisation_number: str,
    vat_number: str = "",
    language: str = "en",
    time_zone: str = "Europe/Stockholm",
    group: Group | None = None,
) -> Company:
    """Return a new company. The caller has checked the identifiers; the same one twice raises IntegrityError."""
    return Company.objects.create(
        name=name,
        country=country.upper(),
        organisation_number=organisation_number,
        vat_number=vat_number,
        language=language,
        time_zone=time_zone,
        group=group,
    )


def add_member(company: Company, user: User, role: Role) -> Membership:
    """Return the membership of `user` in `company` with `role`; the same one twice stays one."""
    with acting_for(company.id):
        membership, _ = Membership.objects.get_or_create(tenant=company, user=user, role=role)
    return membership
