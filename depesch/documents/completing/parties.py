"""Parties: identifiers as EN 16931 writes them, and no more of them than it takes."""

from __future__ import annotations

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.model.codelists import codes
from depesch.model.identifiers import InvalidIdentifier, vat_number
from depesch.model.invoice import Identifier, Invoice, Party
from depesch.syntaxes import Done

_PREFIXED = frozenset({"SE", "NO", "DK", "FI"})  # where a number without its country is common and has a check digit
_UNKNOWN_SCHEME = "the scheme is in no list of EN 16931; the number stands without it"


def complete_parties(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with the numbers of seller and buyer as EN 16931 writes them."""
    seller = _party(invoice.seller, "seller", notes) if invoice.seller else None
    buyer = _party(invoice.buyer, "buyer", notes) if invoice.buyer else None
    if buyer is not None and len(buyer.identifiers) > 1:
        for index, one in enumerate(buyer.identifiers[1:], 1):
            notes.add(f"buyer.identifiers[{index}]", one.value, "a buyer has one identifier at most", Done.DROPPED)
        buyer = replace(buyer, identifiers=buyer.identifiers[:1])
    return replace(invoice, seller=seller, buyer=buyer)


def _party(party: Party, path: str, notes: Notes) -> Party:
    vat = _with_country(party)
    if vat != party.vat_identifier and vat is not None:
        why = f"a VAT number begins with its country; {vat} is written"
        notes.add(f"{path}.vat_identifier", party.vat_identifier, why, Done.CHANGED)
        party = replace(party, vat_identifier=vat)
    identifiers = tuple(
        _known(one, f"{path}.identifiers[{index}]", notes) for index, one in enumerate(party.identifiers)
    )
    legal = party.legal_registration
    return replace(
        party,
        identifiers=identifiers,
        legal_registration=_known(legal, f"{path}.legal_registration", notes) if legal else None,
    )


def _with_country(party: Party) -> str | None:
    """Return the VAT number with the party's country in front, when it has none and is a number of that country."""
    stated, country = party.vat_identifier, party.address.country if party.address else None
    if stated is None or country not in _PREFIXED or stated.strip()[:2].isalpha():
        return stated
    candidates = (f"{country}{stated}", f"{country}{stated}01") if country == "SE" else (f"{country}{stated}",)
    for candidate in candidates:
        try:
            return str(vat_number(candidate))
        except InvalidIdentifier:
            continue
    return stated


def _known(identifier: Identifier, path: str, notes: Notes) -> Identifier:
    """Return the identifier, without its scheme when that is in no list (ISO/IEC 6523)."""
    if identifier.scheme is None or identifier.scheme == "SEPA" or identifier.scheme in codes("icd"):
        return identifier
    notes.add(f"{path}.scheme", identifier.scheme, _UNKNOWN_SCHEME, Done.CHANGED)
    return Identifier(value=identifier.value)
