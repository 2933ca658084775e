"""How far back a company reaches into its documents: to the first one with the e-archive, without it 90 days.

Nothing is deleted: the archive keeps everything for as long as the law asks for, and what is older is shown again as
soon as the company has the service. Whether every company has it is the operator's setting
(docs/decisions/0009-e-archive.md). What is not done yet is never out of reach: documents under way, errors, and
incoming ones that nobody has worked on and no program has fetched.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Case, DateTimeField, Q, Subquery, Value, When

from depesch.hub.accounts.e_archive import may_be_limited
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

DAYS = 90  # since it came in
OVER = (DocumentState.DELIVERED, DocumentState.CERTIFIED, DocumentState.UNPACKED, DocumentState.CANCELLED)
_FIRST = datetime.min.replace(tzinfo=UTC)  # before every document
_NOT_FETCHED = Q(direction=Direction.IN, collected_at=None)
_TO_DO = ~Q(state__in=[*OVER, DocumentState.ARRIVED]) | _NOT_FETCHED & Q(processed_at=None)


def earliest() -> datetime:
    """Return since when documents are shown to a company without the service."""
    return now() - timedelta(days=DAYS)


def within_reach() -> Q:
    """Return the condition for documents that the acting company reaches; no query of its own. In `acting_for`."""
    return _recent() | _TO_DO if may_be_limited() else Q()


def done_within_reach() -> Q:
    """Return the same for documents that are all over, as a bound that an index by `received_at` begins at."""
    return _recent() if may_be_limited() else Q()


def within_programs_reach() -> Q:
    """Return the same for programs, which may always fetch what none has fetched: that is delivery, not archive."""
    return within_reach() | _NOT_FETCHED if may_be_limited() else Q()


def is_kept_in_archive(document_id: UUID, reach: Q) -> bool:
    """Return whether the acting company has a document that `reach` hides, to say where it was not found that it is
    kept. Nobody else learns of it.
    """
    if not may_be_limited():
        return False
    mine = Document.objects.filter(pk=document_id)
    return mine.exists() and not mine.filter(reach).exists()


def _recent() -> Q:
    # One value for the whole query, asked for in it: whoever has the service reaches back to the beginning.
    bound = Case(When(e_archive=True, then=Value(_FIRST)), default=Value(earliest()), output_field=DateTimeField())
    return Q(received_at__gte=Subquery(Company.objects.filter(pk=tenant_id()).values_list(bound)[:1]))
