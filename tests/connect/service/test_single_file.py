"""The agent as one file: built of its own lock, it runs under a Python that has nothing else."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.make_connect import ROOT, build

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture(scope="module")
def single_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file, for the Python of the tests alone; the make target builds it for three."""
    path = tmp_path_factory.mktemp("single") / "depesch-connect.pyz"
    build(path, pythons=[PYTHON], system="linux")
    yield path
    path.unlink()


def alone(file: Path, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the file under Python without its environment: no checkout, no packages, no variables of ours."""
    base = Path(sys.base_prefix) / "bin" / f"python{PYTHON}"
    return subprocess.run(
        [base, "-I", "-S", file, *map(str, arguments)], capture_output=True, text=True, cwd=folder, timeout=120,
        env={"HOME": str(folder), "SHIV_ROOT": str(file.parent / "unpacked"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.mark.row("S-131")
def test_it_runs_where_there_is_nothing_but_python(single_file: Path, tmp_path: Path) -> None:
    assert "init" in alone(single_file, tmp_path, "connect", "--help").stdout
    config = tmp_path / "connect.xml"
    made = alone(single_file, tmp_path, "connect", "init", "--config", config)
    assert (made.returncode, made.stderr) == (0, "")
    checked = alone(single_file, tmp_path, "connect", "config", "check", "--config", config)
    assert checked.returncode == 0
    assert checked.stdout.startswith(f"{config}: everything is right, but there is no account yet")
    once = alone(single_file, tmp_path, "connect", "once", "--config", config)
    assert (once.returncode, once.stderr) == (0, "")
    printed = alone(single_file, tmp_path, "connect", "service", "print", "--kind", "systemd", "--config", config)
    assert f" {single_file} connect run --config {config}\n" in printed.stdout


def test_it_tells_the_version_that_it_was_built_of(single_file: Path, tmp_path: Path) -> None:
    assert alone(single_file, tmp_path, "connect", "--help").returncode == 0
    (packages,) = (single_file.parent / "unpacked").glob("*/site-packages")
    program = f"import sys; sys.path.insert(0, {str(packages)!r}); import depesch.kit.version as v; print(v.version())"
    base = Path(sys.base_prefix) / "bin" / f"python{PYTHON}"
    told = subprocess.run([base, "-I", "-S", "-c", program], capture_output=True, text=True, cwd=tmp_path)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert told.stdout == f"{project['version']}\n", told.stderr


@pytest.mark.row("S-131")
def test_it_holds_the_agent_and_nothing_of_the_hub(single_file: Path) -> None:
    with zipfile.ZipFile(single_file) as file:
        names = file.namelist()
    ours = {name.split("/")[2] for name in names if name.startswith("site-packages/depesch/")}
    assert ours == {"__init__.py", "connect", "console", "exchange", "kit"}
    packages = {name.split("/")[1] for name in names if name.startswith("site-packages/")}
    assert not packages & {"django", "psycopg", "typst", "pikepdf", "asyncssh", "granian"}
    assert single_file.stat().st_size < 20_000_000
