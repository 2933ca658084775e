"""Who is told of runs when nobody else is named: the people of the configuration, by mail."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from depesch.connect.configuration.secrets import secret
from depesch.connect.runs import Reporter, RunResult
from depesch.connect.settings import AgentSettings


class Teller(Reporter, Protocol):
    """A reporter with work of its own, which begins and ends with the agent."""

    def start(self) -> None:
        """Begin with what an earlier process left waiting."""

    def close(self) -> None:
        """End; what is not through stays on the disk."""


class Silent:
    """Tells nobody."""

    def told(self, run: RunResult) -> None:
        """Say nothing."""

    def start(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is left."""


def teller_of(settings: AgentSettings, home: Path) -> Teller:
    """Return who tells the people of these settings."""
    if settings.mail is None:
        return Silent()
    from depesch.connect.reporting import MailReporter

    return MailReporter(settings, home=home, secret=lambda name: secret(name, home))
