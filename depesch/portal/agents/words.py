"""What states, directions, send modes and limits of agents are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.agents.reporting import AgentState
from depesch.portal.words import Tone

STATES: dict[AgentState, tuple[Tone, Promise]] = {
    AgentState.WELL: (Tone.DONE, _("Well")),
    AgentState.FAULT: (Tone.NEED, _("Something stands in its way")),
    AgentState.SILENT: (Tone.NEED, _("Silent")),
}
DIRECTIONS: dict[str, Promise] = {
    "sending": _("Sends"),
    "collecting": _("Collects"),
    "following": _("Follows what was sent"),
}
MODES: dict[str, Promise] = {"test": _("Test"), "certification": _("Certification")}
LIMITS: dict[int, Promise] = {
    900: _("after 15 minutes"),
    1800: _("after half an hour"),
    3600: _("after an hour"),
    4 * 3600: _("after four hours"),
    24 * 3600: _("after a day"),
    3 * 24 * 3600: _("after three days"),
    0: _("never"),
}
