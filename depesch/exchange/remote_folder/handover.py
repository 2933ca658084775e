"""The hand-over of files through a folder on a server: exactly once, also when the line breaks at any step and when the
receiver fetches and deletes at once.

Every file is written under a name of its own into a journal, a folder beside the agreed one; a note there lists them;
then each is *moved* out, the main document last. A file still in the journal was certainly not handed over, and one
that the note names and that has left it certainly was. The note is moved into its place too, so that of two hand-overs
at the same moment one is there first and both go on with its files. FTP moves over what is there: then the note is
read again, and the one that stands counts.

Source: draft-ietf-secsh-filexfer-02, 6.5 (SSH_FXP_RENAME fails when the new name exists); RFC 959, 4.1.3 (RNFR, RNTO).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress

import msgspec

from depesch.exchange.remote_folder import Fault, Lost, RemoteFolder
from depesch.exchange.remote_folder.paths import joined
from depesch.kit.hashing import sha256_hex

_MOST_NOTE_BYTES = 1_000_000


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One file: its name in the agreed folder, its name in the journal, size in bytes and hash."""

    name: str
    part: str
    size: int
    sha256: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal keeps of one hand-over, and what the receipt says. The main document is the last item."""

    message_id: str
    items: tuple[Item, ...]


class NotSure(Exception):
    """The line broke while the main document was moved: it was perhaps handed over."""


class OtherContent(Exception):
    """The message id was used before for another content."""


def hand_over(
    folder: RemoteFolder, journal: str, message_id: str, files: Sequence[tuple[str, bytes]], *, into: str = ""
) -> Note:
    """Hand the files over, once for each message id, and return the note; the last file is the main document.

    `into` is the agreed folder, `journal` the folder of the journal. Raises Fault when the main document was certainly
    not handed over, NotSure, and OtherContent.
    """
    note = _note_of(folder, journal, message_id)
    if note is None:
        folder.make_folder(journal)
        note = _stage(folder, journal, message_id, files)
    if note.items[-1].sha256 != sha256_hex(files[-1][1]):
        raise OtherContent(message_id)
    _move_out(folder, journal, note, into)
    return note


def find(folder: RemoteFolder, journal: str, message_id: str) -> Note | None:
    """Return the note of a hand-over that came to its end, None when it certainly did not; Fault when none can say."""
    note = _note_of(folder, journal, message_id)
    if note is None or folder.has(joined(journal, note.items[-1].part)):
        return None
    return note


def _note_of(folder: RemoteFolder, journal: str, message_id: str) -> Note | None:
    path = _note_path(journal, message_id)
    content = folder.read(path, most_bytes=_MOST_NOTE_BYTES)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Note)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Fault("server-failed", f"{path} is not what was written there: {error}") from error


def _stage(folder: RemoteFolder, journal: str, message_id: str, files: Sequence[tuple[str, bytes]]) -> Note:
    """Write the files, then the note: whoever sees the note has all the files. Return the note that stands."""
    token = f"{_key(message_id)}-{secrets.token_hex(4)}"
    items = tuple(
        Item(name=name, part=f"{token}.{place}", size=len(content), sha256=sha256_hex(content))
        for place, (name, content) in enumerate(files)
    )
    note = Note(message_id=message_id, items=items)
    for item, (_, content) in zip(items, files, strict=True):
        folder.write(joined(journal, item.part), content)
    draft = joined(journal, f"{token}.draft")
    folder.write(draft, msgspec.json.encode(note))
    try:
        folder.move(draft, _note_path(journal, message_id))
    except Fault as error:
        if error.code != "name-taken":
            raise
    standing = _note_of(folder, journal, message_id)
    if standing is None:
        raise Fault("server-failed", f"{_note_path(journal, message_id)} is not there after it was written")
    if standing != note:
        _clear(folder, [draft, *(joined(journal, item.part) for item in items)])
    return standing


def _clear(folder: RemoteFolder, names: Sequence[str]) -> None:
    """Remove what another hand-over of the same message made needless; what stays harms nobody."""
    for name in names:
        with suppress(Fault):
            folder.remove(name)


def _move_out(folder: RemoteFolder, journal: str, note: Note, into: str) -> None:
    """Move what still waits, in the note's order; the main document is seen last."""
    for item in note.items[:-1]:
        part = joined(journal, item.part)
        if folder.has(part):
            _move_companion(folder, part, item, into)
    main = note.items[-1]
    part = joined(journal, main.part)
    if not folder.has(part):
        return
    try:
        folder.move(part, joined(into, main.name))
    except Lost as error:
        raise NotSure(str(error)) from error
    except Fault as error:
        if _surely_has(folder, part) and not (error.code == "name-taken" and _is_ours(folder, main, into)):
            raise


def _move_companion(folder: RemoteFolder, part: str, item: Item, into: str) -> None:
    try:
        folder.move(part, joined(into, item.name))
    except Fault as error:
        if error.code != "name-taken" or not _is_ours(folder, item, into):
            raise


def _is_ours(folder: RemoteFolder, item: Item, into: str) -> bool:
    """Return whether the file of the item's name is that item: a server that died in mid-move, which may make the new
    name before it takes the old one away, leaves both.
    """
    there = folder.read(joined(into, item.name), most_bytes=item.size + 1)
    return there is not None and sha256_hex(there) == item.sha256


def _surely_has(folder: RemoteFolder, part: str) -> bool:
    """Return whether the main document still waits; it does not when another hand-over moved it a moment before."""
    try:
        return folder.has(part)
    except Fault as error:
        raise NotSure(str(error)) from error


def _note_path(journal: str, message_id: str) -> str:
    return joined(journal, f"{_key(message_id)}.json")


def _key(message_id: str) -> str:
    return sha256_hex(message_id.encode())
