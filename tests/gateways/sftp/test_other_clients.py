"""Other clients than OpenSSH's over SFTP: lftp, curl, and asyncssh's own, which says words that no program would."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from pathlib import Path

import asyncssh
import pytest

from depesch.gateways.sftp.files import Files
from depesch.hub.flows.models import Direction
from tests.gateways.sftp.conftest import RunningGateway
from tests.hub.direct.mailbox.scene import Someone, arrive, documents, states, work
from tests.hub.flows.papers import ubl_invoice


def need(program: str, package: str) -> None:
    """Skip where a program is missing."""
    if shutil.which(program) is None:
        pytest.skip(f"needs `{program}` (Debian: {package})")


def test_lftp_sends_and_collects(
    gateway: RunningGateway, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    need("lftp", "lftp")
    (tmp_path / "F-1.xml").write_bytes(ubl_invoice("F-1"))

    def lftp(someone: Someone, *commands: str) -> str:
        connect = "ssh -a -x -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -F none"
        first = [
            f'set sftp:connect-program "{connect}"', "set cmd:fail-exit yes", "set net:max-retries 1",
            f"open -u {someone.name},{someone.password} sftp://127.0.0.1:{gateway.port}",
        ]  # fmt: skip
        script = "\n".join([*first, *commands, "quit"])
        done = subprocess.run(
            ["lftp", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    lftp(nordbygg_erp, "put -O out F-1.xml")
    work(nordbygg_erp.company)
    lftp(fjordtre_erp, "mirror --Remove-source-files in fetched")
    (got,) = (tmp_path / "fetched").iterdir()
    assert got.read_bytes() == ubl_invoice("F-1")
    assert lftp(fjordtre_erp, "cls -1 done") == f"done/{got.name}\n"


def test_curl_sends_and_collects(gateway: RunningGateway, nordbygg_erp: Someone, tmp_path: Path) -> None:
    need("curl", "curl")
    if b" sftp " not in subprocess.run(["curl", "--version"], capture_output=True, check=True).stdout:
        pytest.skip("this `curl` was built without SFTP")
    (tmp_path / "F-1.xml").write_bytes(ubl_invoice("F-1"))
    arrive(nordbygg_erp.company)

    def curl(path: str, *options: str) -> bytes:
        who = f"{nordbygg_erp.name}:{nordbygg_erp.password}"
        url = f"sftp://127.0.0.1:{gateway.port}/{path}"
        command = ["curl", "-sS", "--insecure", "-u", who, *options, url]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    curl("out/", "-T", "F-1.xml")
    assert len(documents(nordbygg_erp.company, Direction.OUT)) == 1
    name = next(each for each in curl("in/", "-l").decode().split() if each.endswith(".xml"))
    assert curl(f"in/{name}", "-Q", f"-rm /in/{name}") == ubl_invoice("F-1")
    assert name not in curl("in/", "-l").decode()


def test_every_request_of_sftp_is_answered_by_the_mailbox_and_none_by_a_file_system() -> None:
    own = {"channel", "connection", "env", "logger", "convert_attrs", "format_longname", "reverse_map_path", "exit"}
    asked = {name for name in vars(asyncssh.SFTPServer) if not name.startswith("_")}
    assert asked - own <= set(vars(Files))


def test_what_is_refused_is_refused_in_words(gateway: RunningGateway, nordbygg_erp: Someone) -> None:
    async def refusals() -> list[str]:
        told = []
        async with asyncssh.connect(
            "127.0.0.1", gateway.port, username=nordbygg_erp.name, password=nordbygg_erp.password, known_hosts=None,
            client_keys=None,
        ) as connection, connection.start_sftp_client() as client:  # fmt: skip
            for path, offset in (("out/empty.xml", None), ("out/gap.xml", 5000), ("out/a\u0007.xml", 0)):
                try:
                    file = await client.open(path, "wb")
                    if offset is not None:
                        await file.write(b"<x/>", offset)
                    await file.close()
                except asyncssh.SFTPError as error:
                    told.append(error.reason)
        return told

    assert asyncio.run(refusals()) == [
        "the file is empty",
        "parts of the file are missing; send it again from its beginning",
        "the name has the sign U+0007, which no name may have",
    ]
    assert states(nordbygg_erp.company) == []


def test_one_address_has_so_many_connections_and_no_more(gateway: RunningGateway, nordbygg_erp: Someone) -> None:
    async def connected() -> int:
        async def one() -> asyncssh.SSHClientConnection:
            return await asyncssh.connect(
                "127.0.0.1", gateway.port, username=nordbygg_erp.name, password=nordbygg_erp.password,
                known_hosts=None, client_keys=None,
            )  # fmt: skip

        found = await asyncio.gather(*(one() for _ in range(24)), return_exceptions=True)
        open_ones = [each for each in found if isinstance(each, asyncssh.SSHClientConnection)]
        for each in open_ones:
            each.close()
        return len(open_ones)

    assert asyncio.run(connected()) == 20
