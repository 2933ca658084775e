"""What one login handed over: worked on in `out/`, then in `sent/` or `errors/`, and its receipt in `receipts/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet

from depesch.hub.archive.models import ArchivedFile, FileRole
from depesch.hub.archive.store import content_of
from depesch.hub.direct.logins import LoginHolder
from depesch.hub.direct.mailbox import Entry, Folder, Item, MailboxError, Reason
from depesch.hub.direct.mailbox.asking import asking
from depesch.hub.direct.mailbox.names import ids_in, outgoing_name
from depesch.hub.direct.mailbox.telling import error_text, receipt
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.errors import ERROR_STATES, is_handled, mark_handled
from depesch.hub.flows.models import Attempt, Delivery, Direction, Document, DocumentState
from depesch.kit.clock import now
from depesch.kit.filenames import safe_file_name

SHOWN_FOR = timedelta(days=30)
BATCH = 500
REASON_SUFFIX = ".txt"
RECEIPT_SUFFIX = ".json"
_JUST_NOW = timedelta(minutes=1)  # longer, and WinSCP would want to remove it before it puts the name again


class Outgoing:
    """The documents that one login handed over during the last days, the latest first."""

    def __init__(self, holder: LoginHolder, language: str) -> None:
        self.holder = holder
        self.language = language

    def listed(self, folder: Folder) -> Iterator[list[Entry]]:
        """Give the entries of a folder in batches."""
        after: tuple[datetime, UUID] | None = None
        while True:
            with asking(self.holder.company_id):
                documents = list(_beyond(self._of(folder), after)[:BATCH])
                batch = [item.entry for item in self._items(folder, documents)]
            if batch:
                yield batch
            if len(documents) < BATCH:
                return
            after = (documents[-1].received_at, documents[-1].id)

    def working_on(self) -> list[Entry]:
        """Return what was taken over and is not processed yet, under the names that it was put under."""
        with asking(self.holder.company_id):
            documents = list(self._mine().filter(state=DocumentState.RECEIVED).order_by("received_at")[:BATCH])
            sizes = {file.document_id: file.size for file in _originals(documents).values()}
        return [_entry(each.file_name, sizes.get(each.id, 0), each.received_at) for each in documents]

    def just_taken(self, name: str) -> Item | None:
        """Return what was put under this name a moment ago: clients look at it once more. Inside `acting_for`."""
        same = self._mine().filter(file_name=safe_file_name(name), received_at__gte=now() - _JUST_NOW)
        found = list(same.order_by("-received_at")[:1])
        for document, file in zip(found, _originals(found).values(), strict=False):
            return Item(entry=_entry(name, file.size, document.received_at), content=_content(file))
        return None

    def find(self, folder: Folder, name: str) -> Item | None:
        """Return the file of this name, also when it has just left the list. Inside `acting_for`."""
        documents = self._found(name)
        return next((item for item in self._items(folder, documents) if item.entry.name == name), None)

    def see_to(self, name: str) -> None:
        """Note that somebody saw to the error whose file is removed; the text beside it goes with it.

        Removing the text alone changes nothing. Inside `acting_for`; raises MailboxError.
        """
        for document in self._found(name):
            names = [item.entry.name for item in self._items(Folder.ERRORS, [document])]
            if name not in names:
                continue
            if name == names[0]:
                _mark(document, self.holder.actor)
            return
        raise MailboxError(Reason.NOT_THERE, "there is no such file")

    def _mine(self) -> QuerySet[Document]:
        since = now() - SHOWN_FOR
        return Document.objects.filter(direction=Direction.OUT, submitted_by=self.holder.actor, received_at__gte=since)

    def _of(self, folder: Folder) -> QuerySet[Document]:
        if folder is Folder.ERRORS:
            is_open = Q(processed_at=None) | Q(processed_at__lt=F("state_since"))
            return self._mine().filter(is_open, state__in=ERROR_STATES)
        if folder is Folder.SENT:
            return self._mine().exclude(state__in=(DocumentState.RECEIVED, *ERROR_STATES))
        return self._mine()

    def _found(self, name: str) -> list[Document]:
        ranges = [Q(id__gte=first, id__lte=last) for first, last in ids_in(name)]
        return list(self._mine().filter(reduce(or_, ranges))[:10]) if ranges else []

    def _items(self, folder: Folder, documents: Sequence[Document]) -> Iterator[Item]:
        if folder is Folder.RECEIPTS:
            return self._receipts(documents)
        return self._files(documents, with_reasons=folder is Folder.ERRORS)

    def _files(self, documents: Sequence[Document], *, with_reasons: bool) -> Iterator[Item]:
        originals = _originals(documents)
        for document in documents:
            stem, suffix = outgoing_name(document)
            file = originals.get(document.id)
            if file is None:
                continue
            is_error = with_reasons and document.state in ERROR_STATES
            at = document.state_since
            entry = _entry(stem + suffix, file.size, at, is_writable=is_error and not is_handled(document))
            yield Item(entry=entry, content=_content(file))
            if is_error:
                text = error_text(document, self.language)
                yield _made(f"{stem}{suffix}{REASON_SUFFIX}", text, at, is_writable=entry.is_writable)

    def _receipts(self, documents: Sequence[Document]) -> Iterator[Item]:
        deliveries = {each.document_id: each for each in Delivery.objects.filter(document__in=documents)}
        attempts: dict[UUID, list[Attempt]] = {}
        for attempt in Attempt.objects.filter(delivery__in=deliveries.values()).order_by("number"):
            attempts.setdefault(attempt.delivery_id, []).append(attempt)
        for document in documents:
            delivery = deliveries.get(document.id)
            tries = attempts.get(delivery.id, []) if delivery else []
            text = receipt(document, delivery, tries, self.language)
            changed = max(document.state_since, document.business_status_since or document.state_since)
            yield _made(outgoing_name(document)[0] + RECEIPT_SUFFIX, text, changed)


def _mark(document: Document, actor: str) -> None:
    try:
        mark_handled(document.id, actor)
    except ActionRefused as error:
        raise MailboxError(Reason.DENIED, "the document is no longer among the errors") from error


def _originals(documents: Sequence[Document]) -> dict[UUID, ArchivedFile]:
    found = ArchivedFile.objects.filter(document_id__in=[each.id for each in documents], role=FileRole.ORIGINAL)
    return {file.document_id: file for file in found} if documents else {}


def _beyond(query: QuerySet[Document], after: tuple[datetime, UUID] | None) -> QuerySet[Document]:
    if after is not None:
        query = query.extra(where=["(received_at, id) < (%s, %s)"], params=after)
    return query.order_by("-received_at", "-id")


def _entry(name: str, size: int, at: datetime, *, is_writable: bool = False) -> Entry:
    return Entry(name=name, size=size, modified_at=at, is_writable=is_writable)


def _made(name: str, content: bytes, at: datetime, *, is_writable: bool = False) -> Item:
    return Item(entry=_entry(name, len(content), at, is_writable=is_writable), content=lambda: content)


def _content(file: ArchivedFile) -> Callable[[], bytes]:
    return lambda: content_of(file)
