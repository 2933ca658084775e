"""AS2 partners of a company: added, changed, removed, and their certificates. Call everything inside `acting_for`."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from depesch.channels import SendMode
from depesch.exchange.as2.certificates import Certificate, read_certificate
from depesch.exchange.as2.names import checked_name
from depesch.exchange.http.guarding import BadUrl, checked_url
from depesch.hub.as2.models import As2Partner, As2PartnerCertificate
from depesch.hub.history.kinds.as2 import (
    As2PartnerAdded,
    As2PartnerCertificateAdded,
    As2PartnerCertificateRemoved,
    As2PartnerChanged,
    As2PartnerRemoved,
)
from depesch.hub.history.record import record
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

MOST_PARTNERS = 100
MOST_CERTIFICATES = 5


class PartnerExists(ValueError):
    """The company has a partner of that AS2 name already."""


class BadPlace(ValueError):
    """An address cannot be used: which field, and a code of `exchange.http.guarding`."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


class TooMany(Exception):
    """There are as many as there can be."""


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed with a partner."""

    title: str
    name: str
    url: str = ""
    receipt_url: str = ""
    must_be_signed: bool = True
    must_be_encrypted: bool = True
    takes_sha1: bool = False
    takes_3des: bool = False
    send_mode: str = SendMode.PRODUCTION.value
    enabled: bool = True


def add_partner(agreed: Agreed, *, actor: str) -> As2Partner:
    """Add a partner. Raises BadName, BadPlace, PartnerExists, TooMany."""
    values = _checked(agreed)
    if As2Partner.objects.filter(removed_at=None).count() >= MOST_PARTNERS:
        raise TooMany(str(MOST_PARTNERS))
    try:
        with transaction.atomic():
            partner = As2Partner.objects.create(tenant_id=tenant_id(), made_at=now(), **values)
    except IntegrityError as error:
        raise PartnerExists(agreed.name) from error
    record(As2PartnerAdded(partner=partner.name), document_id=None, actor=actor)
    return partner


def change_partner(partner: As2Partner, agreed: Agreed, *, actor: str) -> None:
    """Change what was agreed. Raises BadName, BadPlace, PartnerExists."""
    wanted = _checked(agreed)
    changed = [name for name, value in wanted.items() if getattr(partner, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(partner, name, wanted[name])
    try:
        with transaction.atomic():
            partner.save(update_fields=changed)
    except IntegrityError as error:
        raise PartnerExists(agreed.name) from error
    record(As2PartnerChanged(partner=partner.name, fields=tuple(changed)), document_id=None, actor=actor)


def remove_partner(partner: As2Partner, *, actor: str) -> None:
    """Take nothing more of a partner; its messages stay to be looked at."""
    partner.enabled, partner.removed_at = False, now()
    partner.save(update_fields=["enabled", "removed_at"])
    record(As2PartnerRemoved(partner=partner.name), document_id=None, actor=actor)


def add_certificate(partner: As2Partner, given: bytes, *, actor: str) -> As2PartnerCertificate:
    """Accept a further certificate of the partner's; one that it has already is given back. Raises BadCertificate,
    TooMany.
    """
    certificate = read_certificate(given)
    live = partner.certificates.filter(removed_at=None)
    known = live.filter(fingerprint=certificate.fingerprint).first()
    if known is not None:
        return known
    if live.count() >= MOST_CERTIFICATES:
        raise TooMany(str(MOST_CERTIFICATES))
    row = As2PartnerCertificate.objects.create(
        tenant_id=tenant_id(), partner=partner, pem=certificate.pem, fingerprint=certificate.fingerprint,
        not_after=certificate.not_after, added_at=now(),
    )  # fmt: skip
    event = As2PartnerCertificateAdded(
        partner=partner.name, fingerprint=row.fingerprint, until=row.not_after
    )  # fmt: skip
    record(event, document_id=None, actor=actor)
    return row


def remove_certificate(partner: As2Partner, certificate_id: UUID, *, actor: str) -> None:
    """Accept a certificate no more."""
    row = partner.certificates.filter(id=certificate_id, removed_at=None).first()
    if row is None:
        return
    row.removed_at = now()
    row.save(update_fields=["removed_at"])
    event = As2PartnerCertificateRemoved(partner=partner.name, fingerprint=row.fingerprint)
    record(event, document_id=None, actor=actor)


def certificates_of(partner: As2Partner) -> tuple[Certificate, ...]:
    """Return the partner's certificates that are accepted, the latest first."""
    rows = partner.certificates.filter(removed_at=None).order_by("-added_at", "-not_after")
    return tuple(read_certificate(row.pem.encode()) for row in rows)


def _checked(agreed: Agreed) -> dict[str, object]:
    values = msgspec.structs.asdict(agreed)
    values["title"] = agreed.title.strip()[:100]
    values["name"] = checked_name(agreed.name.strip())
    private_too = load().private_channels
    for key in ("url", "receipt_url"):
        try:
            values[key] = values[key] and checked_url(str(values[key]), private_too=private_too, plain_too=True)
        except BadUrl as error:
            raise BadPlace(key, error.code) from error
    return values
