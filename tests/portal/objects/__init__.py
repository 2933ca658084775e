"""For every argument of an address, one thing of Nordbygg that it may name: a module for each screen.

`OBJECTS` maps the name of the argument to a function that makes the thing and returns what stands in the address.
`CHOICES` holds arguments that name nothing of anybody's, such as the view of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse

from depesch.hub.tenancy.models import Company, User
from depesch.kit.discovery import plugins
from depesch.portal.addresses import addresses

ADDRESSES = {str(pattern.name): pattern for pattern in addresses()}


@dataclass(frozen=True, slots=True)
class Ours:
    """What the things are made in: Nordbygg, who sends there, and the documents in every state by number."""

    company: Company
    user: User
    ledger: Mapping[str, UUID]


Make = Callable[[Ours], object]


def objects() -> dict[str, Make]:
    """Return how to make what each argument names."""
    found = cast("dict[str, dict[str, Make]]", plugins("tests.portal.objects", "OBJECTS"))
    return {name: make for screen in found.values() for name, make in screen.items()}


def choices() -> dict[str, object]:
    """Return the arguments that name nothing of anybody's, each with one value."""
    found = cast("dict[str, dict[str, object]]", plugins("tests.portal.objects", "CHOICES"))
    return {name: value for screen in found.values() for name, value in screen.items()}


def address_of(name: str, ours: Ours) -> str:
    """Return the portal's address of that name, with things of Nordbygg's made for its arguments."""
    made = {
        argument: objects()[argument](ours) if argument in objects() else choices()[argument]
        for argument in ADDRESSES[name].pattern.converters
    }
    return reverse(name, kwargs=made)
