"""What can happen to a company's keys and to the addresses that its programs are told at."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class TokenMade(Event, frozen=True, kw_only=True, tag="token.made"):
    """A key for a program was made."""

    name: str
    role: str


class TokenRevoked(Event, frozen=True, kw_only=True, tag="token.revoked"):
    """A key is worthless from here on."""

    name: str


class WebhookAdded(Event, frozen=True, kw_only=True, tag="webhook.added"):
    """A program is told of what happens, at this address."""

    url: str


class WebhookChanged(Event, frozen=True, kw_only=True, tag="webhook.changed"):
    """The address, what it is told of, or its secret was changed."""

    url: str
    fields: tuple[str, ...] = ()


class WebhookSwitchedOff(Event, frozen=True, kw_only=True, tag="webhook.switched_off"):
    """The hub stopped telling an address that did not answer for days, or said that it is gone."""

    url: str
    reason: str  # gone, failing, by-hand


class WebhookRemoved(Event, frozen=True, kw_only=True, tag="webhook.removed"):
    """A program is no longer told."""

    url: str


EVENTS = (TokenMade, TokenRevoked, WebhookAdded, WebhookChanged, WebhookSwitchedOff, WebhookRemoved)

WORDS: Words = {
    "token.made": {
        "sv": "Nyckeln {name} skapades, med rollen {role}.",
        "nb": "Nøkkelen {name} ble laget, med rollen {role}.",
        "en": "The key {name} was made, with the role {role}.",
    },
    "token.revoked": {
        "sv": "Nyckeln {name} gäller inte längre.",
        "nb": "Nøkkelen {name} gjelder ikke lenger.",
        "en": "The key {name} is no longer valid.",
    },
    "webhook.added": {
        "sv": "Händelser skickas från och med nu till {url}.",
        "nb": "Hendelser sendes fra nå av til {url}.",
        "en": "Events are sent to {url} from now on.",
    },
    "webhook.changed": {
        "sv": "Ändrat för {url}: {fields}.",
        "nb": "Endret for {url}: {fields}.",
        "en": "Changed for {url}: {fields}.",
    },
    "webhook.switched_off": {
        "sv": "Händelser skickas inte längre till {url} ({reason}).",
        "nb": "Hendelser sendes ikke lenger til {url} ({reason}).",
        "en": "Events are no longer sent to {url} ({reason}).",
    },
    "webhook.removed": {
        "sv": "Adressen {url} togs bort.",
        "nb": "Adressen {url} ble fjernet.",
        "en": "The address {url} was removed.",
    },
}
