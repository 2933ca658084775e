"""How a document's pages look: the sender's logo and the design that is taken for it.

The choice is kept with the delivery when the first PDF is made, so that every later one of the document looks the same,
whatever became of the designs. A design that cannot be used for a document does not stop it: the pages are made in our
own look, and the company is told at the document and at the design.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import msgspec

from depesch.hub.accounts.logo import logo_bytes
from depesch.hub.directory.design_rules import DesignWhy, DocumentKind, ForDocument, choose_design
from depesch.hub.directory.designs import as_ruled, designs, look_of
from depesch.hub.directory.models import Customer, DesignVersion
from depesch.hub.flows.models import Delivery
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.designs import DesignFailed, DocumentDesigned
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.model.invoice import Invoice
from depesch.rendering import RenderingFailed
from depesch.rendering.designs import Design

_NOT_THE_DESIGNS = ("logo-unreadable", "xml-unreadable")
_PASSING = ("timed-out", "crashed")  # of a busy machine perhaps: tried once more
_LONGEST_DETAIL = 500

T = TypeVar("T")


class Dress(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages are made with; `look` is None for our own. `why` is a `DesignWhy`, empty before the choice."""

    logo: bytes | None = None
    look: Design | None = None
    version_id: UUID | None = None
    name: str = ""
    number: int = 0
    why: str = ""
    code: str = ""  # why the design could not be used, of a RenderingFailed; then `look` is None
    detail: str = ""


def dress_for(company_id: UUID, document: ForDocument, *, customer_id: UUID | None = None) -> Dress:
    """Return the dress of a new document; what its customer's card says goes before `document`'s own words."""
    logo = logo_bytes(company_id)
    with acting_for(company_id):
        versions = designs()
        card = Customer.objects.filter(pk=customer_id).first() if versions and customer_id else None
    if card is not None:
        document = msgspec.structs.replace(document, design_id=str(card.design_id or ""), kind=card.kind)
    taken = choose_design([as_ruled(each.design) for each in versions], document)
    version = next((each for each in versions if str(each.design_id) == taken.id), None)
    return _dress(logo, version, taken.why)


def dress_of(company_id: UUID, document_id: UUID, document: ForDocument, *, customer_id: UUID | None = None) -> Dress:
    """Return the dress that a document has, or that it would get when its first PDF is made now."""
    with acting_for(company_id):
        kept = Delivery.objects.exclude(design_why="").filter(document_id=document_id)
        delivery = kept.select_related("design__design").first()
    if delivery is None:
        return dress_for(company_id, document, customer_id=customer_id)
    return _dress(logo_bytes(company_id), delivery.design, DesignWhy(delivery.design_why))


def for_document(invoice: Invoice, *, language: str, country: str | None = None) -> ForDocument:
    """Return what of an invoice decides about its design; without a country, that of the buyer's address counts."""
    address = invoice.buyer.address if invoice.buyer else None
    return ForDocument(
        country=country or (address.country if address else None) or "",
        language=language,
        document=DocumentKind.CREDIT_NOTE if invoice.is_credit_note else DocumentKind.INVOICE,
    )


def drawn(dress: Dress, make: Callable[[Dress], T]) -> tuple[T, Dress]:
    """Return what `make` makes of the dress, and the dress it has in the end: our own look when the design fails."""
    if dress.look is None:
        return make(dress), dress
    try:
        try:
            return make(dress), dress
        except RenderingFailed as failure:
            if failure.code not in _PASSING:
                raise
            return make(dress), dress
    except RenderingFailed as failure:
        if failure.code in _NOT_THE_DESIGNS:
            raise
        plain = msgspec.structs.replace(dress, look=None, code=failure.code, detail=failure.detail[:_LONGEST_DETAIL])
        return make(plain), plain


def keep(delivery: Delivery, dress: Dress | None) -> bool:
    """Note on the delivery what its pages were made with; return whether that is new. The caller saves the row."""
    if dress is None or delivery.design_why or not dress.why:
        return False
    delivery.design_id, delivery.design_why = dress.version_id, dress.why
    return True


def told(dress: Dress | None) -> list[Event]:
    """Return what the document's history says of its look; nothing of our own."""
    if dress is None or dress.version_id is None:
        return []
    if dress.code:
        return [DesignFailed(name=dress.name, number=dress.number, code=dress.code, detail=dress.detail)]
    return [DocumentDesigned(name=dress.name, number=dress.number, because=dress.why)]


def note_failure(dress: Dress | None, document_id: UUID | None) -> None:
    """Let the design say that it failed, for whoever looks after it. Call it inside `acting_for`."""
    if dress is not None and dress.version_id is not None and dress.code:
        DesignVersion.objects.filter(pk=dress.version_id).update(
            failed_at=now(), failed_detail=f"{dress.code}: {dress.detail}", failed_document=document_id
        )


def _dress(logo: bytes | None, version: DesignVersion | None, why: DesignWhy) -> Dress:
    if version is None:
        return Dress(logo=logo, why=DesignWhy.OURS.value)
    return Dress(
        logo=logo, look=look_of(version), version_id=version.pk, name=version.design.name, number=version.number,
        why=why.value,
    )  # fmt: skip
