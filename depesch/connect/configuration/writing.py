"""A changed configuration on the disk: looked at first, then written whole beside the old one and put in its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from depesch.connect.configuration.faults import BadConfiguration, Fault
from depesch.connect.configuration.machine import missing_things
from depesch.connect.configuration.reading import Examined, content_of, examine, placed
from depesch.kit.durable import sync_folder


class ChangedMeanwhile(Exception):
    """Somebody else has changed the file since it was read; nothing was written."""


def change(path: Path, changed: Callable[[bytes], bytes]) -> None:
    """Put what `changed` makes of the file in its place.

    Raises BadConfiguration with the faults that the change would bring, and leaves the file alone: faults that were
    there before do not keep anybody from mending another. Raises ChangedMeanwhile, OSError.
    """
    path = path.resolve()  # a link stays a link
    before = content_of(path)
    after = changed(before)
    if found := brought(path, before, after):
        raise BadConfiguration(path, found)
    if content_of(path) != before:
        raise ChangedMeanwhile(str(path))
    replace(path, after)


def brought(path: Path, before: bytes, after: bytes) -> list[Fault]:
    """Return the faults that `after` has and `before` has not."""
    known = {(fault.code, fault.key) for fault in every_fault(path, before)}
    return [fault for fault in every_fault(path, after) if (fault.code, fault.key) not in known]


def every_fault(path: Path, content: bytes) -> tuple[Fault, ...]:
    """Return what is wrong with `content` at `path` in itself and on this machine, in the order of the file."""
    found: Examined = examine(path, content)
    if found.settings is None:
        return found.faults
    told = {fault.key for fault in found.faults}
    missing = [fault for fault in missing_things(found.settings) if fault.key not in told]
    return placed([*found.faults, *missing], found.lines)


def replace(path: Path, content: bytes) -> None:
    """Write `content` in place of the file: whole, synced, with the rights of the old one, or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _keep_rights(path, beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _keep_rights(old: Path, new: Path) -> None:
    """Give the new file the old one's rights and owner, so far as we may; a first one is its owner's alone."""
    try:
        found = old.stat()
    except FileNotFoundError:
        return
    new.chmod(found.st_mode & 0o777)
    if hasattr(os, "chown") and os.geteuid() == 0:
        os.chown(new, found.st_uid, found.st_gid)
