"""One document fetched whole: itself in the format that is wanted, and what goes beside it, complete on the disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import UUID

import msgspec

from depesch.connect.collecting.marks import Mark, Marks, Move
from depesch.connect.collecting.names import beside, numbered, stem_of, suffix_of
from depesch.connect.hub_client import DocumentAnswer, Fetched, FileAnswer, HubClient
from depesch.connect.settings import Account, Collecting

PDF = "pdf"
_ORIGINAL, _TRANSCRIPT, _ATTACHMENT, _RENDERING = "original", "transcript", "attachment", "rendering"
_MAIN = (_ORIGINAL, _TRANSCRIPT)


class Damaged(Exception):
    """What came over the wire is not what the hub has."""


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it lies in `.depesch`: `name` is what it is called beside the document, empty for the document."""

    part: str
    name: str
    suffix: str
    sha256: str


class Fetching:
    """Fetches the documents of one account."""

    def __init__(self, client: HubClient, account: Account, collecting: Collecting, marks: Marks) -> None:
        self._client = client
        self._account = account
        self._collecting = collecting
        self._marks = marks

    def fetched(self, document: DocumentAnswer, company_id: UUID) -> Mark:
        """Fetch everything, sync it, decide the names, and return the mark, which is not written yet.

        Raises HubAway, HubRefused, Damaged, OSError.
        """
        *companions, main = list(self._parts(document))
        stem = stem_of(self._account, self._collecting, document)
        for number in range(1, 100_000):
            moves = _moves(numbered(stem, number), companions, main)
            if not any(os.path.lexists(self._collecting.folder / move.target) for move in moves):
                break
        else:
            raise FileExistsError(f"every name like {stem} is taken")
        return Mark(
            document_id=document.id, company_id=company_id, moves=moves, number=document.number,
            other=document.seller_name,
        )  # fmt: skip

    def _parts(self, document: DocumentAnswer) -> Iterator[_Part]:
        """Give what goes beside the document, then the document itself."""
        files = self._client.files(document.id)
        transcripts = [each for each in files if each.role == _TRANSCRIPT]  # of paper: what its pages say
        original = next((each for each in (*transcripts[-1:], *files) if each.role in _MAIN), None)
        if original is None:
            raise Damaged("the hub has no original of it")
        main, losses = self._main(document, original)
        numbers = count(1)
        if self._collecting.attachments:
            for each in files:
                if each.role == _ATTACHMENT:
                    yield self._archived(document, each, next(numbers), name=each.name)
            if losses:  # one of them may be a file that the format has no place for
                yield from self._beside(document, numbers)
        if self._collecting.pdf and main.suffix != ".pdf":
            yield self._pdf(document, files, next(numbers))
        yield main

    def _main(self, document: DocumentAnswer, original: FileAnswer) -> tuple[_Part, int]:
        """Return the document itself, and how many values its format could not hold as they were."""
        wanted = self._collecting.syntax
        suffix = suffix_of(original.name, original.media_type)
        if not wanted or (wanted == document.syntax and suffix == ".xml"):
            return self._archived(document, original, 0, name=""), 0
        got = self._fetch(document, 0, partial(self._client.fetch_as, document.id, wanted))
        suffix = suffix_of(got.name, got.media_type)
        return _Part(part=self._name(document, 0), name="", suffix=suffix, sha256=got.sha256), got.losses

    def _beside(self, document: DocumentAnswer, numbers: Iterator[int]) -> Iterator[_Part]:
        wanted = self._collecting.syntax
        for file in self._client.beside(document.id, wanted):
            number = next(numbers)
            got = self._fetch(document, number, partial(self._client.fetch_beside, document.id, wanted, file.number))
            _compare(file.name, got.sha256, file.sha256)
            suffix = suffix_of(file.name, file.media_type)
            yield _Part(part=self._name(document, number), name=file.name, suffix=suffix, sha256=got.sha256)

    def _pdf(self, document: DocumentAnswer, files: tuple[FileAnswer, ...], number: int) -> _Part:
        """Return the sender's own PDF, else one that the hub makes."""
        sent = (each for each in files if each.role == _RENDERING and each.media_type == "application/pdf")
        if (rendering := next(sent, None)) is not None:
            part = self._archived(document, rendering, number, name=PDF)
            return msgspec.structs.replace(part, suffix=".pdf")
        got = self._fetch(document, number, partial(self._client.fetch_as, document.id, PDF))
        return _Part(part=self._name(document, number), name=PDF, suffix=".pdf", sha256=got.sha256)

    def _archived(self, document: DocumentAnswer, file: FileAnswer, number: int, *, name: str) -> _Part:
        got = self._fetch(document, number, partial(self._client.fetch_file, document.id, file.id))
        _compare(file.name, got.sha256, file.sha256)
        suffix = suffix_of(file.name, file.media_type)
        return _Part(part=self._name(document, number), name=name, suffix=suffix, sha256=got.sha256)

    def _fetch(self, document: DocumentAnswer, number: int, get: Callable[[BinaryIO], Fetched]) -> Fetched:
        with self._marks.open_part(document.id, number) as file:
            got = get(file)
            file.flush()
            os.fsync(file.fileno())
        return got

    def _name(self, document: DocumentAnswer, number: int) -> str:
        return self._marks.part(document.id, number).name


def _compare(name: str, arrived: str, wanted: str) -> None:
    if arrived != wanted:
        raise Damaged(f"{name}: SHA-256 {arrived}, and the hub has {wanted}")


def _moves(stem: PurePosixPath, companions: list[_Part], main: _Part) -> tuple[Move, ...]:
    """Return where each file goes: no two to the same place, the document itself last."""
    moves: list[Move] = []
    main_target = stem.with_name(stem.name + main.suffix)
    taken = {str(main_target).casefold()}
    for each in companions:
        target = stem.with_name(stem.name + each.suffix) if each.name == PDF else beside(stem, each.name)
        bare, number = target, 2
        while str(target).casefold() in taken:
            target, number = bare.with_name(f"{Path(bare.name).stem}_{number}{Path(bare.name).suffix}"), number + 1
        taken.add(str(target).casefold())
        moves.append(Move(part=each.part, target=str(target), sha256=each.sha256))
    return (*moves, Move(part=main.part, target=str(main_target), sha256=main.sha256))
