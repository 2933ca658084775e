"""The places of the portal: the side bar on a desk, five at the bottom of a phone; and the pages of the settings."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise

from depesch.hub.tenancy.scope import acting_for, is_acting
from depesch.portal.addresses import MenuPlace, SettingsGroup, SettingsPlace, menu, screen_of, settings_places
from depesch.portal.person import Person, PortalRequest

# On every page; a screen that needs a sheet of its own names it in its template: {% sheet "network" %}
SHEETS = ("tokens", "base", "layout", "button", "form", "mark", "list", "document", "start", "print")
_KNOWN = "menu"


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu as it stands on the page; `count` with its words is what waits there."""

    url: str
    label: str | Promise
    icon: str
    here: bool
    count: int = 0
    count_words: str = ""
    calm: bool = False
    wide: bool = False
    short: str | Promise = ""


@dataclass(frozen=True, slots=True)
class SettingsLink:
    """One page of the settings as it stands in their menu."""

    url: str
    label: str | Promise
    says: str | Promise
    here: bool


@dataclass(frozen=True, slots=True)
class SettingsPart:
    """One group of the settings with the pages in it that the person may open."""

    heading: str | Promise
    links: tuple[SettingsLink, ...]

    @property
    def here(self) -> bool:
        """Whether the present page is one of the group's."""
        return any(link.here for link in self.links)


def menu_of(request: PortalRequest) -> None:
    """Ask what the menu shows, inside `acting_for`, for a page that is made outside: it is not asked again."""
    if request.person is not None:
        request.person.known[_KNOWN] = places(request.person, request.resolver_match)


def places(person: Person, match: ResolverMatch | None) -> list[Place]:
    """Return the places of a person, the present one marked."""
    if _KNOWN in person.known:
        return cast("list[Place]", person.known[_KNOWN])
    # Most pages act for the company already: then nothing has to be told to the database again.
    inside = nullcontext() if is_acting() or person.company is None else acting_for(person.company.pk)
    with inside:
        return [_shown(name, place, person, match) for name, place in menu() if _is_for(place, person)]


def settings_parts(person: Person, match: ResolverMatch | None) -> list[SettingsPart]:
    """Return the pages of the settings that the person may open, group by group, the present one marked."""
    here = match.url_name if match else ""
    parts = groupby((place for place in settings_places() if _may_open(place, person)), key=lambda place: place.group)
    return [SettingsPart(group.label, tuple(_link(place, here) for place in places)) for group, places in parts]


def _link(place: SettingsPlace, here: str | None) -> SettingsLink:
    return SettingsLink(reverse(place.address), place.label, place.says, here in (place.address, *place.also))


def _is_for(place: MenuPlace, person: Person) -> bool:
    if place.operator:
        return person.user.is_operator
    return person.company is not None and person.may(place.permission)


def _may_open(place: SettingsPlace, person: Person) -> bool:
    return place.group is SettingsGroup.PERSON or (person.company is not None and person.may(place.permission))


def _shown(screen: str, place: MenuPlace, person: Person, match: ResolverMatch | None) -> Place:
    waiting = place.waiting(person) if place.waiting else None
    return Place(
        url=reverse(place.address, args=place.arguments),
        label=place.label,
        icon=place.icon,
        here=match is not None and (place.here(match) if place.here else screen_of(match) == screen),
        count=waiting.count if waiting else 0,
        count_words=waiting.words if waiting else "",
        calm=waiting.is_new if waiting else False,
        wide=place.wide,
        short=place.short,
    )
