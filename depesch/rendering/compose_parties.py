"""Parties of the view: seller and buyer, and the payee, tax representative and delivery where there are any."""

from __future__ import annotations

from depesch.model.invoice import Delivery, Invoice, Payee, TaxRepresentative
from depesch.model.invoice import Party as ModelParty
from depesch.rendering import formats, wording
from depesch.rendering.view import Party
from depesch.rendering.wording import fields, identified
from depesch.rendering.words import Words


def party(source: ModelParty | None, heading: str, words: Words) -> Party:
    """Return BG-4 or BG-7 with everything that it holds."""
    if source is None:
        return Party(heading=heading, name="")
    contact = source.contact
    shown = [
        *fields((words.trading_name, source.trading_name)),
        *identified(words.legal_registration, source.legal_registration),
        *fields((words.vat_identifier, source.vat_identifier), (words.tax_registration, source.tax_registration)),
    ]
    for identifier in source.identifiers:
        shown += identified(words.identifier, identifier)
    shown += fields((words.electronic_address, wording.participant(source.electronic_address)))
    if contact:
        shown += fields(
            (words.contact, contact.name), (words.telephone, contact.telephone), (words.email, contact.email)
        )
    # A legal text (BT-33) is a sentence of the seller's own, such as "Godkänd för F-skatt": it stands without a label.
    shown += fields(("", source.additional_legal_information))
    return Party(
        heading=heading,
        name=source.name or "",
        address=wording.address(source.address, words),
        fields=tuple(shown),
    )


def other_parties(invoice: Invoice, words: Words) -> tuple[Party, ...]:
    """Return the payee, the tax representative and the delivery, those that there are."""
    found = (
        _payee(invoice.payee, words) if invoice.payee else None,
        _tax_representative(invoice.tax_representative, words) if invoice.tax_representative else None,
        _delivery(invoice.delivery, words) if invoice.delivery and not delivered_on(invoice, words) else None,
    )
    return tuple(p for p in found if p is not None and (p.name or p.address or p.fields))


def delivered_on(invoice: Invoice, words: Words) -> str | None:
    """Return the delivery date when it is all that is known of the delivery: a reference then, not a block."""
    delivery = invoice.delivery
    if delivery is None or delivery.delivery_date is None or delivery != Delivery(delivery_date=delivery.delivery_date):
        return None
    return formats.day(delivery.delivery_date, words)


def _payee(payee: Payee, words: Words) -> Party:
    shown = identified(words.legal_registration, payee.legal_registration) + identified(
        words.identifier, payee.identifier
    )
    return Party(heading=words.payee, name=payee.name or "", fields=shown)


def _tax_representative(source: TaxRepresentative, words: Words) -> Party:
    return Party(
        heading=words.tax_representative,
        name=source.name or "",
        address=wording.address(source.address, words),
        fields=fields((words.vat_identifier, source.vat_identifier)),
    )


def _delivery(delivery: Delivery, words: Words) -> Party:
    when = formats.day(delivery.delivery_date, words) if delivery.delivery_date else None
    return Party(
        heading=words.delivery,
        name=delivery.party_name or "",
        address=wording.address(delivery.address, words),
        fields=fields((words.delivery_date, when)) + identified(words.delivery_location, delivery.location),
    )
