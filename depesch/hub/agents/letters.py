"""The letters to a company's administrators about its agents."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from depesch.hub.agents.models import Agent
from depesch.hub.mailing.writing import write_letter
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.people import administrators


def tell_administrators(kind: str, agent: Agent, *, since: datetime) -> None:
    """Write a letter of that kind to each administrator of the agent's company; nobody twice."""
    company = Company.objects.get(id=agent.tenant_id)
    for reader in administrators():
        write_letter(
            kind, to=reader.email, name=reader.name, language=reader.language,
            values={
                "name": reader.name, "company": company.name, "machine": agent.machine,
                "since": _moment(since, company.time_zone),
            },
            path=f"/settings/agents/{agent.id}/", company_id=company.id,
        )  # fmt: skip


def _moment(at: datetime, time_zone: str) -> str:
    """Return the moment as the company's clocks show it, with the zone's short name."""
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
