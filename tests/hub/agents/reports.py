"""Reports of agents, as the API takes them down."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from depesch.hub.agents.models import Agent
from depesch.hub.agents.reporting import AccountReport, DirectionReport, MailReport, Report, take_report
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

AGENT_ID = UUID("6f1d5b52-2b3c-4d0e-9f68-0d7a3b1c5e11")


def report(
    *, agent_id: UUID = AGENT_ID, machine: str = "kontor-1", version: str = "0.1.0", account: str = "nordbygg",
    at: datetime | None = None, fault: str = "", waiting: int = 0, failed: int = 0,
    mails: int = 0, mail_reason: str = "",
) -> Report:  # fmt: skip
    """Return a report of one account with both directions."""
    at = at or now()
    directions = (
        DirectionReport(direction="sending", last_run_at=at, fault=fault, waiting=waiting, failed=failed),
        DirectionReport(direction="collecting", last_run_at=at),
    )
    in_trouble = MailReport(count=mails, since=at - timedelta(hours=2), reason=mail_reason) if mails else None
    return Report(
        agent_id=agent_id, machine=machine, system="Linux 6.1", version=version, started_at=at - timedelta(hours=1),
        account=AccountReport(
            name=account, send_mode="production", directions=directions, mails=in_trouble, reported_at=at
        ),
    )  # fmt: skip


def reported(company: Company, said: Report) -> Agent:
    """Take a report down for the company, as by one of its keys."""
    with acting_for(company.pk):
        return take_report(said, actor="token:test")
