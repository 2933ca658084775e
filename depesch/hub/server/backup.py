"""`depesch backup` and `depesch restore`: the database, the archive's files and the secret key, with a hash for each.

A backup is consistent while the hub runs: the dump is one snapshot, and the archive's files are copied after it. They
are only ever added, so that everything the snapshot names is among them. The manifest is written last: a folder without
one is no backup. Keep backups as safe as the hub: they hold all documents and the key that settings are encrypted with.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from depesch.hub.server.config import Config
from depesch.hub.server.database import make_roles, owner_login, running
from depesch.hub.server.dumping import BackupFailed as BackupFailed
from depesch.hub.server.dumping import dump, load
from depesch.hub.server.embedded_place import place_of
from depesch.hub.server.migrate import migrate_running
from depesch.hub.server.secrets import write_once
from depesch.kit.clock import now
from depesch.kit.durable import sync_folder, write_synced

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
SECRET_KEY = "secret_key"  # noqa: S105  a file's name
ARCHIVE = "archive"


class RestoreRefused(RuntimeError):
    """The backup is incomplete or damaged, or the home is not empty; nothing was changed."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: every file below its folder with its SHA-256."""

    format: int
    version: str  # of Depesch
    made_at: datetime
    files: dict[str, str]  # path below the folder -> SHA-256
    size: int  # bytes of all files


def backup(config: Config, target: Path) -> Manifest:
    """Write a backup into the empty or new folder `target` and return its manifest; the hub may run meanwhile."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise BackupFailed(f"{target} is not empty")
    with running(config):
        dump(owner_login(config), target / DUMP)
    files = {DUMP: _hash_of(target / DUMP)}
    key = config.home / "secrets" / SECRET_KEY
    if key.exists():
        files[SECRET_KEY] = _copy(key, target / SECRET_KEY)
    for path in sorted(config.archive_path.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
        name = f"{ARCHIVE}/{path.relative_to(config.archive_path)}"
        files[name] = _copy(path, target / name)
        if files[name] != path.name:
            raise BackupFailed(f"the archive's file {path} was changed: its content is {files[name]}")
    _sync_folders(target)
    size = sum((target / name).stat().st_size for name in files)
    manifest = Manifest(format=FORMAT, version=_version(), made_at=now(), files=files, size=size)
    write_synced(target / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)), new=True)
    sync_folder(target)
    return manifest


def restore(config: Config, source: Path) -> Manifest:
    """Fill the empty home of `config` from the backup in `source`, bring it to this version, return the manifest.

    Raises RestoreRefused before anything is changed when a hash is wrong, a file is missing or the home is not empty,
    and BackupFailed when PostgreSQL does not take the dump: remove the home before another try.
    """
    manifest = read_manifest(source)
    _must_be_empty(config)
    for name in manifest.files:
        if name.startswith(f"{ARCHIVE}/"):
            _copy(source / name, config.archive_path / name.removeprefix(f"{ARCHIVE}/"))
    if config.archive_path.exists():
        _sync_folders(config.archive_path)
    if SECRET_KEY in manifest.files and not config.secret_key:
        write_once(config.home / "secrets" / SECRET_KEY, (source / SECRET_KEY).read_text(encoding="utf-8"))
    with running(config):
        if not config.database_url:
            make_roles(config)
        load(owner_login(config), source / DUMP)
        migrate_running(config)
    return manifest


def read_manifest(source: Path) -> Manifest:
    """Return the manifest of the backup in `source` after checking every file against it; raises RestoreRefused."""
    try:
        manifest = msgspec.json.decode((source / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError as error:
        raise RestoreRefused(f"{source} has no {MANIFEST}: it is no complete backup") from error
    except msgspec.MsgspecError as error:
        raise RestoreRefused(f"{source / MANIFEST} cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise RestoreRefused(f"the backup has format {manifest.format}, this version reads {FORMAT}")
    for name, digest in manifest.files.items():
        path = source / name
        if not path.resolve().is_relative_to(source.resolve()):
            raise RestoreRefused(f"{name} lies outside the backup")
        if not path.is_file():
            raise RestoreRefused(f"{name} is missing from the backup")
        if _hash_of(path) != digest:
            raise RestoreRefused(f"{name} was changed after the backup was made")
    return manifest


def _version() -> str:
    try:
        return version("depesch")
    except PackageNotFoundError:
        return "not installed"  # run from a checkout


def _must_be_empty(config: Config) -> None:
    if config.archive_path.exists() and any(config.archive_path.iterdir()):
        raise RestoreRefused(f"the archive in {config.archive_path} is not empty")
    if (config.home / "secrets" / SECRET_KEY).exists() and not config.secret_key:
        raise RestoreRefused(f"{config.home} has a secret key already: restore into an empty home")
    if not config.database_url:
        if place_of(config.home).is_made:
            raise RestoreRefused(f"{config.home} has a database already: restore into an empty home")
        return
    with owner_login(config).connect() as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if tables != (0,):
        raise RestoreRefused("the database has tables already: restore into an empty one")


def _copy(source: Path, target: Path) -> str:
    """Copy a file durably and return the SHA-256 of what was read."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("xb") as writing:
        os.fchmod(writing.fileno(), source.stat().st_mode & 0o700)
        shutil.copyfileobj(reading, writing, 1024 * 1024)
        writing.flush()
        os.fsync(writing.fileno())
    return _hash_of(target)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folders(top: Path) -> None:
    for folder in (top, *(path for path in top.rglob("*") if path.is_dir())):
        sync_folder(folder)
