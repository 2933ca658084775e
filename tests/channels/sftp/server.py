"""OpenSSH's own server on a port of its own, with its own key, for whoever runs the tests."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncssh
import pytest

from tests.ports import free_port

_WAIT_S = 60.0


class Sshd:
    """A running sshd, whose SFTP login begins in `folder`; the user's key is `private_key`."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self.folder = place / "their-files"
        self.folder.mkdir(parents=True)
        host_key, own_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
        host_key.write_private_key(str(place / "host_key"))
        (place / "host_key").chmod(0o600)
        own_key.write_public_key(str(place / "authorized_keys"))
        self.fingerprint = host_key.get_fingerprint("sha256")
        self.private_key = own_key.export_private_key().decode()
        self.user = getpass.getuser()
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it, or start it again where it was."""
        (self._place / "config").write_text(self._config())
        program = shutil.which("sshd") or "/usr/sbin/sshd"
        if not Path(program).exists():
            pytest.skip("OpenSSH's sshd is not here: apt-get install openssh-server")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where it shuts itself in, when it is root
        with (self._place / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "-D", "-e", "-f", str(self._place / "config")], stdout=log, stderr=log
            )
        until = time.monotonic() + _WAIT_S
        while not _listens(self.port):
            if self._process.poll() is not None or time.monotonic() > until:
                raise AssertionError((self._place / "log").read_text())
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(_WAIT_S)
            self._process = None

    def names(self) -> list[str]:
        """Return the names of the files that the receiver sees."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())

    def settings(self, **changes: object) -> dict[str, object]:
        """Return the settings of the channel for this server."""
        return {
            "host": "127.0.0.1", "port": self.port, "user": self.user, "fingerprint": self.fingerprint,
            "private_key": self.private_key, "timeout_s": 10, **changes,
        }  # fmt: skip

    def _config(self) -> str:
        return f"""
Port {self.port}
ListenAddress 127.0.0.1
HostKey {self._place / "host_key"}
AuthorizedKeysFile {self._place / "authorized_keys"}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 500
MaxSessions 500
LogLevel ERROR
Subsystem sftp internal-sftp
ForceCommand internal-sftp -d {self.folder}
"""


@contextmanager
def sshd(place: Path) -> Iterator[Sshd]:
    """Run OpenSSH's server below a folder; skips, saying so, where it is not installed."""
    server = Sshd(place)
    try:
        yield server
    finally:
        server.stop()


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0
