"""Screen: the agents on a company's machines: how each does, when people are told of its silence, how to start one."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.agents.views import agent, agent_remove, agents

ADDRESSES = [
    path("settings/agents/", agents, name="agents"),
    path("settings/agents/<uuid:agent_id>/", agent, name="agent"),
    path("settings/agents/<uuid:agent_id>/remove/", agent_remove, name="agent_remove"),
]
SETTINGS = (
    SettingsPlace(
        rank=63,
        address="agents",
        label=_("Agents"),
        group=SettingsGroup.PROGRAMS,
        says=_("Our program on your computers, and whether it is heard of"),
        also=("agent", "agent_remove"),
    ),
)
