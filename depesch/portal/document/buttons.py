"""What can be done with a document: the buttons that fit its state and the person's role, the main one first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.flows.choosing import may_choose_recipient
from depesch.hub.flows.fixing import may_be_fixed
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.printing import may_be_printed
from depesch.hub.flows.states import may_move
from depesch.hub.flows.transcripts import waits_for_a_person
from depesch.model.invoice import CREDIT_NOTE_TYPES
from depesch.portal.access import guard_of
from depesch.portal.person import Person

_S = DocumentState
_PRINT = "print_document"
_HELP = "ask_for_help"  # its document stands in the query, not in the path
_NEEDS_CORRECTING = (_S.REFUSED, _S.UNDELIVERABLE)


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do. `is_post` is done at once and asks nothing; the others lead to a page."""

    name: str  # of the address
    url: str
    label: str | Promise
    is_post: bool = False
    is_main: bool = False


def buttons_of(document: Document, person: Person, *, is_readable: bool, has_offer: bool) -> list[Button]:
    """Return the buttons; `has_offer` says that the page offers a mend, which has the main button then.

    An address that this portal does not have, or that the person's role may not use, gives no button.
    """
    wanted = _outgoing(document, is_readable) if document.direction == Direction.OUT else _incoming(document)
    found: list[Button] = []
    prints = ((_PRINT, _("Print"), False),) if may_be_printed(document) else ()
    for name, label, is_post in (*wanted, *prints, (_HELP, _("Ask for help"), False)):
        url = _address(name, document, person)
        if url:
            found.append(
                Button(name, url, label, is_post, is_main=not has_offer and not found and _leads(name, document))
            )
    return found


def may_cancel(document: Document) -> bool:
    """Return whether the document can still be withdrawn."""
    return document.direction == Direction.OUT and may_move(DocumentState(document.state), DocumentState.CANCELLED)


def may_send_again(document: Document) -> bool:
    """Return whether delivery can be tried anew."""
    return document.direction == Direction.OUT and may_move(DocumentState(document.state), DocumentState.RECEIVED)


def _outgoing(document: Document, is_readable: bool) -> Iterator[tuple[str, Promise, bool]]:
    state = DocumentState(document.state)
    if waits_for_a_person(document):
        yield "read_through", _("Read it through"), True
    if may_be_fixed(document):
        yield "fix", _("Fix here"), False
    if state == _S.REFUSED and document.problem_code == "duplicate":
        yield "send_although_used", _("Send although the number was used before"), False
    if may_choose_recipient(document):
        yield "choose_recipient", _("Choose the receiver"), False
    if is_readable and state in _NEEDS_CORRECTING:
        yield "correct", _("Correct in the form"), True
    if may_send_again(document) and not waits_for_a_person(document):
        yield "send_again", _("Send again"), False
    if state in (_S.RECEIVED, _S.WAITING):
        yield "recall", _("Take it back"), True
    if may_cancel(document):
        yield "cancel", _("Cancel the document"), False
    if is_readable and state == _S.DELIVERED and document.type_code not in CREDIT_NOTE_TYPES:
        yield "credit", _("Credit"), True
    if is_readable and state != _S.UNPACKED:
        yield "copy", _("Copy"), True


def _incoming(document: Document) -> Iterator[tuple[str, Promise, bool]]:
    if document.state == _S.UNPACKED:  # a scan of several: its parts have the buttons
        return
    if waits_for_a_person(document):
        yield "confirm_scan", _("Read it through"), False
    if document.processed_at is None:
        yield "incoming_done", _("Mark as done"), True
    if document.syntax:
        yield "coding", _("Coding"), False
    yield "answer", _("Answer the sender"), False
    yield "forward", _("Forward"), False
    if document.processed_at is not None:
        yield "incoming_reopen", _("Put back among the unprocessed"), True


def _leads(name: str, document: Document) -> bool:
    """Return whether a button is what most people came for."""
    if name == "send_again":
        return document.state in (_S.UNDELIVERABLE, _S.FAILED)
    return name in ("read_through", "confirm_scan", "fix", "choose_recipient", "incoming_done")


def _address(name: str, document: Document, person: Person) -> str:
    try:
        url = reverse(name) if name == _HELP else reverse(name, args=[document.pk])
    except NoReverseMatch:
        return ""
    guard = guard_of(resolve(url).func)
    may = guard is not None and (guard.permission is None or person.may(guard.permission))
    if not may:
        return ""
    return f"{url}?document={document.pk}" if name == _HELP else url
