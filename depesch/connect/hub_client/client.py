"""The calls of the API, each a method."""

from __future__ import annotations

import urllib.parse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, TypeVar
from uuid import UUID

import msgspec

from depesch.connect.hub_client.answers import (
    AgentReport,
    BesideAnswer,
    CompanyAnswer,
    DocumentAnswer,
    EventAnswer,
    FileAnswer,
    InboxPage,
    Receipt,
    ReportedAnswer,
)
from depesch.connect.hub_client.errors import HubAway
from depesch.connect.hub_client.wire import Asked, Fetched, FormFiles, Wire
from depesch.kit.filenames import media_type_of, safe_file_name

MAX_NAME = 255  # characters of a file's name that the hub takes
T = TypeVar("T")


class Attachment(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A file that goes with a document; a file object is read from where it stands."""

    name: str
    content: bytes | BinaryIO


class _Events(msgspec.Struct, frozen=True):
    items: tuple[EventAnswer, ...]


class _Files(msgspec.Struct, frozen=True):
    items: tuple[FileAnswer, ...]


class _Beside(msgspec.Struct, frozen=True):
    items: tuple[BesideAnswer, ...]


class _Me(msgspec.Struct, frozen=True):
    company: CompanyAnswer


class _Done(msgspec.Struct, frozen=True):
    """An answer of which nothing is looked at."""


class HubClient:
    """Speaks to one hub with one key; the key shows in no message. Threads may share it, and clients a `wire`."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        language: str = "en",
        timeout_s: float = 60.0,
        proxy: str = "",
        ca_file: Path | None = None,
        wire: Wire | None = None,
    ) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url} is no address of a hub; write http://HOST:PORT or https://HOST")
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self._wire = wire or Wire(proxy=proxy, ca_file=ca_file, timeout_s=timeout_s)

    def use(self, token: str) -> None:
        """Speak with another key from now on."""
        self._headers = {**self._headers, "Authorization": f"Bearer {token}"}

    def submit(
        self,
        content: bytes | BinaryIO,
        *,
        file_name: str,
        key: str,
        send_mode: str = "production",
        attachments: Sequence[Attachment] = (),
    ) -> Receipt:
        """Hand over a document; again with the same key, bytes, mode and attachments it gives the same receipt."""
        parameters = {"send_mode": send_mode}
        headers = {"Idempotency-Key": key}
        name = _sayable(file_name)
        if attachments:
            files = [("document", (name, content, "application/octet-stream"))]
            for each in attachments:
                files.append(("attachments", (_sayable(each.name), each.content, media_type_of(each.name))))
            return self._ask("POST", "documents", Receipt, parameters=parameters, headers=headers, files=files)
        return self._ask(
            "POST", "documents", Receipt, parameters={**parameters, "file_name": name}, content=content,
            headers={**headers, "Content-Type": "application/octet-stream"},
        )  # fmt: skip

    def document(self, document_id: UUID) -> DocumentAnswer:
        """Return where the document is."""
        return self._ask("GET", f"documents/{document_id}", DocumentAnswer)

    def history(self, document_id: UUID) -> tuple[EventAnswer, ...]:
        """Return what happened to the document, the first first."""
        return self._ask("GET", f"documents/{document_id}/history", _Events).items

    def files(self, document_id: UUID) -> tuple[FileAnswer, ...]:
        """Return the archived files of the document."""
        return self._ask("GET", f"documents/{document_id}/files", _Files).items

    def inbox(self, *, after: UUID | None = None, limit: int = 50) -> InboxPage:
        """Return what came in and is not acknowledged, those after `after`, at most `limit` (1 to 200)."""
        parameters = {"limit": str(limit), **({"after": str(after)} if after else {})}
        return self._ask("GET", "inbox", InboxPage, parameters=parameters)

    def fetch_file(self, document_id: UUID, file_id: UUID, into: BinaryIO) -> Fetched:
        """Write one archived file to `into`; the caller compares its SHA-256 with the one of `files`."""
        return self._wire.fetch(self._asked("GET", f"documents/{document_id}/files/{file_id}"), into)

    def fetch_as(self, document_id: UUID, format_name: str, into: BinaryIO) -> Fetched:
        """Write the document in another format to `into`, with its losses counted."""
        return self._wire.fetch(self._asked("GET", _as(document_id, format_name)), into)

    def beside(self, document_id: UUID, format_name: str) -> tuple[BesideAnswer, ...]:
        """Return the files that the format has no place for, and that go with the document outside."""
        return self._ask("GET", f"{_as(document_id, format_name)}/beside", _Beside).items

    def fetch_beside(self, document_id: UUID, format_name: str, number: int, into: BinaryIO) -> Fetched:
        """Write one of these files to `into`; the caller compares its SHA-256 with the one of `beside`."""
        return self._wire.fetch(self._asked("GET", f"{_as(document_id, format_name)}/beside/{number}"), into)

    def acknowledge(self, document_id: UUID) -> None:
        """Say that the document is safe here: the inbox leaves it out from now on."""
        self._ask("POST", f"documents/{document_id}/acknowledge", _Done)

    def company(self) -> CompanyAnswer:
        """Return whose key it is."""
        return self._ask("GET", "me", _Me).company

    def report(self, report: AgentReport) -> ReportedAnswer:
        """Say how the agent does; the latest report counts."""
        headers = {"Content-Type": "application/json"}
        return self._ask("POST", "agents/report", ReportedAnswer, content=msgspec.json.encode(report), headers=headers)

    def is_ready(self) -> bool:
        """Return whether the hub can take documents now."""
        return self._wire.is_well(f"{self._url}/readyz")

    def _ask(
        self,
        method: str,
        place: str,
        shape: type[T],
        *,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | BinaryIO | None = None,
        files: FormFiles | None = None,
    ) -> T:
        asked = self._asked(method, place, parameters=parameters, headers=headers, content=content, files=files)
        try:
            return msgspec.json.decode(self._wire.json(asked), type=shape)
        except msgspec.MsgspecError as error:
            raise HubAway(f"{self._url} answered something that is not Depesch's API: {error}") from error

    def _asked(
        self,
        method: str,
        place: str,
        *,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | BinaryIO | None = None,
        files: FormFiles | None = None,
    ) -> Asked:
        return Asked(
            method=method, url=f"{self._url}/api/v1/{place}", headers={**self._headers, **(headers or {})},
            parameters=parameters or {}, content=content, files=files,
        )  # fmt: skip


def _as(document_id: UUID, format_name: str) -> str:
    return f"documents/{document_id}/as/{urllib.parse.quote(format_name, safe='')}"


def _sayable(name: str) -> str:
    """Return a file's name as a request can carry it: real Unicode, one line, not too long."""
    is_plain = name.isprintable() and len(name) <= MAX_NAME and not (set(name) & set('"\\/'))
    return name if is_plain else safe_file_name(name)
