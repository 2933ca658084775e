"""What to type into a terminal to try a login: real addresses of this hub, no password in any of them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from depesch.hub.direct.models import DirectLogin, Protocol
from depesch.hub.server.config import Config, load

_FILE = "F-1042.xml"


@dataclass(frozen=True, slots=True)
class Way:
    """How a login connects over one protocol; without commands, the hub does not offer it."""

    name: str
    address: str = ""
    send: str = ""
    collect: str = ""


def ways(login: DirectLogin) -> list[Way]:
    """Return how the login connects, for each of its protocols."""
    config = load()
    made = {Protocol.DROP: _drop, Protocol.SFTP: _sftp, Protocol.FTP: _ftp}
    return [make(login, config) for protocol, make in made.items() if protocol in login.protocols]


def _drop(login: DirectLogin, config: Config) -> Way:
    root = f"{config.url}/drop/{login.name}/{login.send_mode}"
    return _directed(
        login, name="HTTPS", address=f"{root}/",
        send=f"curl -u {login.name} -T {_FILE} {root}/out/", collect=f"curl -u {login.name} {root}/in/",
    )  # fmt: skip


def _sftp(login: DirectLogin, config: Config) -> Way:
    if not config.sftp_port:
        return Way(name="SFTP")
    port = "" if config.sftp_port == 22 else f"-P {config.sftp_port} "
    begin = f"sftp {port}{login.name}@{_host(config)}"
    address = f"sftp://{_host(config)}:{config.sftp_port}/"
    return _directed(login, name="SFTP", address=address, send=f"{begin}:out <<< 'put {_FILE}'", collect=f"{begin}:in")


def _ftp(login: DirectLogin, config: Config) -> Way:
    if not config.ftp_port:
        return Way(name="FTP")
    address = f"ftp://{_host(config)}:{config.ftp_port}/"
    secure = "set ftp:ssl-force true; set ftp:ssl-protect-data true;"
    return _directed(
        login, name="FTP", address=address,
        send=f"lftp -u {login.name} -e '{secure} put -O out {_FILE}; bye' {address}",
        collect=f"lftp -u {login.name} -e '{secure} mirror in; bye' {address}",
    )  # fmt: skip


def _directed(login: DirectLogin, *, name: str, address: str, send: str, collect: str) -> Way:
    return Way(
        name=name, address=address, send=send if login.may_send else "", collect=collect if login.may_collect else ""
    )


def _host(config: Config) -> str:
    return urlsplit(config.url).hostname or config.gateway_address
