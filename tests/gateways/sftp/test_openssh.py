"""OpenSSH's `sftp` in whole sessions: put an invoice, have it arrive elsewhere, get it, acknowledge, see errors."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from depesch.hub.direct.mailbox import upload
from depesch.hub.flows.models import Direction, DocumentState
from depesch.kit.hashing import sha256_hex
from tests.gateways.sftp.conftest import RunningGateway, Sftp
from tests.hub.direct.mailbox.scene import Someone, arrive, documents, states, work
from tests.hub.flows.papers import ubl_invoice
from tests.hub.server.hub_process import until

S = DocumentState
_NOT_PLAIN, _ESCAPED = re.compile(r"([^\w.])"), r"\\\1"


@pytest.mark.row("S-034")
def test_an_invoice_is_put_by_one_company_and_fetched_by_another(
    sftp: Sftp, fjordtre_sftp: Sftp, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    (tmp_path / "F-1042.xml").write_bytes(ubl_invoice("F-1042"))
    put = sftp("put F-1042.xml out/")
    assert put.returncode == 0, put.stderr
    assert sftp.ls("out") == ["F-1042.xml"]
    (document,) = work(nordbygg_erp.company)
    assert (document.state, document.route_in, document.file_name) == (S.DELIVERED, "sftp", "F-1042.xml")
    assert document.submitted_by == f"login:{nordbygg_erp.login.id}"
    assert (sftp.ls("out"), len(sftp.ls("sent"))) == ([], 1)
    (receipt,) = sftp.ls("receipts")
    assert sftp(f"get receipts/{receipt}").returncode == 0
    assert json.loads((tmp_path / receipt).read_bytes())["message"]["state"] == "delivered"

    (name,) = fjordtre_sftp.ls("in")
    assert name.startswith("Nordbygg_Fasad_AB_F-1042_2026-11-02_")
    got = fjordtre_sftp(f"get in/{name} got.xml", f"get in/{name} again.xml", f"rm in/{name}")
    assert got.returncode == 0, got.stderr
    assert (tmp_path / "got.xml").read_bytes() == (tmp_path / "again.xml").read_bytes() == ubl_invoice("F-1042")
    assert (fjordtre_sftp.ls("in"), fjordtre_sftp.ls("done")) == ([], [name])
    (received,) = documents(fjordtre_erp.company, Direction.IN)
    assert received.collected_by == f"login:{fjordtre_erp.login.id}"


def test_put_of_all_files_puts_attachments_that_go_with_their_invoice(
    sftp: Sftp, fjordtre_sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path
) -> None:
    (tmp_path / "F-1.xml").write_bytes(ubl_invoice("F-1"))
    (tmp_path / "F-1.pdf").write_bytes(b"%PDF-1.7 timesheet")
    put = sftp("put F-1.* out/")
    assert put.returncode == 0, put.stderr
    work(nordbygg_erp.company)
    assert states(nordbygg_erp.company) == [S.DELIVERED]
    beside = [name for name in fjordtre_sftp.ls("attachments") if ".readable." not in name]
    assert fjordtre_sftp(f"get attachments/{beside[0]} got.pdf").returncode == 0
    assert ((tmp_path / "got.pdf").read_bytes(), len(beside)) == (b"%PDF-1.7 timesheet", 1)


def test_reading_alone_does_not_acknowledge(fjordtre_sftp: Sftp, fjordtre_erp: Someone) -> None:
    arrive(fjordtre_erp.company, 2)
    names = fjordtre_sftp.ls("in")
    assert fjordtre_sftp("get in/*").returncode == 0
    assert fjordtre_sftp.ls("in") == names
    assert fjordtre_sftp(f"rename in/{names[0]} done/{names[0]}").returncode == 0
    assert fjordtre_sftp.ls("in") == names[1:]


def test_what_is_wrong_stands_in_errors_with_its_reason(sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path) -> None:
    (tmp_path / "wrong.xml").write_bytes(ubl_invoice("F-7", wrong_by="1"))
    assert sftp("put wrong.xml out/").returncode == 0
    work(nordbygg_erp.company)
    file, reason = sftp.ls("errors")
    assert reason == f"{file}.txt"
    assert sftp(f"get errors/{reason} reason.txt", f"get errors/{file} back.xml").returncode == 0
    told = (tmp_path / "reason.txt").read_text("utf-8-sig")
    assert "Vad du kan göra" in told  # the company's language
    assert "BR-CO-16" in told
    assert (tmp_path / "back.xml").read_bytes() == (tmp_path / "wrong.xml").read_bytes()
    assert sftp(f"rm errors/{reason}", f"rm errors/{file}").returncode == 0
    assert sftp.ls("errors") == []
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert document.processed_by == f"login:{nordbygg_erp.login.id}"


def test_a_client_that_is_killed_leaves_a_part_that_is_resumed(
    sftp: Sftp, nordbygg_erp: Someone, gateway: RunningGateway, tmp_path: Path
) -> None:
    content = ubl_invoice("F-8") + b" " * 3_000_000
    (tmp_path / "F-8.xml").write_bytes(content)
    batch = tmp_path / "slow"
    batch.write_text("put F-8.xml out/\n")
    command = ["sftp", "-o", "BatchMode=no", *sftp.options, "-l", "4000", "-b", str(batch), sftp.target]
    client = subprocess.Popen(command, env=sftp.environment, cwd=tmp_path, stderr=subprocess.DEVNULL)
    spool = tmp_path / "home" / "gateways" / "spool"
    until(lambda: any(p.stat().st_size > 100_000 for p in spool.rglob("*.part")), "some of the file has come")
    client.send_signal(signal.SIGKILL)
    client.wait(60)
    until(lambda: gateway.connections == 0, "the connection is over")
    assert sftp.ls("out") == ["F-8.xml"]
    assert states(nordbygg_erp.company) == []

    resumed = sftp("reput F-8.xml out/F-8.xml")
    assert resumed.returncode == 0, resumed.stderr
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert document.original_sha256 == sha256_hex(content)
    assert list(spool.rglob("*.*")) == []


def test_a_temporary_name_waits_for_its_rename(sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path) -> None:
    (tmp_path / "F-9.xml").write_bytes(ubl_invoice("F-9"))
    assert sftp("put F-9.xml out/F-9.xml.filepart").returncode == 0
    assert (sftp.ls("out"), states(nordbygg_erp.company)) == (["F-9.xml.filepart"], [])
    assert sftp("rename out/F-9.xml.filepart out/F-9.xml", "ls -l out/F-9.xml").returncode == 0
    (document,) = documents(nordbygg_erp.company, Direction.OUT)
    assert document.file_name == "F-9.xml"


def test_the_same_file_put_again_is_the_same_document(sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path) -> None:
    (tmp_path / "F-10.xml").write_bytes(ubl_invoice("F-10"))
    for _ in range(2):
        assert sftp("put F-10.xml out/").returncode == 0
    assert len(documents(nordbygg_erp.company, Direction.OUT)) == 1


def test_an_empty_file_makes_put_fail(sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_bytes(b"")
    done = sftp("put empty.xml out/")
    assert done.returncode != 0
    assert (sftp.ls("out"), states(nordbygg_erp.company)) == ([], [])


def test_a_file_of_200_mb_is_refused_as_soon_as_it_is_too_large(
    sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "MAX_BYTES", 5_000_000)  # sooner than 100 MB have come: this is no test of patience
    with (tmp_path / "huge.xml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = sftp("put huge.xml out/")
    assert (done.returncode, "write remote" in done.stderr) == (1, True)
    assert (sftp.ls("out"), states(nordbygg_erp.company)) == ([], [])
    assert [path for path in (tmp_path / "home" / "gateways" / "spool").rglob("*") if path.is_file()] == []


def test_two_companies_see_their_own_alone(
    sftp: Sftp, fjordtre_sftp: Sftp, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    arrive(fjordtre_erp.company)
    (name,) = fjordtre_sftp.ls("in")
    assert sftp.ls("in") == []
    for command in (f"get in/{name} stolen.xml", f"rm in/{name}", f"rename in/{name} done/{name}"):
        assert sftp(command).returncode != 0
    assert not (tmp_path / "stolen.xml").exists()
    assert fjordtre_sftp.ls("in") == [name]


def test_nothing_leads_out_of_the_mailbox(sftp: Sftp, tmp_path: Path) -> None:
    (tmp_path / "F-1.xml").write_bytes(b"x")
    for command in (
        "get ../../../../etc/passwd got", "get /etc/passwd got", "get in/../../etc/passwd got", "mkdir out/more",
        "rmdir in", "symlink /etc/passwd out/x", "ln out/x out/y", "rename out in", "put F-1.xml in/F-1.xml",
        "put F-1.xml F-1.xml", "put F-1.xml ../../tmp/F-1.xml", "cd out/../../etc", "df",
    ):  # fmt: skip
        assert sftp(command).returncode != 0, command
    assert not (tmp_path / "got").exists()


def test_scp_of_today_puts_and_gets(sftp: Sftp, nordbygg_erp: Someone, gateway: RunningGateway, tmp_path: Path) -> None:
    arrive(nordbygg_erp.company)
    (name,) = sftp.ls("in")
    (tmp_path / "F-12.xml").write_bytes(ubl_invoice("F-12"))
    for source, target in (("F-12.xml", f"{sftp.target}:out/"), (f"{sftp.target}:in/{name}", "got.xml")):
        done = subprocess.run(
            ["scp", "-s", *sftp.options, source, target],
            env=sftp.environment, cwd=tmp_path, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "got.xml").read_bytes() == ubl_invoice("F-1")
    assert documents(nordbygg_erp.company, Direction.OUT)[0].file_name == "F-12.xml"


def test_neither_shell_nor_command_nor_forwarding_is_given(sftp: Sftp, gateway: RunningGateway) -> None:
    options = [each for each in sftp.options if each not in ("-P", str(gateway.port))]
    ssh = ["ssh", "-p", str(gateway.port), *options]
    for command in (
        [*ssh, sftp.target, "id"], [*ssh, "-T", sftp.target], [*ssh, "-W", "127.0.0.1:22", sftp.target],
        [*ssh, "-s", sftp.target, "shell"],
    ):  # fmt: skip
        done = subprocess.run(
            command, env=sftp.environment, capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=False
        )
        assert done.returncode != 0, (command, done.stdout)
        assert b"uid=" not in done.stdout


def test_a_wrong_password_and_an_unknown_name_do_not_come_in(
    gateway: RunningGateway, nordbygg_erp: Someone, tmp_path: Path
) -> None:
    right = nordbygg_erp.password
    nordbygg_erp.password = "wrong"
    assert Sftp(tmp_path, gateway.port, nordbygg_erp)("ls").returncode != 0
    nordbygg_erp.password, nordbygg_erp.name = right, "somebody-else"
    assert Sftp(tmp_path, gateway.port, nordbygg_erp)("ls").returncode != 0


def test_names_of_every_kind_come_through(sftp: Sftp, nordbygg_erp: Someone, tmp_path: Path) -> None:
    names = ("CON.xml", "F\u00e4ktura \u00c5\u00c4\u00d6.xml", "a'b;c$(id).xml", "F 1.xml", "x\u202ey.xml")
    for number, name in enumerate(names):
        (tmp_path / "F.xml").write_bytes(ubl_invoice(f"F-{number}"))
        done = sftp(f"put F.xml out/{_NOT_PLAIN.sub(_ESCAPED, name)}")
        assert done.returncode == 0, (name, done.stderr)
    kept = [document.file_name for document in documents(nordbygg_erp.company, Direction.OUT)]
    assert kept == ["_CON.xml", "F\u00e4ktura_\u00c5\u00c4\u00d6.xml", "a_b_c_id.xml", "F_1.xml", "x_y.xml"]
