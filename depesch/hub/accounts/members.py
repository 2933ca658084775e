"""The people of a company: asked in, their rights, their names, and how they leave.

Every change locks the company's row first, so that two administrators who demote each other at once do it one after
the other: the second is told that a company cannot be without an administrator.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import msgspec
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.hub.accounts import invitations
from depesch.hub.accounts.licences import locked, seat_for
from depesch.hub.history.kinds.company import RolesChanged, UserChanged, UserRemoved
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.access import ADMINISTRATORS, memberships
from depesch.hub.tenancy.models import Company, Invitation, Membership, Role, User
from depesch.hub.tenancy.scope import acting_for


class MemberRefused(Exception):
    """It may not be done; `code` says why, and nothing was changed.

    Codes: `already-member`, `bad-address`, `address-taken`, `no-roles`, `last-administrator`,
    `not-of-a-group` (group administrator of a company without a group), `group-administrators-only`,
    `own-account` (name and e-mail of somebody with other companies or duties are their own to change).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Member(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Somebody who belongs to the company."""

    user: User
    roles: tuple[Role, ...]  # in the order of `Role`

    @property
    def is_administrator(self) -> bool:
        """Return whether they may change people and settings."""
        return not set(ADMINISTRATORS).isdisjoint(self.roles)


def members(company: Company) -> list[Member]:
    """Return the people of the company by name; in one query. Group administrators of other companies are not among
    them: they stand where they were made.
    """
    found: dict[UUID, tuple[User, set[str]]] = {}
    with acting_for(company.pk):
        for row in Membership.objects.filter(tenant=company).select_related("user"):
            found.setdefault(row.user_id, (row.user, set()))[1].add(row.role)
    everybody = [Member(user=user, roles=in_order(roles)) for user, roles in found.values()]
    return sorted(everybody, key=lambda member: (member.user.name.casefold(), member.user.email))


def member(company: Company, user_id: UUID) -> Member | None:
    """Return one member of the company; None for anybody else."""
    with acting_for(company.pk):
        rows = list(Membership.objects.filter(tenant=company, user_id=user_id).select_related("user"))
    return Member(user=rows[0].user, roles=in_order(row.role for row in rows)) if rows else None


def in_order(roles: Iterable[str]) -> tuple[Role, ...]:
    """Return the roles once each, the one with most rights first; what is no role is left out."""
    given = set(roles)
    return tuple(role for role in Role if role.value in given)


def invite_member(
    company: Company,
    *,
    email: str,
    name: str,
    roles: Collection[str],
    language: str,
    actor: str,
    by_group: bool = False,
) -> Invitation:
    """Ask somebody in by mail and return the invitation.

    Raises MemberRefused, NoFreeSeat. `by_group` says that whoever asks is a group administrator.
    """
    wanted = in_order(roles)
    address = _address(email)
    with acting_for(company.pk):
        company = locked(company)
        _must_be_given(company, wanted, by_group=by_group)
        if Membership.objects.filter(tenant=company, user__email=address).exists():
            raise MemberRefused("already-member")
        seat_for(company, address)
        return invitations.invite(
            company, email=address, name=" ".join(name.split()), roles=wanted, language=language, actor=actor
        )


def invite_again(company: Company, invitation_id: UUID, *, actor: str) -> Invitation:
    """Mail an invitation once more. Raises Invitation.DoesNotExist, InvitationRefused, NoFreeSeat."""
    with acting_for(company.pk):
        company = locked(company)
        seat_for(company, Invitation.objects.get(pk=invitation_id).email)
        return invitations.resend(company, invitation_id, actor=actor)


def change_roles(
    company: Company, user_id: UUID, roles: Collection[str], *, actor: str, by_group: bool = False
) -> Member:
    """Give a member these roles and no others, from now on, and return them. Raises MemberRefused."""
    wanted = in_order(roles)
    with acting_for(company.pk):
        company = locked(company)
        before = _there(company, user_id)
        if before.roles == wanted:
            return before
        if Role.GROUP_ADMINISTRATOR in before.roles and not by_group:
            raise MemberRefused("group-administrators-only")
        _must_be_given(company, wanted, by_group=by_group)
        if before.is_administrator and set(ADMINISTRATORS).isdisjoint(wanted):
            _must_not_be_last(company, user_id)
        Membership.objects.filter(tenant=company, user_id=user_id).exclude(role__in=wanted).delete()
        for role in wanted:
            Membership.objects.get_or_create(tenant=company, user_id=user_id, role=role)
        event = RolesChanged(
            user_id=str(user_id), person_name=before.user.name, roles_before=tuple(map(str, before.roles)),
            roles_after=tuple(map(str, wanted)),
        )  # fmt: skip
        record(event, document_id=None, actor=actor)
    return Member(user=before.user, roles=wanted)


def remove_member(company: Company, user_id: UUID, *, actor: str, by_group: bool = False) -> None:
    """Take somebody out of the company; what they did stays in the history under their name. Raises MemberRefused."""
    with acting_for(company.pk):
        company = locked(company)
        gone = _there(company, user_id)
        if Role.GROUP_ADMINISTRATOR in gone.roles and not by_group:
            raise MemberRefused("group-administrators-only")
        if gone.is_administrator:
            _must_not_be_last(company, user_id)
        Membership.objects.filter(tenant=company, user_id=user_id).delete()
        event = UserRemoved(user_id=str(user_id), person_name=gone.user.name, email=gone.user.email)
        record(event, document_id=None, actor=actor)


def may_edit_person(company: Company, user: User) -> bool:
    """Return whether the company's administrators may change the person's name and e-mail address.

    Whoever sets an address can have a new password mailed to it. So it is only for those who belong to this company
    alone, and neither run the hub nor administer a group.
    """
    if user.is_operator:
        return False
    theirs = memberships(user)
    if any(each.role == Role.GROUP_ADMINISTRATOR for each in theirs):
        return False
    return {each.tenant_id for each in theirs} == {company.pk}


def change_person(company: Company, user_id: UUID, *, name: str, email: str, actor: str) -> None:
    """Write another name and e-mail address to a member. Raises MemberRefused: `own-account`, `address-taken`, ...

    The old address and the new one are told.
    """
    address, name = _address(email), " ".join(name.split())
    with acting_for(company.pk):
        company = locked(company)
        _there(company, user_id)
        user = User.objects.select_for_update().get(pk=user_id)
        if (user.name, user.email) == (name, address):
            return
        if not may_edit_person(company, user):
            raise MemberRefused("own-account")
        changes = [("user_name", user.name, name), ("user_email", user.email, address)]
        before = user.email
        _write_person(user, name, address)
        for setting, was, becomes in changes:
            if was != becomes:
                event = UserChanged(
                    user_id=str(user_id), person_name=name, setting=setting, value_before=was, value_after=becomes
                )
                record(event, document_id=None, actor=actor)
        if before != address:
            _tell_of_address(company, user, before)


def _write_person(user: User, name: str, address: str) -> None:
    user.name, user.email = name, address
    try:
        with transaction.atomic():
            user.save(update_fields=["name", "email"])
            # What the library for sign-in has of addresses would open the account with the old one too.
            EmailAddress.objects.filter(user=user).delete()
    except IntegrityError as error:
        raise MemberRefused("address-taken") from error


def _tell_of_address(company: Company, user: User, before: str) -> None:
    for to in (before, user.email):
        write_letter(
            "address_changed", to=to, language=user.language, name=user.name, company_id=company.pk,
            values={"name": user.name, "company": company.name, "before": before, "after": user.email},
        )  # fmt: skip


def _there(company: Company, user_id: UUID) -> Member:
    found = member(company, user_id)
    if found is None:
        raise User.DoesNotExist
    return found


def _must_be_given(company: Company, roles: Sequence[Role], *, by_group: bool) -> None:
    if not roles:
        raise MemberRefused("no-roles")
    if Role.GROUP_ADMINISTRATOR not in roles:
        return
    if company.group_id is None:
        raise MemberRefused("not-of-a-group")
    if not by_group:  # else the administrator of one company would make themselves one of all the others
        raise MemberRefused("group-administrators-only")


def _must_not_be_last(company: Company, user_id: UUID) -> None:
    others = Membership.objects.filter(tenant=company, role__in=ADMINISTRATORS, user__is_active=True)
    if not others.exclude(user_id=user_id).exists():
        raise MemberRefused("last-administrator")


def _address(text: str) -> str:
    try:
        return parse_address(text).lower()
    except BadAddress as error:
        raise MemberRefused("bad-address") from error
