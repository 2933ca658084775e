"""Plug-ins are found by folder, and only what may be one is loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from depesch.kit.discovery import BrokenPlugin, plugins


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package of its own for each test, with an empty `__init__.py`."""
    name = f"plugged_{tmp_path.name.replace('-', '_')}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    return name


def put(package: str, file: str, source: str) -> None:
    path = next(Path(p) / package for p in sys.path if (Path(p) / package).is_dir()) / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)


def test_files_and_folders_with_the_constant_are_plugins_in_the_alphabets_order(package: str) -> None:
    put(package, "second.py", "THING = 2\n")
    put(package, "first/__init__.py", "from .inside import THING\n")
    put(package, "first/inside.py", "THING = 1\n")
    put(package, "no_package/data.txt", "THING\n")
    put(package, "notes.txt", "THING\n")
    assert plugins(package, "THING") == {"first": 1, "second": 2}
    assert list(plugins(package, "THING")) == ["first", "second"]


def test_a_module_that_does_not_mention_the_constant_is_not_loaded(package: str) -> None:
    put(package, "heavy.py", "raise RuntimeError('loaded')\n")
    assert plugins(package, "THING") == {}


def test_a_module_that_only_mentions_the_constant_is_no_plugin(package: str) -> None:
    put(package, "speaks.py", "# says THING\n")
    assert plugins(package, "THING") == {}


def test_a_plugin_that_cannot_be_loaded_stops_the_start_with_its_name(package: str) -> None:
    put(package, "odd.py", "THING = undefined\n")
    with pytest.raises(BrokenPlugin, match=rf"{package}\.odd"):
        plugins(package, "THING")
