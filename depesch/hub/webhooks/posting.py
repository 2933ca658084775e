"""One message over HTTP: what the endpoint answered, or why there was no answer. Never raises for what is out there."""

from __future__ import annotations

import ssl
import time

import httpx
import msgspec

from depesch.hub.webhooks.guarding import BadUrl, Target, targets_of

CONNECT_S = 5.0
READ_S = 10.0
WHOLE_S = 15.0
KEPT_CHARACTERS = 1000
_KEPT_BYTES = 4000


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one try. `code` is empty when there was an answer, else bad-url, needs-https, private-address,
    unknown-host, tls-failed, unreachable, timed-out or broke-off.
    """

    status: int | None = None
    code: str = ""
    text: str = ""
    duration_ms: int = 0

    @property
    def is_taken(self) -> bool:
        """Return whether the endpoint has it."""
        return self.status is not None and 200 <= self.status < 300


def post(url: str, headers: dict[str, str], body: bytes, *, private_too: bool, ca_file: str = "") -> Answer:
    """Send one message and return the answer; redirects are not followed, of the answer a little is read."""
    begun = time.monotonic()
    try:
        targets = targets_of(url, private_too=private_too)
    except BadUrl as error:
        return Answer(code=error.code, text=error.detail, duration_ms=_ms(begun))
    for target in targets[:-1]:  # an address that cannot be reached leaves the next one
        answer = _post_to(target, headers, body, ca_file, begun)
        if answer.code != "unreachable":
            return answer
    return _post_to(targets[-1], headers, body, ca_file, begun)


def _post_to(target: Target, headers: dict[str, str], body: bytes, ca_file: str, begun: float) -> Answer:
    limits = httpx.Timeout(READ_S, connect=CONNECT_S)
    trusted = ssl.create_default_context(cafile=ca_file or None)
    try:
        with (
            httpx.Client(timeout=limits, follow_redirects=False, trust_env=False, verify=trusted) as client,
            client.stream(
                "POST",
                target.url,
                content=body,
                headers={**headers, "Host": target.host_header},
                extensions={"sni_hostname": target.host},
            ) as response,
        ):
            text = _beginning(response, begun)
            return Answer(status=response.status_code, text=text, duration_ms=_ms(begun))
    except httpx.ConnectTimeout:
        return Answer(code="unreachable", text="no answer to the connection", duration_ms=_ms(begun))
    except httpx.TimeoutException as error:
        return Answer(code="timed-out", text=type(error).__name__, duration_ms=_ms(begun))
    except httpx.ConnectError as error:
        code = "tls-failed" if _is_of_tls(error) else "unreachable"
        return Answer(code=code, text=str(error)[:KEPT_CHARACTERS], duration_ms=_ms(begun))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Answer(code="broke-off", text=str(error)[:KEPT_CHARACTERS], duration_ms=_ms(begun))


def _is_of_tls(error: BaseException) -> bool:
    """Return whether an ssl.SSLError stands behind the error."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _beginning(response: httpx.Response, begun: float) -> str:
    """Return the beginning of the answer; the status stands whatever comes after it."""
    read = b""
    try:
        for piece in response.iter_raw():
            read += piece
            if len(read) >= _KEPT_BYTES or time.monotonic() - begun > WHOLE_S:
                break
    except httpx.HTTPError:
        read += b" (broke off)"
    text = read[:_KEPT_BYTES].decode(errors="replace")
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)[:KEPT_CHARACTERS]


def _ms(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
