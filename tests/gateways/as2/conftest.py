"""The web server of production before the AS2 gateway, one for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.gateways.web_process import WebProcess


@pytest.fixture(scope="module")
def web(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    """Granian with the whole hub behind it."""
    running = WebProcess(tmp_path_factory.mktemp("web") / "web.log", DEPESCH_PRIVATE_CHANNELS="true")
    yield running
    running.stop()
