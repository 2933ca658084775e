"""Who comes: a login by its password, an SSH key or a client certificate. For gateways, before a company is chosen.

The password is not one that people choose: it is 256 random bits of ours, so that its SHA-256 does. A slow hash would
cost every request of a gateway a tenth of a second and protect from nothing: such a password cannot be guessed.

All that ask who comes raise TooOften (`accounts.limits`) after too many wrong tries from one address or for one name,
and LoginRefused when the right one comes and may not come in. Call them outside transactions.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.channels import SendMode
from depesch.hub.accounts.limits import DIRECT_ADDRESS, DIRECT_NAME, must_be_free, take
from depesch.hub.direct.models import DirectLogin, LoginAddress, LoginCertificate, LoginKey, Protocol
from depesch.hub.direct.ssh_keys import BadKey, parse_key
from depesch.hub.history.kinds.direct import DirectLoginFromNewAddress
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

USE_NOTED_EVERY = timedelta(minutes=1)  # one write a minute and login, not one a request
MAX_NAME_LENGTH = 64
_NOBODY = UUID(int=0)  # no company and no login: an unknown name costs the same statements as a known one
_NO_PASSWORD = "-" * 64
_log = structlog.get_logger()


class LoginHolder(msgspec.Struct, frozen=True, kw_only=True):
    """For which company a login speaks, and what it may do."""

    company_id: UUID
    login_id: UUID
    name: str
    may_send: bool
    may_collect: bool
    send_mode: SendMode  # of all it hands over, and the only one it collects
    syntax: str  # target that it collects in; empty: as it arrived
    plain_ftp: bool  # may come over FTP without TLS
    attachments_wait_min: int = 0  # how long an invoice waits for attachments that are put after it

    @property
    def actor(self) -> str:
        """Return the name that the history keeps."""
        return f"login:{self.login_id}"


class LoginRefused(Exception):
    """It is who it says, and may not come in: `company-closed`, `other-protocol`, `other-address`, `expired`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def login_by_password(protocol: str, name: str, password: str, address: str) -> LoginHolder | None:
    """Return whose login name and password are, None when they are nobody's, and note the use.

    `protocol` is one of `models.Protocol`, `address` where the request comes from. A login without a password is never
    matched. An unknown name takes as long as a wrong password: the same statements, and one comparison.
    """
    digest = sha256_hex(password.encode("utf-8", "surrogatepass"))

    def is_its_password(login: DirectLogin | None) -> bool:
        kept = login.password_digest if login is not None else ""
        return secrets.compare_digest(digest, kept or _NO_PASSWORD)

    holder = _admitted(protocol, name, address, shows=is_its_password)
    if holder is not None:
        note_use(holder, protocol, address)
    return holder


def login_by_key(name: str, public_key_line: str, address: str) -> LoginHolder | None:
    """Return whose login the name with this SSH public key is, None when it is nobody's.

    A client shows a public key before it proves that it has the private one. So this notes no use: call `note_use` when
    the proof has been given. Nor does it count a wrong try, since an agent shows its keys one after the other until one
    is known: call `note_failure` when the client goes without having come in.
    `public_key_line` is as in authorized_keys: kind, base64, perhaps a comment.
    """
    try:
        fingerprint = parse_key(public_key_line).fingerprint
    except BadKey:
        fingerprint = ""

    def is_its_key(login: DirectLogin | None) -> bool:
        login_id = login.id if login is not None else _NOBODY
        return LoginKey.objects.filter(login_id=login_id, fingerprint=fingerprint).exists()

    return _admitted(Protocol.SFTP, name, address, shows=is_its_key, counts=False)


def note_failure(name: str, address: str) -> None:
    """Count one wrong try, however many keys were shown in it; raises TooOften when there were too many."""
    take(DIRECT_ADDRESS, origin_of(address))
    take(DIRECT_NAME, _plain(name))


def login_by_certificate(protocol: str, name: str, fingerprint: str, address: str) -> LoginHolder | None:
    """Return whose login the name with this client certificate is, None when it is nobody's, and note the use.

    `fingerprint` is the SHA-256 of the certificate's DER in hexadecimal; that its holder has the private key was shown
    in the TLS handshake. The name is asked for too: certificates are public, and whoever else put the same one on a
    login of theirs would otherwise be given what this one hands over.
    """
    wanted = fingerprint.replace(":", "").strip().lower()

    def is_its_certificate(login: DirectLogin | None) -> bool:
        login_id = login.id if login is not None else _NOBODY
        found = LoginCertificate.objects.filter(login_id=login_id, fingerprint=wanted).first()
        if found is not None and found.expires_at is not None and found.expires_at <= now():
            raise LoginRefused("expired", f"the certificate expired on {found.expires_at:%Y-%m-%d}")
        return found is not None

    holder = _admitted(protocol, name, address, shows=is_its_certificate)
    if holder is not None:
        note_use(holder, protocol, address)
    return holder


def still_valid(holder: LoginHolder) -> bool:
    """Return whether the login has not been revoked or its company closed since; for connections that stay open."""
    if Company.objects.filter(id=holder.company_id, closed_at__isnull=False).exists():
        return False
    with acting_for(holder.company_id):
        return DirectLogin.objects.filter(id=holder.login_id, revoked_at=None).exists()


def note_use(holder: LoginHolder, protocol: str, address: str) -> None:
    """Note when and from where the login came; an address that it never came from before goes into the history."""
    at, origin = now(), origin_of(address)
    with acting_for(holder.company_id):
        login = DirectLogin.objects.get(id=holder.login_id)
        is_recent = login.last_used_at is not None and login.last_used_at > at - USE_NOTED_EVERY
        if is_recent and (login.last_address, login.last_protocol) == (origin, protocol):
            return
        used = DirectLogin.objects.filter(id=holder.login_id)
        used.update(last_used_at=at, last_address=origin, last_protocol=protocol)
        _, is_new = LoginAddress.objects.get_or_create(
            tenant_id=holder.company_id, login_id=holder.login_id, address=origin, defaults={"first_at": at}
        )
        if is_new:
            event = DirectLoginFromNewAddress(login=holder.name, address=origin, login_protocol=protocol)
            record(event, document_id=None, actor=holder.actor, at=at)


def origin_of(address: str) -> str:
    """Return what stands for everybody behind an address: the IPv4 address itself, the /64 of an IPv6 one.

    >>> origin_of("::ffff:203.0.113.7"), origin_of("2001:db8:1:2:3:4:5:6"), origin_of("a socket")
    ('203.0.113.7', '2001:db8:1:2::/64', '')
    """
    parsed = _parsed(address)
    if parsed is None:
        return ""
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _admitted(
    protocol: str, name: str, address: str, *, shows: Callable[[DirectLogin | None], bool], counts: bool = True
) -> LoginHolder | None:
    """Return the holder when the login shows what it should, else count a wrong try, if it `counts`."""
    name, origin = _plain(name), origin_of(address)
    must_be_free(DIRECT_ADDRESS, origin)
    company_id, login_id = _ids(name)
    with acting_for(company_id):
        login = DirectLogin.objects.filter(id=login_id, revoked_at=None).first()
        is_right = shows(login)
        is_known_there = LoginAddress.objects.filter(login_id=login_id, address=origin).exists()
    if not is_known_there:  # else anybody could shut a company's program out by guessing at its name
        must_be_free(DIRECT_NAME, name)
    if login is None or not is_right:
        _log.info("direct.refused", protocol=protocol, login=str(login_id) if login is not None else None)
        if counts:
            note_failure(name, address)
        return None
    _must_be_welcome(login, protocol, address)
    return _holder(login)


def _plain(name: str) -> str:
    """Return the name as it is looked up; what no login can be called becomes something that no login is called."""
    return name.lower()[: MAX_NAME_LENGTH + 1].replace("\0", " ").encode("utf-8", "replace").decode()


def _ids(name: str) -> tuple[UUID, UUID]:
    """Return whose login the name is, and which; nobody's for an unknown or revoked one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, login_id FROM direct_login_named_v1(%s)", [name])
        found = cursor.fetchone()
    return found or (_NOBODY, _NOBODY)


def _must_be_welcome(login: DirectLogin, protocol: str, address: str) -> None:
    """Raise LoginRefused when the company is closed, or the login is not for this protocol or not from this address."""
    if Company.objects.filter(id=login.tenant_id, closed_at__isnull=False).exists():
        raise LoginRefused("company-closed", "the company's account is closed")
    if protocol not in login.protocols:
        raise LoginRefused("other-protocol", f"this login may be used over {', '.join(login.protocols)}")
    parsed = _parsed(address)
    networks = [ipaddress.ip_network(each) for each in login.networks]
    if networks and not any(parsed is not None and parsed in network for network in networks):
        raise LoginRefused("other-address", f"this login may not be used from {address}")


def _holder(login: DirectLogin) -> LoginHolder:
    return LoginHolder(
        company_id=login.tenant_id, login_id=login.id, name=login.name, may_send=login.may_send,
        may_collect=login.may_collect, send_mode=SendMode(login.send_mode), syntax=login.syntax,
        plain_ftp=login.plain_ftp, attachments_wait_min=login.attachments_wait_min,
    )  # fmt: skip


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return parsed.ipv4_mapped or parsed if isinstance(parsed, ipaddress.IPv6Address) else parsed
