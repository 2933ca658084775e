"""The public directory: who can be reached at other operators. One interface; Peppol's is what stands behind it.

Source: Peppol Directory, "REST API", https://directory.peppol.eu (search/1.0/json): `q` searches everything,
`participant` wants the whole identifier, `rpc` and `rpi` page. Its answer is foreign text: it is read strictly, limited
in size and never shown as anything but text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from urllib.parse import urlsplit

import httpx
import msgspec

from depesch.hub.directory.identifiers import PartyIdentifier, canonical
from depesch.hub.server.config import load
from depesch.model.identifiers import InvalidIdentifier, participant_id

MOST = 20
MOST_BYTES = 2_000_000
_TIMEOUT = httpx.Timeout(4.0, connect=2.0)
_SCHEME = "iso6523-actorid-upis"
_NAME = 200  # characters that are shown of a name


class DirectoryAway(Exception):
    """The public directory could not be asked; the message says why, for the log."""


class PublicEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One participant as the public directory lists it."""

    participant: PartyIdentifier
    name: str
    country: str
    place: str = ""
    identifiers: tuple[PartyIdentifier, ...] = ()
    document_types: tuple[str, ...] = ()  # their identifiers


class PublicDirectory(Protocol):
    """Somewhere to look for those who are not on this hub."""

    def search(self, query: str) -> list[PublicEntry]:
        """Return whoever has the text in name or number, the best first; raises DirectoryAway."""

    def entry(self, participant: PartyIdentifier) -> PublicEntry | None:
        """Return the participant with this identifier; None when it is not there. Raises DirectoryAway."""


class NoDirectory:
    """The public directory is switched off: nobody is found in it."""

    def search(self, query: str) -> list[PublicEntry]:
        """Return nobody."""
        return []

    def entry(self, participant: PartyIdentifier) -> PublicEntry | None:
        """Return nobody."""
        return None


class PeppolDirectory:
    """The Peppol Directory over HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def search(self, query: str) -> list[PublicEntry]:
        """Return whoever has the text in name or number."""
        return self._asked({"q": query})

    def entry(self, participant: PartyIdentifier) -> PublicEntry | None:
        """Return the participant with this identifier."""
        found = self._asked({"participant": f"{_SCHEME}::{participant.scheme}:{participant.value.lower()}"})
        return next((each for each in found if each.participant == participant), None)

    def _asked(self, parameters: dict[str, str]) -> list[PublicEntry]:
        try:
            with httpx.Client(timeout=_TIMEOUT, follow_redirects=False) as client:
                url = f"{self.url}/search/1.0/json"
                with client.stream("GET", url, params={**parameters, "rpc": str(MOST)}) as answer:
                    answer.raise_for_status()
                    body = _limited(answer)
            read = msgspec.json.decode(body, type=_Answer)
        except (httpx.HTTPError, msgspec.MsgspecError, ValueError) as error:
            raise DirectoryAway(f"{urlsplit(self.url).hostname}: {type(error).__name__}: {error}") from error
        return list(_entries(read))


def public_directory() -> PublicDirectory:
    """Return the directory of the process settings."""
    url = load().directory_url
    return PeppolDirectory(url) if url else NoDirectory()


class _Id(msgspec.Struct):
    scheme: str = ""
    value: str = ""


class _Name(msgspec.Struct):
    name: str = ""
    language: str = ""


class _Entity(msgspec.Struct, rename="camel"):
    name: list[_Name] = []
    country_code: str = ""
    geo_info: str = ""
    identifiers: list[_Id] = []


class _Match(msgspec.Struct):
    participant: _Id = msgspec.field(name="participantID")
    doc_types: list[_Id] = msgspec.field(name="docTypes", default_factory=list)
    entities: list[_Entity] = []


class _Answer(msgspec.Struct):
    matches: list[_Match] = []


def _limited(answer: httpx.Response) -> bytes:
    """Return the body; a longer one than any answer of so few entries is not read to its end."""
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise ValueError(f"the answer is longer than {MOST_BYTES} bytes")
    return bytes(body)


def _entries(answer: _Answer) -> Iterator[PublicEntry]:
    for match in answer.matches[:MOST]:
        try:
            found = participant_id(match.participant.value.upper())
        except InvalidIdentifier:  # of another scheme of schemes: nobody that an invoice could be addressed to
            continue
        pair = canonical(found.scheme, found.value)
        entity = match.entities[0] if match.entities else _Entity()
        if pair is None:
            continue
        yield PublicEntry(
            participant=pair,
            name=_shown(entity.name[0].name if entity.name else "") or str(pair),
            country=entity.country_code.upper()[:2] if entity.country_code.isascii() else "",
            place=_shown(entity.geo_info),
            identifiers=(pair,),
            document_types=tuple(each.value for each in match.doc_types[:100]),
        )


def _shown(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:_NAME]
