"""Moving never replaces anything, whichever way the system and the file system have for it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from depesch.kit import moving
from depesch.kit.moving import move_new, was_moved


@pytest.fixture(params=["kernel", "link", "gap", "gap that shows an empty file"])
def may_show_empty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Take away the better ways, as an old kernel and a shared folder without links do."""
    if request.param != "kernel":
        monkeypatch.setattr(moving, "_renameat2", lambda: None)
    if request.param.startswith("gap"):

        def no_links(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

        monkeypatch.setattr("os.link", no_links)
    return bool(request.param.endswith("empty file"))


def test_a_file_gets_the_name_that_is_free(tmp_path: Path, may_show_empty: bool) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"invoice")
    assert not was_moved(source, target)
    move_new(source, target, may_show_empty=may_show_empty)
    assert was_moved(source, target)
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert target.read_bytes() == b"invoice"


@pytest.mark.parametrize("taken_by", ["file", "dangling link"])
def test_a_name_that_is_taken_stays_whoevers_it_is(tmp_path: Path, may_show_empty: bool, taken_by: str) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"invoice")
    if taken_by == "file":
        target.write_bytes(b"somebody else's")
    else:
        target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        move_new(source, target, may_show_empty=may_show_empty)
    assert source.read_bytes() == b"invoice"
    assert not was_moved(source, target)
    assert target.is_symlink() or target.read_bytes() == b"somebody else's"


def test_a_file_that_is_gone_is_told(tmp_path: Path, may_show_empty: bool) -> None:
    with pytest.raises(FileNotFoundError):
        move_new(tmp_path / "a", tmp_path / "no" / "b", may_show_empty=may_show_empty)


def test_a_move_that_was_cut_off_with_both_names_is_brought_to_its_end(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"invoice")
    os.link(source, target)
    assert was_moved(source, target)
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
