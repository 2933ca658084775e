"""How many supplier invoices wait for somebody, for the menu."""

from __future__ import annotations

from django.utils.translation import ngettext

from depesch.portal.addresses import Waiting
from depesch.portal.person import Person
from depesch.portal.waiting import waiting_for


def unprocessed_ones(person: Person) -> Waiting | None:
    """Return how many received documents of the person's company are unprocessed."""
    count = waiting_for(person).unprocessed
    words = ngettext("%(count)s invoice is unprocessed", "%(count)s invoices are unprocessed", count)
    return Waiting(count, words % {"count": count}, is_new=True) if count else None
