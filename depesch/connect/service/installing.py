"""The service put in place and taken away on Linux: its user, its home, its unit, systemd told of it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from depesch.connect.configuration.consistency import folders_of
from depesch.connect.configuration.faults import Fault
from depesch.connect.configuration.machine import missing_things
from depesch.connect.service import systemd
from depesch.connect.settings import AgentSettings

RUNNING = Path("/run/systemd/system")  # is there when systemd runs the machine (sd_booted(3))
TIMEOUT_S = 60.0
OWN = ".depesch"  # in each folder of an account: claims, locks, what is being written


class NotInstalled(Exception):
    """A step came to nothing; the message is what it said."""


def command() -> tuple[str, ...]:
    """Return how this program is run again: Python and the single file, or the command `depesch`."""
    program = Path(sys.argv[0]).absolute()
    if zipfile.is_zipfile(program):
        return (_python(), str(program), "connect")
    found = program if program.name.startswith("depesch") and program.is_file() else None
    beside = Path(sys.executable).with_name("depesch")
    path = found or (beside if beside.is_file() else None)
    return (str(path), "connect") if path else (sys.executable, "-m", "depesch.console", "connect")


def _python() -> str:
    """Return the system's Python by the name that an upgrade of it keeps."""
    return next((each for each in ("/usr/bin/python3",) if Path(each).exists()), sys.executable)


def install(
    settings: AgentSettings, *, text: str, user: str, folder: Path = systemd.SYSTEM_FOLDER, tell: Callable[[str], None]
) -> None:
    """Give the agent's own folders to the service's user, write the unit, let systemd begin it; tells each step."""
    assert settings.home is not None, "settings are complete"  # noqa: S101
    for owned in own_folders(settings):
        tell(f"chown -R {user} {owned}")
        give(owned, user)
    unit = folder / systemd.UNIT
    tell(f"write {unit}")
    unit.parent.mkdir(parents=True, exist_ok=True)
    unit.write_text(text, encoding="utf-8")
    unit.chmod(0o644)
    for step in starting(of_the_user=False):
        tell(" ".join(step))
        run_step(step)


def install_of_the_user(text: str, *, folder: Path, tell: Callable[[str], None]) -> None:
    """Write the unit for the manager of the user who is signed in, and begin it."""
    unit = folder / systemd.UNIT
    tell(f"write {unit}")
    unit.parent.mkdir(parents=True, exist_ok=True)
    unit.write_text(text, encoding="utf-8")
    for step in starting(of_the_user=True):
        tell(" ".join(step))
        run_step(step)


def starting(*, of_the_user: bool) -> Iterator[list[str]]:
    """Return the commands that begin the unit; where systemd does not run, at the machine's next start."""
    control = ["systemctl", *(["--user"] if of_the_user else [])]
    if RUNNING.is_dir():
        yield [*control, "daemon-reload"]
        yield [*control, "enable", systemd.UNIT]
        yield [*control, "restart", systemd.UNIT]
    else:
        yield [*control, "enable", systemd.UNIT]


def uninstall(folder: Path, *, of_the_user: bool, tell: Callable[[str], None]) -> bool:
    """End the service and remove its unit; return whether there was one. Configuration, home and user stay."""
    unit = folder / systemd.UNIT
    if not unit.exists():
        return False
    control = ["systemctl", *(["--user"] if of_the_user else [])]
    if RUNNING.is_dir():
        steps = [[*control, "disable", "--now", systemd.UNIT]]
    else:
        steps = [[*control, "disable", systemd.UNIT]]
    for step in steps:
        tell(" ".join(step))
        run_step(step)
    tell(f"remove {unit}")
    unit.unlink()
    if RUNNING.is_dir():
        run_step([*control, "daemon-reload"])
    return True


def make_user(user: str, home: Path, tell: Callable[[str], None]) -> None:
    """Make the service's user, who cannot sign in and lives in the agent's home, when there is none."""
    import pwd

    try:
        pwd.getpwnam(user)
    except KeyError:
        step = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", str(home),
                "--shell", "/usr/sbin/nologin", user]  # fmt: skip
        tell(" ".join(step))
        run_step(step)


def give(home: Path, user: str) -> None:
    """Make the user, with its group, the owner of the home and everything in it; links are not followed."""
    import pwd

    found = pwd.getpwnam(user)
    for folder, folders, files in os.walk(home):
        for path in (Path(folder), *(Path(folder, name) for name in (*folders, *files))):
            os.chown(path, found.pw_uid, found.pw_gid, follow_symlinks=False)


def own_folders(settings: AgentSettings) -> list[Path]:
    """Return the home and what the agent keeps in the accounts' folders: root may have tried it before as root."""
    assert settings.home is not None, "settings are complete"  # noqa: S101
    kept = (folder / OWN for _, _, _, folder in folders_of(settings))
    return [settings.home, *(folder for folder in kept if folder.is_dir() and not folder.is_symlink())]


def faults_of_user(settings: AgentSettings, user: str) -> list[Fault]:
    """Return what the machine lacks for `user`, asked with that user's rights; home and secrets are given later.

    For root alone: it takes on the user's rights and puts them off again.
    """
    import pwd

    found = pwd.getpwnam(user)
    groups, group = os.getgroups(), os.getegid()
    os.initgroups(user, found.pw_gid)
    os.setegid(found.pw_gid)
    os.seteuid(found.pw_uid)
    try:
        faults = missing_things(settings)
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)
    given = {"no-secret", "exposed-secret", "unreadable-secret"}
    return [fault for fault in faults if fault.code not in given and fault.key not in ("home", "log.folder")]


def run_step(step: Sequence[str]) -> None:
    """Run one command; raises NotInstalled with what it said when it fails."""
    try:
        done = subprocess.run(step, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(f"{' '.join(step)}: {error}") from error
    if done.returncode != 0:
        raise NotInstalled(f"{' '.join(step)}: {(done.stderr or done.stdout).strip()}")
