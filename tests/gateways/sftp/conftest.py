"""The SFTP gateway on a port of its own, in a thread of this process, and OpenSSH's client."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from depesch.gateways.sftp.connection import Gateway
from depesch.gateways.sftp.host_keys import HostKeys, host_keys
from depesch.gateways.sftp.server import listen, renew
from depesch.hub.direct.managing import add_key
from depesch.hub.direct.ssh_keys import parse_key
from depesch.hub.server.config import load
from depesch.hub.tenancy.scope import acting_for
from tests.hub.direct.mailbox.scene import Someone


class RunningGateway:
    """The gateway in its own event loop."""

    def __init__(self, home: Path, **settings: object) -> None:
        config = msgspec.structs.replace(load(), home=home, sftp_port=0, **settings)
        self.port = 0
        self._started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._gateway = Gateway(config)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._started.wait(60), "the gateway did not start"

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        self._ended = asyncio.Event()
        acceptor = await listen(self._gateway, host_keys(self._gateway.config))
        self.port = acceptor.get_port()
        keys = HostKeys(self._gateway.config)
        self._started.set()
        watching = [asyncio.create_task(each) for each in (self._gateway.watch(), renew(acceptor, keys))]
        await self._ended.wait()
        for each in watching:
            each.cancel()
        acceptor.close()
        await self._gateway.end()
        await acceptor.wait_closed()
        await asyncio.get_running_loop().shutdown_default_executor()

    @property
    def connections(self) -> int:
        """Return how many clients there are."""
        return len(self._gateway.connections)

    def stop(self) -> None:
        """End it in order."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(30)


class Sftp:
    """OpenSSH's `sftp` as a person runs it from a script: commands in a batch, the password by SSH_ASKPASS."""

    def __init__(self, folder: Path, port: int, someone: Someone, key: Path | None = None) -> None:
        self.folder = folder
        self.options = [
            "-q", "-P", str(port), "-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=no",
            "-o", "GlobalKnownHostsFile=/dev/null", "-F", "none",
        ]  # fmt: skip
        self.options += ["-i", str(key), "-o", "IdentitiesOnly=yes"] if key else ["-o", "PubkeyAuthentication=no"]
        self.target = f"{someone.name}@127.0.0.1"
        asking = folder / f"ask-{someone.name}"
        asking.write_text(f"#!/bin/sh\necho '{someone.password}'\n")
        asking.chmod(0o700)
        self.environment = {
            **os.environ, "SSH_ASKPASS": str(asking), "SSH_ASKPASS_REQUIRE": "force", "SSH_AUTH_SOCK": "",
        }  # fmt: skip

    def __call__(self, *commands: str) -> subprocess.CompletedProcess[str]:
        """Run the commands; the first that fails ends the session, unless it begins with `-`."""
        batch = self.folder / "batch"
        batch.write_text("\n".join(commands) + "\n")
        # `-b` alone would forbid to ask for a password; BatchMode=no before it has it asked by SSH_ASKPASS.
        command = ["sftp", "-o", "BatchMode=no", *self.options, "-b", str(batch), self.target]
        return subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True, timeout=60, check=False
        )

    def ls(self, folder: str) -> list[str]:
        """Return the names in a folder."""
        done = self(f"ls -1 {folder}")
        assert done.returncode == 0, done.stderr
        lines = [line for line in done.stdout.splitlines() if not line.startswith("sftp>")]
        return [Path(line).name for line in lines]


@pytest.fixture
def needs_sftp() -> None:
    """Skip where OpenSSH's client is missing."""
    if shutil.which("sftp") is None:
        pytest.skip("needs `sftp` (Debian: openssh-client)")


@pytest.fixture
def gateway(transactional_db: None, tmp_path: Path) -> Iterator[RunningGateway]:
    """The gateway; ended before the tables are emptied."""
    running = RunningGateway(tmp_path / "home")
    yield running
    running.stop()


@pytest.fixture
def sftp(needs_sftp: None, gateway: RunningGateway, tmp_path: Path, nordbygg_erp: Someone) -> Sftp:
    """Nordbygg's `sftp`, with its password."""
    return Sftp(tmp_path, gateway.port, nordbygg_erp)


@pytest.fixture
def fjordtre_sftp(needs_sftp: None, gateway: RunningGateway, tmp_path: Path, fjordtre_erp: Someone) -> Sftp:
    """Fjordtre's `sftp`, with a key."""
    key = tmp_path / "fjordtre-key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    with acting_for(fjordtre_erp.company.id):
        add_key(fjordtre_erp.login, parse_key(key.with_suffix(".pub").read_text()), actor="user:x")
    return Sftp(tmp_path, gateway.port, fjordtre_erp, key)
