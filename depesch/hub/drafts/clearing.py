"""Take away what was thrown away and is past its time. A round of every worker."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from depesch.hub.drafts.editing import KEPT
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.tenancy.scope import acting_for

AT_ONCE = 200


def clear(at: datetime) -> int:
    """Delete the drafts that were discarded longer ago than they are kept, and return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenant_id, draft_id FROM drafts_past_keeping_v1(%s, %s)", [at - KEPT, AT_ONCE])
        due = cursor.fetchall()
    gone = 0
    for company_id, draft_id in due:
        with acting_for(company_id):
            rows = Draft.objects.select_for_update(skip_locked=True)
            found = rows.filter(pk=draft_id, state=DraftState.DISCARDED, discarded_at__lt=at - KEPT).first()
            if found is not None:
                found.delete()
                gone += 1
    return gone
