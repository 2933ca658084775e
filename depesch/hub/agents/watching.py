"""The round that notices which agents are silent: told once, when the limit is passed; a report tells the end of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
import structlog
from django.db import connection

from depesch.hub.agents.letters import tell_administrators
from depesch.hub.agents.models import Agent
from depesch.hub.agents.reporting import is_silent
from depesch.hub.history.kinds.agents import AgentSilent
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now as the_clock

log = structlog.get_logger(__name__)

AT_ONCE = 100
SHOWN = 200  # in the cockpit
# When this process began to look. What was not heard before that was perhaps not heard because the hub was away.
_LOOKING_SINCE = the_clock()


class MailsWait(msgspec.Struct, frozen=True, kw_only=True):
    """An agent that cannot mail its people, as those who run the hub see it: how many, of whom, not to whom."""

    company_id: UUID
    company_name: str
    machine: str
    version: str
    mails: int
    since: datetime
    reported_at: datetime


class SilentAgent(msgspec.Struct, frozen=True, kw_only=True):
    """An agent that people were told of, as those who run the hub see it."""

    company_id: UUID
    company_name: str
    machine: str
    version: str
    silent_since: datetime


def watch(now: datetime) -> int:
    """Note each agent that has passed its limit, tell its administrators, and return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT company_id, agent FROM agents_silent_v1(%s, %s, %s)", [now, _LOOKING_SINCE, AT_ONCE])
        due = cursor.fetchall()
    return sum(_note(company_id, agent, now) for company_id, agent in due)


def _note(company_id: UUID, agent_row: UUID, now: datetime) -> int:
    with acting_for(company_id):
        rows = Agent.objects.select_for_update(skip_locked=True).filter(removed_at=None, silent_since=None)
        agent = rows.filter(id=agent_row).first()
        if agent is None or not is_silent(agent, now):
            return 0  # another worker has it, or it was heard meanwhile
        agent.silent_since = agent.reported_at
        agent.save(update_fields=["silent_since"])
        tell_administrators("agent-silent", agent, since=agent.silent_since)
        record(AgentSilent(machine=agent.machine, since=agent.silent_since), document_id=None, actor="hub", at=now)
    log.warning(
        "agent.silent", company=str(company_id), agent=str(agent.agent_id), since=agent.silent_since.isoformat()
    )
    return 1


def silent_agents() -> list[SilentAgent]:
    """Return the silent agents of all companies, the longest silent first.

    Call it inside `flows.operating.as_operator`: no rows for a user who does not run the hub, the database decides.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agents_silent_for_operator_v1(%s)", [SHOWN])
        return [SilentAgent(**dict(zip(SilentAgent.__struct_fields__, row, strict=True))) for row in cursor.fetchall()]


def agents_whose_mails_wait() -> list[MailsWait]:
    """Return the agents of all companies whose mails do not go, the longest waiting first; else as `silent_agents`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agents_mails_for_operator_v1(%s)", [SHOWN])
        return [MailsWait(**dict(zip(MailsWait.__struct_fields__, row, strict=True))) for row in cursor.fetchall()]
