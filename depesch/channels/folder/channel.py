"""Folder: files in an agreed folder, from which the receiver's system fetches (and mostly deletes) them.

The companions (PDF, attachments) are there before the main document is seen; how each comes exactly once stands in
`handover`.
"""

from __future__ import annotations

import errno
import os
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
    forbid_certification,
    named_files,
)
from depesch.channels.folder.handover import Item, Note, Staging, staging_of
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import field_words


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Where the agreed folders lie."""

    root: Annotated[
        str,
        field_words(
            (
                "Folder of the folders",
                "Each receiver's agreed folder lies directly below it. Empty: your own folder on this hub; a relative "
                "path lies below that.",
            ),
            sv=(
                "Rotmapp",
                "Varje mottagares mapp ligger direkt under den. Tomt: er egen mapp på det här navet; en relativ "
                "sökväg ligger under den.",
            ),
            nb=(
                "Rotmappe",
                "Mappen til hver mottaker ligger rett under den. Tomt: deres egen mappe på dette navet; en relativ "
                "sti ligger under den.",
            ),
        ),
    ] = ""
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
        """Refuse a relative journal, which would depend on where the hub was started."""
        if self.journal and not Path(self.journal).is_absolute():
            raise ValueError("journal is no absolute path")

    def below(self, exchange_root: str) -> Settings:
        """Return the settings with the root as an absolute path; NotAllowed when the hub has no folder to begin at."""
        root = Path(exchange_root, self.root)  # an absolute root stays as it is
        if not root.is_absolute():
            raise NotAllowed("the folder of the folders is no absolute path")
        return msgspec.structs.replace(self, root=str(root))

    def journal_path(self) -> Path:
        """Return the journal's folder."""
        return Path(self.journal) if self.journal else Path(self.root) / ".depesch-journal"


class NotAllowed(ValueError):
    """The name of the agreed folder leads out of the root, or is none."""


def check_recipient(settings: Settings, recipient: Recipient, services: Services) -> Check:
    """Tell whether the agreed folder is there, may be written, and lies on one file system with the journal."""
    try:
        settings = settings.below(services.exchange_root)
        journal = settings.journal_path()
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
        settings = settings.below(services.exchange_root)
        folder = _agreed_folder(settings, parcel.recipient, services)
        with staging_of(parcel.message_id, settings.journal_path()) as staging:
            return _hand_over(staging, parcel, folder)
    except NotAllowed as error:
        return Refused(code="folder-not-agreed", detail=str(error))
    except OSError as error:
        return _try_later(error)


def find(settings: Settings, parcel: Parcel, services: Services) -> Outcome:
    """Look in the journal; Unknown when the folder or the journal cannot be read."""
    try:
        settings = settings.below(services.exchange_root)
        _agreed_folder(settings, parcel.recipient, services)
        with staging_of(parcel.message_id, settings.journal_path()) as staging:
            note = staging.note()
            if note is not None and not staging.waits(note):
                return _delivered(note)
    except (OSError, NotAllowed) as error:
        return Unknown(code="folder-cannot-ask", detail=str(error))
    return TryLater(code="folder-not-handed-over", detail="the document was never moved into the folder")


def _hand_over(staging: Staging, parcel: Parcel, folder: Path) -> Outcome:
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
    """Return the note and the contents in its order."""
    files = named_files(parcel)
    items = tuple(Item(name=file.name, sha256=sha256_hex(file.content)) for file in files)
    note = Note(message_id=parcel.message_id, folder=str(folder), items=items)
    return note, tuple(file.content for file in files)


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
