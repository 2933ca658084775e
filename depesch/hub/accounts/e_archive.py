"""The e-archive as a service: who sees documents of all years, and who the last 90 days alone.

By the operator's setting every company has it; otherwise those that were granted it
(docs/decisions/0009-e-archive.md). How far back the queries reach is `flows.reach`.
"""

from __future__ import annotations

from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company


def may_be_limited() -> bool:
    """Return whether there may be companies on this hub without the e-archive."""
    return not load().e_archive_for_all


def is_limited(company: Company) -> bool:
    """Return whether the company is without the e-archive. Asks nobody."""
    return may_be_limited() and not company.e_archive
