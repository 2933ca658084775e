"""Which companies are closed to passwords for somebody: those whose identity provider alone lets their domain in.

The mail domains stand with the company and its group, so that every request sees at once what an administrator closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from depesch.hub.accounts.lost_steps import steps_of
from depesch.hub.saml.models import SamlConnection
from depesch.hub.tenancy.models import Company, Group, Membership, Role, User
from depesch.hub.tenancy.scope import acting_for

_ADMINISTRATORS = (Role.ADMINISTRATOR, Role.GROUP_ADMINISTRATOR)


def domain_of(address: str) -> str:
    """Return the mail domain of an address, in lower case.

    >>> domain_of("Astrid@Nordbygg.Example")
    'nordbygg.example'
    """
    return address.rpartition("@")[2].strip().lower()


def closed_by(company: Company, address: str) -> UUID | None:
    """Return the company whose provider alone lets that address into `company`; None when a password does."""
    domain = domain_of(address)
    found = company.sign_in_domains.get(domain)
    if found is None and company.group is not None:
        found = company.group.sign_in_domains.get(domain)
    return UUID(found) if found else None


def open_to_password(user: User, places: Iterable[Membership], except_in: Sequence[str] = ()) -> list[Membership]:
    """Return the memberships that a sign-in by password reaches. `except_in`: companies open by the emergency way."""
    return [each for each in places if str(each.tenant_id) in except_in or closed_by(each.tenant, user.email) is None]


def emergency_in(user: User, places: Sequence[Membership]) -> list[UUID]:
    """Return the closed companies that the user may enter with a password all the same, and a second step.

    That is who was chosen for it. When nobody who was chosen can do it (gone, no administrator any more, no second
    step any more), it is every administrator: a company is never locked out of its own books.
    """
    closed = {each.tenant_id: closed_by(each.tenant, user.email) for each in places}
    open_for = {company for company in set(closed.values()) if company is not None and _may_in_emergency(user, company)}
    return [company_id for company_id, closing in closed.items() if closing in open_for]


def can_be_chosen(company_id: UUID, user: User | None) -> bool:
    """Return whether somebody is fit for the emergency way: an active administrator with a second step."""
    if user is None or not user.is_active or not steps_of([user.pk]):
        return False
    return _administers(company_id, user)


def write_closed(connection: SamlConnection) -> None:
    """Write to company and group which domains the connection closes now; called in the transaction of the change."""
    own, company_id = str(connection.tenant_id), connection.tenant_id
    company = Company.objects.select_for_update(no_key=True).get(pk=company_id)
    proved = connection.domains.filter(proved_at__isnull=False).values_list("domain", flat=True)
    closes = dict.fromkeys(proved, own) if connection.is_required else {}
    company.sign_in_domains = closes
    company.save(update_fields=["sign_in_domains"])
    if company.group_id is None:
        return
    group = Group.objects.select_for_update(no_key=True).get(pk=company.group_id)
    others = {domain: owner for domain, owner in group.sign_in_domains.items() if owner != own}
    group.sign_in_domains = others | (closes if connection.is_for_group else {})
    group.save(update_fields=["sign_in_domains"])


def _may_in_emergency(user: User, company_id: UUID) -> bool:
    with acting_for(company_id):
        connection = SamlConnection.objects.select_related("emergency_user").filter(tenant_id=company_id).first()
        if connection is None:
            return True
        chosen = connection.emergency_user
        if can_be_chosen(company_id, chosen):
            return chosen == user
        return _administers(company_id, user)


def _administers(company_id: UUID, user: User) -> bool:
    with acting_for(company_id):
        own = Membership.objects.filter(tenant_id=company_id, user=user, role__in=_ADMINISTRATORS)
        return bool(own.exists())
