"""A client of the hub's API, for the agent, `depesch send` and the demo: HTTPS and JSON, nothing of the hub's own code.

A call either answers, or raises HubAway (nothing is known to be lost: try later) or HubRefused (the hub said no). Every
call may be made again: what hands something over has a key, and what is acknowledged twice is acknowledged once.
"""

from depesch.connect.hub_client.answers import (
    AgentReport,
    BesideAnswer,
    CompanyAnswer,
    DirectionReport,
    DocumentAnswer,
    EventAnswer,
    FileAnswer,
    FindingAnswer,
    InboxPage,
    ProblemAnswer,
    Receipt,
    ReportedAnswer,
)
from depesch.connect.hub_client.client import Attachment, HubClient
from depesch.connect.hub_client.errors import HubAway, HubRefused
from depesch.connect.hub_client.wire import Fetched, Wire

__all__ = [
    "AgentReport",
    "Attachment",
    "BesideAnswer",
    "CompanyAnswer",
    "DirectionReport",
    "DocumentAnswer",
    "EventAnswer",
    "Fetched",
    "FileAnswer",
    "FindingAnswer",
    "HubAway",
    "HubClient",
    "HubRefused",
    "InboxPage",
    "ProblemAnswer",
    "Receipt",
    "ReportedAnswer",
    "Wire",
]
