"""Every address of the portal, tried as everybody who must not get in: nobody signed in, a stranger, a lesser role.

The addresses, and who they are for, come from the portal itself; an address that does not say who it is for fails.
One test tries them all, since making the books of Nordbygg takes longer than opening a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from depesch.hub.tenancy.access import may
from depesch.hub.tenancy.models import Company, Membership, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import Who, guard_of
from tests.people import browser_of
from tests.portal.objects import ADDRESSES, Ours, address_of, choices, objects

GUARDS = {name: guard_of(pattern.callback) for name, pattern in ADDRESSES.items()}
FOR_SOME = sorted(name for name, guard in GUARDS.items() if guard and guard.who is not Who.ANYBODY)
OF_OBJECTS = [name for name in FOR_SOME if set(ADDRESSES[name].pattern.converters) & objects().keys()]
PERMISSIONS = {name: guard.permission for name, guard in sorted(GUARDS.items()) if guard and guard.permission}
LESSER_ROLES = [role for role in Role if not all(may(role, permission) for permission in PERMISSIONS.values())]


@pytest.fixture
def ours(nordbygg: Company, astrid: User, ledger: dict[str, UUID]) -> Ours:
    """Nordbygg's things."""
    return Ours(nordbygg, astrid, ledger)


def test_every_address_says_who_may_open_it() -> None:
    assert [name for name, guard in GUARDS.items() if guard is None] == []


def test_every_argument_has_something_that_it_names() -> None:
    named = {argument for pattern in ADDRESSES.values() for argument in pattern.pattern.converters}
    assert named - objects().keys() - choices().keys() == set()


def test_who_is_not_signed_in_is_asked_to_sign_in(ours: Ours) -> None:
    for name in each_undone(FOR_SOME):
        answer = _tried(Client(), address_of(name, ours))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("account_login")), name


def test_stranger_cannot_tell_that_it_exists(ours: Ours, carl: User) -> None:
    User.objects.filter(pk=carl.pk).update(is_operator=False)
    for name in each_undone(OF_OBJECTS):
        assert _tried(browser_of(carl), address_of(name, ours)).status_code == 404, name


def test_strangers_page_names_nothing_of_ours(ours: Ours, carl: User) -> None:
    for name in each_undone(name for name in FOR_SOME if name not in OF_OBJECTS):
        answer = browser_of(carl).get(address_of(name, ours))
        assert "Nordbygg" not in answer.content.decode(errors="replace"), name


@pytest.mark.parametrize("role", LESSER_ROLES)
def test_lesser_role_may_not(role: Role, bo: User, ours: Ours) -> None:
    with acting_for(ours.company.pk):
        Membership.objects.filter(user=bo).update(role=role)
    for name in each_undone(name for name, permission in PERMISSIONS.items() if not may(role, permission)):
        assert _tried(browser_of(bo), address_of(name, ours)).status_code == 403, name


def test_operators_page_is_not_there_for_others(ours: Ours, carl: User) -> None:
    for name in each_undone(name for name, guard in GUARDS.items() if guard and guard.who is Who.OPERATOR):
        assert _tried(browser_of(carl), address_of(name, ours)).status_code == 404, name


def each_undone(names: Iterable[str]) -> Iterator[str]:
    """Give one name after the other; what is done about it is rolled back before the next."""
    tried = 0
    for name in names:
        tried += 1
        with transaction.atomic():
            yield name
            transaction.set_rollback(True)
    assert tried, "nothing was tried"


def _tried(browser: Client, address: str) -> HttpResponseBase:
    """Return the answer to opening the address; to sending an empty form when it takes nothing else."""
    answer = browser.get(address)
    return browser.post(address) if answer.status_code == 405 else answer
