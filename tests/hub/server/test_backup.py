"""Backup and restore: a real hub's home, there and back; a damaged backup is refused before anything changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.hub.server.backup import DUMP, MANIFEST, BackupFailed, RestoreRefused, backup, read_manifest, restore
from depesch.hub.server.config import Config
from tests.migrated import fill_home

FILL = """
from uuid import uuid4
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import keep_file, move_to_files
from depesch.hub.history.kinds.documents import DocumentSubmitted
from depesch.hub.history.record import record
from depesch.hub.tenancy.companies import create_company
from depesch.hub.tenancy.scope import acting_for
company = create_company(name="Nordbygg Fasad AB", country="SE", organisation_number="5566010103")
for content in (b"<Invoice>1</Invoice>", b"x" * 300_000):
    with acting_for(company.id):
        document_id = uuid4()
        file = keep_file(document_id, FileRole.ORIGINAL, "F.xml", "application/xml", content)
        record(DocumentSubmitted(route="api", file_name="F.xml", sha256=file.sha256, size=file.size),
               document_id=document_id, actor="worker")
print(encrypt("smtp-password"))
"""
TELL = """
from depesch.hub.archive.verification import verify
report = verify()
print(json.dumps([report.is_sound, report.files, report.events, decrypt(SECRET)]))
"""
PROLOGUE = """
import json, sys
from depesch.hub.server.config import load
from depesch.hub.server.database import running
from depesch.hub.server.migrate import migrate_running
from depesch.hub.server.secrets import decrypt, encrypt
SECRET = sys.argv[1]
with running(load()):
    migrate_running(load())
    exec(sys.argv[2])
"""


def _in_hub(home: Path, program: str, secret: str = "") -> str:
    """Run `program` in a process of its own with the hub of `home` and return what it printed."""
    environment = {**os.environ, "DEPESCH_HOME": str(home)}
    command = [sys.executable, "-c", PROLOGUE, secret, program]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the database's user can reach."""
    with tempfile.TemporaryDirectory(prefix="depesch-backup-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


class Backup:
    """A backup that was made of a filled home."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir(mode=0o755)
        fill_home(self.home)
        self.target = folder / "backup"
        self.secret = _in_hub(self.home, FILL)
        self.manifest = backup(Config(home=self.home), self.target)


@pytest.fixture(scope="module")
def made(folder: Path) -> Backup:
    """A backup of a home with two documents, one in the database and one in a file."""
    return Backup(folder)


@pytest.fixture
def copy(made: Backup, tmp_path: Path) -> Path:
    """A copy of the backup, to be damaged."""
    subprocess.run(["cp", "-r", str(made.target), str(tmp_path / "copy")], check=True)
    return tmp_path / "copy"


def test_what_is_restored_is_what_was_backed_up(made: Backup, folder: Path) -> None:
    home = folder / "restored"
    environment = {**os.environ, "DEPESCH_HOME": str(home)}
    del environment["DJANGO_SETTINGS_MODULE"]  # the command knows its settings by itself
    subprocess.run([sys.executable, "-m", "depesch.console", "restore", str(made.target)], env=environment, check=True)
    assert json.loads(_in_hub(home, TELL, made.secret)) == [True, 2, 2, "smtp-password"]


def test_every_file_stands_in_the_manifest_with_its_hash(made: Backup) -> None:
    files = {str(path.relative_to(made.target)) for path in made.target.rglob("*") if path.is_file()}
    assert files == {*made.manifest.files, MANIFEST}
    assert read_manifest(made.target) == made.manifest


def test_a_changed_dump_is_refused(copy: Path, tmp_path: Path) -> None:
    with (copy / DUMP).open("ab") as file:
        file.write(b"x")
    with pytest.raises(RestoreRefused, match=r"database.dump was changed"):
        restore(Config(home=tmp_path / "home"), copy)
    assert not (tmp_path / "home").exists()


def test_a_backup_without_one_of_its_files_is_refused(copy: Path, tmp_path: Path) -> None:
    next(path for path in (copy / "archive").rglob("*") if path.is_file()).unlink()
    with pytest.raises(RestoreRefused, match="is missing"):
        restore(Config(home=tmp_path / "home"), copy)


def test_a_backup_that_was_interrupted_is_refused(copy: Path, tmp_path: Path) -> None:
    (copy / MANIFEST).unlink()
    with pytest.raises(RestoreRefused, match="no complete backup"):
        restore(Config(home=tmp_path / "home"), copy)


def test_a_home_in_use_is_not_restored_over(made: Backup) -> None:
    with pytest.raises(RestoreRefused, match="empty"):
        restore(Config(home=made.home), made.target)


def test_a_backup_never_overwrites_another(made: Backup) -> None:
    with pytest.raises(BackupFailed, match="not empty"):
        backup(Config(home=made.home), made.target)
