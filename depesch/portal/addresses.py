"""What a screen tells the portal of itself: its addresses, its place in the menu, its page among the settings.

A screen is a folder. Its `__init__` has `ADDRESSES` (Django's `path`s) and, when people get there from the menu,
`PLACES`; when it is reached from the settings, `SETTINGS`. Nothing else has to be edited for a new screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.urls import ResolverMatch, URLPattern
from django.utils.functional import Promise

from depesch.hub.tenancy.access import Permission
from depesch.kit.discovery import plugins

if TYPE_CHECKING:
    from depesch.portal.person import Person

_PACKAGE = "depesch.portal"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits at a place, in words for those who do not see the number."""

    count: int
    words: str
    is_new: bool = False  # something new, and nothing wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuPlace:
    """One entry of the main menu. The lower `rank` stands further up: start 0, documents 10, create 30, network 50,
    settings 80, operation 90.
    """

    rank: int
    address: str  # name of the address
    label: str | Promise
    icon: str
    short: str | Promise = ""  # what stands at the bottom of a phone instead, where five share the width
    arguments: tuple[str, ...] = ()
    wide: bool = False  # not among the five places at the bottom of a phone; the settings' page leads there
    permission: Permission = Permission.READ
    operator: bool = False  # for those who run the hub alone
    waiting: Callable[[Person], Waiting | None] | None = None
    here: Callable[[ResolverMatch], bool] | None = None  # default: every address of the same screen


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPlace:
    """One page of the settings, under the company or under the person."""

    rank: int
    address: str
    label: str | Promise
    of_person: bool = False
    of_programs: bool = False  # of no use to who works in the portal alone
    permission: Permission = Permission.ADMINISTER  # needed to see it; of a person's own pages none is
    also: tuple[str, ...] = ()  # further addresses that belong to this page, such as one thing of its list


def addresses() -> list[URLPattern]:
    """Return the addresses of all screens."""
    screens = cast("dict[str, list[URLPattern]]", plugins(_PACKAGE, "ADDRESSES"))
    return [each for found in screens.values() for each in found]


def menu() -> list[tuple[str, MenuPlace]]:
    """Return the places of the menu with their screens, in their order."""
    screens = cast("dict[str, tuple[MenuPlace, ...]]", plugins(_PACKAGE, "PLACES"))
    return sorted(((name, each) for name, found in screens.items() for each in found), key=lambda pair: pair[1].rank)


def settings_places() -> list[SettingsPlace]:
    """Return the pages of the settings, in their order."""
    screens = cast("dict[str, tuple[SettingsPlace, ...]]", plugins(_PACKAGE, "SETTINGS"))
    return sorted((each for found in screens.values() for each in found), key=lambda place: place.rank)


def screen_of(match: ResolverMatch) -> str:
    """Return the name of the screen that an address belongs to; empty for none of ours."""
    module = str(getattr(match.func, "__module__", ""))
    return module.removeprefix(f"{_PACKAGE}.").partition(".")[0] if module.startswith(f"{_PACKAGE}.") else ""
