"""Handing over: what becomes of one claimed parcel, from the journal over the hub to where it is laid.

Every step looks at what is there before it does anything, so that it can be done again after a crash at any point.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from depesch.connect.hub_client import Attachment, HubClient, HubRefused
from depesch.connect.runs import FileResult, FileState
from depesch.connect.sending import claiming, laying, notes
from depesch.connect.sending import sender_words as words
from depesch.connect.sending.claiming import Manifest
from depesch.connect.sending.names import shown
from depesch.connect.sending.records import ParcelRow, Records
from depesch.connect.sending.stops import Told, is_of_the_file, told
from depesch.connect.settings import Account, EventClass, Sending
from depesch.kit.clock import Clock
from depesch.kit.durable import sync_folder
from depesch.kit.xml import MAX_BYTES

MOST_TRIES = 3  # of what the hub refuses for a reason that may lie on the way there and not in the file
TWIN_WAITS = timedelta(hours=1)  # how long a file waits for what becomes of one with the same content


class Target(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where one watched folder's files go, and in which language their reasons are written."""

    account: Account
    sending: Sending
    hub: HubClient
    language: str
    clock: Clock

    @property
    def sent(self) -> Path:
        """Return the folder for what the hub has."""
        return self.sending.sent or self.sending.folder.parent / "sent"

    @property
    def failed(self) -> Path:
        """Return the folder for what could not be sent."""
        return self.sending.failed or self.sending.folder.parent / "failed"

    def told(self, fault: words.Fault, **values: object) -> Told:
        """Return a fault in words."""
        return told(fault, self.language, folder=shown(str(self.sending.folder)), **values)


def carry_out(
    folder: Path, manifest: Manifest, target: Target, records: Records, *, is_resumed: bool
) -> FileResult | None:
    """Take a claim to its end; None when it had come to it before, or stays for another run.

    Raises `stops.FAULTS`: then the claim stays as it is, and the next run goes on with it.
    """
    row = records.claimed(manifest, target.sending.folder, target.clock())
    result = None
    if row.state is FileState.CLAIMED:
        result = _decided(folder, manifest, row, target, records, is_resumed=is_resumed)
        if result is None:
            return None
        row = records.parcel(manifest.key) or row
    _lay(folder, manifest, row, target, records)
    return result


def _decided(
    folder: Path, manifest: Manifest, row: ParcelRow, target: Target, records: Records, *, is_resumed: bool
) -> FileResult | None:
    """Hand the parcel over, or say why not; None when it stays for another run."""
    fault = _fault_of(manifest, target)
    if fault is None and is_resumed and not claiming.is_as_sealed(folder, manifest):
        fault = target.told(words.CHANGED, name=row.name)
    if fault is None and not manifest.is_again and (twin := records.earlier(manifest)):
        if twin.state is FileState.CLAIMED:
            if target.clock() - twin.state_at < TWIN_WAITS:
                return None
        else:
            at = twin.claimed_at.isoformat(sep=" ", timespec="minutes")
            fault = target.told(words.DUPLICATE, at=at, name=twin.name, document=twin.document_id, key=row.key)
    if fault is not None:
        return _refused(row, fault, target, records)
    try:
        return _handed_over(folder, manifest, row, target, records)
    except HubRefused as refused:
        if not is_of_the_file(refused):
            raise
        problem = refused.problem
        may_be_the_way = problem.status == 400 or problem.code == "idempotency-conflict"
        if may_be_the_way and problem.code != "empty" and records.tried(row.key) < MOST_TRIES:
            return None
        said = target.told(words.REFUSED, detail=problem.detail or problem.title, next=problem.next)
        return _refused(row, said, target, records)


def _fault_of(manifest: Manifest, target: Target) -> Told | None:
    """Return what is wrong with the files before anybody is asked."""
    unreadable = next((piece for piece in manifest.pieces if piece.error), None)
    if unreadable is not None:
        return target.told(words.UNREADABLE, error=f"{shown(unreadable.file_name)}: {unreadable.error}")
    if manifest.document.size == 0:
        return target.told(words.EMPTY)
    if manifest.size > MAX_BYTES:
        return target.told(words.TOO_LARGE, size=manifest.size, most=MAX_BYTES)
    return None


def _handed_over(folder: Path, manifest: Manifest, row: ParcelRow, target: Target, records: Records) -> FileResult:
    with ExitStack() as stack:
        opened = [stack.enter_context((folder / piece.file_name).open("rb")) for piece in manifest.pieces]
        receipt = target.hub.submit(
            opened[0],
            file_name=shown(manifest.document.file_name),
            key=str(manifest.key),
            send_mode=manifest.send_mode,
            attachments=[
                Attachment(name=shown(piece.file_name), content=file)
                for piece, file in zip(manifest.attachments, opened[1:], strict=True)
            ],
        )
    at = target.clock()
    records.accepted(row, receipt.id, at)
    return FileResult(event=EventClass.SENT, state=FileState.SENT, name=row.name, at=at, document_id=receipt.id)


def _refused(row: ParcelRow, why: Told, target: Target, records: Records) -> FileResult:
    at = target.clock()
    records.failed(row.key, at, reason=why.reason, next_step=why.next_step)
    return FileResult(
        event=EventClass.FAILED,
        state=FileState.FAILED,
        name=row.name,
        at=at,
        reason=why.reason,
        next_step=why.next_step,
    )


def _lay(folder: Path, manifest: Manifest, row: ParcelRow, target: Target, records: Records) -> None:
    """Lay the files where the parcel's state says, with their note, and remove the claim."""
    has_failed = row.state is FileState.FAILED and row.document_id is None
    there, suffix = (target.failed, laying.REASON) if has_failed else (target.sent, laying.RECEIPT)
    there.mkdir(parents=True, exist_ok=True)
    names = [piece.file_name for piece in manifest.pieces]
    sources = [folder / name for name in names]
    place = row.place
    while True:
        if place is None:
            place = laying.free_place(there, names, suffix)
            records.lays(row.key, place)
        try:
            laying.lay(sources, place, _note(manifest, row, target, at=row.state_at))
            break
        except FileExistsError:
            place = _around(place, sources, laying.free_place(there, names, suffix))
            records.lays(row.key, place)
    sync_folder(there)
    records.laid(row.key, target.clock())
    laying.clear_claim(folder)


def _around(old: laying.Place, sources: list[Path], new: laying.Place) -> laying.Place:
    """Return the new names for what is not laid yet; somebody took one of the old ones."""
    both = zip(sources, old.names, new.names, strict=True)
    names = tuple(fresh if source.exists() else was for source, was, fresh in both)
    return laying.Place(folder=new.folder, names=names, note=new.note)


def _note(manifest: Manifest, row: ParcelRow, target: Target, *, at: datetime) -> bytes:
    if row.state is FileState.FAILED and row.document_id is None:
        why = Told(reason=row.reason, next_step=row.next_step)
        return notes.reason(row.name, why, language=target.language, row=row, at=at)
    return notes.receipt(manifest, row, target.account.hub)
