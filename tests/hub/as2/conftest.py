"""The two companies on a hub that is really there over HTTP."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from depesch.hub.tenancy.models import Company
from tests.hub.as2.scene import Scene, build_scene


@pytest.fixture
def scene(
    transactional_db: None,
    live_server: LiveServer,
    nordbygg: Company,
    fjordtre: Company,
    monkeypatch: pytest.MonkeyPatch,
) -> Scene:
    """Nordbygg and Fjordtre, each other's partners."""
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", live_server.url)
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")
    return build_scene(nordbygg, fjordtre, live_server.url)
