"""What has happened to a document: its events in words, with when and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.history.actors import words_of_actors
from depesch.hub.history.events import tag_of
from depesch.hub.history.reading import RecordedEvent
from depesch.hub.history.words import describe
from depesch.hub.tenancy.models import ApiToken, Company, User
from depesch.portal.formatting import language
from depesch.portal.words import Tone

TONES = {
    "document.delivered": Tone.DONE,
    "document.certified": Tone.DONE,
    "document.arrived": Tone.DONE,
    "document.mended": Tone.DONE,
    "document.refused": Tone.NEED,
    "document.undeliverable": Tone.NEED,
    "delivery.refused": Tone.NEED,
    "delivery.postponed": Tone.WAIT,
    "delivery.uncertain": Tone.WAIT,
    "delivery.undecided": Tone.NEED,
    "document.answered": Tone.DONE,
    "document.answer_arrived": Tone.DONE,
    "document.processed": Tone.DONE,
}
# The field of an event that holds the hash of a file which it tells of.
_FILES = {
    "document.submitted": "sha256",
    "document.taken_out": "sha256",
    "document.transcribed": "sha256",
    "document.delivered": "receipt_sha256",
    "document.answered": "sha256",
    "document.answer_arrived": "sha256",
}
_FILE_LINKS: dict[str, Promise] = {
    FileRole.ORIGINAL: _lazy("The original"),
    FileRole.RECEIPT: _lazy("The receipt"),
    FileRole.TRANSCRIPT: _lazy("The e-invoice"),
    FileRole.SENT: _lazy("What was sent"),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as it is shown."""

    text: str
    at: datetime
    who: str
    tone: Tone | None
    file_url: str = ""  # of the file that the event tells of, such as a receipt
    file_word: str | Promise = ""


def timeline(
    events: Sequence[RecordedEvent], company: Company, files: Sequence[ArchivedFile] = (), *, reader: User | None = None
) -> list[Happening]:
    """Return the events, the latest first, each with the file that it tells of. The reader's name needs no look-up."""
    known = {f"user:{reader.pk}": reader.name} if reader else {}
    names = known | names_of({event.actor for event in events} - known.keys())
    by_hash = {file.sha256: file for file in files}
    return [_happening(each, company, names, by_hash) for each in reversed(events)]


def _happening(
    each: RecordedEvent, company: Company, names: Mapping[str, str], by_hash: Mapping[str, ArchivedFile]
) -> Happening:
    tag = tag_of(each.event)
    file = by_hash.get(getattr(each.event, _FILES[tag], "")) if tag in _FILES else None
    if tag == "document.arrived":
        file = next((file for file in by_hash.values() if file.role == FileRole.ORIGINAL), None)
    return Happening(
        text=describe(each.event, language(), time_zone=company.time_zone),
        at=each.at,
        who=names.get(each.actor, ""),
        tone=TONES.get(tag),
        file_url=reverse("file", args=[file.document_id, file.pk]) if file else "",
        file_word=_FILE_LINKS.get(file.role, "") if file else "",
    )


def names_of(actors: set[str]) -> dict[str, str]:
    """Return the names of people and programs; the hub's own work has none."""
    people = _ids(actors, "user:")
    tokens = _ids(actors, "token:")
    names: dict[str, str] = {}
    if people:
        names |= {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=people)}
    if tokens:
        said = _("the program {name}")
        names |= {f"token:{t.pk}": said.format(name=t.name) for t in ApiToken.objects.filter(pk__in=tokens)}
    return names | words_of_actors(actors, language())


def _ids(actors: set[str], prefix: str) -> list[UUID]:
    return [UUID(actor.removeprefix(prefix)) for actor in actors if actor.startswith(prefix)]
