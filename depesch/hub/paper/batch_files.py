"""A batch of the scanning centre: a ZIP file of scans, with a manifest or with the box codes in the files' names.

`manifest.json` is `{"scans": [{"file": "1.pdf", "box": "ABCD234", "received": "2026-11-20"}]}`; `manifest.csv` has the
columns file, box, received. Without either, a name begins with its box: `ABCD234_1.pdf`. See docs/paper.md.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from depesch.kit.xml import MAX_BYTES

MOST_FILES = 2000
LONGEST_NAME = 255  # signs that are kept of a file's name
MOST_TOGETHER = 2_000_000_000  # bytes, unpacked
_JSON, _CSV = "manifest.json", "manifest.csv"
_LARGEST_MANIFEST = 5_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)


class BatchRefused(ValueError):
    """Nothing of the batch was taken. `code`: not-zip, too-large, bad-manifest, missing-file, doubled-name, empty."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a manifest says of one file."""

    file: str
    box: str = ""
    received: date | None = None


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """One scan of a batch."""

    name: str
    box: str
    received: date | None
    content: bytes


class _Manifest(msgspec.Struct, frozen=True):
    scans: list[Entry]


class Batch:
    """An opened batch; its files are read one at a time."""

    def __init__(self, data: bytes) -> None:
        """Open it and hold it against its manifest; raises BatchRefused."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            found = [info for info in self._archive.infolist() if not info.is_dir()]
        except _BROKEN as error:
            raise BatchRefused("not-zip", f"the ZIP file cannot be opened: {error}") from error
        _names_must_differ([info.filename for info in found])
        self._files = {info.filename: info for info in found}
        self._must_fit()
        self.entries = self._entries()
        if not self.entries:
            raise BatchRefused("empty", "there is no scan in the ZIP file")

    def scans(self) -> Iterator[Scan]:
        """Give each scan with its bytes; raises BatchRefused for one that is damaged."""
        for entry in self.entries.values():
            content = self._content(entry.file, MAX_BYTES)
            yield Scan(name=entry.file, box=entry.box, received=entry.received, content=content)

    def _entries(self) -> Mapping[str, Entry]:
        told = self._told()
        if told is None:
            return {name: Entry(file=name, box=_box_in(name)) for name in self._files}
        names = [entry.file for entry in told]
        if missing := [name for name in names if name not in self._files]:
            raise BatchRefused("missing-file", f"the manifest names {missing[0]!r}, which is not in the ZIP file")
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise BatchRefused("bad-manifest", f"the manifest names {twice!r} twice")
        others = [name for name in self._files if name not in (*names, _JSON, _CSV)]
        return {entry.file: entry for entry in (*told, *(Entry(file=name) for name in others))}

    def _told(self) -> list[Entry] | None:
        try:
            if _JSON in self._files:
                return msgspec.json.decode(self._content(_JSON, _LARGEST_MANIFEST), type=_Manifest).scans
            if _CSV in self._files:
                return list(_rows(self._content(_CSV, _LARGEST_MANIFEST).decode("utf-8-sig")))
        except (msgspec.MsgspecError, UnicodeDecodeError, csv.Error) as error:
            raise BatchRefused("bad-manifest", f"the manifest cannot be read: {error}") from error
        return None

    def _content(self, name: str, most: int) -> bytes:
        try:
            with self._archive.open(self._files[name]) as file:
                content = file.read(most + 1)
        except _BROKEN as error:
            raise BatchRefused("not-zip", f"{name!r} cannot be unpacked: {error}") from error
        if len(content) > most:
            raise BatchRefused("too-large", f"{name!r} has more than {most} bytes")
        return content

    def _must_fit(self) -> None:
        if len(self._files) > MOST_FILES:
            raise BatchRefused("too-large", f"{len(self._files)} files are in it, at most {MOST_FILES} are taken")
        size = sum(info.file_size for info in self._files.values())
        if size > MOST_TOGETHER:
            raise BatchRefused("too-large", f"it has {size} bytes unpacked, at most {MOST_TOGETHER} are taken")


def _names_must_differ(names: list[str]) -> None:
    """Refuse a name that stands twice, as far as names are kept: one scan would take the place of the other."""
    seen: set[str] = set()
    for name in names:
        if name[:LONGEST_NAME] in seen:
            raise BatchRefused("doubled-name", f"two files in the ZIP file are called {name[:LONGEST_NAME]!r}")
        seen.add(name[:LONGEST_NAME])


def _rows(text: str) -> Iterator[Entry]:
    first = text.splitlines()[0] if text.strip() else ""
    for row in csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ","):
        if not row.get("file"):
            raise BatchRefused("bad-manifest", "the manifest's first line has to name the columns file, box, received")
        day = (row.get("received") or "").strip()
        try:
            received = date.fromisoformat(day) if day else None
        except ValueError as error:
            raise BatchRefused("bad-manifest", f"{row['file']!r}: {day!r} is no date such as 2026-11-20") from error
        yield Entry(file=row["file"], box=(row.get("box") or "").strip(), received=received)


def _box_in(name: str) -> str:
    """Return the box code that a file's name begins with, empty when it has none."""
    last = name.rpartition("/")[2]
    return last.split("_", 1)[0][:40] if "_" in last else ""
