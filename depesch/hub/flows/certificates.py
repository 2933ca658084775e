"""Look at the certificates that the mail server and the portal's own address show, once a day, and keep their dates."""

from __future__ import annotations

import smtplib
import socket
import ssl
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from cryptography import x509
from django.db import connection, transaction

from depesch.exchange.mail.smtp import Tls
from depesch.hub.flows.models import ServerCertificate
from depesch.hub.server.config import Config, load

LOOKED_AT_EVERY = timedelta(days=1)
_PATIENCE_S = 15.0


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """A server whose certificate we want to know the end of."""

    name: str  # mail, portal
    host: str
    port: int
    starttls: bool = False


def servers(config: Config) -> list[Server]:
    """Return the servers that have a certificate by the process settings."""
    found = []
    address = urlsplit(config.url)
    if address.scheme == "https" and address.hostname:
        found.append(Server(name="portal", host=address.hostname, port=address.port or 443))
    if config.mail_host and config.mail_tls is not Tls.NONE:
        starttls = config.mail_tls is Tls.STARTTLS
        found.append(Server(name="mail", host=config.mail_host, port=config.mail_port, starttls=starttls))
    return found


def look_if_due(now: datetime) -> int:
    """Look at every certificate that was not looked at for a day; return how many were. One process at a time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('depesch certificates'))")
        row = cursor.fetchone()
        if not row or not row[0]:
            return 0
        wanted = servers(load())
        ServerCertificate.objects.exclude(name__in=[server.name for server in wanted]).delete()
        fresh = ServerCertificate.objects.filter(looked_at__gt=now - LOOKED_AT_EVERY)
        known = set(fresh.values_list("name", "host", "port"))
        due = [server for server in wanted if (server.name, server.host, server.port) not in known]
        for server in due:
            _look(server, now)
    return len(due)


def _look(server: Server, now: datetime) -> None:
    facts: dict[str, object] = {"host": server.host, "port": server.port, "looked_at": now}
    try:
        certificate = shown_by(server)
        facts |= {
            "subject": certificate.subject.rfc4514_string()[:255], "issuer": certificate.issuer.rfc4514_string()[:255],
            "expires_at": certificate.not_valid_after_utc, "fault": "",
        }  # fmt: skip
    except (OSError, smtplib.SMTPException, ValueError) as error:
        facts |= {"subject": "", "issuer": "", "expires_at": None, "fault": f"{type(error).__name__}: {error}"[:300]}
    ServerCertificate.objects.update_or_create(name=server.name, defaults=facts)


def shown_by(server: Server) -> x509.Certificate:
    """Return the certificate that the server shows, also one that is over or not to be trusted: we want its date.

    Raises OSError, SMTPException, ValueError. Nothing is sent over the connection.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if server.starttls:
        with smtplib.SMTP(server.host, server.port, timeout=_PATIENCE_S) as session:
            session.starttls(context=context)
            shown = session.sock.getpeercert(binary_form=True) if isinstance(session.sock, ssl.SSLSocket) else None
    else:
        with (
            socket.create_connection((server.host, server.port), timeout=_PATIENCE_S) as plain,
            context.wrap_socket(plain, server_hostname=server.host) as secured,
        ):
            shown = secured.getpeercert(binary_form=True)
    if not shown:
        raise ValueError("the server showed no certificate")
    return x509.load_der_x509_certificate(shown)


def days_left(certificate: ServerCertificate, now: datetime | None = None) -> int | None:
    """Return for how many whole days it is good still; None when it could not be seen."""
    if certificate.expires_at is None:
        return None
    return (certificate.expires_at - (now or datetime.now(UTC))).days
