"""What a screen tells the portal of itself: its addresses, its place in the menu, its page among the settings.

A screen is a folder. Its `__init__` has `ADDRESSES` (Django's `path`s) and, when people get there from the menu,
`PLACES`; when it is reached from the settings, `SETTINGS`. Nothing else has to be edited for a new screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import TextChoices
from django.urls import ResolverMatch, URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


class SettingsGroup(TextChoices):
    """Where a page of the settings stands among the others: the groups in their order, with their headings."""

    PERSON = "person", _("Personal")  # one's own pages: open to everybody, whatever the role
    SETUP = "setup", _("Setup")  # what has to stand before the first invoice
    TEMPLATES = "templates", _("Templates")  # how an invoice looks
    EMAIL = "email", _("E-mail")  # invoices as mails: from whom, with what words
    PRINTERS = "printers", _("Printers and post")  # what goes on paper
    RUNS = "runs", _("Runs")  # which ways are tried, and in which order
    BOOKS = "books", _("Bookkeeping")  # accounts, articles and what else is coded with
    NETWORK = "network", _("Network and demands")  # what others see of the company and must keep to
    PEOPLE = "people", _("People and rights")  # who gets in, what they may, what they changed
    PROGRAMS = "programs", _("Programs and connections")  # of no use to who works in the portal alone


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPlace:
    """One page of the settings. The lower `rank` stands further up in its group."""

    rank: int
    address: str
    label: str | Promise
    says: str | Promise = ""  # what one does there, in one line of the settings' own page
    group: SettingsGroup = SettingsGroup.SETUP
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
    """Return the pages of the settings, group by group, in their order."""
    screens = cast("dict[str, tuple[SettingsPlace, ...]]", plugins(_PACKAGE, "SETTINGS"))
    order = list(SettingsGroup)
    return sorted(
        (each for found in screens.values() for each in found), key=lambda place: (order.index(place.group), place.rank)
    )


def screen_of(match: ResolverMatch) -> str:
    """Return the name of the screen that an address belongs to; empty for none of ours."""
    module = str(getattr(match.func, "__module__", ""))
    return module.removeprefix(f"{_PACKAGE}.").partition(".")[0] if module.startswith(f"{_PACKAGE}.") else ""
