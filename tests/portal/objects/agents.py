"""An agent that has reported."""

from __future__ import annotations

from tests.hub.agents.reports import report, reported
from tests.portal.objects import Ours


def _agent(ours: Ours) -> object:
    return reported(ours.company, report()).pk


OBJECTS = {"agent_id": _agent}
