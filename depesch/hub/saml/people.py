"""Whom a provider's word lets in, and what they may: found by their address, made a member when they are new.

The word of a company's provider reaches people of its proved domains and its own books (or its group's), and nothing
else: who runs the hub never comes in this way, and a session that it began sees no other company.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from depesch.exchange.saml.answer import Proven
from depesch.hub.accounts.licences import has_seat_for, locked
from depesch.hub.accounts.members import MemberRefused, change_roles, member
from depesch.hub.history.kinds.people import PersonJoined
from depesch.hub.history.record import record
from depesch.hub.saml.closing import domain_of
from depesch.hub.saml.models import SamlConnection
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import Company, Membership, Role, User


class Stopped(StrEnum):
    """Why somebody whom the provider proved does not get in all the same."""

    FOREIGN_DOMAIN = "foreign-domain"  # the address is of no domain that was proved to be the company's
    OPERATOR = "operator"  # who runs the hub signs in with a password and a second step
    CLOSED = "closed"  # the account is closed
    NO_SEAT = "no-seat"  # every licence is in use


class PersonStopped(Exception):
    """The person does not get in; `why` says why."""

    def __init__(self, why: Stopped, email: str) -> None:
        super().__init__(f"{why}: {email}")
        self.why = why
        self.email = email


def reached_companies(connection: SamlConnection) -> list[UUID]:
    """Return the companies that a session of the provider reaches: its own, or all of the group."""
    company = connection.tenant
    if not connection.is_for_group or company.group_id is None:
        return [company.pk]
    return list(Company.objects.filter(group_id=company.group_id).order_by("pk").values_list("pk", flat=True))


def let_in(connection: SamlConnection, proven: Proven) -> User:
    """Return the user whom the answer proves, a member of what the provider reaches; raises PersonStopped."""
    domain = domain_of(proven.email)
    if not connection.domains.filter(domain=domain, proved_at__isnull=False).exists():
        raise PersonStopped(Stopped.FOREIGN_DOMAIN, proven.email)
    company = locked(connection.tenant)
    user = User.objects.filter(email=proven.email).first()
    if user is not None and user.is_operator:
        raise PersonStopped(Stopped.OPERATOR, proven.email)
    if user is not None and not user.is_active:
        raise PersonStopped(Stopped.CLOSED, proven.email)
    reached = set(reached_companies(connection))
    if user is None or not any(each.tenant_id in reached for each in memberships(user)):
        return _new_member(connection, company, user, proven)
    _follow_attributes(connection, company, user, proven)
    return user


def mapped_roles(connection: SamlConnection, proven: Proven) -> tuple[Role, ...]:
    """Return the rights that the attributes give by the company's own table; none without one or a match."""
    values = proven.attributes.get(connection.role_attribute, ()) if connection.role_attribute else ()
    given = {connection.role_values[value] for value in values if value in connection.role_values}
    return tuple(role for role in Role if role.value in given)


def _new_member(connection: SamlConnection, company: Company, user: User | None, proven: Proven) -> User:
    if not has_seat_for(company, user):
        raise PersonStopped(Stopped.NO_SEAT, proven.email)
    if user is None:  # without a password of their own: the provider's word is their way in
        name = proven.name or proven.email.partition("@")[0]
        user = User.objects.create_user(proven.email, None, name=name, language=company.language)
    roles = mapped_roles(connection, proven) or (Role(connection.default_role),)
    for role in roles:
        Membership.objects.get_or_create(tenant=company, user=user, role=role)
    event = PersonJoined(email=user.email, roles=tuple(role.value for role in roles))
    record(event, document_id=None, actor=f"user:{user.pk}")
    return user


def _follow_attributes(connection: SamlConnection, company: Company, user: User, proven: Proven) -> None:
    """Give a member the rights of the table, where there is one; the last administrator and a group's stay."""
    if not connection.role_attribute or member(company, user.pk) is None:
        return
    wanted = mapped_roles(connection, proven) or (Role(connection.default_role),)
    try:
        change_roles(company, user.pk, wanted, actor=f"user:{user.pk}")
    except MemberRefused as refused:
        if refused.code not in ("last-administrator", "group-administrators-only"):
            raise
