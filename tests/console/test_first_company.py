"""The block "The first company" of docs/operate.md, followed as written: an empty hub, a terminal, an invoice."""

from __future__ import annotations

import os
import pty
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.console.demo.hub_process import running_hub, wait_until_ready
from tests.console.running import SAMPLES, depesch
from tests.migrated import fill_home
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "fasad-och-fogmassa-4"
_SECTION = re.compile(r"^## The first company\n(.*?)^## ", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder with what the page takes for granted; PostgreSQL walks through it as another user under root."""
    path = Path(tempfile.mkdtemp(prefix="depesch-first-"))
    path.chmod(0o755)
    program = path / ".venv" / "bin" / "depesch"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m depesch.console "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    shutil.copy(SAMPLES / "invoice-norway.xml", path / "invoice.xml")
    (path / "smtp.password").write_text("hemligt-for-relaet\n", encoding="utf-8")
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def followed(place: Path) -> tuple[int, str]:
    """The exit status of the page's blocks in one shell, and all that the terminal showed."""
    port = free_port()
    (section,) = _SECTION.findall((ROOT / "docs" / "operate.md").read_text(encoding="utf-8"))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEPESCH_")}
    url = f"http://127.0.0.1:{port}"
    home = place / "home"
    home.mkdir(mode=0o755)
    fill_home(home)  # without companies; the demo shows the first start on an empty home
    ours = {"DEPESCH_HOME": str(home), "DEPESCH_PORT": str(port), "PYTHONPATH": str(ROOT)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ours.items():
            patch.setenv(name, value)
        log = place / "up.log"
        with running_hub(log) as hub:
            wait_until_ready(hub, url, log, timeout_s=90.0)
            environment = {**kept, **ours, "DEPESCH_URL": url, "LANG": "en"}
            return on_a_terminal("\n".join(_BLOCK.findall(section)), place, environment)


def on_a_terminal(script: str, cwd: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run the lines in a shell on a terminal of its own, typing the password whenever it is asked for."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve("/bin/sh", ["sh", "-e", "-c", script], environment)
    shown, answered = b"", 0
    while chunk := _read(terminal):
        shown += chunk
        asked = len(re.findall(rb"Password of [^\n]+: |The same again: ", shown))
        if asked > answered:
            os.write(terminal, f"{PASSWORD}\n".encode())
            answered += 1
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux's way to say that nobody holds the other end any more
        return b""


def test_every_line_of_the_page_ends_well(followed: tuple[int, str]) -> None:
    status, shown = followed
    assert status == 0, shown


def test_the_invoice_lies_in_the_agreed_folder_with_its_rendering(followed: tuple[int, str], place: Path) -> None:
    files = list((place / "home" / "exchange").glob("*/fjordvik/*"))
    assert sorted(file.suffix for file in files) == [".pdf", ".xml"], followed[1]


def test_the_terminal_shows_neither_password(followed: tuple[int, str]) -> None:
    assert PASSWORD not in followed[1]
    assert "hemligt-for-relaet" not in followed[1]


def test_the_mail_servers_password_is_masked(followed: tuple[int, str]) -> None:
    assert re.search(r"^password +\*\*\* ", followed[1], re.MULTILINE)


def test_a_home_without_tables_is_told_with_the_next_step(place: Path) -> None:
    ended = depesch("company", "list", DEPESCH_HOME=str(place / "new"))
    assert ended.returncode == 78, ended.stderr
    assert b"next: `depesch migrate`" in ended.stderr
