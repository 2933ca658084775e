"""A person's own account: name, address, password; each is changed by itself, and told in each company's history."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from depesch.hub.accounts.expiry import told
from depesch.hub.accounts.links import LinkState, digest_of, new_secret, state_of
from depesch.hub.accounts.models import AccountLink, LinkPurpose
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.people import EmailChanged, PasswordChanged, PersonRenamed
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.access import memberships
from depesch.hub.tenancy.models import User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

VALID_FOR = {LinkPurpose.PASSWORD: timedelta(hours=2), LinkPurpose.EMAIL: timedelta(hours=24)}


class LinkRefused(Exception):
    """The link does nothing any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(f"the link is {state}")
        self.state = state


class AddressTaken(Exception):
    """Meanwhile another account has the new address."""


def rename(user: User, name: str) -> None:
    """Give the person another name."""
    before, after = user.name, " ".join(name.split())
    if after == before:
        return
    user.name = after
    with transaction.atomic():
        user.save(update_fields=["name"])
        tell_history(user, PersonRenamed(before=before, after=after))


def change_password(user: User, password: str, *, way: str = "own") -> None:
    """Set a password that the caller has checked: every other sign-in of the person ends, and a letter tells of it.

    Django's sessions carry a hash of the password, so those that were begun with the old one are worth nothing.
    """
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        AccountLink.objects.filter(user=user, purpose=LinkPurpose.PASSWORD, used_at=None, withdrawn_at=None).update(
            withdrawn_at=now()
        )
        write_letter(
            "password_changed", to=user.email, language=user.language, name=user.name, values={"name": user.name},
            path="/account/password/reset/",
        )  # fmt: skip
        tell_history(user, PasswordChanged(email=user.email, way=way))


def ask_for_new_password(email: str) -> None:
    """Mail a link to choose a new password to whoever signs in with that address; do nothing when nobody does."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return
    with transaction.atomic():
        link, secret = _new_link(user, LinkPurpose.PASSWORD, user.email)
        write_letter(
            "new_password", to=user.email, language=user.language, name=user.name,
            values={"name": user.name, "expires": told(link.expires_at, user.language)},
            path=f"/account/password/reset/{secret}/",
        )  # fmt: skip


def open_link(secret: str, purpose: LinkPurpose) -> tuple[LinkState, AccountLink | None]:
    """Return what a mailed link can still do, and the link; nothing is changed by looking."""
    digest = digest_of(secret)
    links = AccountLink.objects.select_related("user").filter(digest=digest, purpose=purpose)
    link = links.first() if digest else None
    if link is None or not link.user.is_active:
        return LinkState.UNKNOWN, None
    return _state(link), link


def choose_new_password(secret: str, password: str) -> User:
    """Set the password by the link from the mail, which is used up; raises LinkRefused."""
    with transaction.atomic():
        link = _take(secret, LinkPurpose.PASSWORD)
        change_password(link.user, password, way="mail")
    return link.user


def ask_for_new_email(user: User, email: str) -> None:
    """Mail a link to the new address; what it is changed to when another account has it: a letter saying so."""
    address = email.strip().lower()
    with transaction.atomic():
        if User.objects.filter(email=address).exclude(pk=user.pk).exists():
            write_letter("email_taken", to=address, language=user.language, values={"name": user.name})
            return
        link, secret = _new_link(user, LinkPurpose.EMAIL, address)
        write_letter(
            "confirm_email", to=address, language=user.language, name=user.name,
            values={"name": user.name, "before": user.email, "expires": told(link.expires_at, user.language)},
            path=f"/you/email/{secret}/",
        )  # fmt: skip


def awaited_email(user: User) -> AccountLink | None:
    """Return the address that the person wants to change to and has still to confirm."""
    links = AccountLink.objects.filter(
        user=user, purpose=LinkPurpose.EMAIL, used_at=None, withdrawn_at=None, expires_at__gt=now()
    )
    return links.order_by("-made_at").first()


def withdraw_new_email(user: User) -> None:
    """Keep the present address: links to others work no longer."""
    AccountLink.objects.filter(user=user, purpose=LinkPurpose.EMAIL, used_at=None, withdrawn_at=None).update(
        withdrawn_at=now()
    )


def confirm_new_email(secret: str) -> User:
    """Change the address by the link from the mail, which is used up, and tell the old one.

    Raises LinkRefused, AddressTaken.
    """
    try:
        with transaction.atomic():
            link = _take(secret, LinkPurpose.EMAIL)
            user, before = link.user, link.user.email
            user.email = link.email
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()  # else the old address would still sign in
            write_letter(
                "email_changed", to=before, language=user.language, name=user.name,
                values={"name": user.name, "after": user.email},
            )  # fmt: skip
            tell_history(user, EmailChanged(before=before, after=user.email))
    except IntegrityError as error:
        raise AddressTaken from error
    return user


def tell_history(user: User, event: Event, *, actor: str = "") -> None:
    """Record a change to a person in the history of each company that they are a member of; by default their own.

    Last in a transaction, and the companies always in the same order: nobody else holds the heads of two chains.
    """
    own = {each.tenant_id for each in memberships(user) if not each._state.adding}  # not those through a group
    for company_id in sorted(own):
        with acting_for(company_id):
            record(event, document_id=None, actor=actor or f"user:{user.pk}")


def _new_link(user: User, purpose: LinkPurpose, email: str) -> tuple[AccountLink, str]:
    at = now()
    secret, digest = new_secret()
    AccountLink.objects.filter(user=user, purpose=purpose, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    link = AccountLink.objects.create(
        user=user, purpose=purpose, digest=digest, email=email, made_at=at, expires_at=at + VALID_FOR[purpose]
    )
    return link, secret


def _take(secret: str, purpose: LinkPurpose) -> AccountLink:
    """Return the link, locked and marked as used; raises LinkRefused."""
    state, found = open_link(secret, purpose)
    if found is None:
        raise LinkRefused(state)
    link = AccountLink.objects.select_for_update(of=("self",)).select_related("user").get(pk=found.pk)
    if (state := _state(link)) is not LinkState.GOOD:
        raise LinkRefused(state)
    link.used_at = now()
    link.save(update_fields=["used_at"])
    return link


def _state(link: AccountLink) -> LinkState:
    return state_of(used_at=link.used_at, withdrawn_at=link.withdrawn_at, expires_at=link.expires_at, now=now())
