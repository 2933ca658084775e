"""What has happened to a document: its events in words, with when and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

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
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as it is shown."""

    text: str
    at: datetime
    who: str
    tone: Tone | None


def timeline(events: Sequence[RecordedEvent], company: Company) -> list[Happening]:
    """Return the events, the latest first."""
    names = _names({event.actor for event in events})
    return [
        Happening(
            text=describe(each.event, language(), time_zone=company.time_zone),
            at=each.at,
            who=names.get(each.actor, ""),
            tone=TONES.get(tag_of(each.event)),
        )
        for each in reversed(events)
    ]


def _names(actors: set[str]) -> dict[str, str]:
    """Return the names of people and programs; the hub's own work has none."""
    people = _ids(actors, "user:")
    tokens = _ids(actors, "token:")
    names: dict[str, str] = {}
    if people:
        names |= {f"user:{user.pk}": user.name for user in User.objects.filter(pk__in=people)}
    if tokens:
        said = _("the program {name}")
        names |= {f"token:{t.pk}": said.format(name=t.name) for t in ApiToken.objects.filter(pk__in=tokens)}
    return names


def _ids(actors: set[str], prefix: str) -> list[UUID]:
    return [UUID(actor.removeprefix(prefix)) for actor in actors if actor.startswith(prefix)]
