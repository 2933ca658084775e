"""The chart of accounts: a small register of the company's own. Call everything inside `acting_for`.

No chart comes with the program: the standard ones are not free to copy, and a company's own accounting system has the
one that counts. It is brought along as a file (`chart_import`), over the API, or typed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from django.db import transaction

from depesch.hub.books.models import LedgerAccount
from depesch.hub.books.proposing import KnownAccount
from depesch.hub.history.kinds.coding import LedgerAccountSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id

MOST = 5_000
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}")


class BadAccount(ValueError):
    """An account cannot be set so; `field` is number or name, `code` bad-number, bad-name, there-already, too-many."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


def chart() -> list[LedgerAccount]:
    """Return every account by its number, closed ones too."""
    return list(LedgerAccount.objects.order_by("number"))


@transaction.atomic
def save_account(
    number: str, name: str, *, account: LedgerAccount | None = None, is_active: bool = True, actor: str
) -> LedgerAccount:
    """Add an account, or change one. Raises BadAccount. Nothing is written when nothing changes."""
    Company.objects.select_for_update(no_key=True).get(pk=tenant_id())  # one at a time, for the number and the limit
    number, name = number.strip(), " ".join(name.split())
    fault = fault_of(number, name)
    if fault is not None:
        raise fault
    others = LedgerAccount.objects.exclude(pk=account.pk) if account else LedgerAccount.objects.all()
    if others.filter(number=number).exists():
        raise BadAccount("number", "there-already")
    if account is None and others.count() >= MOST:
        raise BadAccount("number", "too-many")
    row = account or LedgerAccount(tenant_id=tenant_id())
    if account and (row.number, row.name, row.is_active) == (number, name, is_active):
        return row
    row.number, row.name, row.is_active = number, name, is_active
    row.save()
    event = LedgerAccountSet(number=number, name=name, account_use="open" if is_active else "closed")
    record(event, document_id=None, actor=actor)
    return row


def fault_of(number: str, name: str) -> BadAccount | None:
    """Return what is wrong with a number or a name, None when nothing is."""
    if not _NUMBER.fullmatch(number):
        return BadAccount("number", "bad-number")
    if not 1 <= len(name) <= 100 or not name.isprintable():
        return BadAccount("name", "bad-name")
    return None


def known(row: LedgerAccount) -> KnownAccount:
    """Return the account as proposals have it."""
    return KnownAccount(id=row.pk, number=row.number, name=row.name, is_active=row.is_active)


def as_typed(account: KnownAccount) -> str:
    """Return the account as it stands in a field: number and name."""
    return f"{account.number} {account.name}"


def find_account(text: str, accounts: Sequence[KnownAccount]) -> KnownAccount | None:
    """Return the account that somebody typed: its number, alone or before its name, or its whole name."""
    words = " ".join(text.split())
    number = words.split(" ", 1)[0] if words else ""
    found = next((each for each in accounts if each.number == number), None)
    if found is not None:
        return found
    named = [each for each in accounts if each.name.casefold() == words.casefold() and each.is_active]
    return named[0] if len(named) == 1 else None


def nearest(text: str, accounts: Sequence[KnownAccount]) -> KnownAccount | None:
    """Return the account in use that somebody probably meant; None when none is near.

    A number is near by its first digits, which is what a chart is ordered by; then numbers and names by their letters.
    """
    words = " ".join(text.split()).casefold()
    number = words.split(" ", 1)[0] if words else ""
    in_use = [each for each in accounts if each.is_active and each.number != number]
    for length in range(len(number), 1, -1):
        begun = next((each for each in in_use if each.number.casefold().startswith(number[:length])), None)
        if begun is not None and number[:1].isdigit():
            return begun
    by_word = {each.name.casefold(): each for each in in_use}
    close = difflib.get_close_matches(words, by_word, n=1, cutoff=0.6)
    begun = next((each for name, each in by_word.items() if len(words) > 2 and words in name), None)
    return by_word[close[0]] if close else begun
