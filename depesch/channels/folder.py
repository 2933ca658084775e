"""Folder: files in an agreed folder, from which the receiver's system fetches (and mostly deletes) them.

Exactly once, also across a crash and a receiver that deletes at once: every file is written and synced in a journal
apart from the agreed folder, a note lists them, and each is then *moved* out, the main document last. A move is
atomic, so a file still in the journal was certainly not handed over and one that has left it certainly was.

Source: rename(2), RENAME_NOREPLACE; fsync(2) on why a folder is synced as well as the file.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec

from depesch.channels import (
    Channel,
    Check,
    Delivered,
    Misuse,
    Outcome,
    Parcel,
    Reachable,
    Recipient,
    Refused,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    file_name,
    forbid_certification,
)
from depesch.kit.durable import sync_folder, write_synced
from depesch.kit.filenames import safe_file_name, safe_stem, split_suffix
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import field_words

_STEM_BYTES = 100
_RENAME_NOREPLACE = 1
_AT_FDCWD = -100
_RENAMEAT2: Callable[..., int] | None = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)  # Linux only
_NO_SUCH_CALL = (errno.ENOSYS, errno.EINVAL)  # the kernel or the file system (NFS, FUSE) has no RENAME_NOREPLACE


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the agreed folders lie."""

    root: Annotated[
        str,
        field_words(
            ("Folder of the folders", "Absolute path; each receiver's agreed folder lies directly below it."),
            sv=("Rotmapp", "Absolut sökväg; varje mottagares mapp ligger direkt under den."),
            nb=("Rotmappe", "Absolutt sti; mappen til hver mottaker ligger rett under den."),
            min_length=1,
        ),
    ]
    journal: Annotated[
        str,
        field_words(
            (
                "Journal",
                "Absolute path where Depesch notes what it has handed over, on the same file system; "
                "empty: a hidden folder below the folder of the folders. Never delete it.",
            ),
            sv=(
                "Journal",
                "Absolut sökväg där Depesch antecknar vad som lämnats, på samma filsystem; "
                "tomt: en dold mapp i rotmappen. Ta aldrig bort den.",
            ),
            nb=(
                "Journal",
                "Absolutt sti der Depesch noterer hva som er levert, på samme filsystem; "
                "tomt: en skjult mappe i rotmappen. Slett den aldri.",
            ),
        ),
    ] = ""

    def __post_init__(self) -> None:
        """Refuse relative paths, which would depend on where the hub was started."""
        for name in ("root", "journal"):
            if (value := getattr(self, name)) and not Path(value).is_absolute():
                raise ValueError(f"{name} is no absolute path")

    def journal_path(self) -> Path:
        """Return the journal's folder."""
        return Path(self.journal) if self.journal else Path(self.root) / ".depesch-journal"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a hand-over: its name in the agreed folder and its hash."""

    name: str
    sha256: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal keeps of one hand-over, and what the receipt says. The main document is the last item."""

    message_id: str
    folder: str
    items: tuple[Item, ...]


class NotAllowed(ValueError):
    """The name of the agreed folder leads out of the root, or is none."""


def check_recipient(settings: Settings, recipient: Recipient, services: Services) -> Check:
    """Tell whether the agreed folder is there, may be written, and lies on one file system with the journal."""
    journal = settings.journal_path()
    try:
        folder = _agreed_folder(settings, recipient, services)
        if folder.stat().st_dev != (journal if journal.exists() else journal.parent).stat().st_dev:
            return Unreachable(code="folder-journal-elsewhere", detail="the journal lies on another file system")
        if not os.access(folder, os.W_OK):
            return TryLater(code="folder-not-writable", detail=f"the hub may not write to {folder}")
    except NotAllowed as error:
        return Unreachable(code="folder-not-agreed", detail=str(error))
    except OSError as error:
        return _try_later(error)
    return Reachable()


def send(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Hand over the companion files, then the main document; delivered once all are synced."""
    forbid_certification(parcel)
    try:
        folder = _agreed_folder(settings, parcel.recipient, services)
        with _locked(_shard(settings, parcel)) as shard:
            return _hand_over(_Staging(shard, parcel), parcel, folder)
    except NotAllowed as error:
        return Refused(code="folder-not-agreed", detail=str(error))
    except OSError as error:
        return _try_later(error)


def find(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Look in the journal; Unknown when the folder or the journal cannot be read."""
    try:
        _agreed_folder(settings, parcel.recipient, services)
        with _locked(_shard(settings, parcel)) as shard:
            staging = _Staging(shard, parcel)
            note = staging.note()
            if note is not None and not staging.waits(note):
                return _delivered(note)
    except (OSError, NotAllowed) as error:
        return Unknown(code="folder-cannot-ask", detail=str(error))
    return TryLater(code="folder-not-handed-over", detail="the document was never moved into the folder")


class _Staging:
    """The files of one hand-over in the journal."""

    def __init__(self, shard: Path, parcel: Parcel) -> None:
        self._key = sha256_hex(parcel.message_id.encode())
        self._shard = shard
        self._note = shard / f"{self._key}.json"

    def note(self) -> Note | None:
        """Return the note of this message, None when the files are not all staged."""
        try:
            return msgspec.json.decode(self._note.read_bytes(), type=Note)
        except FileNotFoundError:
            return None

    def path(self, place: int) -> Path:
        """Return where the file at `place` waits."""
        return self._shard / f"{self._key}.{place}"

    def waits(self, note: Note) -> bool:
        """Tell whether the main document is still here, so was certainly not handed over."""
        return self.path(len(note.items) - 1).exists()

    def surely_waits(self, note: Note) -> bool:
        """Tell whether the main document is seen here even now that the disk gives errors."""
        try:
            return self.waits(note)
        except OSError:
            return False

    def stage(self, note: Note, contents: tuple[bytes, ...]) -> None:
        """Write the files, then the note: whoever sees the note has all the files on disk."""
        if self._note.exists():  # of another folder: without it, what is half written here counts as nothing
            self._note.unlink()
            sync_folder(self._shard)
        for place, content in enumerate(contents):
            write_synced(self.path(place), content)
        draft = self._note.with_suffix(".draft")
        write_synced(draft, msgspec.json.encode(note))
        draft.replace(self._note)
        sync_folder(self._shard)

    def move_out(self, note: Note, folder: Path) -> None:
        """Move what still waits into `folder`, in the note's order; the main document is seen last."""
        for place, item in enumerate(note.items):
            if place == len(note.items) - 1:
                sync_folder(folder)  # the companions are durable before the main document is seen
            if self.path(place).exists():
                move_without_overwriting(self.path(place), folder / item.name)
        sync_folder(folder)
        sync_folder(self._shard)


def _hand_over(staging: _Staging, parcel: Parcel, folder: Path) -> Outcome:
    note = staging.note()
    if note is not None and note.items[-1].sha256 != sha256_hex(parcel.main.content):
        raise Misuse(f"message id {parcel.message_id} was used before for another content")
    if note is not None and not staging.waits(note):
        return _delivered(note)
    if note is None or note.folder != str(folder):  # new, or the agreed folder was corrected since the last try
        note, contents = _plan(parcel, folder)
        staging.stage(note, contents)
    try:
        staging.move_out(note, folder)
    except OSError as error:
        if staging.surely_waits(note):
            return _try_later(error)
        return Unknown(code="folder-not-confirmed", detail=f"perhaps handed over, not confirmed by the disk: {error}")
    return _delivered(note)


def _plan(parcel: Parcel, folder: Path) -> tuple[Note, tuple[bytes, ...]]:
    """Return the note and the contents in its order; the message's id in each name keeps documents apart."""
    stem, suffix = split_suffix(file_name(parcel.main.name, parcel.send_mode))
    base = f"{safe_stem(stem, max_bytes=_STEM_BYTES)}_{sha256_hex(parcel.message_id.encode())[:16]}"
    companions = parcel.attachments if parcel.rendering is None else (parcel.rendering, *parcel.attachments)
    files = [
        (f"{base}_{number}_{safe_file_name(file.name, max_bytes=60)}", file.content)
        for number, file in enumerate(companions, 1)
    ]
    files.append((base + suffix, parcel.main.content))
    items = tuple(Item(name=name, sha256=sha256_hex(content)) for name, content in files)
    return Note(message_id=parcel.message_id, folder=str(folder), items=items), tuple(c for _, c in files)


def _delivered(note: Note) -> Delivered:
    return Delivered(receipt=msgspec.json.encode(note), reference=note.items[-1].name)


def _try_later(error: OSError) -> TryLater:
    codes = {
        errno.ENOSPC: "folder-disk-full",
        errno.EDQUOT: "folder-disk-full",
        errno.EFBIG: "folder-disk-full",
        errno.ENOENT: "folder-missing",
        errno.ENOTDIR: "folder-missing",
        errno.EEXIST: "folder-name-taken",
        errno.EXDEV: "folder-journal-elsewhere",
    }
    return TryLater(code=codes.get(error.errno or 0, "folder-not-writable"), detail=str(error))


def _agreed_folder(settings: Settings, recipient: Recipient, services: Services) -> Path:
    """Return the receiver's folder; NotAllowed unless it lies directly below the root, FileNotFoundError if absent."""
    name = recipient.folder or ""
    if not name or name.startswith(".") or "\0" in name or name != Path(name).name or "\\" in name:
        raise NotAllowed(f"{name!r} is no name of a folder" if name else "no folder is agreed with the receiver")
    root, journal = Path(settings.root).resolve(strict=True), settings.journal_path().resolve()
    if services.exchange_root:
        allowed = Path(services.exchange_root).resolve()
        if not (root.is_relative_to(allowed) and journal.is_relative_to(allowed)):
            raise NotAllowed("the operator of the hub allows no folders there")
    folder = (root / name).resolve(strict=True)
    if folder.parent != root or folder == journal:
        raise NotAllowed(f"{name!r} leads out of the folder of the folders or to the journal")
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "no folder", str(folder))
    return folder


def _shard(settings: Settings, parcel: Parcel) -> Path:
    """Return the part of the journal for this message: 256 parts keep folders small and locks apart."""
    journal = settings.journal_path()
    journal.mkdir(mode=0o700, exist_ok=True)
    shard = journal / sha256_hex(parcel.message_id.encode())[:2]
    if not shard.is_dir():
        shard.mkdir(exist_ok=True)
        sync_folder(journal)
    return shard


@contextmanager
def _locked(shard: Path) -> Iterator[Path]:
    """Hold the shard against other workers; the kernel lets go when a worker dies."""
    with (shard / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shard


def move_without_overwriting(source: Path, target: Path, *, renameat2: Callable[..., int] | None = _RENAMEAT2) -> None:
    """Move a file in one step; FileExistsError when the name is taken, and then nothing has changed."""
    if renameat2 is not None:
        if renameat2(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), _RENAME_NOREPLACE) == 0:
            return
        number = ctypes.get_errno()
        if number not in _NO_SUCH_CALL:
            raise OSError(number, os.strerror(number), str(target))
    # Without the call: the message's own hash stands in the name, so only a foreign file can be there already.
    if target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


CHANNEL = Channel(
    name="folder",
    title="Agreed folder",
    titles={"sv": "Överenskommen mapp", "nb": "Avtalt mappe"},
    Settings=Settings,
    check_recipient=check_recipient,
    send=send,
    find=find,
    wants_rendering=True,
)
