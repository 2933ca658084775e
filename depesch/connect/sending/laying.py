"""Laying: a parcel's files come to rest in `sent` or `failed`, a note beside the document; nothing is overwritten.

Beside `x.xml` lies `x.xml.receipt.json` in `sent`, `x.xml.reason.txt` in `failed`. A name that is taken gets a number:
`x_2.xml`, for all files of the parcel alike.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from depesch.connect.sending.claiming import MANIFEST
from depesch.connect.sending.moving import move, write_whole
from depesch.connect.sending.names import kept, laid_name, restored
from depesch.kit.durable import sync_folder

RECEIPT = ".receipt.json"
REASON = ".reason.txt"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a parcel was laid: the names as `names.kept` writes them, the document's first, in the parcel's order."""

    folder: str
    names: tuple[str, ...]
    note: str = ""  # the note's

    @property
    def paths(self) -> tuple[Path, ...]:
        """Return where the files are."""
        return tuple(Path(restored(self.folder)) / restored(name) for name in self.names)

    @property
    def note_path(self) -> Path:
        """Return where the note is."""
        return Path(restored(self.folder)) / restored(self.note)


def free_place(folder: Path, names: Sequence[str], suffix: str) -> Place:
    """Return names in `folder` that are free for all the files and the note; raises OSError."""
    for number in itertools.count(1):
        laid = [laid_name(name, number) for name in names]
        note = laid[0] + suffix
        if len(set(laid)) < len(laid):  # two long names became the same one
            laid = [laid_name(f"{index}_{name}", number) for index, name in enumerate(names)]
            note = laid[0] + suffix
        if not any(os.path.lexists(folder / name) for name in (*laid, note)):
            return Place(folder=kept(str(folder)), names=tuple(map(kept, laid)), note=kept(note))
    raise AssertionError("there are always more numbers")


def lay(sources: Sequence[Path], place: Place, note: bytes) -> None:
    """Move the files to their places and write the note; done again after a crash, it does what is left.

    Raises FileExistsError when somebody took a name meanwhile, and OSError.
    """
    for source, target in zip(sources, place.paths, strict=True):
        move(source, target)
    write_whole(place.note_path, note)


def clear_claim(folder: Path) -> None:
    """Remove a claim that was laid."""
    (folder / MANIFEST).unlink(missing_ok=True)
    for stray in folder.glob(".*.tmp"):
        stray.unlink(missing_ok=True)
    folder.rmdir()
    sync_folder(folder.parent)


def remove(place: Place) -> None:
    """Delete what was laid, for it was kept long enough; what is gone is gone. Raises OSError."""
    for path in (*place.paths, place.note_path):
        path.unlink(missing_ok=True)
