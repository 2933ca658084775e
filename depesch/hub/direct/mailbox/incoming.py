"""What came in: `in/` until it is acknowledged, `done/` for some days after, `attachments/` beside both.

Only documents of the login's send mode are here. Lists are read in batches, each in a transaction of its own, so that
many thousand waiting documents take neither much memory nor one long transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from uuid import UUID

import msgspec
import structlog
from django.db.models import Q, QuerySet

from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.readable import READABLE
from depesch.hub.archive.store import content_of
from depesch.hub.direct.logins import LoginHolder
from depesch.hub.direct.mailbox import Entry, Folder, Item, MailboxError, Reason
from depesch.hub.direct.mailbox.asking import asking
from depesch.hub.direct.mailbox.names import ids_in, incoming_stem
from depesch.hub.direct.mailbox.prepared import Forms
from depesch.hub.flows.collecting import TO_COLLECT, acknowledge
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.reach import within_programs_reach
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name

BATCH = 500
DONE_FOR = timedelta(days=7)
MOST_DONE = 2000
CONVERTING_S = 20.0  # a listing converts so long; what is not ready by then stands in the next one
_COLUMNS = (
    "id", "tenant_id", "direction", "received_at", "collected_at", "seller_name", "number", "issue_date", "send_mode",
    "syntax",
)  # fmt: skip
_BESIDE_ROLES = (FileRole.ATTACHMENT, FileRole.RENDERING)
_log = structlog.get_logger()


class Incoming:
    """The documents that one login may collect."""

    def __init__(self, holder: LoginHolder, home: Path, language: str) -> None:
        self.holder = holder
        self.forms = Forms(home, holder.company_id, holder.syntax, language)

    def listed(self, folder: Folder) -> Iterator[list[Entry]]:
        """Give the entries of a folder in batches, the oldest document first."""
        waiting = self._batches(self._waiting)
        done = self._batches(self._done, most=MOST_DONE)
        if folder is Folder.IN:
            yield from ([item.entry for item in self._mains(batch, folder)] for batch in waiting)
        elif folder is Folder.DONE:
            yield from ([item.entry for item in self._mains(batch, folder)] for batch in done)
        else:
            for batches in (done, waiting):
                yield from ([item.entry for item in self._besides(batch)] for batch in batches)

    def find(self, folder: Folder, name: str) -> Item | None:
        """Return the file of this name. Inside `acting_for`.

        A document that was acknowledged meanwhile is still read under its name in `in/`, and removed without effect: a
        client that read the list before goes on with it undisturbed.
        """
        documents = list(self._found(name))
        items = (
            self._besides(_read(documents)) if folder is Folder.ATTACHMENTS else self._mains(_read(documents), folder)
        )
        return next((item for item in items if item.entry.name == name), None)

    def acknowledge(self, name: str) -> None:
        """Note that the client has the document of this name in `in/`. Inside `acting_for`."""
        for document in self._found(name):
            (item,) = self._mains(_read([document]), Folder.IN)
            if item.entry.name == name:
                acknowledge(document.id, actor=self.holder.actor)
                return
        raise MailboxError(Reason.NOT_THERE, "there is no such file")

    def _all(self) -> QuerySet[Document]:
        mine = Document.objects.filter(direction=Direction.IN, send_mode=self.holder.send_mode.value).filter(
            within_programs_reach()
        )
        return mine.only(*_COLUMNS)

    def _waiting(self) -> QuerySet[Document]:
        return self._all().filter(TO_COLLECT)

    def _done(self) -> QuerySet[Document]:
        at = now()
        return self._all().filter(collected_at__gte=at - DONE_FOR, received_at__gte=at - timedelta(days=365))

    def _found(self, name: str) -> Iterable[Document]:
        """Return the documents whose ids the name may hold, of which at most one has it."""
        ranges = [Q(id__gte=first, id__lte=last) for first, last in ids_in(name)]
        return self._all().filter(reduce(or_, ranges))[:10] if ranges else []

    def _batches(self, query: Callable[[], QuerySet[Document]], *, most: int | None = None) -> Iterator[_Batch]:
        """Give documents with their files, the oldest first, until what has to be converted takes too long."""
        after: tuple[object, UUID] | None = None
        seen, until = 0, time.monotonic() + CONVERTING_S
        while most is None or seen < most:
            with asking(self.holder.company_id):
                rows = list(_beyond(query(), after)[:BATCH])
                batch = _read(rows)
                ready = self._ready(batch, until)
            if ready.documents:
                yield ready
            if len(rows) < BATCH or len(ready.documents) < len(batch.documents):
                return
            seen, after = seen + BATCH, (rows[-1].received_at, rows[-1].id)

    def _ready(self, batch: _Batch, until: float) -> _Batch:
        """Return the beginning of the batch whose forms are there; missing ones are made while there is time."""
        for count, document in enumerate(batch.documents):
            if not self.forms.is_quick(document):
                if time.monotonic() > until:
                    _log.info("mailbox.converting_goes_on", login=str(self.holder.login_id), ready=count)
                    return msgspec.structs.replace(batch, documents=batch.documents[:count])
                self.forms.form(document, batch.originals[document.id])
        return batch

    def _mains(self, batch: _Batch, folder: Folder) -> Iterator[Item]:
        for document in batch.documents:
            form = self.forms.form(document, batch.originals[document.id])
            entry = Entry(
                name=incoming_stem(document) + form.suffix, size=form.size, modified_at=document.received_at,
                is_writable=folder is Folder.IN,
            )  # fmt: skip
            yield Item(entry=entry, content=form.content)

    def _besides(self, batch: _Batch) -> Iterator[Item]:
        for document in batch.documents:
            stem = incoming_stem(document)
            for number, file in enumerate(batch.beside.get(document.id, ()), 1):
                yield _archived(file, _name_beside(stem, file, number), document)
            for made in self.forms.form(document, batch.originals[document.id]).beside:
                entry = Entry(name=f"{stem}.made.{made.name}", size=made.size, modified_at=document.received_at)
                yield Item(entry=entry, content=made.content)


class _Batch(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Some documents with their files."""

    documents: Sequence[Document]
    originals: dict[UUID, ArchivedFile]
    beside: dict[UUID, list[ArchivedFile]]


def _read(documents: Sequence[Document]) -> _Batch:
    """Return the documents with their files in one query; one whose original is missing in the archive is left out."""
    originals: dict[UUID, ArchivedFile] = {}
    beside: dict[UUID, list[ArchivedFile]] = {}
    roles = (*READABLE, *_BESIDE_ROLES)
    files = ArchivedFile.objects.filter(document_id__in=[each.id for each in documents], role__in=roles)
    for file in files.order_by("archived_at", "id") if documents else ():
        if file.role == FileRole.TRANSCRIPT:
            originals[file.document_id] = file  # what an original on paper says
        elif file.role == FileRole.ORIGINAL:
            originals.setdefault(file.document_id, file)
        else:
            beside.setdefault(file.document_id, []).append(file)
    whole = [each for each in documents if each.id in originals]
    return _Batch(documents=whole, originals=originals, beside=beside)


def _beyond(query: QuerySet[Document], after: tuple[object, UUID] | None) -> QuerySet[Document]:
    if after is not None:
        query = query.extra(where=["(received_at, id) > (%s, %s)"], params=after)
    return query.order_by("received_at", "id")


def _name_beside(stem: str, file: ArchivedFile, number: int) -> str:
    if file.role == FileRole.RENDERING:
        return f"{stem}.readable.pdf" if file.media_type == "application/pdf" else f"{stem}.readable.html"
    return f"{stem}.{number}.{safe_file_name(file.name, max_bytes=80)}"


def _archived(file: ArchivedFile, name: str, document: Document) -> Item:
    entry = Entry(name=name, size=file.size, modified_at=document.received_at)
    return Item(entry=entry, content=lambda: content_of(file))
