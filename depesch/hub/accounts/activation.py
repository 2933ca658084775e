"""Activation: whoever follows a registration's link makes the company, its place in the network, and themselves."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import msgspec
from django.db import transaction

from depesch.hub.accounts.agreement import Agreement, accept
from depesch.hub.accounts.links import LinkState, digest_of, state_of
from depesch.hub.accounts.registration import TIME_ZONES
from depesch.hub.directory import connections
from depesch.hub.directory.models import Participant
from depesch.hub.directory.participants import PORTAL_INBOX, IdentifierTaken, register_company
from depesch.hub.history.kinds.people import AgreementAccepted, CompanyRegistered, PersonJoined
from depesch.hub.history.record import record_all
from depesch.hub.tenancy.companies import create_company, wait_for_turn
from depesch.hub.tenancy.models import Company, Membership, Registration, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now


class ActivationRefused(Exception):
    """The link leads to no activation any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(f"the registration's link is {state}")
        self.state = state


class CompanyTaken(Exception):
    """Meanwhile somebody else registered the company, or its number stands for another one in the network."""


class OpenRegistration(msgspec.Struct, frozen=True, kw_only=True):
    """What a link leads to. `registration` is None for a link that nobody made."""

    state: LinkState
    registration: Registration | None = None
    user: User | None = None  # who has that address already: they sign in to activate
    is_taken: bool = False  # the company has an account meanwhile


def open_registration(secret: str) -> OpenRegistration:
    """Return what the link leads to; nothing is changed by looking."""
    digest = digest_of(secret)
    found = Registration.objects.filter(digest=digest).first() if digest else None
    if found is None:
        return OpenRegistration(state=LinkState.UNKNOWN)
    return OpenRegistration(
        state=_state(found),
        registration=found,
        user=User.objects.filter(email=found.email).first(),
        is_taken=_company_of(found) is not None,
    )


def activate(secret: str, *, user: User | None, agreement: Agreement, password: str = "") -> tuple[User, Company]:
    """Make the company and its first administrator and return both; the link is used up.

    `user` is the signed-in person who has the registered address; None makes one with `password`, which the caller
    has checked. Raises ActivationRefused, CompanyTaken.
    """
    with transaction.atomic():
        registration = Registration.objects.select_for_update().filter(digest=digest_of(secret) or "-").first()
        if registration is None:
            raise ActivationRefused(LinkState.UNKNOWN)
        if (state := _state(registration)) is not LinkState.GOOD:
            raise ActivationRefused(state)
        if User.objects.filter(email=registration.email).first() != user:
            raise ActivationRefused(LinkState.UNKNOWN)  # somebody else is signed in, or has to sign in first
        wait_for_turn()
        if _company_of(registration) is not None:
            raise CompanyTaken
        person = user or User.objects.create_user(
            registration.email, password, name=registration.person_name, language=registration.language
        )
        company = _make(registration, person, agreement)
        registration.used_at = now()
        registration.save(update_fields=["used_at"])
    if registration.invited_by is not None:
        _ask_inviter(registration.invited_by, company, person)
    return person, company


def _ask_inviter(inviter_id: UUID, company: Company, person: User) -> None:
    """Ask the company whose page led here to accept invoices of the new one; it may have left meanwhile."""
    receiver = Participant.objects.filter(company_id=inviter_id).first()
    if receiver is None:
        return
    with acting_for(company.pk), suppress(connections.NotPossible):
        connections.ask(receiver, channel=PORTAL_INBOX, message="", actor=f"user:{person.pk}")


def _make(registration: Registration, person: User, agreement: Agreement) -> Company:
    company = create_company(
        name=registration.company_name,
        country=registration.country,
        organisation_number=registration.organisation_number,
        vat_number=registration.vat_number,
        language=registration.language,
        time_zone=TIME_ZONES[registration.country],
    )
    with acting_for(company.pk):
        try:
            register_company(company)
        except IdentifierTaken as error:
            raise CompanyTaken from error
        Membership.objects.create(tenant=company, user=person, role=Role.ADMINISTRATOR)
        accept(person, agreement, company.pk)
        record_all(
            (
                CompanyRegistered(
                    name=company.name, country=company.country, organisation_number=company.organisation_number,
                    email=person.email,
                ),
                AgreementAccepted(
                    email=person.email, version=agreement.version, language=agreement.language,
                    text_sha256=agreement.sha256,
                ),
                PersonJoined(email=person.email, roles=(Role.ADMINISTRATOR.value,)),
            ),
            document_id=None,
            actor=f"user:{person.pk}",
        )  # fmt: skip
    return company


def _state(registration: Registration) -> LinkState:
    return state_of(used_at=registration.used_at, withdrawn_at=None, expires_at=registration.expires_at, now=now())


def _company_of(registration: Registration) -> Company | None:
    return Company.objects.filter(
        country=registration.country, organisation_number=registration.organisation_number
    ).first()
