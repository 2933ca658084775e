"""The company's runs: in which order the ways to a customer are tried, and for whom each run is."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class RunSet(Event, frozen=True, kw_only=True, tag="run.set"):
    """Somebody made a run or changed it."""

    name: str  # empty: the default run
    channels: tuple[str, ...]
    countries: tuple[str, ...]  # empty: any
    kinds: tuple[str, ...]  # of customers; empty: any


class RunOrderChanged(Event, frozen=True, kw_only=True, tag="run.order_changed"):
    """Somebody changed which run is looked at first."""

    names: tuple[str, ...]


class RunRemoved(Event, frozen=True, kw_only=True, tag="run.removed"):
    """Somebody removed a run."""

    name: str


EVENTS = (RunSet, RunOrderChanged, RunRemoved)

WORDS: Words = {
    "run.set": {
        "sv": "Leveransvägen {name} ställdes in: {channels}.",
        "nb": "Distribusjonsløpet {name} ble satt opp: {channels}.",
        "en": "The run {name} was set: {channels}.",
    },
    "run.order_changed": {
        "sv": "Leveransvägarna fick en annan ordning: {names}.",
        "nb": "Distribusjonsløpene fikk en annen rekkefølge: {names}.",
        "en": "The runs got another order: {names}.",
    },
    "run.removed": {
        "sv": "Leveransvägen {name} togs bort.",
        "nb": "Distribusjonsløpet {name} ble fjernet.",
        "en": "The run {name} was removed.",
    },
}
