"""The scene, with one SFTP server for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.hub.tenancy.models import Company
from tests.channels.sftp.server import Sshd, sshd
from tests.hub.letters.scene import Scene


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """OpenSSH's own server."""
    with sshd(tmp_path_factory.mktemp("partner")) as running:
        yield running


@pytest.fixture
def scene(nordbygg: Company, server: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """Nordbygg with its print partner, whose folder is empty again afterwards."""
    yield Scene(nordbygg, server, tmp_path, monkeypatch)
    for path in server.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
