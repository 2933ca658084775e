"""What the tests of drafts type: a sound invoice of Nordbygg to a customer, and the steps to a document."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.drafts.editing import new_draft, save
from depesch.hub.drafts.fields import FIELDS, Kind
from depesch.hub.drafts.finishing import finish
from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.typed import EN_SPECIFICATION
from depesch.hub.flows.delivering import deliver
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.processing import process
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

ACTOR = "user:astrid"
SOUND = {
    "buyer_reference": "Kari Dahl",
    "seller.address.street": "Kajen 3",
    "seller.address.post_code": "903 20",
    "seller.address.city": "Umeå",
    "lines.0.name": "Fasadskiva, lärk",
    "lines.0.quantity": "12,5",
    "lines.0.price": "1 234,50",
    "payment.means.0.code": "30",
    "payment.means.0.account": "SE3550000000054910000003",
}


def customer_of(company: Company, buyer: Company, **card: str) -> Customer:
    """Put the buyer into the network and on a card of the company's."""
    participant = register_company(buyer, syntax=card.pop("takes", "ubl21"))
    with acting_for(company.id):
        customer = add_customer(buyer.name, participant=participant, country=buyer.country)
        Customer.objects.filter(pk=customer.pk).update(**card)
    return customer


def typed(company: Company, customer: Customer | None, fields: Mapping[str, str] | None = None, **more: str) -> Draft:
    """Return a draft in which somebody typed a sound invoice, and `fields`; an empty text takes a field away."""
    with acting_for(company.id):
        kind, send_mode = more.pop("kind", "invoice"), more.pop("send_mode", "production")
        actor, language = more.pop("actor", ACTOR), more.pop("language", "sv")
        customer_id = customer.id if customer else None
        draft = new_draft(kind, customer_id, actor=actor, language=language, send_mode=send_mode)
        return save(draft.id, {**draft.fields, **SOUND, **(fields or {}), **more}, revision=draft.revision, actor=actor)


def finished(company: Company, draft: Draft, actor: str = ACTOR) -> Draft:
    """Finish the draft as it stands."""
    return finish(company, draft.id, revision=draft.revision, actor=actor, language="en")


def worked_on(company: Company, document_id: UUID) -> Document:
    """Do what the worker's job does with a document, and return what became of it."""
    deliver(company.id, document_id, process(company.id, document_id), draw=lambda: 0.0)
    with acting_for(company.id):
        return Document.objects.get(id=document_id)


def arrived_at(company: Company) -> list[Document]:
    """Return what the company received."""
    with acting_for(company.id):
        return list(Document.objects.filter(direction=Direction.IN).order_by("received_at"))


def again(company: Company, draft: Draft) -> Draft:
    """Return the draft as it is in the database now."""
    with acting_for(company.id):
        return Draft.objects.get(pk=draft.id)


def everything() -> dict[str, str]:
    """Return a text for every field of the form, in Swedish, each of its kind."""
    samples = {
        Kind.DATE: "2026-11-22", Kind.AMOUNT: "12,50", Kind.PRICE: "99,5", Kind.QUANTITY: "3", Kind.PERCENT: "10",
        Kind.RATE: "11,4372", Kind.COUNTRY: "SE", Kind.UNIT: "C62", Kind.CURRENCY: "SEK", Kind.NOTE: "en rad",
    }  # fmt: skip
    texts = {}
    for field in FIELDS:
        code = next((choice.code for choice in field.choices if choice.code), "1")
        texts[field.path.replace("N", "0")] = samples.get(field.kind, code)
    return texts | {"specification": EN_SPECIFICATION, "vat_currency": "EUR"}
