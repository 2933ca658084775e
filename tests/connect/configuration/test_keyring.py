"""The system's keyring as a desktop has it: GNOME's, over a bus of its own, not one in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = ("dbus-run-session", "gnome-keyring-daemon")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path: the keyring's sockets lie in it, and an address of a socket has 107 bytes at most."""
    with tempfile.TemporaryDirectory(prefix="ring-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.mark.row("S-130")
def test_a_real_keyring_keeps_a_secret_and_no_file_holds_it(tmp_path: Path, short_folder: Path) -> None:
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        pytest.skip(f"{' and '.join(missing)} missing: apt-get install gnome-keyring dbus")
    try:
        subprocess.run(["gnome-keyring-daemon", "--version"], capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"gnome-keyring-daemon cannot be run here, it wants the capability ipc_lock: {error}")
    home, run = tmp_path / "home", short_folder
    home.mkdir(mode=0o700)
    own = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(run), "XDG_DATA_HOME": str(tmp_path / "data"),
           "XDG_CACHE_HOME": str(tmp_path / "cache")}  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "GNOME_"))}
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.connect.configuration.ring", str(home)],
        env={**kept, **own}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "usable True", "put away in keyring", "is in keyring True", "replaced keyring dep_new", "removed True False",
        "missing account/nordbygg",
    ], done.stderr  # fmt: skip
    assert list(home.iterdir()) == []
    keyring = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert keyring, "the keyring keeps its file below the home that it was given"
    assert not any(b"dep_" in path.read_bytes() for path in keyring)
