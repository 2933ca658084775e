"""Parties: identifiers as EN 16931 writes them, and no more of them than it takes."""

from __future__ import annotations

import re

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.model.codelists import codes
from depesch.model.identifiers import InvalidIdentifier, vat_number
from depesch.model.invoice import Identifier, Invoice, Party
from depesch.syntaxes import Done

# Countries whose VAT numbers have check digits, so that one without its country is known to be one of it.
_PREFIXED = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
        *("LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
_LETTERS = {"GR": "EL"}
# Countries whose VAT numbers have a form of their own: fifteen digits, a T with thirteen digits.
_FORMS = {
    "AE": re.compile(r"1[0-9]{14}").fullmatch,
    "SA": re.compile(r"3[0-9]{13}3").fullmatch,
    "JP": re.compile(r"T[0-9]{13}").fullmatch,
}
_UNKNOWN_SCHEME = "the scheme is in no list of EN 16931; the number stands without it"


def complete_parties(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with the numbers of seller and buyer as EN 16931 writes them."""
    seller = _party(invoice.seller, "seller", notes) if invoice.seller else None
    buyer = _party(invoice.buyer, "buyer", notes) if invoice.buyer else None
    if buyer is not None and len(buyer.identifiers) > 1:
        for index, one in enumerate(buyer.identifiers[1:], 1):
            notes.add(f"buyer.identifiers[{index}]", one.value, "a buyer has one identifier at most", Done.DROPPED)
        buyer = replace(buyer, identifiers=buyer.identifiers[:1])
    return _with_known_schemes(replace(invoice, seller=seller, buyer=buyer), notes)


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
        electronic_address=_reachable(party.electronic_address, f"{path}.electronic_address", notes),
        identifiers=identifiers,
        legal_registration=_known(legal, f"{path}.legal_registration", notes) if legal else None,
    )


def _with_known_schemes(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice whose payee and place of delivery have identifiers of known schemes."""
    payee, delivery = invoice.payee, invoice.delivery
    if payee is not None:
        for field in ("identifier", "legal_registration"):
            if (one := getattr(payee, field)) is not None:
                payee = replace(payee, **{field: _known(one, f"payee.{field}", notes)})
    if delivery is not None and delivery.location is not None:
        delivery = replace(delivery, location=_known(delivery.location, "delivery.location", notes))
    return replace(invoice, payee=payee, delivery=delivery)


def _reachable(address: Identifier | None, path: str, notes: Notes) -> Identifier | None:
    """Return the electronic address, None where no list says what its scheme is."""
    if address is None or (address.scheme or "").strip() in codes("eas"):
        return address
    said = f"{address.scheme}:{address.value}" if address.scheme else address.value
    notes.add(path, said, "an electronic address has a scheme of EN 16931's list", Done.DROPPED)
    return None


def _with_country(party: Party) -> str | None:
    """Return the VAT number with the party's country in front, when it has none and is a number of that country."""
    stated, country = party.vat_identifier, party.address.country if party.address else None
    if stated is None or country is None or stated.strip()[:2].isalpha():
        return stated
    if country in _FORMS and _FORMS[country](stated.strip()):
        return f"{country}{stated.strip()}"
    if country not in _PREFIXED:
        return stated
    letters = _LETTERS.get(country, country)
    candidates = (f"{letters}{stated}", f"{letters}{stated}01") if country == "SE" else (f"{letters}{stated}",)
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
