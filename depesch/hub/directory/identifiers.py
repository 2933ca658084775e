"""By what a party is recognised: scheme and canonical value, the same for a card, a participant and a document.

Schemes: the EAS codes of the electronic address and identifier lists, `vat` for a VAT number of any country, and
`customer` for the number that the sender itself gave its customer.
Source: code list EAS (Electronic Address Scheme), ISO 6523 ICD; ISO 3166-1 for the country of a VAT number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from depesch.model.identifiers import SUCCESSORS, InvalidIdentifier, participant_id
from depesch.model.invoice import Identifier, Party

VAT = "vat"
OWN_NUMBER = "customer"
EMAIL = "EM"

# The scheme of a country's organisation number, for documents that name the number without a scheme.
ORGANISATION_SCHEMES = {"SE": "0007", "NO": "0192", "DK": "0184", "FI": "0212"}
# Schemes whose values people write with spaces, points, hyphens; in others (a German Leitweg-ID) those belong to it.
_PUNCTUATED = {"0007", "0037", "0088", "0184", "0192", "0212", "0213", "0216", "9902", "9908", "9909", "9955", VAT}
_LETTERS_AND_DIGITS = re.compile(r"[^0-9A-Z]")


class PartyIdentifier(msgspec.Struct, frozen=True):
    """One identifier by which a party is looked up, and the business term that it stood in."""

    scheme: str
    value: str
    term: str = ""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


def canonical(scheme: str, value: str, *, term: str = "") -> PartyIdentifier | None:
    """Return the identifier as it is stored and compared, None when nothing is left of it.

    >>> str(canonical("0007", "556000-0167"))
    '0007:5560000167'
    >>> str(canonical("0192", "NO 991 825 827 MVA"))
    '0192:991825827'
    >>> str(canonical("9955", "SE556601010301"))
    '0007:5566010103'
    >>> str(canonical("EM", "Invoice@Example.com"))
    'EM:invoice@example.com'
    """
    scheme, text = scheme.strip(), value.strip()
    if scheme == EMAIL:
        return PartyIdentifier(scheme, text.lower(), term) if "@" in text else None
    if scheme == OWN_NUMBER:
        return PartyIdentifier(scheme, text, term) if text else None
    text = text.upper().replace(" ", "")
    if scheme in _PUNCTUATED:
        text = _LETTERS_AND_DIGITS.sub("", text)
    scheme, text = _of_today(scheme, text)
    if scheme == "0192":
        text = text.removeprefix("NO").removesuffix("MVA")
    elif scheme == "0184":
        text = text.removeprefix("DK")
    elif scheme == "0007" and len(text) == 12:  # with the century that some systems put in front
        text = text[2:]
    elif scheme == VAT and text.startswith("NO"):
        text = text.removesuffix("MVA")
    return PartyIdentifier(scheme, text, term) if text else None


def _of_today(scheme: str, text: str) -> tuple[str, str]:
    """Return the identifier under the scheme that took the place of one no longer in use."""
    if scheme not in SUCCESSORS:
        return scheme, text
    try:
        found = participant_id(f"{scheme}:{text}")
    except InvalidIdentifier:
        return scheme, text
    return found.scheme, found.value


def of_buyer(buyer: Party) -> tuple[PartyIdentifier, ...]:
    """Return what the buyer (BG-7) can be recognised by, the strongest first, each once."""
    return tuple({(i.scheme, i.value): i for i in _of_buyer(buyer)}.values())


def of_seller(seller: Party) -> tuple[PartyIdentifier, ...]:
    """Return what the seller (BG-4) can be recognised by: registration, VAT number, address, identifiers."""
    found = (
        _registration(seller, "BT-30"),
        canonical(VAT, seller.vat_identifier, term="BT-31") if seller.vat_identifier else None,
        _schemed(seller.electronic_address, "BT-34"),
        *(_schemed(identifier, "BT-29") for identifier in seller.identifiers),
    )
    return tuple(identifier for identifier in found if identifier)


def of_company(country: str, organisation_number: str, vat_number: str = "") -> tuple[PartyIdentifier, ...]:
    """Return the identifiers of a legal entity: organisation number, VAT number and, in Finland, the OVT code."""
    found = [canonical(ORGANISATION_SCHEMES.get(country, ""), organisation_number)]
    if not ORGANISATION_SCHEMES.get(country):
        found = []
    if vat_number:
        found.append(canonical(VAT, vat_number))
    if country == "FI":  # OVT: 0037 and the business id without its hyphen
        found.append(canonical("0216", "0037" + organisation_number))
    return tuple(identifier for identifier in found if identifier)


def _of_buyer(buyer: Party) -> Iterator[PartyIdentifier]:
    found = [_schemed(buyer.electronic_address, "BT-49")]
    for identifier in buyer.identifiers:
        found.append(_schemed(identifier, "BT-46") or canonical(OWN_NUMBER, identifier.value, term="BT-46"))
    found.append(_registration(buyer, "BT-47"))
    if buyer.vat_identifier:
        found.append(canonical(VAT, buyer.vat_identifier, term="BT-48"))
    yield from (identifier for identifier in found if identifier)


def _schemed(identifier: Identifier | None, term: str) -> PartyIdentifier | None:
    if identifier is None or not identifier.scheme:
        return None
    return canonical(identifier.scheme, identifier.value, term=term)


def _registration(party: Party, term: str) -> PartyIdentifier | None:
    """Return the legal registration; without a scheme, the country of the address tells which number it is."""
    registration = party.legal_registration
    if registration is None:
        return None
    country = (party.address.country if party.address else None) or ""
    scheme = registration.scheme or ORGANISATION_SCHEMES.get(country, "")
    return canonical(scheme, registration.value, term=term) if scheme else None
