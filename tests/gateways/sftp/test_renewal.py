"""The host key of the SFTP gateway is renewed while it runs: announced first, then used; who is connected goes on."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

import asyncssh
import pytest
from structlog.testing import capture_logs

from tests.gateways.sftp.conftest import RunningGateway, Sftp
from tests.gateways.sftp.test_limits import come_in
from tests.hub.direct.mailbox.scene import Someone
from tests.hub.server.hub_process import until


def host_key(gateway: RunningGateway) -> str:
    """Return the Ed25519 host key that a new client is shown, as `ssh-keyscan` tells it."""
    done = subprocess.run(
        ["ssh-keyscan", "-p", str(gateway.port), "-t", "ed25519", "127.0.0.1"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    (line,) = [each for each in done.stdout.splitlines() if not each.startswith("#")]
    return line.split()[2]


def make_next(home: Path) -> str:
    """Make the key that will follow as the docs say, and return its public part."""
    path = home / "secrets" / "sftp_host_ed25519_next"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(path)], check=True)
    return path.with_name(f"{path.name}.pub").read_text().split()[1]


@pytest.mark.row("S-033")
def test_a_key_is_announced_then_used_and_clients_come_in_without_a_question(
    needs_sftp: None, gateway: RunningGateway, tmp_path: Path, nordbygg_erp: Someone
) -> None:
    home, known = tmp_path / "home", tmp_path / "known_hosts"
    first = host_key(gateway)
    following = make_next(home)
    sftp = Sftp(tmp_path, gateway.port, nordbygg_erp)
    sftp.options = [*(each for each in sftp.options if each != "-q")]
    sftp.options = ["-o", f"UserKnownHostsFile={known}", "-o", "UpdateHostKeys=yes", *sftp.options]

    def is_learned() -> bool:
        done = sftp("ls out")
        assert done.returncode == 0, done.stderr
        return following in known.read_text()

    until(is_learned, "OpenSSH's client has learned the key that follows")
    assert host_key(gateway) == first
    sftp.options = ["-o", "StrictHostKeyChecking=yes", *sftp.options]
    assert sftp("ls out").returncode == 0

    async def switched_while_connected() -> None:
        async with await come_in(gateway, nordbygg_erp) as line:
            client = await line.start_sftp_client()
            (home / "secrets" / "sftp_host_ed25519_next").replace(home / "secrets" / "sftp_host_ed25519")
            await asyncio.to_thread(until, lambda: host_key(gateway) == following, "new clients see the new key")
            assert "out" in await client.listdir("/")

    asyncio.run(switched_while_connected())
    assert sftp("ls out").returncode == 0


def test_a_file_that_is_no_key_changes_nothing_and_is_told(
    needs_sftp: None, gateway: RunningGateway, tmp_path: Path
) -> None:
    first, path = host_key(gateway), tmp_path / "home" / "secrets" / "sftp_host_ed25519"
    with capture_logs() as logs:
        path.write_text("no key")
        until(lambda: any(each["event"] == "sftp.host_keys_not_read" for each in logs), "it is told")
    assert str(path) in next(each["reason"] for each in logs if each["event"] == "sftp.host_keys_not_read")
    assert host_key(gateway) == first
    path.write_bytes(asyncssh.generate_private_key("ssh-ed25519").export_private_key())
    until(lambda: host_key(gateway) != first, "the mended one is used")
