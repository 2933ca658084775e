"""What waits among the documents: errors that nobody has seen to."""

from __future__ import annotations

from django.utils.translation import ngettext

from depesch.portal.addresses import Waiting
from depesch.portal.person import Person
from depesch.portal.waiting import waiting_for


def with_errors(person: Person) -> Waiting | None:
    """Return how many documents of the person's company wait for somebody to mend them."""
    count = waiting_for(person).errors
    words = ngettext("%(count)s document needs you", "%(count)s documents need you", count) % {"count": count}
    return Waiting(count, words) if count else None
