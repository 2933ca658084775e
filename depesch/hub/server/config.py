"""Process settings: every `DEPESCH_*` variable, in one typed place. All faults are told at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec

from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.exchange.mail.smtp import Tls
from depesch.kit.secret import Secret

PREFIX = "DEPESCH_"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
OF_THE_CLIENT = frozenset({"url", "token", "token_file"})  # of `depesch send`, which may run on the hub's machine too


class BadConfiguration(Exception):
    """One or more settings are wrong; the message names all of them. The process ends with exit status 78."""


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What a process of the hub needs to know before it opens a socket."""

    home: Path = Path("var")  # where the embedded database, the archive's files, secrets and logs lie
    database_url: str = ""  # postgresql://...; empty: the hub starts its own database under `home`
    owner_database_url: str = ""  # the same database as the role that owns the tables: for migrate, backup and restore
    host: str = "127.0.0.1"  # address that the web server listens on
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 8700  # port that the web server listens on
    public_url: str = ""  # how browsers reach the portal; empty: http://host:port
    proxies: Annotated[int, msgspec.Meta(ge=0, le=9)] = 0  # proxies in front that add to X-Forwarded-For
    workers: Annotated[int, msgspec.Meta(ge=0, le=256)] = 2  # worker processes
    web_threads: Annotated[int, msgspec.Meta(ge=1, le=256)] = 4  # threads of the web server
    least_free_mb: Annotated[int, msgspec.Meta(ge=0)] = 512  # with less free disk than this the hub is not ready
    debug: bool = False  # show tracebacks to the browser; refused with a public address
    secret_key: str = ""  # empty: made once and kept under `home`
    archive_dir: Path | None = None  # default: home/archive
    exchange_dir: Path | None = None  # agreed folders lie below it, each company's apart; default: home/exchange
    mail_host: str = ""  # SMTP server for the hub's own letters (activation, notices); empty: they wait
    mail_port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 587  # port of that server
    mail_tls: Tls = Tls.STARTTLS  # starttls, tls, or none inside one's own network
    mail_user: str = ""  # login at that server; empty: none
    mail_password: Secret = Secret("")  # password of that login
    mail_from: str = ""  # address that the hub's letters come from; needed with a mail server
    mail_name: str = "Depesch"  # name that the hub's letters come from
    mail_ca_file: str = ""  # PEM file of an own certificate authority of that server; empty: the system's
    private_webhooks: bool = False  # webhooks may lead to private addresses and over http: only in one's own network
    webhook_ca_file: str = ""  # PEM file of an own certificate authority of webhooks' receivers; empty: the system's
    private_channels: bool = False  # SFTP, FTPS, push and AS2 may lead to private addresses: only in one's own network
    directory_url: str = ""  # public directory to search for receivers, as https://directory.peppol.eu; empty: none
    e_archive_for_all: bool = True  # every company sees all its documents; false: 90 days, more with the e-archive
    scanning_address: str = ""  # postal address of the scanning centre, its lines with commas between; empty: none
    print_partner_file: str = ""  # TOML file that describes who prints and posts letters; empty: nobody does
    gateway_host: str = ""  # address that the SFTP and FTP gateways listen on; empty: the web server's
    sftp_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0  # port of the SFTP gateway; 0: it is off
    ftp_port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 0  # port of the gateway for FTP over TLS; 0: it is off
    ftp_passive_ports: str = "50000-50099"  # ports for the data of FTP, first-last
    ftp_public_address: str = ""  # address that FTP clients are told for data, behind NAT; empty: the gateway's own
    gateway_login_s: Annotated[int, msgspec.Meta(ge=1)] = 60  # seconds that an SFTP or FTP client has to come in
    gateway_idle_s: Annotated[int, msgspec.Meta(ge=1)] = 900  # seconds after which a client that asks nothing is closed
    gateway_alive_s: Annotated[int, msgspec.Meta(ge=1)] = 20  # seconds between asking a client whether it is there
    gateway_most_of_address: Annotated[int, msgspec.Meta(ge=1)] = 20  # connections of one address to one gateway
    gateway_most_of_login: Annotated[int, msgspec.Meta(ge=1)] = 20  # connections of one login to one gateway
    tls_cert_file: str = ""  # PEM certificate chain of the FTP gateway; empty: one of its own making
    tls_key_file: str = ""  # PEM key of that certificate
    client_certificate_header: str = ""  # header of the proxy with a client's certificate; empty: none is taken
    support_address: str = ""  # who is mailed requests for help and to be contacted; empty: the cockpit alone has them

    @property
    def gateway_address(self) -> str:
        """Return the address that the SFTP and FTP gateways listen on."""
        return self.gateway_host or self.host

    @property
    def url(self) -> str:
        """Return the address of the portal without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def allowed_hosts(self) -> list[str]:
        """Return the host names that requests may carry."""
        public = urlsplit(self.url).hostname or self.host
        return sorted({public, self.host, "localhost", "127.0.0.1"})

    @property
    def archive_path(self) -> Path:
        """Return the folder of the archive's file store."""
        return self.archive_dir or self.home / "archive"

    @property
    def exchange_path(self) -> Path:
        """Return the absolute path of the folder in which each company has one for its agreed folders."""
        return (self.exchange_dir or self.home / "exchange").resolve()


def load(environment: Mapping[str, str] | None = None) -> Config:
    """Return the settings from the environment; raises BadConfiguration naming every fault.

    Each request asks for them, some more than once: the same variables are read once for a process.
    """
    source = os.environ if environment is None else environment
    return _loaded(tuple((key, value) for key, value in source.items() if key.startswith(PREFIX)))


@lru_cache(maxsize=16)
def _loaded(variables: tuple[tuple[str, str], ...]) -> Config:
    given = {key[len(PREFIX) :].lower(): value for key, value in variables}
    known = {field.name: field.type for field in msgspec.structs.fields(Config)}
    faults = [
        f"{PREFIX}{name.upper()} is not a setting" for name in given if name not in known and name not in OF_THE_CLIENT
    ]
    values: dict[str, Any] = {}
    for name, text in given.items():
        if name in known:
            try:
                values[name] = (
                    Path(text)
                    if "path" in name or name in ("home", "archive_dir", "exchange_dir")
                    else msgspec.convert(text, known[name], strict=False, dec_hook=_secret)
                )
            except msgspec.ValidationError as error:
                faults.append(f"{PREFIX}{name.upper()}={text!r}: {error}")
    if not faults:
        config = Config(**values)
        faults = _unsafe(config)
    if faults:
        raise BadConfiguration("; ".join(faults))
    return config


def _secret(kind: type, value: object) -> object:
    if kind is Secret:
        return Secret(str(value))
    raise NotImplementedError(kind)


def _unsafe(config: Config) -> list[str]:
    """Return what is fine on a laptop and must not face a network, and what does not fit together."""
    return [*_unsafe_debugging(config), *_unfit_mail(config), *_unfit_directory(config), *_unfit_proxy(config)]


def _unfit_proxy(config: Config) -> list[str]:
    if not config.client_certificate_header or config.proxies:
        return []
    return [
        f"{PREFIX}CLIENT_CERTIFICATE_HEADER={config.client_certificate_header!r} needs {PREFIX}PROXIES of 1 or more: "
        "without a proxy in front, the header would come from the client itself"
    ]


def _unfit_directory(config: Config) -> list[str]:
    parts = urlsplit(config.directory_url)
    if not config.directory_url or (parts.scheme == "https" and parts.hostname):
        return []
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return []
    return [f"{PREFIX}DIRECTORY_URL={config.directory_url!r} should be an address that begins with https://"]


def _unfit_mail(config: Config) -> list[str]:
    if not config.mail_host:
        return []
    faults = []
    try:
        parse_address(config.mail_from)
    except BadAddress as error:
        faults.append(f"{PREFIX}MAIL_FROM={config.mail_from!r}: {error}")
    if config.mail_password and config.mail_tls is Tls.NONE and config.mail_host not in LOOPBACK:
        faults.append(f"{PREFIX}MAIL_TLS=none would send {PREFIX}MAIL_PASSWORD in clear text over the network")
    return faults


def _unsafe_debugging(config: Config) -> list[str]:
    hosts = {config.host, urlsplit(config.url).hostname or ""}
    if not config.debug or hosts <= LOOPBACK:
        return []
    return [f"{PREFIX}DEBUG shows tracebacks to browsers and is refused with the address {config.url}"]
