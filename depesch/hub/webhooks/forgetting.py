"""Forget what was told long ago: a month after its end, a message and its tries are of no use to anybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.hub.webhooks.models import WebhookMessage

KEPT = timedelta(days=30)
AT_ONCE = 5000


def forget(now: datetime) -> int:
    """Delete the messages that ended long ago, company by company, and return how many."""
    gone = 0
    for company_id in Company.objects.order_by("id").values_list("id", flat=True).iterator():
        with acting_for(company_id):
            old = WebhookMessage.objects.filter(ended_at__lt=now - KEPT).values_list("id", flat=True)[:AT_ONCE]
            gone += WebhookMessage.objects.filter(id__in=list(old)).delete()[1].get("webhooks.WebhookMessage", 0)
    return gone
