"""Commands that work on the hub itself: settings, tokens, the archive, backups."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from depesch.console import main
from depesch.hub.archive.store import move_to_files
from depesch.hub.flows.submission import submit
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.tokens import token_holder
from depesch.kit.hashing import sha256_hex
from tests.console.running import SAMPLES, depesch

INVOICE = (SAMPLES / "invoice-municipality.xml").read_bytes()


def test_all_faults_of_the_settings_are_told_at_once() -> None:
    ended = depesch("config", "check", DEPESCH_PORT="eighty", DEPESCH_COLOUR="red")
    assert ended.returncode == 78
    assert b"DEPESCH_PORT" in ended.stderr
    assert b"DEPESCH_COLOUR" in ended.stderr


def test_right_settings_are_said_to_be() -> None:
    assert depesch("config", "check").returncode == 0


def test_settings_are_shown_without_their_secrets() -> None:
    ended = depesch(
        "config",
        "show",
        DEPESCH_SECRET_KEY="hush-hush",
        DEPESCH_DATABASE_URL="postgresql://app:hush@db.example/depesch",
    )
    assert b"hush" not in ended.stdout
    assert b"app:***@db.example" in ended.stdout


def test_the_clients_variables_are_no_settings_of_the_hub() -> None:
    assert depesch("config", "check", DEPESCH_URL="http://hub.example", DEPESCH_TOKEN="dep_x").returncode == 0


@pytest.mark.django_db
def test_a_token_stands_alone_on_stdout_and_works(nordbygg: Company, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["token", "create", "--company", "556601-0103", "--name", "ERP", "--role", "reader"]) == 0
    told = capsys.readouterr()
    holder = token_holder(told.out.strip())
    assert holder is not None
    assert (holder.company_id, holder.role.value) == (nordbygg.id, "reader")
    assert told.out.strip() not in told.err


@pytest.mark.django_db
def test_a_company_that_is_not_there_gets_no_token() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["token", "create", "--company", "1", "--name", "ERP"])
    assert ended.value.code == 2


@pytest.mark.django_db
def test_a_whole_archive_verifies(nordbygg: Company, capsys: pytest.CaptureFixture[str]) -> None:
    submit(INVOICE, company_id=nordbygg.id, actor="system", route="console")
    assert main(["archive", "verify", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 1


@pytest.mark.django_db
def test_changed_bytes_are_found_and_named(nordbygg: Company, capsys: pytest.CaptureFixture[str]) -> None:
    submit(INVOICE, company_id=nordbygg.id, actor="system", route="console", file_name="F-1.xml")
    move_to_files()
    (kept,) = load().archive_path.rglob(sha256_hex(INVOICE))
    kept.chmod(0o600)
    kept.write_bytes(INVOICE + b" ")
    try:
        assert main(["archive", "verify"]) == 1
    finally:
        kept.unlink()
    told = capsys.readouterr()
    assert "F-1.xml" in told.err
    assert "backup" in told.out


def test_a_folder_that_is_no_backup_restores_nothing(tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    ended = depesch("restore", tmp_path / "backup", DEPESCH_HOME=str(tmp_path / "home"))
    assert ended.returncode == 1
    assert b"nothing was restored" in ended.stderr
    assert not (tmp_path / "home" / "secrets" / "secret_key").exists()
