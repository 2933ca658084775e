"""`/agents`: what the agents on a company's machines report of themselves, and how each of them does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

from depesch.api.callers import Caller, caller_who_may
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.hub.agents import reporting
from depesch.hub.agents.models import Agent
from depesch.hub.agents.reporting import AccountReport, DirectionReport, MailReport, Report, TooManyAgents
from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import Role
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

RESOURCE = Router(tags=["agents"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails}
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)  # no agent ran before; and what the database cannot hold is refused


def _in_utc(moment: datetime) -> datetime:
    try:
        told = moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("this moment is beyond the calendar") from error
    if told < _FIRST:
        raise ValueError("this moment is before the year 2000")
    return told


_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
Machine = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_ONE_LINE)]
Line = Annotated[str, StringConstraints(max_length=200, pattern=_ONE_LINE)]
Version = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=_ONE_LINE)]
Fault = Annotated[str, StringConstraints(max_length=500, pattern=_ONE_LINE)]
AccountName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Direction = Literal["sending", "collecting", "following"]
Mode = Literal["", "production", "test", "certification"]
Count = Annotated[int, Field(ge=0, le=100_000_000)]


class DirectionShape(Schema):
    """How one direction of an account does: its last run, what keeps it from its work, files waiting and failed."""

    model_config = ConfigDict(extra="forbid")

    direction: Direction
    last_run_at: Moment | None = None
    fault: Fault = ""
    waiting: Count = 0
    failed: Count = 0


class MailsShape(Schema):
    """Mails of the account's runs that the agent could not send so far: how many, since when, why the newest."""

    model_config = ConfigDict(extra="forbid")

    count: Annotated[int, Field(ge=1, le=100_000_000)]
    since: Moment
    reason: Fault = ""
    next_step: Fault = ""


class AccountIn(Schema):
    """The account whose key is used."""

    model_config = ConfigDict(extra="forbid")

    name: AccountName
    send_mode: Mode = ""
    directions: list[DirectionShape] = Field([], max_length=3)
    mails: MailsShape | None = Field(None, description="Left out when all mails went.")


class ReportIn(Schema):
    """What an agent says of itself, and of the account whose key it uses. `agent` is an id of its own choosing."""

    model_config = ConfigDict(extra="forbid")

    agent: UUID
    machine: Machine
    system: Line = ""
    version: Version
    started_at: Moment
    account: AccountIn


class ReportedOut(Schema):
    """The report is taken down."""

    reported_at: datetime
    silent_after_s: int = Field(description="After so many seconds without a report people are told; 0: never.")


class AccountOut(Schema):
    """An account of an agent, as it said last."""

    name: str
    send_mode: Mode
    directions: list[DirectionShape]
    mails: MailsShape | None = None
    reported_at: datetime


class AgentOut(Schema):
    """An agent, and how it does: `well`, `fault` (something keeps it from its work) or `silent`."""

    agent: UUID
    state: Literal["well", "fault", "silent"]
    machine: str
    system: str
    version: str
    started_at: datetime
    reported_at: datetime
    silent_after_s: int
    accounts: list[AccountOut]


class AgentListOut(Schema):
    """The agents of the company."""

    items: list[AgentOut]


@RESOURCE.post(
    "/agents/report",
    response={200: ReportedOut, 409: ProblemDetails, 422: ProblemDetails, **_PROBLEMS},
    operation_id="reportAgent",
)
def report_agent(request: HttpRequest, report: ReportIn) -> ReportedOut:
    """Say how the agent does. Sent every few minutes; the latest one counts, and a repeat changes nothing else."""
    caller = _program(request)
    account = AccountReport(
        name=report.account.name, send_mode=report.account.send_mode, reported_at=now(),
        directions=tuple({each.direction: _direction(each) for each in report.account.directions}.values()),
        mails=MailReport(**report.account.mails.model_dump()) if report.account.mails else None,
    )  # fmt: skip
    said = Report(
        agent_id=report.agent, machine=report.machine, system=report.system, version=report.version,
        started_at=report.started_at, account=account,
    )  # fmt: skip
    with acting_for(caller.company_id):
        try:
            agent = reporting.take_report(said, actor=caller.actor)
        except TooManyAgents as error:
            raise ApiProblem("too-many-agents", 409, value=error) from error
    return ReportedOut(reported_at=agent.reported_at, silent_after_s=agent.silent_after_s)


@RESOURCE.get("/agents", response={200: AgentListOut, **_PROBLEMS}, operation_id="agents")
def agents(request: HttpRequest) -> AgentListOut:
    """The agents of the company, those heard of last first."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        at = now()
        return AgentListOut(items=[_out(agent, at) for agent in reporting.agents()])


def _program(request: HttpRequest) -> Caller:
    """Return the caller, who may send or collect; raises ApiProblem `forbidden`."""
    caller = caller_who_may(request, Permission.READ)
    if not (may(caller.role, Permission.SEND) or may(caller.role, Permission.PROCESS)):
        raise ApiProblem("forbidden", 403, role=caller.role, needed=Role.PROGRAM.value)
    return caller


def _direction(said: DirectionShape) -> DirectionReport:
    return DirectionReport(**said.model_dump())


def _out(agent: Agent, at: datetime) -> AgentOut:
    return AgentOut(
        agent=agent.agent_id, state=reporting.state_of(agent, at).value, machine=agent.machine, system=agent.system,
        version=agent.version, started_at=agent.started_at, reported_at=agent.reported_at,
        silent_after_s=agent.silent_after_s,
        accounts=[AccountOut.model_validate(msgspec.to_builtins(each)) for each in reporting.accounts_of(agent)],
    )  # fmt: skip
