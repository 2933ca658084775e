"""The settings' own page."""

from __future__ import annotations

from collections.abc import Iterator

from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """The way to all settings."""
    stage.open("/settings/")
    yield "settings"
