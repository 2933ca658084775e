"""`docs/extend.md`, followed as written in a copy of this checkout: files written, commands run, what is shown seen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, Block, blocks

PAGE = DOCS / "extend.md"
SECTIONS = ("A format", "A rule set", "A channel", "Before you push")
LONGEST_S = 240
COPIED = ("depesch", "tests", "docs", "pyproject.toml", "requirements")
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".mypy_cache", "docs/images")
SHIM = '#!/bin/sh\nexec "{python}" {arguments} "$@"\n'
PROGRAMS = {"python": "", "depesch": "-m depesch.console", "ruff": "-m ruff", "mypy": "-m mypy"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of this checkout with commands of its own, which the page's sections change one after the other."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, copy / name)
    folder = copy / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name, arguments in PROGRAMS.items():
        _make_program(folder / name, SHIM.format(python=sys.executable, arguments=arguments))
    _make_program(
        folder / "lint-imports", SHIM.format(python=Path(sys.executable).with_name("lint-imports"), arguments="")
    )
    yield copy
    shutil.rmtree(copy)


def _make_program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _section(title: str) -> list[Block]:
    """Return the blocks below one heading of the page."""
    text = PAGE.read_text(encoding="utf-8")
    part = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert part is not None, title
    return [block for block in blocks(PAGE) if block.text in part[1]]


def _run(command: str, folder: Path) -> str:
    """Run one line as the page has it and return what it printed; it has to succeed."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DEPESCH_", "DJANGO_", "PYTEST_"))
    }
    environment = {**kept, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def _follow(section: list[Block], folder: Path) -> None:
    printed = ""
    for block in section:
        if block.file is not None:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            printed = "".join(_run(line, folder) for line in block.text.splitlines())
        elif block.language == "text":
            words = [" ".join(line.split()) for line in printed.splitlines()]
            missing = [line for line in block.text.splitlines() if not _is_shown(" ".join(line.split()), words)]
            assert not missing, f"{missing} is not in\n{printed}"


def _is_shown(line: str, printed: list[str]) -> bool:
    return any(each.startswith(line) for each in printed)


@pytest.mark.parametrize("title", SECTIONS)
def test_the_page_can_be_followed_as_written(title: str, checkout: Path) -> None:
    _follow(_section(title), checkout)


def test_every_section_with_something_to_do_is_followed() -> None:
    with_blocks = {block.text for title in SECTIONS for block in _section(title)}
    assert with_blocks == {block.text for block in blocks(PAGE)}
