"""Which country a document's parties are of, as national rules ask: by VAT number first, then by address.

A country's rules stand behind a gate, so that they cost nothing for the documents of other countries. The parties are
taken as the source has them; without a source (an invoice being made) they are those of the model.
Source: Peppol BIS Billing 3.0, 2026.5, global definitions of the national rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from depesch.model.facts import SaidParty
from depesch.model.seller_side import seller_countries
from depesch.rules import Context
from depesch.rules.billing.parties import buyer, representative, seller
from depesch.rules.billing.xpath import normalised

UNKNOWN, NONE = "XX", ""


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
    return _first_country((seller(context), representative(context)), seller(context))


def accounting_supplier_country(context: Context) -> str:
    """Return the country of the seller's own VAT number, else of its address."""
    return _first_country((seller(context),), seller(context))


def customer_country(context: Context) -> str:
    """Return the country of the buyer's VAT number, else of its address."""
    return _first_country((buyer(context),), buyer(context))


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


def _first_country(parties: Sequence[SaidParty | None], at_address: SaidParty | None) -> str:
    """Return the first two characters of the first party's VAT number that has one, else the address's country.

    No country, where a party has several: the official rules cannot tell it then, and pass the country's rules over.
    """
    for party in parties:
        numbers = vat_numbers(party)
        if len(numbers) > 1:
            return NONE
        if numbers and numbers[0]:
            return normalised(numbers[0][:2]).upper()
    return address_country(at_address)
