"""Where an address that a customer gave may lead: to the open internet, and nowhere into the operator's own network.

A name is resolved here and every address looked at; the connection is made to the very address that was looked at, so
that a name cannot lead elsewhere a moment later. An operator whose customers live in its own network permits it.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

import msgspec

_LONGEST = 500


class BadUrl(ValueError):
    """The address cannot be used; `code` is one of bad-url, needs-https, private-address, unknown-host."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where a message goes: the URL with an address in the place of the name, and the name."""

    url: str
    host: str  # the name for TLS
    host_header: str  # with the port where it is not the usual one


def checked_url(url: str, *, private_too: bool, plain_too: bool = False) -> str:
    """Return the URL as it is kept; raises BadUrl (bad-url, needs-https, private-address). Asks no name service.

    Plain http is taken with `plain_too` (messages that are signed and encrypted themselves) and inside one's network.
    """
    parts = _parts(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and (private_too or plain_too)):
        raise BadUrl("needs-https")
    check_host(parts.hostname or "", private_too=private_too)
    return url.strip()


def check_host(host: str, *, private_too: bool) -> None:
    """Raise BadUrl (private-address) for a name or address that is plainly inside. Asks no name service."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if not private_too and (host == "localhost" or "." not in host or host.endswith((".local", ".internal"))):
            raise BadUrl("private-address", host) from None
    else:
        _must_be_open(address, private_too=private_too)


def targets_of(url: str, *, private_too: bool, plain_too: bool = False) -> tuple[Target, ...]:
    """Return where to connect to, each address of the name once; raises BadUrl. Asks the name service."""
    parts = _parts(checked_url(url, private_too=private_too, plain_too=plain_too))
    host, usual = parts.hostname or "", 443 if parts.scheme == "https" else 80
    port = parts.port or usual
    rest = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    header = _shown(host) if port == usual else f"{_shown(host)}:{port}"
    return tuple(
        Target(url=f"{parts.scheme}://{_shown(each)}:{port}{rest}", host=host, host_header=header)
        for each in addresses_of(host, port, private_too=private_too)
    )


def addresses_of(host: str, port: int, *, private_too: bool) -> tuple[str, ...]:
    """Return each address of a name once, all of them looked at; raises BadUrl (unknown-host, private-address)."""
    check_host(host, private_too=private_too)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BadUrl("unknown-host", host) from error
    addresses = dict.fromkeys(ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found)
    for address in addresses:
        _must_be_open(address, private_too=private_too)
    return tuple(str(each) for each in addresses)


def _parts(url: str) -> SplitResult:
    text = url.strip()
    if len(text) > _LONGEST or not text.isascii() or any(sign.isspace() or not sign.isprintable() for sign in text):
        raise BadUrl("bad-url")
    try:
        parts = urlsplit(text)
        has_place = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise BadUrl("bad-url", str(error)) from error
    if parts.scheme not in ("http", "https") or not has_place or parts.username or parts.password or parts.fragment:
        raise BadUrl("bad-url")
    return parts


def _must_be_open(address: ipaddress.IPv4Address | ipaddress.IPv6Address, *, private_too: bool) -> None:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    if address.is_multicast or address.is_unspecified:
        raise BadUrl("private-address", str(address))
    if not private_too and not (address.is_global and inner.is_global):
        raise BadUrl("private-address", str(address))


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
