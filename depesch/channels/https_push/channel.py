"""HTTPS push: the document posted to the receiver's own program, which knows a repeat by its `Idempotency-Key`.

HTTP cannot be asked about an earlier request: `find` stays Unknown, and a repeat under the same key is allowed. An
answer 409 that names our key says that the program has it; any other 409 that it is still at work on it.

Source: RFC 9110, 9.3.3 and 15 (POST, status codes); draft-ietf-httpapi-idempotency-key-header; RFC 7578
(multipart/form-data); RFC 7617 (Basic); RFC 6750 (Bearer); Standard Webhooks 1.0.
"""

from __future__ import annotations

import base64
from datetime import UTC
from email.utils import parsedate_to_datetime

from depesch.channels import (
    Channel,
    Check,
    Delivered,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    Refused,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    forbid_certification,
    named_files,
)
from depesch.channels.https_push.body import body_of
from depesch.channels.https_push.settings import Body, Settings
from depesch.exchange.http.guarding import BadUrl, checked_url
from depesch.exchange.http.posting import Answer, Limits, post
from depesch.exchange.http.signing import signature
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

_LONG_WAIT_S = 900.0
_LONGEST_WAIT_S = 86400.0
_MOST_RECEIPT_BYTES = 200_000
_SLOWEST_BYTES_S = 20_000  # a line slower than this counts as broken
_NOT_LET_IN = (401, 403, 407)
_LATER = (408, 425, 429, 503)


def check_recipient(settings: Settings, _recipient: Recipient, services: Services) -> Check:
    """Tell whether the address may be talked to; asks nobody."""
    try:
        checked_url(settings.url, private_too=services.private_too)
    except BadUrl as error:
        return Unreachable(code="push-address-not-allowed", detail=str(error))
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Post the parcel; what the program answered is the receipt."""
    forbid_certification(parcel)
    if settings.body is Body.DOCUMENT and parcel.attachments:
        names = ", ".join(file.name for file in parcel.attachments)
        return Refused(
            code="push-no-place", detail=f"the document alone is posted, and these go beside it: {names}"[:500]
        )
    key = key_of(parcel)
    media_type, body = body_of(settings.body, named_files(parcel), parcel, boundary=sha256_hex(key.encode())[:32])
    answer = post(
        settings.url, _headers(settings, parcel, key, media_type, body), body, private_too=services.private_too,
        trusted=settings.trusted(), limits=_limits(settings, body),
    )  # fmt: skip
    return outcome_of(answer, key)


def find(_settings: Settings, _parcel: Parcel, _services: Services) -> Outcome:
    """Stay Unknown: there is nobody to ask."""
    return Unknown(code="push-cannot-ask", detail="HTTP keeps no account of an earlier request")


def key_of(parcel: Parcel) -> str:
    """Return the parcel's `Idempotency-Key`: its message id, or the hash of one that fits into no header."""
    text = parcel.message_id
    fits = len(text) <= 200 and text.isascii() and text.isprintable() and '"' not in text and " " not in text
    return text if fits else sha256_hex(text.encode())


def outcome_of(answer: Answer, key: str) -> Outcome:
    """Return what the program's answer says of the document."""
    status, words = answer.status, _words(answer)
    if status is None:
        if answer.was_not_sent:
            wait = None if answer.code in ("unreachable", "unknown-host") else _LONG_WAIT_S
            return TryLater(code=f"push-{answer.code}", detail=answer.detail, retry_after_s=wait)
        return Unknown(code=f"push-{answer.code}", detail=answer.detail)
    if answer.is_taken or (status == 409 and _names(answer, key)):
        return Delivered(receipt=_receipt(answer), reference=f"HTTP {status}")
    if status in _LATER or status == 409:
        code = "push-still-at-work" if status == 409 else "push-later"
        return TryLater(code=code, detail=words, retry_after_s=_retry_after_s(answer))
    if status in _NOT_LET_IN:
        return TryLater(code="push-login-failed", detail=words, retry_after_s=_LONG_WAIT_S)
    if status < 400:
        where = answer.headers.get("location", "")[:300]
        detail = f"{words}; it leads to {where!r}: give that address if it is right"
        return TryLater(code="push-redirected", detail=detail, retry_after_s=_LONG_WAIT_S)
    if status < 500 or status in (501, 505):
        return Refused(code="push-refused", detail=words, receipt=_receipt(answer))
    return Unknown(code="push-server-failed", detail=words)


def _headers(settings: Settings, parcel: Parcel, key: str, media_type: str, body: bytes) -> dict[str, str]:
    headers = {
        "Content-Type": media_type,
        "User-Agent": "Depesch/1",
        "Idempotency-Key": key,
        "Depesch-Send-Mode": parcel.send_mode.value,
    }
    if settings.token:
        headers["Authorization"] = f"Bearer {settings.token.reveal()}"
    elif settings.user:
        login = f"{settings.user}:{settings.password.reveal()}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(login).decode()}"
    if settings.signing_secret:
        at = int(now().timestamp())
        headers |= {
            "webhook-id": key,
            "webhook-timestamp": str(at),
            "webhook-signature": signature([settings.signing_secret], key, at, body),
        }
    return headers


def _limits(settings: Settings, body: bytes) -> Limits:
    whole_s = settings.timeout_s + len(body) / _SLOWEST_BYTES_S
    return Limits(
        connect_s=min(10.0, settings.timeout_s), read_s=settings.timeout_s, whole_s=whole_s,
        most_bytes=_MOST_RECEIPT_BYTES,
    )  # fmt: skip


def _names(answer: Answer, key: str) -> bool:
    """Return whether the answer is about our key."""
    return answer.headers.get("idempotency-key", "").strip('" ') == key or key.encode() in answer.body


def _receipt(answer: Answer) -> bytes:
    """Return the answer's body; of an empty one, its status and date."""
    return answer.body or f"HTTP {answer.status} {answer.headers.get('date', '')}".strip().encode()


def _words(answer: Answer) -> str:
    text = answer.body[:300].decode(errors="replace")
    return f"HTTP {answer.status} {''.join(sign if sign.isprintable() else ' ' for sign in text)}".strip()


def _retry_after_s(answer: Answer) -> float | None:
    """Return the seconds that `Retry-After` names, as a number or a date (RFC 9110, 10.2.3); at most a day."""
    text = answer.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _LONGEST_WAIT_S)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now()).total_seconds(), 0.0), _LONGEST_WAIT_S)


CHANNEL = Channel(
    name="https_push",
    title="HTTPS push",
    titles={"sv": "HTTPS-push", "nb": "HTTPS-push"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
    resend_when_unknown=True,
    per_receiver=True,
)
