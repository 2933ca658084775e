"""The database as one file: PostgreSQL's own `pg_dump` and `pg_restore`, with any server from version 15 on."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.parse import quote, urlencode

from depesch.hub.server.database import Login
from depesch.hub.server.embedded_place import programs

# Newer programs set what servers before version 17 do not know. It stands among the first lines, before any data.
_NOT_KNOWN_EVERYWHERE = b"SET transaction_timeout = 0;\n"
_LINES_BEFORE_DATA = 30
_PLAIN = ("--no-owner", "--no-privileges")


class BackupFailed(RuntimeError):
    """The backup could not be made or loaded; the message says at what it failed."""


def dump(login: Login, path: Path) -> None:
    """Write the database durably to `path`: one snapshot, whatever is written meanwhile."""
    path.touch(mode=0o600)
    command = [_program("pg_dump"), "--format=custom", *_PLAIN, "--no-comments", f"--file={path}", _place(login)]
    done = subprocess.run(command, env=_environment(login), capture_output=True, check=False)  # noqa: S603
    _must_have_succeeded("pg_dump", done.returncode, done.stderr)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def load(login: Login, path: Path) -> None:
    """Fill the empty database from the dump at `path`, in one transaction: whole or not at all."""
    reading = [_program("pg_restore"), *_PLAIN, "--file=-", str(path)]
    writing = [_program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-1", "-d", _place(login)]
    complete = False
    with TemporaryFile() as said, subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=said) as script:  # noqa: S603
        psql = subprocess.Popen(writing, env=_environment(login), stdin=subprocess.PIPE, stderr=said)  # noqa: S603
        try:
            complete = _pass_on(script.stdout, psql.stdin) and script.wait() == 0
        finally:
            if not complete:
                psql.kill()  # before it takes the end of its input for the end of the dump, and commits
            psql.communicate()
        said.seek(0)
        _must_have_succeeded("pg_restore", psql.returncode, said.read())


def _pass_on(script: IO[bytes] | None, psql: IO[bytes] | None) -> bool:
    """Copy the script to psql; return whether it took all of it."""
    assert script is not None and psql is not None, "pipes were asked for"  # noqa: S101, PT018
    try:
        for line in islice(script, _LINES_BEFORE_DATA):
            if line != _NOT_KNOWN_EVERYWHERE:
                psql.write(line)
        shutil.copyfileobj(script, psql, 1024 * 1024)
        psql.flush()
    except BrokenPipeError:
        return False
    return True


def _program(name: str) -> str:
    return str(programs(None) / name)


def _place(login: Login) -> str:
    """Return the database as a URL without the password, which would show in the list of processes."""
    query = urlencode({"host": login.host, "port": login.port, **login.options})
    return f"postgresql://{quote(login.user)}@/{quote(login.database)}?{query}"


def _environment(login: Login) -> dict[str, str]:
    return {**os.environ, "PGPASSWORD": login.password}


def _must_have_succeeded(program: str, status: int, errors: bytes) -> None:
    if status != 0:
        raise BackupFailed(f"{program} ended with {status}: {errors.decode(errors='replace').strip()[-2000:]}")
