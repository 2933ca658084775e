"""Parties as Finvoice holds them."""

from __future__ import annotations

from operator import is_
from typing import TypeVar

import msgspec

from depesch.model.invoice import (
    Contact,
    Delivery,
    Identifier,
    Party,
    Payee,
    PostalAddress,
    Struct,
    TaxRepresentative,
)
from depesch.syntaxes.finvoice.codes import (
    EDI,
    IDENTIFIER_TYPES,
    IDENTIFIER_TYPES_WRITTEN,
    OVT_SCHEME,
    is_ovt,
    says_nothing,
)
from depesch.syntaxes.finvoice.editions import Edition
from depesch.syntaxes.finvoice.fits import clean, is_country, is_iso6523, is_name_token, spread, words

S = TypeVar("S", bound=Struct)

NAME, LINE, PLACE, IDENTIFIER, EMAIL, LEGAL = 70, 35, 35, 35, 70, 512
_ADDRESS_SCHEME, _TYPE = 10, 20
_OLD_TYPES = frozenset({"DUNS", "GLN", "HETU", EDI})


def as_it_was(fitting: S, before: S) -> S:
    """Return the group itself where nothing in it had to change, so that nobody has to look for differences."""
    is_same = all(map(is_, msgspec.structs.astuple(fitting), msgspec.structs.astuple(before)))
    return before if is_same else fitting


def unless_empty(group: S) -> S | None:
    """Return the group, None when it says nothing."""
    return None if group == type(group)() else group


def identifier(one: Identifier | None, most: int, *, has_scheme: bool) -> Identifier | None:
    """Return a registration number as it may stand: whole or not at all."""
    if one is None or says_nothing(one.value) or len(one.value) > most:
        return None
    keeps = has_scheme and one.scheme is not None and is_iso6523(one.scheme)
    return one if keeps or one.scheme is None else Identifier(value=one.value)


def party_code(one: Identifier, edition: Edition) -> Identifier | None:
    """Return a further identifier of a party: its scheme by number, or by a name for it."""
    if says_nothing(one.value) or len(one.value) > edition.party_code:
        return None
    if one.scheme is None:
        return one
    if edition.is_en16931 and is_iso6523(one.scheme):
        return one
    name = type_of(one, edition)
    if name is None:
        return Identifier(value=one.value)
    read = OVT_SCHEME if name == EDI and is_ovt(one.value) else IDENTIFIER_TYPES.get(name, name)
    return Identifier(value=one.value, scheme=read)


def type_of(one: Identifier, edition: Edition) -> str | None:
    """Return the IdentifierType that says the scheme, None when none does."""
    name = IDENTIFIER_TYPES_WRITTEN.get(one.scheme or "", one.scheme)
    if name == OVT_SCHEME and is_ovt(one.value):
        name = EDI
    if edition.is_en16931:
        return name if clean(name, _TYPE) else None
    return name if name in _OLD_TYPES else None


def address(one: PostalAddress | None, edition: Edition) -> PostalAddress | None:
    """Return an address of lines of 35 characters; a longer one goes on in the next line, where that is free."""
    if one is None:
        return None
    first, second, third = _lines(one)
    return unless_empty(
        PostalAddress(
            line_1=first,
            line_2=second,
            line_3=third,
            city=words(one.city, PLACE, 2),
            post_code=words(one.post_code, PLACE, 2),
            subdivision=words(one.subdivision, PLACE, 2) if edition.is_en16931 else None,
            country=one.country if one.country is not None and is_country(one.country) else None,
        )
    )


def _lines(one: PostalAddress) -> tuple[str | None, str | None, str | None]:
    lines = (one.line_1, one.line_2, one.line_3)
    if any(line is not None and len(line) > LINE for line in lines):
        longer = [piece for line in lines for piece in spread(line, LINE, 3)]
        if len(longer) <= len(lines):
            return (*longer, None, None, None)[:3]  # type: ignore[return-value]  # three of them
    return words(lines[0], LINE, 2), words(lines[1], LINE, 2), words(lines[2], LINE, 2)


def _contact(one: Contact | None, edition: Edition) -> Contact | None:
    if one is None:
        return None
    return unless_empty(
        Contact(
            name=words(one.name, edition.contact),
            telephone=words(one.telephone, LINE),
            email=words(one.email, EMAIL),
        )
    )


def _electronic_address(one: Identifier | None, edition: Edition) -> Identifier | None:
    if one is None or says_nothing(one.value) or not 2 <= len(one.value) <= IDENTIFIER:
        return None
    scheme = one.scheme if edition.is_en16931 and _is_address_scheme(one.scheme) else None
    return Identifier(value=one.value, scheme=scheme or (OVT_SCHEME if is_ovt(one.value) else None))


def _is_address_scheme(scheme: str | None) -> bool:
    return scheme is not None and len(scheme) <= _ADDRESS_SCHEME and is_name_token(scheme) is not None


def unit_number(identifiers: tuple[Identifier, ...]) -> int | None:
    """Return which identifier has a place as the OVT identifier of an organisation unit."""
    return next((i for i, one in enumerate(identifiers) if one.scheme == OVT_SCHEME and is_ovt(one.value)), None)


def customer_number(identifiers: tuple[Identifier, ...]) -> int | None:
    """Return which identifier of a buyer is the one that the seller knows it by: the first without a scheme."""
    return next((i for i, one in enumerate(identifiers) if one.scheme is None), None)


def party(one: Party | None, edition: Edition, *, is_seller: bool) -> Party | None:
    """Return a seller or buyer as Finvoice holds it."""
    if one is None:
        return None
    return unless_empty(
        Party(
            name=words(one.name, NAME, 2),
            trading_name=words(one.trading_name, NAME, 2),
            identifiers=_identifiers(one.identifiers, edition, is_seller=is_seller),
            legal_registration=identifier(one.legal_registration, IDENTIFIER, has_scheme=edition.is_en16931),
            vat_identifier=_whole(one.vat_identifier, IDENTIFIER),
            tax_registration=words(one.tax_registration, IDENTIFIER) if is_seller else None,
            additional_legal_information=(
                words(one.additional_legal_information, LEGAL) if is_seller and edition.is_en16931 else None
            ),
            electronic_address=_electronic_address(one.electronic_address, edition),
            address=address(one.address, edition),
            contact=_contact(one.contact, edition),
        )
    )


def _whole(text: str | None, most: int) -> str | None:
    return text if text is not None and len(text) <= most and not says_nothing(text) else None


def _identifiers(all_of_them: tuple[Identifier, ...], edition: Edition, *, is_seller: bool) -> tuple[Identifier, ...]:
    """Return those identifiers for which there is a place: unit number, customer number, and one or more codes."""
    codes = [kept for one in all_of_them if (kept := party_code(one, edition)) is not None]
    found: list[Identifier] = []
    for choose in (unit_number,) if is_seller else (unit_number, customer_number):
        index = choose(tuple(codes))
        if index is not None:
            found.append(codes.pop(index))
    room = len(codes) if is_seller and edition.is_en16931 else 1
    return (*found, *codes[:room])


def payee(one: Payee | None, edition: Edition) -> Payee | None:
    """Return the payee."""
    if one is None:
        return None
    return unless_empty(
        Payee(
            name=" ".join(spread(one.name, LINE, 2)) or None,
            identifier=None if one.identifier is None else party_code(one.identifier, edition),
            legal_registration=identifier(one.legal_registration, IDENTIFIER, has_scheme=edition.is_en16931),
        )
    )


def representative(one: TaxRepresentative | None, edition: Edition) -> TaxRepresentative | None:
    """Return the seller's tax representative."""
    if one is None:
        return None
    return unless_empty(
        TaxRepresentative(
            name=" ".join(spread(one.name, LINE, 2)) or None,
            vat_identifier=_whole(one.vat_identifier, IDENTIFIER),
            address=address(one.address, edition),
        )
    )


def delivery(one: Delivery | None, edition: Edition) -> Delivery | None:
    """Return where and when was delivered."""
    if one is None:
        return None
    location = one.location
    if location is not None:
        is_new = edition.is_en16931
        location = identifier(location, IDENTIFIER, has_scheme=True) if is_new else party_code(location, edition)
    return unless_empty(
        msgspec.structs.replace(
            one,
            party_name=" ".join(spread(one.party_name, LINE, 3)) or None,
            location=location,
            address=address(one.address, edition),
        )
    )
