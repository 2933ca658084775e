"""Agents: none, some in every state, one with its accounts, taking one off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from depesch.kit.clock import now
from tests.hub.agents.reports import report, reported
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """None; well, at fault, silent."""
    stage.open("/settings/agents/")
    yield "agents-none"
    fault = "Mappen /srv/ekonomi/ut finns inte."
    reported(stage.company, report(agent_id=uuid4(), machine="kontor-1"))
    at_fault = reported(
        stage.company, report(agent_id=uuid4(), machine="ekonomi.nordbygg.example", fault=fault, waiting=12)
    )
    reported(
        stage.company, report(agent_id=at_fault.agent_id, machine=at_fault.machine, account="nordbygg-test", failed=3,
               mails=2, mail_reason="ett mejl till ekonomi@nordbygg.example väntar: 454 TLS not available")
    )  # fmt: skip
    silent = reported(stage.company, report(agent_id=uuid4(), machine="lager-2", at=now() - timedelta(days=2)))
    stage.open("/settings/agents/")
    yield "agents"
    stage.open(f"/settings/agents/{at_fault.pk}/")
    yield "agent"
    stage.open(f"/settings/agents/{silent.pk}/remove/")
    yield "agent-remove"
