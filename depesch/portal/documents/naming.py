"""What a document is called: on its page, in a list, in a question."""

from __future__ import annotations

from django.utils.translation import gettext as _

from depesch.hub.flows.models import Direction, Document
from depesch.model.invoice import CREDIT_NOTE_TYPES


def heading_of(document: Document) -> str:
    """Return the name of the thing, such as "Invoice 20261178 to Region Västerdal"."""
    if not document.number:
        return document.file_name or _("Document without a number")
    party = party_of(document)
    words = {"kind": kind_of(document), "number": document.number, "party": party}
    if not party:
        return "{kind} {number}".format(**words)
    if document.direction == Direction.OUT:
        return _("{kind} {number} to {party}").format(**words)
    return _("{kind} {number} from {party}").format(**words)


def kind_of(document: Document) -> str:
    """Return "Invoice" or "Credit note"."""
    return _("Credit note") if document.type_code in CREDIT_NOTE_TYPES else _("Invoice")


def party_of(document: Document) -> str:
    """Return the name of the other side."""
    return document.buyer_name if document.direction == Direction.OUT else document.seller_name
