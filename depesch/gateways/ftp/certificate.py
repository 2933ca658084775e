"""The certificate of the FTP gateway: the configured one, or one of its own making, kept under the hub's home."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import threading
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from OpenSSL import SSL

from depesch.hub.server.config import BadConfiguration, Config
from depesch.hub.server.secrets import kept
from depesch.kit.clock import now
from depesch.kit.file_changes import marks

VALID_FOR = datetime.timedelta(days=3650)
_NO_RENEGOTIATION = 0x4000_0000  # OpenSSL's SSL_OP_NO_RENEGOTIATION, which the types of pyOpenSSL leave out
_CONTEXT_ID = b"depesch-ftp"  # by which a client takes its session up again on the data connection

_log = structlog.get_logger()


class Certificate:
    """The certificate as its files have it: one that is renewed is there for the next client, without a restart."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._context = tls_context(config)
        self._seen = marks(files(config))

    def context(self) -> SSL.Context:
        """Return the context for a new connection; when new files cannot be used, the one before them."""
        with self._lock:
            seen = marks(files(self._config))
            if seen != self._seen:
                self._seen = seen
                self._renew()
            return self._context

    def _renew(self) -> None:
        try:
            self._context = tls_context(self._config)
        except BadConfiguration as error:  # certificate and key are written one after the other
            _log.error("ftp.certificate_not_read", reason=str(error))  # words enough, no traceback
        else:
            _log.info("ftp.certificate_renewed", file=str(files(self._config)[0]))


def tls_context(config: Config) -> SSL.Context:
    """Return the context of both connections: TLS 1.2 at least, sessions may be taken up again.

    Raises BadConfiguration for a certificate or key that cannot be used.
    """
    certificate, key = files(config)
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.set_options(SSL.OP_NO_COMPRESSION | _NO_RENEGOTIATION)
    context.set_session_cache_mode(SSL.SESS_CACHE_SERVER)
    context.set_session_id(_CONTEXT_ID)
    try:
        context.use_certificate_chain_file(str(certificate))
        context.use_privatekey_file(str(key))
        context.check_privatekey()
    except SSL.Error as error:
        raise BadConfiguration(f"DEPESCH_TLS_CERT_FILE={certificate}, DEPESCH_TLS_KEY_FILE={key}: {error}") from error
    return context


def files(config: Config) -> tuple[Path, Path]:
    """Return the PEM files of certificate chain and key."""
    if config.tls_cert_file:
        return Path(config.tls_cert_file), Path(config.tls_key_file or config.tls_cert_file)
    path = config.home / "secrets" / "ftp_tls.pem"
    kept(path, lambda: _made(config))
    return path, path


def _made(config: Config) -> str:
    """Return a new key and a certificate that it signed itself, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    host = config.ftp_public_address or socket.getfqdn()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host[:64])])
    at = now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - datetime.timedelta(hours=1))
        .not_valid_after(at + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return (secret + made.public_bytes(Encoding.PEM)).decode()


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host.encode("idna").decode())
