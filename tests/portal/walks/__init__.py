"""What a walk past every page does at each screen: a module for each, with `WALK`.

A walk brings the browser's page to each shape of its screen (empty, filled, faults, not permitted) and gives its name:
axe looks at it, it is tried at twice the size, and `make screenshots` takes its picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from playwright.sync_api import Page

from depesch.hub.tenancy.models import Company, User
from depesch.kit.discovery import plugins


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a walk happens: a page signed in as `user`, who is Nordbygg's administrator and runs the hub."""

    page: Page
    url: str
    user: User
    company: Company
    ledger: Mapping[str, UUID]

    def open(self, path: str) -> None:
        """Open an address of the portal."""
        self.page.goto(self.url + path)


Walk = Callable[[Stage], Iterator[str]]


def walks() -> dict[str, Walk]:
    """Return the walk of each screen."""
    return cast("dict[str, Walk]", plugins("tests.portal.walks", "WALK"))
