"""The embedded PostgreSQL: made once (`initdb`), started as our child, recovered after kill -9 of anything.

It listens on a Unix socket alone and asks everybody for a password (SCRAM-SHA-256). Durability is never traded:
fsync, full_page_writes and synchronous_commit are on; tests may say otherwise through `settings`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import psycopg

from depesch.hub.server.death_signal import die_with_parent
from depesch.hub.server.embedded_place import DatabaseDown, Place, make_outside, must_be_usable, programs
from depesch.hub.server.secrets import kept, new_password, write_once

SUPERUSER = "postgres"
PORT = 5432  # only names the socket: no TCP port is opened
START_TIMEOUT_S = 120.0  # crash recovery of a large database takes its time
ORPHANS_END_S = 5.0
POLL_S = 0.01
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    **DURABLE,
}


class EmbeddedDatabase:
    """One embedded PostgreSQL. Only the process that holds its lock starts or stops it."""

    def __init__(self, place: Place, *, password: str, settings: Mapping[str, str] | None = None) -> None:
        self.place = place
        self.process: subprocess.Popen[bytes] | None = None
        self._password = password
        self._settings = {**SETTINGS, **(settings or {})}

    def start(self) -> None:
        """Start the server and return when it takes connections; makes the database files on the first start.

        What an earlier life left (processes, pid file, socket) is ended and cleared first. Raises DatabaseDown, and
        DatabaseGone when this home had a database that is not there any more.
        """
        make_outside(self.place)
        must_be_usable(self.place)
        _own_folder(self.place.base, self.place)
        _own_folder(self.place.socket_dir, self.place)
        end_server(self.place)
        if not self.place.is_made:
            self._initialise()
        if not self.place.made.exists():
            write_once(self.place.made, f"{self.place.base}\n")
        _clear_stale_files(self.place)
        command = [str(programs(self.place.user) / "postgres"), "-D", str(self.place.data)]
        given = {**self._settings, "unix_socket_directories": str(self.place.socket_dir)}
        for name, value in given.items():
            command += ["-c", f"{name}={value}"]
        with self.place.log.open("ab") as log:
            # SIGINT asks PostgreSQL for a fast, clean end: what happens when we die before it.
            self.process = self._spawn(command, log.fileno(), death_signal=signal.SIGINT)
        self._wait_until_ready()

    def is_alive(self) -> bool:
        """Return whether the server that `start` started still runs."""
        return self.pid is not None

    @property
    def pid(self) -> int | None:
        """Return the postmaster's process id while it runs."""
        return self.process.pid if self.process is not None and self.process.poll() is None else None

    def stop(self) -> None:
        """End the server cleanly (fast shutdown); what has not ended after 20 s is killed and recovers later."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        end_server(self.place)

    def _initialise(self) -> None:
        """Run `initdb` beside the final place and rename, so that a half-made database is never taken for one."""
        part = self.place.base / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        folder = programs(self.place.user)
        with NamedTemporaryFile("w", dir=self.place.base, prefix=".password.", encoding="utf-8") as file:
            file.write(self._password)
            file.flush()
            if self.place.user:
                os.chown(file.name, self.place.user.uid, self.place.user.gid)
            command = [
                str(folder / "initdb"), "-D", str(part), "-U", SUPERUSER, "--auth=scram-sha-256",
                f"--pwfile={file.name}", "--encoding=UTF8", *_locale(folder), "--data-checksums", "--no-instructions",
            ]  # fmt: skip
            if self._settings["fsync"] == "off":
                command.append("--no-sync")
            with self.place.log.open("ab") as log:
                done = self._spawn(command, log.fileno(), death_signal=signal.SIGKILL).wait()
        if done != 0:
            raise DatabaseDown(f"initdb ended with {done}: {self._log_tail()}")
        part.rename(self.place.data)

    def _spawn(self, command: list[str], log: int, *, death_signal: signal.Signals) -> subprocess.Popen[bytes]:
        user = self.place.user
        return subprocess.Popen(  # noqa: S603  PostgreSQL's own programs, found by us
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=self.place.base,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            user=user.uid if user else None,
            group=user.gid if user else None,
            extra_groups=() if user else None,
            start_new_session=True,  # Ctrl-C at the terminal goes to the supervisor alone, which ends us in order
            preexec_fn=die_with_parent(death_signal),  # noqa: PLW1509  calls prctl alone
        )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if not self.is_alive():
                raise DatabaseDown(f"PostgreSQL ended while starting: {self._log_tail()}")
            if _postmaster_line(self.place, 7) == "ready":
                return
            time.sleep(POLL_S)
        raise DatabaseDown(f"PostgreSQL was not ready after {START_TIMEOUT_S:.0f} s: {self._log_tail()}")

    def _log_tail(self) -> str:
        try:
            return " | ".join(self.place.log.read_text("utf-8", "replace").splitlines()[-5:])
        except FileNotFoundError:
            return "no log"


@contextmanager
def lock(place: Place) -> Iterator[bool]:
    """Hold the right to start this database while inside; yields False when another process holds it."""
    _own_folder(place.base, place)
    with (place.base / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def superuser_password(home: Path) -> str:
    """Return the superuser's password of the embedded database at `home`; made once and kept."""
    return kept(home / "secrets" / "database_superuser", new_password)


def superuser_connection(place: Place, password: str, *, database: str = "postgres") -> psycopg.Connection:
    """Return a connection as the superuser, in autocommit; for roles, databases and tests, never for the hub's work."""
    return psycopg.connect(
        host=str(place.socket_dir), port=PORT, user=SUPERUSER, password=password, dbname=database, autocommit=True,
        require_auth="scram-sha-256",
    )  # fmt: skip


def server_processes(place: Place) -> list[int]:
    """Return the pids of all processes of this database: PostgreSQL's processes stand in their data folder."""
    data = str(place.data.resolve())
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if str((entry / "cwd").readlink()) == data:
                    found.append(int(entry.name))
            except OSError:  # ended meanwhile, or somebody else's
                continue
    return found


def end_server(place: Place) -> None:
    """End what still runs of this database, politely and then with SIGKILL, and wait until it is gone.

    After kill -9 of the postmaster its children end by themselves within moments; a server that outlived its
    supervisor is asked for a fast shutdown.
    """
    postmaster = _postmaster_line(place, 0)
    for pid in server_processes(place):
        if str(pid) == postmaster:
            _signal(pid, signal.SIGINT)
    deadline = time.monotonic() + ORPHANS_END_S
    while alive := server_processes(place):
        if time.monotonic() > deadline:
            for pid in alive:
                _signal(pid, signal.SIGKILL)
        time.sleep(POLL_S)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _clear_stale_files(place: Place) -> None:
    # Safe because we hold the lock and no process stands in the data folder. PostgreSQL itself would refuse to start
    # when the old pid meanwhile belongs to another process.
    socket = place.socket_dir / f".s.PGSQL.{PORT}"
    for path in (place.data / "postmaster.pid", socket, socket.with_name(socket.name + ".lock")):
        path.unlink(missing_ok=True)


def _postmaster_line(place: Place, number: int) -> str:
    try:
        lines = (place.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ""
    return lines[number].strip() if len(lines) > number else ""


def _own_folder(folder: Path, place: Place) -> None:
    """Make `folder` with mode 0700 for the server's user; raises when somebody else made it before us."""
    uid = place.user.uid if place.user else os.geteuid()
    if folder.is_symlink():
        raise DatabaseDown(f"{folder} is a symbolic link; the database's folders must be folders")
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if folder.stat().st_uid not in (uid, os.geteuid()):
            raise DatabaseDown(f"{folder} belongs to another user (uid {folder.stat().st_uid})") from None
    if place.user and folder.stat().st_uid != uid:
        os.chown(folder, place.user.uid, place.user.gid)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _locale(folder: Path) -> list[str]:
    command = [str(folder / "postgres"), "--version"]
    version = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603  as above
    major = int(version.split()[2].split(".")[0])
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"] if major >= 17 else ["--locale=C"]
