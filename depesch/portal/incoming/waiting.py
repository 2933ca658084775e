"""How many supplier invoices wait for somebody, for the menu."""

from __future__ import annotations

from django.utils.translation import ngettext

from depesch.hub.flows.handling import count_unprocessed
from depesch.portal.addresses import Waiting
from depesch.portal.person import Person


def unprocessed_ones(person: Person) -> Waiting | None:
    """Return how many received documents of the person's company are unprocessed."""
    count = count_unprocessed()
    words = ngettext("%(count)s invoice is unprocessed", "%(count)s invoices are unprocessed", count)
    return Waiting(count, words % {"count": count}, is_new=True) if count else None
