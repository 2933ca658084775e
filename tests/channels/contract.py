"""What every channel promises, as checks that know no channel. `test_contract.py` runs them over all that are found.

A channel brings a harness: a module `tests/channels/harness_<channel>.py` with `HARNESS`, a function that sets up the
real peer below a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, cast

from depesch.channels import Recipient, Services
from depesch.kit.discovery import plugins


class Harness(Protocol):
    """A channel with its real peer."""

    settings: Mapping[str, object]  # for load_settings; secrets among them contain SECRET
    services: Services
    recipient: Recipient

    def arrivals(self) -> list[str]:
        """Return the SHA-256 of each main document that the receiver has, as the receiver counts them."""

    def kill(self) -> None:
        """Take the peer away."""

    def revive(self) -> None:
        """Bring the peer back where it was."""


SECRET = "tr4der-Hemlig-Nøkkel"

OpenHarness = Callable[[Path], AbstractContextManager[Harness]]


def harnesses() -> dict[str, OpenHarness]:
    """Return how to open the harness of each channel, by the channel's name."""
    found = plugins("tests.channels", "HARNESS")
    return {name.removeprefix("harness_"): cast(OpenHarness, opener) for name, opener in found.items()}
