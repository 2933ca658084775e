"""One message over HTTP: what the server answered, or why there was no answer. Never raises for what is out there."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping

import httpx
import msgspec

from depesch.exchange.http.guarding import BadUrl, Target, targets_of

NOT_SENT = frozenset({"bad-url", "needs-https", "private-address", "unknown-host", "tls-failed", "unreachable"})


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long one message may take, and how much of the answer is read."""

    connect_s: float = 5.0
    read_s: float = 10.0  # between two pieces of the answer
    whole_s: float = 15.0  # after this, no further piece is read
    most_bytes: int = 4000  # of the answer


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one try. `code` is empty when there was an answer, else one of NOT_SENT, timed-out or broke-off.

    `body` is what was read of the answer; `is_whole` says whether that is all of it. Names of headers are small.
    """

    status: int | None = None
    code: str = ""
    detail: str = ""
    headers: Mapping[str, str] = {}
    body: bytes = b""
    is_whole: bool = False
    duration_ms: int = 0

    @property
    def is_taken(self) -> bool:
        """Return whether the server said that it has the message."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def was_not_sent(self) -> bool:
        """Return whether certainly not one byte of the message reached the server."""
        return self.code in NOT_SENT


def post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    private_too: bool,
    plain_too: bool = False,
    trusted: ssl.SSLContext | None = None,
    limits: Limits | None = None,
) -> Answer:
    """Send one message and return the answer; redirects are not followed.

    `trusted` are the authorities, with a client's certificate where one is asked for; None: those of the system. An
    address of the name that cannot be reached leaves the next one.
    """
    begun = time.monotonic()
    limits = limits or Limits()
    trusted = trusted or ssl.create_default_context()
    try:
        targets = targets_of(url, private_too=private_too, plain_too=plain_too)
    except BadUrl as error:
        return Answer(code=error.code, detail=error.detail, duration_ms=_ms(begun))
    answer = Answer(code="unknown-host", duration_ms=_ms(begun))
    for target in targets:
        answer = _post_to(target, headers, body, trusted, limits, begun)
        if answer.code != "unreachable":
            break
    return answer


def _post_to(
    target: Target, headers: Mapping[str, str], body: bytes, trusted: ssl.SSLContext, limits: Limits, begun: float
) -> Answer:
    timeout = httpx.Timeout(limits.read_s, connect=limits.connect_s)
    try:
        with (
            httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False, verify=trusted) as client,
            client.stream(
                "POST",
                target.url,
                content=body,
                headers={"Accept-Encoding": "identity", **headers, "Host": target.host_header},
                extensions={"sni_hostname": target.host},
            ) as response,
        ):
            beginning, is_whole = _beginning(response, limits, begun)
            return Answer(
                status=response.status_code, headers={k.lower(): v for k, v in response.headers.items()},
                body=beginning, is_whole=is_whole, duration_ms=_ms(begun),
            )  # fmt: skip
    except httpx.ConnectTimeout:
        return Answer(code="unreachable", detail="no answer to the connection", duration_ms=_ms(begun))
    except httpx.TimeoutException as error:
        return Answer(code="timed-out", detail=type(error).__name__, duration_ms=_ms(begun))
    except httpx.ConnectError as error:
        code = "tls-failed" if _is_of_tls(error) else "unreachable"
        return Answer(code=code, detail=str(error), duration_ms=_ms(begun))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Answer(code="broke-off", detail=str(error), duration_ms=_ms(begun))


def _is_of_tls(error: BaseException) -> bool:
    """Return whether an ssl.SSLError stands behind the error."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _beginning(response: httpx.Response, limits: Limits, begun: float) -> tuple[bytes, bool]:
    """Return the beginning of the answer and whether it is all; the status stands whatever comes after it."""
    read = bytearray()
    try:
        for piece in response.iter_raw():
            read += piece
            if len(read) > limits.most_bytes or time.monotonic() - begun > limits.whole_s:
                return bytes(read[: limits.most_bytes]), False
    except httpx.HTTPError:
        return bytes(read[: limits.most_bytes]), False
    return bytes(read), True


def _ms(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
