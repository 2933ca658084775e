"""Which country a document's parties are of, as national rules ask: by VAT number first, then by address.

A country's rules stand behind a gate, so that they cost nothing for the documents of other countries. The parties are
taken as the source has them; without a source (an invoice being made) they are those of the model.
Source: Peppol BIS Billing 3.0, 2026.5, global definitions of the national rules.
"""

from __future__ import annotations

from collections.abc import Callable

from depesch.model.facts import SaidParty
from depesch.model.seller_side import seller_countries
from depesch.rules import Context
from depesch.rules.billing.parties import buyer, representative, seller
from depesch.rules.billing.xpath import normalised

UNKNOWN = "XX"


def sellers_from(*countries: str) -> Callable[[Context], bool]:
    """Return the gate of one country's rules: whether the seller's side names one of the countries at all."""

    def gate(context: Context) -> bool:
        return not _named(context).isdisjoint(countries)

    return gate


def named_countries(context: Context) -> frozenset[str]:
    """Return the countries that the seller's side names; those the source told, where it looked."""
    national = context.stated.national
    return frozenset(national.countries) if national and national.countries else seller_countries(context.invoice)


def _named(context: Context) -> frozenset[str]:
    return context.once(named_countries)


def supplier_country(context: Context) -> str:
    """Return the country of the seller's VAT number, else of its tax representative's, else of its address."""
    return _vat_country(seller(context)) or _vat_country(representative(context)) or address_country(seller(context))


def accounting_supplier_country(context: Context) -> str:
    """Return the country of the seller's own VAT number, else of its address."""
    return _vat_country(seller(context)) or address_country(seller(context))


def customer_country(context: Context) -> str:
    """Return the country of the buyer's VAT number, else of its address."""
    return _vat_country(buyer(context)) or address_country(buyer(context))


def address_country(party: SaidParty | None) -> str:
    """Return the country of the address, in capitals and without white space around it; XX when none stands there."""
    stated = stated_country(party)
    return UNKNOWN if stated is None else normalised(stated).upper()


def stated_country(party: SaidParty | None) -> str | None:
    """Return the country of the address as it stands."""
    return party.address.country if party is not None and party.address is not None else None


def vat_numbers(party: SaidParty | None) -> list[str]:
    """Return the party's VAT numbers as they stand; empty for a registration without a number."""
    if party is None:
        return []
    return [tax.value or "" for tax in party.taxes if tax.scheme == "VAT"]


def _vat_country(party: SaidParty | None) -> str | None:
    """Return the first two characters of the party's VAT number, None when there is none."""
    beginning = next((number[:2] for number in vat_numbers(party) if number), None)
    return None if beginning is None else normalised(beginning).upper()
