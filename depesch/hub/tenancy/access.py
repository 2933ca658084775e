"""Who may do what: the permissions of each role, and the companies a user belongs to."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from depesch.hub.tenancy.keys import key_turned
from depesch.hub.tenancy.models import Company, Membership, Role, User


class Permission(StrEnum):
    """What a role may permit."""

    READ = "read"  # see documents, history, files
    SEND = "send"  # hand over, cancel, send again
    PROCESS = "process"  # work on what was received: answer, forward, note as done
    APPROVE = "approve"  # let a document of another go out
    ADMINISTER = "administer"  # users, tokens, channels, settings


_ALL = frozenset(Permission)
_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: _ALL,
    Role.GROUP_ADMINISTRATOR: _ALL,
    Role.ISSUER: frozenset({Permission.READ, Permission.SEND}),
    Role.APPROVER: frozenset({Permission.READ, Permission.APPROVE}),
    Role.RECEIVER: frozenset({Permission.READ, Permission.PROCESS}),
    Role.READER: frozenset({Permission.READ}),
    Role.PROGRAM: frozenset({Permission.READ, Permission.SEND, Permission.PROCESS}),
}


ADMINISTRATORS = (Role.ADMINISTRATOR, Role.GROUP_ADMINISTRATOR)
PEOPLES_ROLES = tuple(role for role in Role if role is not Role.PROGRAM)


def may(role: str, permission: Permission) -> bool:
    """Return whether `role` permits it; a role that we do not know permits nothing."""
    return role in Role.values and permission in _PERMISSIONS[Role(role)]


def may_send(role: str) -> bool:
    """Return whether `role` may hand over, cancel and send documents again."""
    return may(role, Permission.SEND)


def memberships(user: User) -> list[Membership]:
    """Return the user's memberships with their companies, by company name; works before a company is chosen.

    A group's administrator is given one for every other company of the group; those are not stored rows.
    """
    with key_turned("depesch.user", str(user.pk)):
        own = list(Membership.objects.filter(user=user).select_related("tenant__group"))
    return sorted([*own, *_through_groups(user, own)], key=lambda each: (each.tenant.name, each.role))


def _through_groups(user: User, own: list[Membership]) -> list[Membership]:
    groups = {each.tenant.group_id for each in own if each.role == Role.GROUP_ADMINISTRATOR and each.tenant.group_id}
    if not groups:
        return []
    there: set[UUID] = {each.tenant_id for each in own if each.role == Role.GROUP_ADMINISTRATOR}
    others = Company.objects.filter(group_id__in=groups).exclude(id__in=there)
    return [Membership(tenant=company, user=user, role=Role.GROUP_ADMINISTRATOR) for company in others]
