"""The actions on many documents: where each is offered, to whom, and what is said before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from depesch.hub.flows.bulk import BulkKind
from depesch.hub.flows.problems import problem
from depesch.hub.tenancy.access import Permission
from depesch.portal.formatting import language
from depesch.portal.person import Person

_CHANGING = ("in_progress", "errors")


@dataclass(frozen=True, slots=True)
class Offer:
    """One action; `views` are the lists that offer it."""

    kind: BulkKind
    label: Promise
    what_happens: Promise
    views: tuple[str, ...]
    permission: Permission
    is_stop: bool = False


OFFERS: Mapping[BulkKind, Offer] = {
    BulkKind.SEND_AGAIN: Offer(
        BulkKind.SEND_AGAIN, gettext_lazy("Send again"),
        gettext_lazy(
            "Each document is checked once more and tried on every way to its receiver, from the first. A receiver "
            "gets it once, even if an earlier try reached them. One whose number was used before is left out: it needs "
            "a reason of its own."
        ),
        _CHANGING, Permission.SEND,
    ),
    BulkKind.HANDLED: Offer(
        BulkKind.HANDLED, gettext_lazy("Mark as handled"),
        gettext_lazy(
            "Nobody is reminded of these errors any more. The documents stay as they are, under “Handled” among the "
            "errors and in the archive."
        ),
        ("errors",), Permission.SEND,
    ),
    BulkKind.CANCEL: Offer(
        BulkKind.CANCEL, gettext_lazy("Cancel the documents"),
        gettext_lazy(
            "They will not be delivered. They stay in the archive and in the list of cancelled documents, and their "
            "numbers can be used again. What has been handed over already is left out."
        ),
        _CHANGING, Permission.SEND, is_stop=True,
    ),
    BulkKind.PRINT: Offer(
        BulkKind.PRINT, gettext_lazy("Print"),
        gettext_lazy(
            "The PDF of each goes by mail to the printer on the customer's card, else to your usual one. Attachments "
            "that are no PDF are not printed. Whether the paper came out nobody tells us."
        ),
        ("received", "sent", "in_progress", "errors"), Permission.SEND,
    ),
    BulkKind.CSV: Offer(
        BulkKind.CSV, gettext_lazy("Export as a table"),
        gettext_lazy("A file with a row for each document, for a spreadsheet or for a program. Nothing is changed."),
        ("received", "sent", "in_progress", "errors", "cancelled"), Permission.READ,
    ),
    BulkKind.ZIP: Offer(
        BulkKind.ZIP, gettext_lazy("Export the files"),
        gettext_lazy(
            "A ZIP file with a folder for each document: the original, what was sent, attachments and receipts, as "
            "they lie in the archive. Nothing is changed."
        ),
        ("received", "sent", "in_progress", "errors", "cancelled"), Permission.READ,
    ),
}  # fmt: skip


def offered(person: Person, view: str) -> list[Offer]:
    """Return the actions that a list offers to the person."""
    return [offer for offer in OFFERS.values() if view in offer.views and person.may(offer.permission)]


def question(kind: BulkKind, count: int) -> str:
    """Return the question that is asked before the action, with how many documents it is about."""
    texts = {
        BulkKind.SEND_AGAIN: ngettext("Send %(count)s document again?", "Send %(count)s documents again?", count),
        BulkKind.HANDLED: ngettext(
            "Mark %(count)s document as handled?", "Mark %(count)s documents as handled?", count
        ),
        BulkKind.CANCEL: ngettext("Cancel %(count)s document?", "Cancel %(count)s documents?", count),
        BulkKind.PRINT: ngettext("Print %(count)s document?", "Print %(count)s documents?", count),
        BulkKind.CSV: ngettext("Export %(count)s document as a table", "Export %(count)s documents as a table", count),
        BulkKind.ZIP: ngettext(
            "Export the files of %(count)s document", "Export the files of %(count)s documents", count
        ),
    }
    return texts[kind] % {"count": count}


def reason(code: str) -> str:
    """Return why an action could not be done to a document."""
    if code == "gone-from-archive":
        return _("A file of this document could not be read from the archive and is not in the export. Tell support.")
    if code == "duplicate":
        return _("Its number was used before. Open it and say why it is to be sent all the same.")
    return problem(code, language()).title
