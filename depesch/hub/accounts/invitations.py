"""Invitations: a company asks somebody by mail to become a member; the link in the letter makes them one, once.

Whoever calls has checked that the actor may do it and that a seat is free. Each function writes its history and its
letters itself, in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import QuerySet

from depesch.hub.accounts.agreement import Agreement, accept
from depesch.hub.accounts.expiry import told
from depesch.hub.accounts.licences import has_seat_for, locked
from depesch.hub.accounts.links import LinkState, digest_of, new_secret, state_of
from depesch.hub.history.kinds.people import (
    AgreementAccepted,
    InvitationResent,
    InvitationWithdrawn,
    PersonInvited,
    PersonJoined,
)
from depesch.hub.history.record import record, record_all
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import Company, Invitation, Membership, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

VALID_FOR = timedelta(days=14)


class InvitationRefused(Exception):
    """The invitation cannot be accepted any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(f"the invitation is {state}")
        self.state = state


class OpenInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """What a link leads to. `invitation` is None for a link that nobody made."""

    state: LinkState
    invitation: Invitation | None = None
    user: User | None = None  # who has that address already: they sign in to accept


def invite(company: Company, *, email: str, name: str, roles: Sequence[Role], language: str, actor: str) -> Invitation:
    """Write an invitation to one address and return it; earlier ones to it that are open are taken back.

    Raises BadAddress when nobody can be written to at the address.
    """
    if not roles:
        raise ValueError("an invitation without a role would make nobody a member")
    at, address = now(), email.strip().lower()
    secret, digest = new_secret()
    with acting_for(company.pk):
        _open_to(address).update(withdrawn_at=at)
        invitation = Invitation.objects.create(
            tenant=company, digest=digest, email=address, name=name.strip(), language=language,
            roles=[str(Role(role)) for role in roles], made_by=actor, made_at=at, expires_at=at + VALID_FOR,
        )  # fmt: skip
        _write(invitation, company, secret)
        record(PersonInvited(email=address, roles=tuple(invitation.roles)), document_id=None, actor=actor)
    return invitation


def resend(company: Company, invitation_id: UUID, *, actor: str) -> Invitation:
    """Mail an open or expired invitation once more, with a new link, and return it.

    The earlier link works no longer. Raises Invitation.DoesNotExist, InvitationRefused when it is used or withdrawn.
    """
    secret, digest = new_secret()
    with acting_for(company.pk):
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
        state = state_of_invitation(invitation)
        if state not in (LinkState.GOOD, LinkState.EXPIRED):
            raise InvitationRefused(state)
        invitation.digest, invitation.expires_at = digest, now() + VALID_FOR
        invitation.save(update_fields=["digest", "expires_at"])
        _write(invitation, company, secret)
        record(InvitationResent(email=invitation.email), document_id=None, actor=actor)
    return invitation


def withdraw(company: Company, invitation_id: UUID, *, actor: str) -> Invitation:
    """Take an invitation back; one that was used or withdrawn stays as it is. Raises Invitation.DoesNotExist."""
    with acting_for(company.pk):
        invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
        if invitation.used_at is None and invitation.withdrawn_at is None:
            invitation.withdrawn_at = now()
            invitation.save(update_fields=["withdrawn_at"])
            record(InvitationWithdrawn(email=invitation.email), document_id=None, actor=actor)
    return invitation


def state_of_invitation(invitation: Invitation, at: datetime | None = None) -> LinkState:
    """Return what the invitation's link can still do."""
    return state_of(
        used_at=invitation.used_at, withdrawn_at=invitation.withdrawn_at, expires_at=invitation.expires_at,
        now=at or now(),
    )  # fmt: skip


def open_invitation(secret: str) -> OpenInvitation:
    """Return what the link leads to, before any company is chosen."""
    with _known_by(digest_of(secret)) as digest:
        found = Invitation.by_link.select_related("tenant").filter(digest=digest).first() if digest else None
    if found is None:
        return OpenInvitation(state=LinkState.UNKNOWN)
    user = User.objects.filter(email=found.email).first()
    return OpenInvitation(state=state_of_invitation(found), invitation=found, user=user)


def accept_invitation(
    secret: str, *, user: User | None, name: str = "", password: str = "", agreement: Agreement | None = None
) -> User:
    """Make the invited person a member and return them; the link is used up. Raises InvitationRefused.

    `user` is the signed-in person who has the invited address; None makes one with `name` and `password`, which the
    caller has checked. `agreement` is the text that was accepted just now, if it was shown.
    """
    opened = open_invitation(secret)
    if opened.invitation is None:
        raise InvitationRefused(opened.state)
    with acting_for(opened.invitation.tenant_id):
        invitation = Invitation.objects.select_for_update().get(pk=opened.invitation.pk)
        state = state_of_invitation(invitation)
        if state is not LinkState.GOOD or digest_of(secret) != invitation.digest:
            raise InvitationRefused(state if state is not LinkState.GOOD else LinkState.WITHDRAWN)
        there = User.objects.filter(email=invitation.email).first()
        if there != user:  # somebody else is signed in, or has to sign in first
            raise InvitationRefused(LinkState.UNKNOWN)
        if not has_seat_for(locked(invitation.tenant), user):
            raise InvitationRefused(LinkState.FULL)
        member = user or User.objects.create_user(
            invitation.email, password, name=name.strip(), language=invitation.language
        )
        _join(invitation, member, agreement)
    return member


def _join(invitation: Invitation, member: User, agreement: Agreement | None) -> None:
    for role in invitation.roles:
        Membership.objects.get_or_create(tenant_id=invitation.tenant_id, user=member, role=role)
    invitation.used_at = now()
    invitation.save(update_fields=["used_at"])
    joined = PersonJoined(email=member.email, roles=tuple(invitation.roles))
    actor = f"user:{member.pk}"
    if agreement is None:
        record(joined, document_id=None, actor=actor)
        return
    accept(member, agreement, invitation.tenant_id)
    accepted = AgreementAccepted(
        email=member.email, version=agreement.version, language=agreement.language, text_sha256=agreement.sha256
    )
    record_all((accepted, joined), document_id=None, actor=actor)


def open_invitations(company: Company) -> list[Invitation]:
    """Return the invitations that nobody has used or taken back, expired ones too, the latest first."""
    with acting_for(company.pk):
        return list(Invitation.objects.filter(used_at=None, withdrawn_at=None).order_by("-made_at", "pk"))


def _open_to(address: str) -> QuerySet[Invitation]:
    return Invitation.objects.filter(email=address, used_at=None, withdrawn_at=None)


def _write(invitation: Invitation, company: Company, secret: str) -> None:
    write_letter(
        "invitation",
        to=invitation.email,
        language=invitation.language,
        name=invitation.name,
        values={
            "company": company.name,
            "name": invitation.name or invitation.email,
            "expires": told(invitation.expires_at, invitation.language, company.time_zone),
        },
        path=f"/join/{secret}/",
        company_id=company.pk,
    )


@contextmanager
def _known_by(digest: str) -> Iterator[str]:
    """Let the invitation with that digest be read while inside: row security asks for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.token', %s, true)", [digest])
        yield digest
        cursor.execute("SELECT set_config('depesch.token', '', true)")
