"""How many drafts wait, for the start page."""

from __future__ import annotations

from django import template

from depesch.portal.drafts.waiting import Counts, counts

register = template.Library()


@register.simple_tag
def drafts_waiting() -> Counts:
    """Return how many drafts of the acting company are in each list."""
    return counts()
