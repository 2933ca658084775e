"""Certificates that run out: a letter to the company's administrators 60, 30 and 7 days before, once each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from depesch.exchange.as2.certificates import read_certificate
from depesch.hub.as2.later import due
from depesch.hub.as2.models import As2OwnCertificate, As2PartnerCertificate
from depesch.hub.as2.station import certificates
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import acting_for

log = structlog.get_logger(__name__)

_Row = As2OwnCertificate | As2PartnerCertificate
STEPS = (60, 30, 7)  # days


def step_of(not_after: datetime, now: datetime) -> int | None:
    """Return the last step that was reached: 60, 30 or 7 days before the end; None before all of them."""
    days = (not_after - now).total_seconds() / 86400
    return min((step for step in STEPS if days <= step), default=None)


def warn(now: datetime) -> int:
    """Write what is due and return how many certificates it was about."""
    kinds: tuple[tuple[str, type[_Row]], ...] = (("own", As2OwnCertificate), ("partner", As2PartnerCertificate))
    return sum(_warned(*ids, kind, now) for name, kind in kinds for ids in due(name, now))


def _warned(company_id: UUID, row_id: UUID, kind: type[_Row], now: datetime) -> bool:
    with acting_for(company_id):
        row = kind.objects.select_for_update(skip_locked=True).filter(id=row_id).first()
        if row is None or (step := step_of(row.not_after, now)) is None or step == row.warned_days:
            return False
        row.warned_days = step
        row.save(update_fields=["warned_days"])
        if not _is_used(row):
            return False
        _write(company_id, row, now)
    log.info("as2.certificate_expires", row=str(row_id), step=step)
    return True


def _is_used(row: _Row) -> bool:
    """Return whether anybody would miss the certificate: one of a removed partner, or one of the company's own before
    the one that signs, has done its work.
    """
    if isinstance(row, As2PartnerCertificate):
        return row.partner.removed_at is None
    return row.chosen_at is None or certificates()[0].id == row.id


def _write(company_id: UUID, row: _Row, now: datetime) -> None:
    company = Company.objects.get(id=company_id)
    partner = row.partner if isinstance(row, As2PartnerCertificate) else None
    for each in administrators():
        write_letter(
            "as2-partner-certificate-expires" if partner else "as2-own-certificate-expires",
            to=each.email, name=each.name, language=each.language,
            values={
                "name": each.name, "company": company.name,
                "whose": partner.title if partner else company.name,
                "subject": read_certificate(row.pem.encode()).subject,
                "until": row.not_after.strftime("%Y-%m-%d"), "days": str(max(0, (row.not_after - now).days)),
            },
            path=f"/settings/as2/{partner.id}/" if partner else "/settings/as2/", company_id=company.id,
        )  # fmt: skip
