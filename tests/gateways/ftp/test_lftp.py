"""`lftp` over FTP with TLS: whole sessions, folders mirrored, uploads that break off."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from depesch.hub.flows.models import Direction
from depesch.kit.hashing import sha256_hex
from tests.gateways.ftp.conftest import Lftp, RunningGateway
from tests.hub.direct.mailbox.scene import Someone, arrive, documents, states, work
from tests.hub.flows.papers import ubl_invoice
from tests.hub.server.hub_process import until


@pytest.mark.row("S-033")
def test_a_whole_session_sends_and_collects(
    lftp: Lftp, gateway: RunningGateway, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    (tmp_path / "F-1.xml").write_bytes(ubl_invoice("F-1"))
    (tmp_path / "F-2.xml").write_bytes(ubl_invoice("F-2", wrong_by="1"))
    put = lftp("cd out", "mput F-1.xml F-2.xml", "cd /", "ls out", "ls")
    assert put.returncode == 0, put.stderr
    work(nordbygg_erp.company)
    seen = lftp("cls -1 errors receipts sent", "mget errors/*.txt")
    assert seen.returncode == 0, seen.stderr
    (reason,) = tmp_path.glob("F-2_*.xml.txt")
    assert "BR-CO-16" in reason.read_text("utf-8-sig")

    fetching = Lftp(tmp_path, gateway, fjordtre_erp)
    done = fetching("mirror --Remove-source-files in fetched", "cls -1 in")
    assert done.returncode == 0, done.stderr
    (got,) = (tmp_path / "fetched").iterdir()
    assert got.read_bytes() == ubl_invoice("F-1")
    (received,) = documents(fjordtre_erp.company, Direction.IN)
    assert received.collected_by == f"login:{fjordtre_erp.login.id}"


def test_mput_puts_attachments_that_go_with_their_invoice(
    lftp: Lftp, gateway: RunningGateway, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    (tmp_path / "F-1.xml").write_bytes(ubl_invoice("F-1"))
    (tmp_path / "F-1.pdf").write_bytes(b"%PDF-1.7 timesheet")
    put = lftp("cd out", "mput F-1.*")
    assert put.returncode == 0, put.stderr
    work(nordbygg_erp.company)
    assert states(nordbygg_erp.company) == ["delivered"]
    fetching = Lftp(tmp_path, gateway, fjordtre_erp)
    done = fetching("mirror attachments beside")
    assert done.returncode == 0, done.stderr
    beside = {path.read_bytes() for path in (tmp_path / "beside").iterdir() if ".readable." not in path.name}
    assert beside == {b"%PDF-1.7 timesheet"}


def test_a_temporary_file_of_lftp_waits_for_its_rename(lftp: Lftp, nordbygg_erp: Someone, tmp_path: Path) -> None:
    (tmp_path / "F-3.xml").write_bytes(ubl_invoice("F-3"))
    done = lftp("set xfer:use-temp-file true", "put -O out F-3.xml")
    assert done.returncode == 0, done.stderr
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert document.file_name == "F-3.xml"


def test_a_client_that_is_killed_leaves_a_part_that_is_resumed(
    lftp: Lftp, nordbygg_erp: Someone, tmp_path: Path
) -> None:
    content = ubl_invoice("F-4") + b" " * 3_000_000
    (tmp_path / "F-4.xml").write_bytes(content)
    script = "\n".join([*lftp.first, "set net:limit-rate 400000", "put -O out F-4.xml"])
    client = subprocess.Popen(["lftp", "-c", script], cwd=tmp_path, stderr=subprocess.DEVNULL)
    spool = tmp_path / "home" / "gateways" / "spool"
    until(lambda: any(p.stat().st_size > 100_000 for p in spool.rglob("*.part")), "some of the file has come")
    client.send_signal(signal.SIGKILL)
    client.wait(60)
    until(lambda: lftp("cls -1 out").stdout == "out/F-4.xml\n", "the part is listed")
    assert states(nordbygg_erp.company) == []
    done = lftp("put -c -O out F-4.xml")
    assert done.returncode == 0, done.stderr
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert document.original_sha256 == sha256_hex(content)


def test_two_companies_see_their_own_alone(
    lftp: Lftp, gateway: RunningGateway, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    arrive(fjordtre_erp.company)
    name = Lftp(tmp_path, gateway, fjordtre_erp)("cls -1 in").stdout.strip()
    assert name.startswith("in/Nordbygg")
    assert lftp("cls -1 in").stdout == ""
    for command in (f"get {name}", f"rm {name}", f"mv {name} done/"):
        assert lftp(command).returncode != 0
    assert Lftp(tmp_path, gateway, fjordtre_erp)("cls -1 in").stdout.strip() == name


def test_nothing_leads_out_of_the_mailbox(lftp: Lftp, tmp_path: Path) -> None:
    (tmp_path / "F-1.xml").write_bytes(b"x")
    for command in (
        "get ../../../../etc/passwd", "get /etc/passwd", "mkdir out/x", "rmdir in", "mv out in", "chmod 777 out",
        "put -O in F-1.xml", "put -O / F-1.xml", "put -O ../../tmp F-1.xml", "rm -r in",
    ):  # fmt: skip
        assert lftp(command).returncode != 0, command
    assert not (tmp_path / "passwd").exists()
