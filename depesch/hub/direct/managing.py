"""The logins of a company: made, changed, given keys and certificates, revoked. Call everything inside `acting_for`."""

from __future__ import annotations

import ipaddress
import re
import secrets
import string
import unicodedata
from collections.abc import Sequence

import msgspec
from django.db import IntegrityError, transaction

from depesch.channels import SendMode
from depesch.documents.converting import UnknownFormat, target_named
from depesch.hub.direct.certificates import ClientCertificate
from depesch.hub.direct.logins import MAX_NAME_LENGTH
from depesch.hub.direct.models import DirectLogin, LoginCertificate, LoginKey, Protocol
from depesch.hub.direct.ssh_keys import PublicKey
from depesch.hub.history.kinds.direct import (
    DirectLoginCertificateAdded,
    DirectLoginCertificateRemoved,
    DirectLoginChanged,
    DirectLoginKeyAdded,
    DirectLoginKeyRemoved,
    DirectLoginMade,
    DirectLoginPlainFtp,
    DirectLoginRevoked,
)
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.kit.secret import Secret

MOST_LOGINS = 50
MOST_KEYS = 10  # and as many certificates, of one login
MOST_NETWORKS = 50
ATTACHMENTS_WAITS_MIN = (0, 1, 5, 15, 60)
_NAME = re.compile(r"[a-z][a-z0-9._-]{2,63}")
_LETTERS = string.ascii_letters + string.digits
_PASSWORD_LENGTH = 43  # of 62 letters and digits: 256 bits, and nothing that a shell or an address would have to quote


class BadLogin(ValueError):
    """A login cannot be so. `field` says where; `code` is stable, and the portal says it in words.

    `bad-name`, `taken`, `no-protocol`, `no-direction`, `bad-send-mode`, `bad-format`, `bad-wait`,
    `bad-network`, `too-many-networks`, `plain-without-ftp`, `too-many`, `twice`.
    """

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code}: {value}" if value else f"{field}: {code}")
        self.field = field
        self.code = code
        self.value = value


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What a login is to be; its name and send mode stay as they were made."""

    protocols: Sequence[str]
    description: str = ""
    may_send: bool = True
    may_collect: bool = True
    syntax: str = ""
    plain_ftp: bool = False
    attachments_wait_min: int = 0
    networks: Sequence[str] = ()


def suggested_name(company: Company) -> str:
    """Return a name for a login: the company's, in plain letters, and five that nobody guesses.

    >>> suggested_name(Company(name="Nordbygg Åsa AB"))[:-5]
    'nordbygg-asa-ab-'
    """
    plain = unicodedata.normalize("NFKD", company.name.lower()).replace("ø", "o").replace("æ", "ae")
    kept = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    begin = kept[:40].strip("-") if kept[:1].isalpha() else f"c-{kept[:40]}".strip("-")
    letters = string.ascii_lowercase + string.digits
    return f"{begin}-" + "".join(secrets.choice(letters) for _ in range(5))


def name_of(text: str) -> str:
    """Return a user name in its one form; raises BadLogin for what can be none."""
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        raise BadLogin("name", "bad-name", name[:MAX_NAME_LENGTH])
    return name


def make_login(
    name: str, *, wanted: Wanted, send_mode: str, with_password: bool, actor: str
) -> tuple[DirectLogin, Secret | None]:
    """Make a login and return it with its password, which is shown once, or None. Raises BadLogin."""
    name = name_of(name)
    if send_mode not in {mode.value for mode in SendMode}:
        raise BadLogin("send_mode", "bad-send-mode", send_mode)
    if DirectLogin.objects.filter(revoked_at=None).count() >= MOST_LOGINS:
        raise BadLogin("", "too-many", str(MOST_LOGINS))
    password = _new_password() if with_password else None
    login = DirectLogin(
        tenant_id=tenant_id(), name=name, send_mode=send_mode, made_at=now(),
        password_digest=_digest(password) if password is not None else "",
        **msgspec.structs.asdict(_checked(wanted)),
    )  # fmt: skip
    try:
        with transaction.atomic():
            login.save(force_insert=True)
    except IntegrityError as error:
        raise BadLogin("name", "taken", name) from error
    made = DirectLoginMade(login=name, login_protocols=tuple(login.protocols), login_mode=send_mode)
    record(made, document_id=None, actor=actor)
    if login.plain_ftp:
        record(DirectLoginPlainFtp(login=name), document_id=None, actor=actor)
    return login, password


def change_login(login: DirectLogin, *, wanted: Wanted, actor: str) -> tuple[str, ...]:
    """Change what a login may do and return the fields that became others. Raises BadLogin."""
    values = msgspec.structs.asdict(_checked(wanted))
    changed = tuple(name for name, value in values.items() if getattr(login, name) != value)
    if not changed:
        return ()
    for name in changed:
        setattr(login, name, values[name])
    login.save(update_fields=list(changed))
    record(DirectLoginChanged(login=login.name, login_fields=changed), document_id=None, actor=actor)
    if "plain_ftp" in changed and login.plain_ftp:
        record(DirectLoginPlainFtp(login=login.name), document_id=None, actor=actor)
    return changed


def new_password(login: DirectLogin, *, actor: str) -> Secret:
    """Give the login another password, or its first, and return it; the one before it is worthless at once."""
    password = _new_password()
    login.password_digest = _digest(password)
    login.save(update_fields=["password_digest"])
    record(DirectLoginChanged(login=login.name, login_fields=("password",)), document_id=None, actor=actor)
    return password


def remove_password(login: DirectLogin, *, actor: str) -> None:
    """Take the password away: the login comes with a key or a certificate alone."""
    if not login.password_digest:
        return
    login.password_digest = ""
    login.save(update_fields=["password_digest"])
    record(DirectLoginChanged(login=login.name, login_fields=("password",)), document_id=None, actor=actor)


def add_key(login: DirectLogin, key: PublicKey, *, actor: str) -> LoginKey:
    """Let the login come with this key as well; raises BadLogin (`twice`, `too-many`)."""
    if LoginKey.objects.filter(login=login).count() >= MOST_KEYS:
        raise BadLogin("key", "too-many", str(MOST_KEYS))
    if LoginKey.objects.filter(login=login, fingerprint=key.fingerprint).exists():
        raise BadLogin("key", "twice", key.fingerprint)
    row = LoginKey.objects.create(
        tenant_id=login.tenant_id, login=login, added_at=now(), **msgspec.structs.asdict(key)
    )  # fmt: skip
    record(DirectLoginKeyAdded(login=login.name, fingerprint=key.fingerprint), document_id=None, actor=actor)
    return row


def remove_key(key: LoginKey, *, actor: str) -> None:
    """Let the login no longer come with this key."""
    event = DirectLoginKeyRemoved(login=key.login.name, fingerprint=key.fingerprint)
    key.delete()
    record(event, document_id=None, actor=actor)


def add_certificate(login: DirectLogin, certificate: ClientCertificate, *, actor: str) -> LoginCertificate:
    """Let the login come with this certificate as well; raises BadLogin (`twice`, `too-many`)."""
    if LoginCertificate.objects.filter(login=login).count() >= MOST_KEYS:
        raise BadLogin("certificate", "too-many", str(MOST_KEYS))
    if LoginCertificate.objects.filter(login=login, fingerprint=certificate.fingerprint).exists():
        raise BadLogin("certificate", "twice", certificate.fingerprint)
    row = LoginCertificate.objects.create(
        tenant_id=login.tenant_id, login=login, added_at=now(), **msgspec.structs.asdict(certificate)
    )  # fmt: skip
    event = DirectLoginCertificateAdded(login=login.name, fingerprint=certificate.fingerprint)
    record(event, document_id=None, actor=actor)
    return row


def remove_certificate(certificate: LoginCertificate, *, actor: str) -> None:
    """Let the login no longer come with this certificate."""
    event = DirectLoginCertificateRemoved(login=certificate.login.name, fingerprint=certificate.fingerprint)
    certificate.delete()
    record(event, document_id=None, actor=actor)


def revoke_login(login: DirectLogin, *, actor: str) -> None:
    """Make the login worthless from now on; once revoked, it keeps the first moment, and its name is used up."""
    if DirectLogin.objects.filter(id=login.id, revoked_at=None).update(revoked_at=now(), password_digest=""):
        record(DirectLoginRevoked(login=login.name), document_id=None, actor=actor)


def _checked(wanted: Wanted) -> Wanted:
    """Return what was wanted in its one form; raises BadLogin."""
    protocols = [each.value for each in Protocol if each.value in wanted.protocols]
    if not protocols or set(wanted.protocols) - set(protocols):
        raise BadLogin("protocols", "no-protocol", ", ".join(wanted.protocols))
    if not (wanted.may_send or wanted.may_collect):
        raise BadLogin("direction", "no-direction")
    if wanted.plain_ftp and Protocol.FTP.value not in protocols:
        raise BadLogin("plain_ftp", "plain-without-ftp")
    if wanted.attachments_wait_min not in ATTACHMENTS_WAITS_MIN:
        raise BadLogin("attachments_wait_min", "bad-wait", str(wanted.attachments_wait_min))
    try:
        if wanted.syntax:
            target_named(wanted.syntax)
    except UnknownFormat as error:
        raise BadLogin("syntax", "bad-format", wanted.syntax) from error
    return msgspec.structs.replace(
        wanted, protocols=protocols, description=wanted.description.strip()[:100], networks=networks_of(wanted.networks)
    )


def networks_of(texts: Sequence[str]) -> list[str]:
    """Return the networks in their one form, each once: 203.0.113.7 is 203.0.113.7/32; raises BadLogin."""
    found: list[str] = []
    for text in texts:
        try:
            network = str(ipaddress.ip_network(text.strip(), strict=False))
        except ValueError as error:
            raise BadLogin("networks", "bad-network", text.strip()[:100]) from error
        if network not in found:
            found.append(network)
    if len(found) > MOST_NETWORKS:
        raise BadLogin("networks", "too-many-networks", str(MOST_NETWORKS))
    return found


def _new_password() -> Secret:
    return Secret("".join(secrets.choice(_LETTERS) for _ in range(_PASSWORD_LENGTH)))


def _digest(password: Secret) -> str:
    return sha256_hex(password.reveal().encode())
