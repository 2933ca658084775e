"""An agent's report: taken down, and what changed with it recorded. Call everything inside `acting_for`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from depesch.hub.agents.letters import tell_administrators
from depesch.hub.agents.models import Agent
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.agents import (
    AgentAppeared,
    AgentHeardAgain,
    AgentLimitChanged,
    AgentRemoved,
    AgentVersionChanged,
)
from depesch.hub.history.record import record_all
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now

MOST_AGENTS = 200  # of one company
MOST_ACCOUNTS = 100  # of one agent with one company
FORGOTTEN_AFTER = timedelta(days=7)  # an account that the agent says nothing of any more
LONGEST_LIMIT_S = 30 * 86400


class TooManyAgents(Exception):
    """The company has as many agents as one may have."""


class DirectionReport(msgspec.Struct, frozen=True, kw_only=True):
    """How one direction of an account does."""

    direction: str  # sending, collecting, following
    last_run_at: datetime | None = None
    fault: str = ""  # what keeps it from its work, in the agent's language
    waiting: int = 0  # files
    failed: int = 0


class MailReport(msgspec.Struct, frozen=True, kw_only=True):
    """Mails of an account's runs that the agent could not send so far."""

    count: int
    since: datetime  # the oldest was written
    reason: str = ""  # why the newest did not go, in the agent's language
    next_step: str = ""


class AccountReport(msgspec.Struct, frozen=True, kw_only=True):
    """One account of an agent, as it stood at `reported_at`."""

    name: str
    send_mode: str = ""
    directions: tuple[DirectionReport, ...] = ()
    mails: MailReport | None = None  # nothing of it from an agent of an earlier version
    reported_at: datetime


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent says of itself and of one of its accounts, with that account's key."""

    agent_id: UUID
    machine: str
    system: str
    version: str
    started_at: datetime
    account: AccountReport


class AgentState(StrEnum):
    """How an agent does."""

    WELL = "well"
    FAULT = "fault"  # it reports, and something keeps it from its work
    SILENT = "silent"  # longer than its limit


def take_report(report: Report, *, actor: str) -> Agent:
    """Take the report down and return the agent; raises TooManyAgents. The same report may come twice."""
    at = report.account.reported_at
    agent = _row(report, at)
    events = list(_changes(agent, report))
    if agent.silent_since is not None:
        events.append(AgentHeardAgain(machine=report.machine, silent_since=agent.silent_since))
        tell_administrators("agent-heard-again", agent, since=agent.silent_since)
    agent.machine, agent.system, agent.version = report.machine, report.system, report.version
    agent.started_at, agent.reported_at = report.started_at, at
    agent.silent_since = agent.removed_at = None
    agent.accounts = _with(agent.accounts, report.account)
    agent.save()
    record_all(events, document_id=None, actor=actor, at=at)
    return agent


def _row(report: Report, at: datetime) -> Agent:
    """Return the agent's row, held until the transaction ends; a new one when it was never heard of."""
    held = Agent.objects.select_for_update()
    if (found := held.filter(agent_id=report.agent_id).first()) is not None and found.removed_at is None:
        return found
    if Agent.objects.filter(removed_at=None).count() >= MOST_AGENTS:
        raise TooManyAgents(str(MOST_AGENTS))
    if found is not None:
        return found
    Agent.objects.bulk_create(
        [
            Agent(
                tenant_id=tenant_id(), agent_id=report.agent_id, machine=report.machine, system=report.system,
                version=report.version, started_at=report.started_at, first_reported_at=at, reported_at=at,
                removed_at=at,
            )
        ],
        ignore_conflicts=True,  # its other account came first at the same moment
    )  # fmt: skip
    return held.get(agent_id=report.agent_id)


def _changes(agent: Agent, report: Report) -> Sequence[Event]:
    if agent.removed_at is not None:
        return (AgentAppeared(machine=report.machine, version=report.version),)
    if agent.version != report.version:
        before, after = agent.version, report.version
        return (AgentVersionChanged(machine=report.machine, version_before=before, version_after=after),)
    return ()


def _with(accounts: Mapping[str, Any], account: AccountReport) -> dict[str, Any]:
    """Return the accounts with this one in its newest form, without those that nothing was said of for long."""
    kept = {**accounts, account.name: msgspec.to_builtins(account, enc_hook=str)}
    old = (account.reported_at - FORGOTTEN_AFTER).isoformat()
    latest = sorted(kept.items(), key=lambda item: str(item[1]["reported_at"]), reverse=True)
    return {name: each for name, each in latest[:MOST_ACCOUNTS] if str(each["reported_at"]) > old}


def accounts_of(agent: Agent) -> tuple[AccountReport, ...]:
    """Return the agent's accounts by name."""
    accounts = msgspec.convert(list(agent.accounts.values()), tuple[AccountReport, ...])
    return tuple(sorted(accounts, key=lambda each: each.name))


def state_of(agent: Agent, at: datetime) -> AgentState:
    """Return how the agent does at this moment."""
    if agent.silent_since is not None or is_silent(agent, at):
        return AgentState.SILENT
    has_fault = any(
        account.mails is not None or any(each.fault for each in account.directions) for account in accounts_of(agent)
    )
    return AgentState.FAULT if has_fault else AgentState.WELL


def is_silent(agent: Agent, at: datetime) -> bool:
    """Return whether nothing was heard for longer than the agent's limit."""
    return bool(agent.silent_after_s) and agent.reported_at + timedelta(seconds=agent.silent_after_s) < at


def agents() -> list[Agent]:
    """Return the agents on the list, those heard of last first."""
    return list(Agent.objects.filter(removed_at=None).order_by("-reported_at", "id")[:MOST_AGENTS])


def set_limit(agent: Agent, silent_after_s: int, *, actor: str) -> None:
    """Say after how many seconds of silence people are told; 0: never."""
    if not 0 <= silent_after_s <= LONGEST_LIMIT_S:
        raise ValueError(f"{silent_after_s} s is no limit between 0 and {LONGEST_LIMIT_S}")
    if agent.silent_after_s == silent_after_s:
        return
    changed = AgentLimitChanged(
        machine=agent.machine, limit_before_s=agent.silent_after_s, limit_after_s=silent_after_s
    )
    agent.silent_after_s = silent_after_s
    if agent.silent_since is not None and not is_silent(agent, now()):
        agent.silent_since = None  # by the new limit it is not silent yet: people are told when it is
    agent.save(update_fields=["silent_after_s", "silent_since"])
    record_all([changed], document_id=None, actor=actor)


def remove(agent: Agent, *, actor: str) -> None:
    """Take the agent off the list; one that still runs comes back with its next report."""
    if agent.removed_at is not None:
        return
    agent.removed_at, agent.silent_since, agent.accounts = now(), None, {}
    agent.save(update_fields=["removed_at", "silent_since", "accounts"])
    record_all([AgentRemoved(machine=agent.machine, version=agent.version)], document_id=None, actor=actor)
