"""The company's own side of AS2: its name, its certificates and how one follows the other. Inside `acting_for`.

Roll-over in steps: a new certificate is made and given to the partners; when they have it, it is chosen and signs from
then on, while what is encrypted to the one before is still read; at the end that one is retired and its key destroyed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from depesch.exchange.as2.certificates import Identity, make_identity, read_certificate
from depesch.exchange.as2.names import checked_name
from depesch.hub.as2.models import As2OwnCertificate, As2Station
from depesch.hub.history.kinds.as2 import (
    As2CertificateChosen,
    As2CertificateMade,
    As2CertificateRetired,
    As2StationNamed,
)
from depesch.hub.history.record import record
from depesch.hub.server.config import load
from depesch.hub.server.secrets import decrypt, encrypt
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.kit.secret import Secret

VALID_DAYS = 3 * 365
PATH = "/as2"


class NameTaken(ValueError):
    """Another company on the hub has the AS2 name."""


class NotNow(ValueError):
    """The step of the roll-over is not the next one; `code` is has-new, not-new, in-use."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """The company as its partners know it: its name, the certificate that signs first, then those still read."""

    name: str
    identities: tuple[Identity, ...]

    @property
    def signer(self) -> Identity:
        """Return what signs."""
        return self.identities[0]


def own_url() -> str:
    """Return the address that every partner of every company writes to."""
    return load().url + PATH


def station() -> Station | None:
    """Return the company's own side with its keys; None before it has a name and a chosen certificate."""
    named = As2Station.objects.first()
    rows = _in_use()
    if named is None or not rows:
        return None
    return Station(name=named.name, identities=tuple(_identity(row) for row in rows))


def _in_use() -> list[As2OwnCertificate]:
    """Return the chosen certificates, the latest first, then the new one: partners may encrypt to it early."""
    live = As2OwnCertificate.objects.filter(retired_at=None)
    chosen = list(live.exclude(chosen_at=None).order_by("-chosen_at"))
    return [*chosen, *live.filter(chosen_at=None)] if chosen else []


def _identity(row: As2OwnCertificate) -> Identity:
    return Identity(certificate=read_certificate(row.pem.encode()), key=Secret(decrypt(row.sealed_key)))


def set_up(name: str, *, actor: str, bits: int = 3072) -> As2Station:
    """Give the company its AS2 name, and its first certificate when it has none. Raises BadName, NameTaken."""
    row = _named(checked_name(name.strip()), actor)
    if not As2OwnCertificate.objects.filter(retired_at=None).exists():
        made = make_certificate(actor=actor, bits=bits)
        choose(made.id, actor=actor)
    return row


def suggested_name() -> str:
    """Return an AS2 name for the company: its organisation number behind its country."""
    company = Company.objects.get(id=tenant_id())
    return re.sub(r"[^A-Za-z0-9]", "", f"{company.country}{company.organisation_number}")[:100] or "company"


def _named(name: str, actor: str) -> As2Station:
    row = As2Station.objects.first()
    if row is not None and row.name == name:
        return row
    try:
        with transaction.atomic():
            row, _ = As2Station.objects.update_or_create(tenant_id=tenant_id(), defaults={"name": name})
    except IntegrityError as error:
        raise NameTaken(name) from error
    record(As2StationNamed(name=name), document_id=None, actor=actor)
    return row


def certificates() -> Sequence[As2OwnCertificate]:
    """Return the company's certificates that are not retired, the one that signs first."""
    return _in_use() or list(As2OwnCertificate.objects.filter(retired_at=None))


def make_certificate(*, actor: str, bits: int = 3072, at: datetime | None = None) -> As2OwnCertificate:
    """Make a new certificate, which signs nothing yet. Raises NotNow when there is a new one already."""
    if As2OwnCertificate.objects.filter(retired_at=None, chosen_at=None).exists():
        raise NotNow("has-new")
    at = at or now()
    named = As2Station.objects.first()
    identity = make_identity(named.name if named else "AS2", at=at, days=VALID_DAYS, bits=bits)
    row = As2OwnCertificate.objects.create(
        tenant_id=tenant_id(), pem=identity.certificate.pem, fingerprint=identity.certificate.fingerprint,
        sealed_key=encrypt(identity.key.reveal()), not_after=identity.certificate.not_after, made_at=at,
    )  # fmt: skip
    record(As2CertificateMade(fingerprint=row.fingerprint, until=row.not_after), document_id=None, actor=actor)
    return row


def choose(certificate_id: UUID, *, actor: str) -> None:
    """Sign with the new certificate from now on. Raises NotNow when it is not new."""
    fresh = As2OwnCertificate.objects.filter(id=certificate_id, retired_at=None, chosen_at=None)
    if not fresh.update(chosen_at=now()):
        raise NotNow("not-new")
    row = As2OwnCertificate.objects.get(id=certificate_id)
    record(As2CertificateChosen(fingerprint=row.fingerprint), document_id=None, actor=actor)


def retire(certificate_id: UUID, *, actor: str) -> None:
    """Read nothing more with a certificate and destroy its key. Raises NotNow for the one that signs."""
    row = As2OwnCertificate.objects.select_for_update().get(id=certificate_id)
    if row.retired_at is not None:
        return
    rows = _in_use()
    if rows and rows[0].id == row.id:
        raise NotNow("in-use")
    row.retired_at, row.sealed_key = now(), ""
    row.save(update_fields=["retired_at", "sealed_key"])
    record(As2CertificateRetired(fingerprint=row.fingerprint), document_id=None, actor=actor)
