"""The wire to hubs: connections that are kept, through a proxy or not, to certificates that are trusted.

A redirect is never followed, for it would carry the key elsewhere. Answers are read up to a size and for a time.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import ssl
import threading
import time
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from depesch.connect.away_words import Suspect
from depesch.connect.hub_client.answers import ProblemAnswer
from depesch.connect.hub_client.errors import HubAway, HubRefused
from depesch.kit.xml import MAX_BYTES

if TYPE_CHECKING:  # imported when first used: a command that sends nothing does not wait for it
    import httpx

NO_PROXY = "none"
CONNECT_S = 10.0
KEPT_S = 90.0  # how long an idle connection is kept
MOST_CONNECTIONS = 16
MAX_JSON_BYTES = 16 * 1024 * 1024
MAX_FILE_BYTES = 2 * MAX_BYTES  # the hub takes no larger one; a document in another format may be larger than it was
SLOWEST = 10  # a whole answer may take so many times as long as its next piece
# X509_V_ERR_* of OpenSSL's x509_vfy.h, as `ssl.SSLCertVerificationError.verify_code` has them.
_OTHER_NAME = frozenset({62, 63, 64})  # host name, e-mail or IP address mismatch
_OUT_OF_TIME = frozenset({9, 10})  # not valid yet, expired
TOOK_LONG = "the answer takes too long"
FormFiles = Sequence[tuple[str, tuple[str, "bytes | BinaryIO", str]]]


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was written: what the hub calls it, its size, its SHA-256, and what its format could not hold."""

    name: str
    media_type: str
    size: int
    sha256: str
    losses: int = 0


class Asked(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A request: to which address, with which headers, carrying what. A file is read from where it stands."""

    method: str
    url: str
    headers: Mapping[str, str]
    parameters: Mapping[str, str] = {}
    content: bytes | BinaryIO | None = None
    files: FormFiles | None = None


class Wire:
    """Connections to any number of hubs, for any number of threads.

    `proxy` is `http://HOST:PORT`, `none`, or empty for the system's. With `ca_file` that file's authorities are trusted
    and no others. A hub on this machine is never asked through a proxy.
    """

    def __init__(self, *, proxy: str = "", ca_file: Path | None = None, timeout_s: float = 60.0) -> None:
        self._proxy = proxy
        self._ca_file = ca_file
        self._timeout_s = timeout_s
        self._clients: dict[bool, httpx.Client] = {}
        self._lock = threading.Lock()

    def json(self, asked: Asked) -> bytes:
        """Return the body of the answer; raises HubAway and HubRefused."""
        with self._answer(asked) as answer:
            return b"".join(self._pieces(answer, MAX_JSON_BYTES))

    def fetch(self, asked: Asked, into: BinaryIO) -> Fetched:
        """Write the body of the answer to `into`; raises HubAway, HubRefused, and OSError of `into`.

        When it raises, what stands in `into` is no whole file.
        """
        digest, size = sha256(), 0
        with self._answer(asked) as answer:
            for piece in self._pieces(answer, MAX_FILE_BYTES):
                digest.update(piece)
                size += into.write(piece)
            losses = answer.headers.get("Depesch-Losses", "0")
            return Fetched(
                name=_name_in(answer.headers.get("Content-Disposition", "")),
                media_type=answer.headers.get("Content-Type", ""),
                size=size, sha256=digest.hexdigest(), losses=int(losses) if losses.isdecimal() else 0,
            )  # fmt: skip

    def clock_of(self, asked: Asked) -> datetime | None:
        """Return the time of the hub's clock, to the second (RFC 9110, 6.6.1); None when it does not tell it."""
        with self._answer(asked) as answer:
            try:
                return parsedate_to_datetime(answer.headers.get("Date", ""))
            except ValueError:
                return None

    def is_well(self, url: str) -> bool:
        """Return whether `url` is answered with 2xx."""
        try:
            self.json(Asked(method="GET", url=url, headers={}))
        except (HubAway, HubRefused):
            return False
        return True

    def close(self) -> None:
        """Let go of the connections; the next request makes new ones."""
        with self._lock:
            for client in self._clients.values():
                client.close()
            self._clients.clear()

    @contextmanager
    def _answer(self, asked: Asked) -> Iterator[httpx.Response]:
        """Give the answer, which is 2xx, with its body still to be read."""
        import httpx

        origin = _origin(asked.url)
        try:
            answer = self._sent(asked)
        except httpx.TimeoutException as error:
            raise HubAway(f"{origin} does not answer in time", suspect=self._suspect(error, asked.url)) from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            reason = f"{origin} does not answer: {_reason(error)}"
            raise HubAway(reason, suspect=self._suspect(error, asked.url)) from error
        try:
            if not answer.is_success:
                raise self._refusal(answer, origin)
            yield answer
        except httpx.HTTPError as error:
            raise HubAway(f"{origin} broke off its answer: {_reason(error)}") from error
        finally:
            answer.close()

    def _sent(self, asked: Asked) -> httpx.Response:
        """Return the answer; a connection that the hub closed while it was idle costs one more try."""
        import httpx

        client = self._client(asked.url)
        places = [(file, file.tell()) for file in _files_of(asked)]
        for is_last in (False, True):
            for file, place in places:
                file.seek(place)
            request = client.build_request(
                asked.method, asked.url, params=dict(asked.parameters) or None, headers=dict(asked.headers),
                content=asked.content, files=asked.files,
            )  # fmt: skip
            try:
                return client.send(request, stream=True)
            except (httpx.RemoteProtocolError, httpx.WriteError, httpx.ReadError):
                if is_last:
                    raise
        raise AssertionError("the last try returns or raises")

    def _suspect(self, error: Exception, url: str) -> Suspect | None:
        """Return the setting that is to blame for an answer that did not come."""
        import httpx

        if (wrong := _certificate_fault(error)) is not None:
            if wrong.verify_code in _OTHER_NAME:
                return Suspect.HUB
            return None if wrong.verify_code in _OUT_OF_TIME else Suspect.CA_FILE
        is_connecting = isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        through_ours = bool(self._proxy) and not self._goes_direct(url)
        return Suspect.PROXY if isinstance(error, httpx.ProxyError) or (is_connecting and through_ours) else None

    def _goes_direct(self, url: str) -> bool:
        return self._proxy == NO_PROXY or is_here(urllib.parse.urlsplit(url).hostname or "")

    def _client(self, url: str) -> httpx.Client:
        direct = self._goes_direct(url)
        with self._lock:
            if direct not in self._clients:
                self._clients[direct] = self._made(direct=direct)
            return self._clients[direct]

    def _made(self, *, direct: bool) -> httpx.Client:
        import httpx

        logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells each request, which is no news
        return httpx.Client(
            timeout=httpx.Timeout(self._timeout_s, connect=min(CONNECT_S, self._timeout_s)),
            limits=httpx.Limits(
                max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_CONNECTIONS, keepalive_expiry=KEPT_S
            ),
            follow_redirects=False,
            proxy=None if direct else self._proxy or None,
            trust_env=not direct and not self._proxy,
            verify=trusted(self._ca_file),
        )

    def _pieces(self, answer: httpx.Response, most: int) -> Iterator[bytes]:
        origin, size, until = _origin(str(answer.url)), 0, time.monotonic() + SLOWEST * self._timeout_s
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > most:
                raise HubAway(f"{origin} answered more than {most} bytes")
            if time.monotonic() > until:
                raise HubAway(f"{origin}: {TOOK_LONG}")
            yield piece

    def _refusal(self, answer: httpx.Response, origin: str) -> HubAway | HubRefused:
        status = answer.status_code
        if answer.is_redirect:
            return HubAway(f"{origin} answered {status} and points elsewhere; the key is not carried there")
        if status >= 500 or status in (408, 429):
            after = answer.headers.get("Retry-After", "")
            return HubAway(
                f"{origin} answered {status}{_said(self._body(answer))}",
                retry_after_s=float(after) if status == 429 and re.fullmatch(r"[0-9]{1,6}", after) else None,
            )
        try:
            return HubRefused(msgspec.json.decode(self._body(answer), type=ProblemAnswer))
        except msgspec.MsgspecError:
            return HubAway(f"{origin} answered {status} without a reason that can be read")

    def _body(self, answer: httpx.Response) -> bytes:
        return b"".join(self._pieces(answer, MAX_JSON_BYTES))


def trusted(ca_file: Path | None) -> ssl.SSLContext:
    """Return which certificates are believed: those signed by `ca_file`'s authorities, else by the system's.

    Raises OSError (ssl.SSLError is one) for a file that is absent or holds no certificate.
    """
    if ca_file is not None:
        return ssl.create_default_context(cafile=str(ca_file))
    context = ssl.create_default_context()
    if not context.get_ca_certs() and not ssl.get_default_verify_paths().capath:
        import certifi

        context.load_verify_locations(cafile=certifi.where())
    return context


def is_here(host: str) -> bool:
    """Return whether `host` is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _certificate_fault(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """Return why the hub's certificate was not believed, when that is behind the error."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error


def _files_of(asked: Asked) -> list[BinaryIO]:
    carried = [asked.content, *(file for _, (_, file, _) in asked.files or ())]
    return [each for each in carried if each is not None and not isinstance(each, bytes)]


def _origin(url: str) -> str:
    parts = urllib.parse.urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _said(body: bytes) -> str:
    """Return what a problem says, to be put behind a status; empty for another body."""
    try:
        return f": {msgspec.json.decode(body, type=ProblemAnswer).title}"
    except msgspec.MsgspecError:
        return ""


def _name_in(disposition: str) -> str:
    """Return the file's name of a Content-Disposition (RFC 6266), empty when it has none; it may hold anything."""
    if found := re.search(r"filename\*=utf-8''([^;]+)", disposition, re.IGNORECASE):
        return urllib.parse.unquote(found[1], errors="replace")
    found = re.search(r'filename="((?:[^"\\]|\\.)*)"', disposition)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else ""
