"""How a request came: from which address, whether encrypted, and with which client certificate.

TLS ends at a proxy in front of the hub; `hub.server.passing` tells when it is believed.

Sources: nginx, module ngx_http_ssl_module ($ssl_client_escaped_cert); de-facto header X-Forwarded-Proto.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import unquote

import msgspec
from django.http import HttpRequest

from depesch.gateways.drop.problems import DropProblem
from depesch.hub.direct.certificates import BadCertificate, certificate_of_pem
from depesch.hub.server.config import Config, load
from depesch.hub.server.passing import passed
from depesch.kit.clock import now

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHA1 = re.compile(r"[0-9a-f]{40}")


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a request came from. `certificate` is the SHA-256 of the client's, `` when it showed none."""

    address: str
    is_safe: bool  # over TLS, or within this machine
    certificate: str = ""


def origin_of(request: HttpRequest) -> Origin:
    """Return where the request came from; raises DropProblem for one in the clear, or a certificate that is none."""
    config = load()
    came = passed(request, config.proxies)
    scheme = request.headers.get("X-Forwarded-Proto", "").rpartition(",")[2].strip() if came.is_passed_on else ""
    is_safe = scheme == "https" or (not scheme and request.is_secure()) or _is_loopback(came.address)
    if not is_safe:
        raise DropProblem("not-encrypted", 403)
    certificate = _certificate(request, config, is_from_proxy=came.is_passed_on and not _is_public(came.peer))
    return Origin(address=came.address, is_safe=is_safe, certificate=certificate)


def _certificate(request: HttpRequest, config: Config, *, is_from_proxy: bool) -> str:
    header = config.client_certificate_header
    told = request.headers.get(header, "").strip() if header else ""
    if not told:
        return ""
    if not is_from_proxy:
        raise DropProblem("certificate-from-elsewhere", 403, value=header)
    text = unquote(told)
    plain = text.replace(":", "").lower()
    if _SHA256.fullmatch(plain):
        return plain
    if _SHA1.fullmatch(plain):
        raise DropProblem("certificate-sha1", 403, value=header)
    try:
        certificate = certificate_of_pem(text)
    except BadCertificate as error:
        raise DropProblem("bad-certificate", 403, value=header) from error
    if certificate.expires_at is not None and certificate.expires_at <= now():
        raise DropProblem("expired", 403, value=f"{certificate.expires_at:%Y-%m-%d}")
    return certificate.fingerprint


def _is_loopback(address: str) -> bool:
    found = _parsed(address)
    return found is not None and found.is_loopback


def _is_public(address: str) -> bool:
    """Whether a peer is out on the internet, where no proxy of ours stands; an unknown one (a socket) is not."""
    found = _parsed(address)
    return found is not None and found.is_global


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found
