"""A client of the hub's API, for `depesch send` and the demo: HTTPS and JSON, nothing of the hub's own code."""

from __future__ import annotations

import http.client
import ipaddress
import urllib.error
import urllib.parse
import urllib.request
from typing import TypeVar
from uuid import UUID

import msgspec

T = TypeVar("T")


class HubAway(Exception):
    """The hub did not answer, or answered that it cannot now; nothing is known to be lost, try later."""


class HubRefused(Exception):
    """The hub said no; `problem` is what it said."""

    def __init__(self, problem: ProblemAnswer) -> None:
        super().__init__(f"{problem.code}: {problem.detail}")
        self.problem = problem


class ProblemAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A refusal of the API (application/problem+json)."""

    code: str
    title: str
    status: int
    detail: str = ""
    next: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The hub's acknowledgement: from now on the document is the hub's to deliver."""

    id: UUID
    state: str
    href: str


class DocumentProblem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a document stands still."""

    code: str
    title: str
    detail: str = ""
    next: str = ""


class FindingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as the API tells it."""

    rule: str
    severity: str
    message: str


class DocumentAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What `send` and the demo look at of a document."""

    id: UUID
    state: str
    owner: str
    number: str = ""
    parts: tuple[UUID, ...] = ()  # the documents out of a file of several
    problem: DocumentProblem | None = None
    findings: tuple[FindingAnswer, ...] = ()


class EventAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a document's history."""

    sequence: int
    event: str
    at: str
    text: str
    data: dict[str, object]


class FileAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One archived file of a document."""

    id: UUID
    role: str
    name: str
    sha256: str
    size: int
    syntax: str = ""


class _Events(msgspec.Struct, frozen=True):
    items: tuple[EventAnswer, ...]


class _Files(msgspec.Struct, frozen=True):
    items: tuple[FileAnswer, ...]


class HubClient:
    """Speaks to one hub with one token; the token shows in no message."""

    def __init__(self, url: str, token: str, *, language: str = "en", timeout_s: float = 60.0) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self._timeout_s = timeout_s
        self._opener = urllib.request.build_opener(*_proxies(url))

    def submit(self, content: bytes, *, file_name: str, key: str, send_mode: str = "production") -> Receipt:
        """Hand over a document; calling again with the same key and bytes gives the same receipt."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/octet-stream"}
        query = urllib.parse.urlencode({"file_name": file_name, "send_mode": send_mode})
        return self._ask("POST", f"/api/v1/documents?{query}", Receipt, content, headers)

    def document(self, document_id: UUID) -> DocumentAnswer:
        """Return where the document is."""
        return self._ask("GET", f"/api/v1/documents/{document_id}", DocumentAnswer)

    def history(self, document_id: UUID) -> tuple[EventAnswer, ...]:
        """Return what happened to the document, the first first."""
        return self._ask("GET", f"/api/v1/documents/{document_id}/history", _Events).items

    def files(self, document_id: UUID) -> tuple[FileAnswer, ...]:
        """Return the archived files of the document."""
        return self._ask("GET", f"/api/v1/documents/{document_id}/files", _Files).items

    def is_ready(self) -> bool:
        """Return whether the hub can take documents now."""
        try:
            with self._opener.open(f"{self._url}/readyz", timeout=self._timeout_s):
                return True
        except (OSError, http.client.HTTPException):
            return False

    def _ask(
        self, method: str, path: str, shape: type[T], body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> T:
        request = urllib.request.Request(  # noqa: S310  the scheme was looked at by `_proxies`
            self._url + path, data=body, method=method, headers={**self._headers, **(headers or {})}
        )
        try:
            with self._opener.open(request, timeout=self._timeout_s) as answer:
                return msgspec.json.decode(answer.read(), type=shape)
        except urllib.error.HTTPError as error:
            raise _refusal(error) from error
        except msgspec.DecodeError as error:
            raise HubAway(f"{self._url} answered something that is not Depesch's API: {error}") from error
        except (OSError, http.client.HTTPException) as error:
            raise HubAway(f"{self._url} does not answer: {getattr(error, 'reason', error)}") from error


def _refusal(error: urllib.error.HTTPError) -> HubAway | HubRefused:
    if error.code >= 500 or error.code in (408, 429):
        return HubAway(f"{error.url} answered {error.code}")
    try:
        return HubRefused(msgspec.json.decode(error.read(), type=ProblemAnswer))
    except msgspec.DecodeError:
        return HubAway(f"{error.url} answered {error.code} without a reason that can be read")


def _proxies(url: str) -> tuple[urllib.request.BaseHandler, ...]:
    """Return the handlers to use: a hub on this machine is never asked through a proxy."""
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url} is no address of a hub; write http://HOST:PORT or https://HOST")
    return (urllib.request.ProxyHandler({}),) if _is_here(parts.hostname) else ()


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
