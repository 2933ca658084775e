"""The command as a whole: help, wrong use, and the page made of it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from depesch.console import main
from depesch.console.command_line import names, parser_of
from depesch.console.reference import markdown
from tests.console.running import SAMPLES, depesch
from tests.golden_files import same_as_golden
from tests.rules.plugged import PlugIn

DOCS = Path(__file__).resolve().parents[2] / "docs"

PROMISED = {
    "archive", "backup", "channel", "check", "company", "config", "connect", "convert", "customer", "demo",
    "destination", "flip", "formats", "gateway", "migrate", "person", "read", "render", "restore", "rules", "scans",
    "send", "token", "up", "web", "worker",
}  # fmt: skip


def test_every_promised_command_is_there() -> None:
    assert set(names()) == PROMISED


def test_the_page_of_commands_is_the_help_of_the_commands() -> None:
    same_as_golden(DOCS / "cli.md", markdown())


@pytest.mark.parametrize("name", sorted(PROMISED))
def test_each_command_says_in_one_line_what_it_does(name: str) -> None:
    help_text = parser_of([name]).format_help()
    assert name in help_text


def test_no_command_is_wrong_use() -> None:
    assert depesch().returncode == 2


def test_an_unknown_command_is_wrong_use_and_the_known_ones_are_listed() -> None:
    ended = depesch("chekc")
    assert ended.returncode == 2
    assert b"check" in ended.stderr


@pytest.mark.parametrize(
    ("ends", "status"),
    [(">&-", 0), ("<&-", 0), (">/dev/full", 75), ("2>&-", 0)],
)
def test_an_end_of_the_pipe_that_is_closed_or_full_is_no_fault_of_ours(ends: str, status: int) -> None:
    command = f"{shlex.quote(sys.executable)} -m depesch.console check {SAMPLES / 'invoice-municipality.xml'} {ends}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=SAMPLES.parents[2], capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr
    assert done.returncode == status


def test_a_token_that_no_header_takes_is_wrong_use() -> None:
    done = depesch("send", SAMPLES / "invoice-municipality.xml", DEPESCH_URL="http://127.0.0.1:9", DEPESCH_TOKEN="a\nb")
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_a_broken_rule_set_stops_the_hub_before_it_starts(
    plug_in: PlugIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plug_in("a_set_that_fails()")
    monkeypatch.setenv("DEPESCH_HOME", str(tmp_path / "home"))
    assert main(["up"]) == 78
    assert "own@7 could not be loaded: out of order" in capsys.readouterr().err
    assert not (tmp_path / "home").exists()


def test_a_broken_rule_set_stops_a_check_and_is_named(plug_in: PlugIn, capsys: pytest.CaptureFixture[str]) -> None:
    plug_in("a_name_that_nobody_defined")
    assert main(["check", str(SAMPLES / "invoice-municipality.xml")]) == 78
    assert "odd could not be loaded" in capsys.readouterr().err
