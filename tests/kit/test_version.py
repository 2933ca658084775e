"""The version is that of the installation, and in a checkout that of its project, with a mark."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import NoReturn

import pytest

from depesch.kit import version as module

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _anew() -> None:
    module.version.cache_clear()


def test_what_is_installed_tells_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "installed", lambda _: "7.1")
    assert module.version() == "7.1"
    module.version.cache_clear()


def test_a_checkout_tells_its_projects_version_with_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> NoReturn:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(module, "installed", none)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert module.version() == f"{project['version']}+checkout"
    module.version.cache_clear()


def test_files_that_tell_no_version_are_named(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"pyproject\.toml"):
        module._of_checkout(tmp_path / "pyproject.toml")
