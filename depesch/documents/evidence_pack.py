"""An evidence pack: a ZIP of all there is about one document, with the hash of each file in `manifest.json`.

Pure: the same entries give the same bytes (no clock, no order of a dictionary). `verify_pack` checks one without the
hub that made it: every file against the manifest, every event's hash against the one before it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

FORMAT = "depesch-evidence/1"
MANIFEST = "manifest.json"
HISTORY = "history.json"
INDEX = "index.html"
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same in every pack: the files' own times stand in the manifest
_MOST_BYTES = 4_000_000_000  # of one unpacked file; a pack that says more is none of ours
_MOST_MANIFEST = 20_000_000
_CHUNK = 1 << 20


class PackEntry(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One file of the pack, with what it is."""

    path: str
    content: bytes
    role: str
    name: str = ""  # as it was called when it came
    media_type: str = ""
    archived_at: str = ""  # ISO 8601, empty for what the pack itself adds


class ListedFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file as the manifest lists it."""

    path: str
    sha256: str
    size: int
    role: str
    name: str = ""
    media_type: str = ""
    archived_at: str = ""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a pack, and of which document it is."""

    format: str
    document: dict[str, Any]
    files: tuple[ListedFile, ...]


class ChainedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event as the history keeps it. `hash` is SHA-256 over `previous_hash` and `canonical`, as UTF-8."""

    sequence: int
    canonical: str
    previous_hash: str
    hash: str


class PackReport(msgspec.Struct, frozen=True, kw_only=True):
    """What checking a pack found; nothing in `faults` means that it is whole."""

    document: dict[str, Any]
    files: int
    events: int
    faults: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether every file and every event is as it was when the pack was made."""
        return not self.faults


class NoPack(ValueError):
    """The file is no evidence pack; the message says why."""


def listed(entries: Iterable[PackEntry]) -> tuple[ListedFile, ...]:
    """Return the entries as the manifest and the index list them."""
    return tuple(
        ListedFile(
            path=entry.path, sha256=sha256(entry.content).hexdigest(), size=len(entry.content), role=entry.role,
            name=entry.name, media_type=entry.media_type, archived_at=entry.archived_at,
        )
        for entry in entries
    )  # fmt: skip


def packed(entries: Sequence[PackEntry], document: dict[str, Any]) -> bytes:
    """Return the pack's bytes; `document` tells the manifest's reader which document it is of."""
    manifest = Manifest(format=FORMAT, document=document, files=listed(entries))
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    return zipped([*((entry.path, entry.content) for entry in entries), (MANIFEST, text)])


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of the files, the same bytes for the same files in the same order."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in files:
            info = zipfile.ZipInfo(path, date_time=_WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=6)
    return buffer.getvalue()


def verify_pack(file: BinaryIO) -> PackReport:
    """Return what is wrong with a pack; raises NoPack when it is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _verified(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NoPack(f"the file cannot be opened as a ZIP: {error}") from error


def _verified(archive: zipfile.ZipFile) -> PackReport:
    manifest = _manifest(archive)
    there = {info.filename: info for info in archive.infolist()}
    faults = [] if len(there) == len(archive.infolist()) else ["two files of one name are in the pack"]
    for file in manifest.files:
        info = there.pop(file.path, None)
        if info is None:
            faults.append(f"missing: {file.path}")
        elif info.file_size > _MOST_BYTES or _hash_of(archive, info) != file.sha256:
            faults.append(f"changed: {file.path}")
    faults += [f"not in the manifest: {path}" for path in there if path != MANIFEST]
    events, broken = _events(archive) if not faults else (0, [])
    return PackReport(document=manifest.document, files=len(manifest.files), events=events, faults=(*faults, *broken))


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError as error:
        raise NoPack(f"the file has no {MANIFEST}") from error
    if info.file_size > _MOST_MANIFEST:
        raise NoPack(f"its {MANIFEST} is larger than any of ours")
    try:
        manifest = msgspec.json.decode(archive.read(info), type=Manifest)
    except msgspec.MsgspecError as error:
        raise NoPack(f"its {MANIFEST} cannot be read: {error}") from error
    if manifest.format != FORMAT:
        raise NoPack(f"its format is {manifest.format!r}, not {FORMAT}")
    return manifest


def _hash_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    digest = sha256()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _events(archive: zipfile.ZipFile) -> tuple[int, list[str]]:
    """Return how many events there are and which do not carry the hash that they must."""
    try:
        events = msgspec.json.decode(archive.read(HISTORY), type=tuple[ChainedEvent, ...])
    except (KeyError, msgspec.MsgspecError) as error:
        return 0, [f"{HISTORY} cannot be read: {error}"]
    broken = [
        f"event {each.sequence} does not carry the hash of what it says" for each in events if each.hash != link(each)
    ]
    by_sequence = {each.sequence: each for each in events}
    broken += [
        f"event {each.sequence} does not follow from event {each.sequence - 1}"
        for each in events
        if each.sequence - 1 in by_sequence and by_sequence[each.sequence - 1].hash != each.previous_hash
    ]
    return len(events), broken


def link(event: ChainedEvent) -> str:
    """Return the hash that the event must carry."""
    return sha256(event.previous_hash.encode() + event.canonical.encode()).hexdigest()
