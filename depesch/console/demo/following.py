"""Tells on the terminal, as it happens, what becomes of each document: read from the API, as any program could."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from uuid import UUID

import msgspec

from depesch.connect.hub_client import EventAnswer, HubClient
from depesch.console.demo.documents import MadeDocument
from depesch.console.demo.world import BUYERS

_POLL_S = 0.2
_SHOWN_HASH = 16
_WORDS = {
    "document.submitted": "received",
    "document.checked": "checked",
    "document.planned": "planned",
    "document.converted": "converted",
    "delivery.attempted": "sending",
    "document.delivered": "delivered",
}
_NAMES = {buyer.key: buyer.name for buyer in BUYERS}


class Followed(msgspec.Struct, kw_only=True):
    """A sent document and how far its story has been told."""

    made: MadeDocument
    id: UUID
    told: int = 0
    state: str = ""


def follow(hub: HubClient, sent: list[Followed], *, timeout_s: float) -> bool:
    """Tell each event once until no document is the hub's to work on; return whether all were delivered in time."""
    deadline = time.monotonic() + timeout_s
    open_ones = list(sent)
    while open_ones and time.monotonic() < deadline:
        news: list[_News] = []
        for followed in list(open_ones):
            document = hub.document(followed.id)  # before the history, so that its last event is told
            news += _news_of(hub, followed)
            followed.state = document.state
            if document.owner != "hub":
                open_ones.remove(followed)
                if document.problem:
                    news.append(_News("9", followed, "problem", f"{document.problem.code}: {document.problem.title}"))
        for each in sorted(news, key=lambda one: one.at):
            _tell(each)
        if open_ones:
            time.sleep(_POLL_S)
    return all(followed.state == "delivered" for followed in sent)


class _News(msgspec.Struct, frozen=True):
    """Something that happened: when (RFC 3339, so that it sorts), to which document, the word for it, and more."""

    at: str
    followed: Followed
    word: str
    detail: str


def _news_of(hub: HubClient, followed: Followed) -> list[_News]:
    """Return what was not yet told of the document."""
    events = [event for event in hub.history(followed.id) if event.sequence > followed.told]
    if events:
        followed.told = events[-1].sequence
    return [
        _News(event.at, followed, _WORDS.get(event.event, event.event), _detail(hub, followed, event))
        for event in events
    ]


def _detail(hub: HubClient, followed: Followed, event: EventAnswer) -> str:
    data = event.data
    match event.event:
        case "document.submitted":
            return f"{data['file_name']}, {data['size']} bytes, archived as {_short(data['sha256'])}"
        case "document.checked":
            sets = ", ".join(str(name) for name in _tuple(data["rule_sets"]))
            return f"{sets}: {data['fatal']} fatal, {data['warnings']} warnings"
        case "document.planned":
            return " then ".join(str(name) for name in _tuple(data["run"]))
        case "document.converted":
            return f"{data['from_syntax']} to {data['to_syntax']}, {data['losses']} values lost"
        case "delivery.attempted":
            return f"by {data['channel']}, try {data['number']}"
        case "document.delivered":
            sent = [file for file in hub.files(followed.id) if file.role == "sent"]
            return f"by {data['channel']}, {', '.join(f'{one.name} archived as {_short(one.sha256)}' for one in sent)}"
        case _:
            return event.text


def _tell(news: _News) -> None:
    made = news.followed.made
    at = "" if news.at == "9" else _clock(news.at)
    sys.stdout.write(f"{at:<12}  {made.number}  {_NAMES[made.document.receiver]:<20}  {news.word:<9}  {news.detail}\n")
    sys.stdout.flush()


def _clock(moment: str) -> str:
    """Return the local time of day with milliseconds."""
    return datetime.fromisoformat(moment).astimezone().strftime("%H:%M:%S.%f")[:-3]


def _short(sha256: object) -> str:
    return f"{str(sha256)[:_SHOWN_HASH]}…"


def _tuple(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)
