"""What can happen to a company's agents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from depesch.hub.history.event import Event, Words


class AgentAppeared(Event, frozen=True, kw_only=True, tag="agent.appeared"):
    """An agent reported for the first time, or after it had been taken off the list."""

    machine: str
    version: str


class AgentVersionChanged(Event, frozen=True, kw_only=True, tag="agent.version_changed"):
    """An agent runs another version."""

    machine: str
    version_before: str
    version_after: str


class AgentSilent(Event, frozen=True, kw_only=True, tag="agent.silent"):
    """Nothing was heard of an agent for longer than its limit; the administrators were told."""

    machine: str
    since: datetime


class AgentHeardAgain(Event, frozen=True, kw_only=True, tag="agent.heard_again"):
    """An agent that was silent reports again."""

    machine: str
    silent_since: datetime


class AgentLimitChanged(Event, frozen=True, kw_only=True, tag="agent.limit_changed"):
    """People are told of an agent's silence after another time; 0: never."""

    machine: str
    limit_before_s: int
    limit_after_s: int


class AgentRemoved(Event, frozen=True, kw_only=True, tag="agent.removed"):
    """An agent was taken off the list."""

    machine: str
    version: str


EVENTS = (AgentAppeared, AgentVersionChanged, AgentSilent, AgentHeardAgain, AgentLimitChanged, AgentRemoved)

WORDS: Words = {
    "agent.appeared": {
        "sv": "Agenten på {machine} (version {version}) rapporterar.",
        "nb": "Agenten på {machine} (versjon {version}) rapporterer.",
        "en": "The agent on {machine} (version {version}) reports.",
    },
    "agent.version_changed": {
        "sv": "Agenten på {machine} gick från version {version_before} till {version_after}.",
        "nb": "Agenten på {machine} gikk fra versjon {version_before} til {version_after}.",
        "en": "The agent on {machine} went from version {version_before} to {version_after}.",
    },
    "agent.silent": {
        "sv": "Agenten på {machine} har inte hörts av sedan {since}.",
        "nb": "Agenten på {machine} har ikke latt høre fra seg siden {since}.",
        "en": "The agent on {machine} has been silent since {since}.",
    },
    "agent.heard_again": {
        "sv": "Agenten på {machine} rapporterar igen; den var tyst från {silent_since}.",
        "nb": "Agenten på {machine} rapporterer igjen; den var stille fra {silent_since}.",
        "en": "The agent on {machine} reports again; it was silent from {silent_since}.",
    },
    "agent.limit_changed": {
        "sv": "När det larmas om att agenten på {machine} är tyst: {limit_after_s}, förut {limit_before_s}.",
        "nb": "Når det varsles om at agenten på {machine} er stille: {limit_after_s}, tidligere {limit_before_s}.",
        "en": "Silence of the agent on {machine} is told {limit_after_s}; before that, {limit_before_s}.",
    },
    "agent.removed": {
        "sv": "Agenten på {machine} togs bort från listan.",
        "nb": "Agenten på {machine} ble tatt bort fra listen.",
        "en": "The agent on {machine} was taken off the list.",
    },
}


def _limit(seconds: str, language: str) -> str:
    """Return a limit of silence in words."""
    if seconds == "0":
        return {"sv": "aldrig", "nb": "aldri"}.get(language, "never")
    minutes = f"{int(seconds) / 60:g}"
    return {"sv": f"efter {minutes} min", "nb": f"etter {minutes} min"}.get(language, f"after {minutes} min")


NAMES: Mapping[str, Callable[[str, str], str]] = {"limit_before_s": _limit, "limit_after_s": _limit}
