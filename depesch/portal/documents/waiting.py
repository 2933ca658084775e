"""What waits among the sent documents: those that somebody has to mend."""

from __future__ import annotations

from django.utils.translation import ngettext

from depesch.hub.flows.models import Direction, Document
from depesch.portal.addresses import Waiting
from depesch.portal.person import Person
from depesch.portal.words import NEED_SOMEBODY


def with_errors(person: Person) -> Waiting | None:
    """Return how many documents of the person's company wait for somebody to mend them."""
    count = Document.objects.filter(direction=Direction.OUT, state__in=NEED_SOMEBODY).count()
    words = ngettext("%(count)s document needs you", "%(count)s documents need you", count) % {"count": count}
    return Waiting(count, words) if count else None
