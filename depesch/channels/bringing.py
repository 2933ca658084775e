"""What the channels share that bring files to a folder on the receiver's server. No channel itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import msgspec

from depesch.channels import (
    Delivered,
    Misuse,
    Outcome,
    Parcel,
    TryLater,
    Unknown,
    forbid_certification,
    named_files,
)
from depesch.exchange.remote_folder import Fault, RemoteFolder
from depesch.exchange.remote_folder.handover import Note, NotSure, OtherContent, find, hand_over
from depesch.exchange.remote_folder.paths import joined

LONG_WAIT_S = 900.0
_FOR_A_PERSON = frozenset(
    {"address-not-allowed", "host-key-unknown", "tls-failed", "login-failed", "not-allowed", "folder-missing"}
)


class Place(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Where the files go: how to log in, the agreed folder, and the folder of the journal, seen from it.

    `channel` begins the codes of outcomes.
    """

    channel: str
    log_in: Callable[[], AbstractContextManager[RemoteFolder]]
    folder: str
    journal: str


def bring(place: Place, parcel: Parcel) -> Outcome:
    """Hand the parcel's files over; the note of the journal is the receipt."""
    forbid_certification(parcel)
    files = [(file.name, file.content) for file in named_files(parcel)]
    try:
        with place.log_in() as folder:
            journal = joined(place.folder, place.journal)
            note = hand_over(folder, journal, parcel.message_id, files, into=place.folder)
    except NotSure as error:
        return Unknown(code=f"{place.channel}-not-confirmed", detail=f"perhaps handed over, then {error}")
    except OtherContent as error:
        raise Misuse(f"message id {parcel.message_id} was used before for another content") from error
    except Fault as fault:
        wait = LONG_WAIT_S if fault.code in _FOR_A_PERSON else None
        return TryLater(code=f"{place.channel}-{fault.code}", detail=fault.detail, retry_after_s=wait)
    return _delivered(note)


def ask(place: Place, parcel: Parcel) -> Outcome:
    """Look in the journal on the server; Unknown when it cannot be asked."""
    try:
        with place.log_in() as folder:
            note = find(folder, joined(place.folder, place.journal), parcel.message_id)
    except Fault as fault:
        return Unknown(code=f"{place.channel}-{fault.code}", detail=fault.detail)
    if note is None:
        return TryLater(code=f"{place.channel}-not-handed-over", detail="the document was never moved into the folder")
    return _delivered(note)


def _delivered(note: Note) -> Delivered:
    return Delivered(receipt=msgspec.json.encode(note), reference=note.items[-1].name)
