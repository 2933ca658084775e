"""A company's identity provider: set up, its certificates in turn, and removed."""

from __future__ import annotations

from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from depesch.exchange.as2.certificates import Certificate
from depesch.exchange.saml.metadata import MOST_CERTIFICATES, Provider
from depesch.hub.history.kinds.saml import (
    SamlCertificateAdded,
    SamlCertificateRemoved,
    SamlProviderRemoved,
    SamlProviderSet,
)
from depesch.hub.history.record import record
from depesch.hub.saml.closing import write_closed
from depesch.hub.saml.models import SamlCertificate, SamlConnection
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

SESSION_KEY = "saml"  # in the data of a session in the list of sessions: the company whose provider began it


class ProviderRefused(ValueError):
    """It may not be done; `code` is certificate-known, too-many-certificates or last-certificate."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def connection_here(*, locked: bool = False) -> SamlConnection | None:
    """Return the connection of the company acted for, if it has one."""
    rows = SamlConnection.objects.select_related("emergency_user")
    return (rows.select_for_update(of=("self",)) if locked else rows).first()


def set_provider(provider: Provider, *, actor: str) -> SamlConnection:
    """Take this provider for the company acted for. Certificates that stand there are kept beside those that came,
    while it stays the same provider; another provider begins with its own, and sessions of the former one end.
    """
    connection = connection_here(locked=True)
    is_another = connection is not None and connection.entity_id != provider.entity_id
    if connection is None:
        connection = SamlConnection(tenant_id=tenant_id(), made_at=now())
    connection.entity_id, connection.sso_url = provider.entity_id, provider.sso_url
    if is_another:
        connection.worked_at = None
        connection.certificates.all().delete()
        end_sessions()
    connection.save()
    record(SamlProviderSet(provider=provider.entity_id), document_id=None, actor=actor)
    known = set(connection.certificates.values_list("fingerprint", flat=True))
    for certificate in provider.certificates:
        if certificate.fingerprint not in known:
            add_certificate(connection, certificate, actor=actor)
    return connection


def add_certificate(connection: SamlConnection, certificate: Certificate, *, actor: str) -> SamlCertificate:
    """Believe what is signed with this certificate too; raises ProviderRefused."""
    if connection.certificates.count() >= MOST_CERTIFICATES:
        raise ProviderRefused("too-many-certificates")
    try:
        with transaction.atomic():
            row = SamlCertificate.objects.create(
                tenant_id=connection.tenant_id, connection=connection, pem=certificate.pem,
                fingerprint=certificate.fingerprint, not_after=certificate.not_after, added_at=now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise ProviderRefused("certificate-known") from error
    event = SamlCertificateAdded(fingerprint=certificate.fingerprint, until=certificate.not_after)
    record(event, document_id=None, actor=actor)
    return row


def remove_certificate(certificate_id: UUID, *, actor: str) -> None:
    """Believe what is signed with it no more; the last one stays.

    Raises ProviderRefused, SamlCertificate.DoesNotExist.
    """
    connection = connection_here(locked=True)
    row = SamlCertificate.objects.get(pk=certificate_id)
    if connection is None or connection.certificates.count() == 1:
        raise ProviderRefused("last-certificate")
    row.delete()
    record(SamlCertificateRemoved(fingerprint=row.fingerprint), document_id=None, actor=actor)


def remove_provider(*, actor: str) -> None:
    """Let nobody in through the provider any more: passwords open everything again, its sessions end."""
    connection = connection_here(locked=True)
    if connection is None:
        return
    connection.is_required = False
    write_closed(connection)
    end_sessions()
    connection.delete()
    record(SamlProviderRemoved(provider=connection.entity_id), document_id=None, actor=actor)


def end_sessions() -> int:
    """End every session that the provider of the company acted for began, and return how many there were."""
    found = list(UserSession.objects.filter(**{f"data__{SESSION_KEY}": str(tenant_id())}))
    for each in found:
        each.end()
    return len(found)
