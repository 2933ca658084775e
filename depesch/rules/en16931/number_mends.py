"""Mends of numbers: what kind a number is where its check digit proves it, its country's letters, digits to spare."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.codelists import codes
from depesch.model.identifiers import InvalidIdentifier, org_number, vat_number
from depesch.model.invoice import Identifier, Invoice, Item, Line, Party, TaxRepresentative

_GLN, _GTIN = "0088", "0160"
# Numbers of organisations that prove themselves: the country, its scheme (ISO 6523), how many digits it has.
_ORGANISATIONS = {"SE": ("0007", 10), "NO": ("0192", 9), "DK": ("0184", 8)}
# What older formats and people call the schemes.
_CALLED = {
    "GLN": _GLN, "EAN": _GLN, "ILN": _GLN, "GTIN": _GTIN,
    "SE:ORGNR": "0007", "ORGNR": "0007", "NO:ORGNR": "0192", "DK:CVR": "0184", "CVR": "0184",
}  # fmt: skip


def with_address_schemes(invoice: Invoice) -> Invoice:
    """Return the invoice with the schemes of both parties' electronic addresses, where the numbers prove them."""

    def mended(party: Party | None) -> Party | None:
        if party is None:
            return None
        address = _proved(party.electronic_address, party, codes("eas"))
        return msgspec.structs.replace(party, electronic_address=address)

    return msgspec.structs.replace(invoice, seller=mended(invoice.seller), buyer=mended(invoice.buyer))


def with_identifier_schemes(invoice: Invoice) -> Invoice:
    """Return the invoice with right schemes of the parties' identifiers and of the payee's."""

    def mended(party: Party | None) -> Party | None:
        if party is None:
            return None
        known = tuple(_renamed(each, party) or each for each in party.identifiers)
        return msgspec.structs.replace(party, identifiers=known)

    payee = invoice.payee and msgspec.structs.replace(
        invoice.payee, identifier=_renamed(invoice.payee.identifier, None)
    )
    return msgspec.structs.replace(invoice, seller=mended(invoice.seller), buyer=mended(invoice.buyer), payee=payee)


def with_registration_schemes(invoice: Invoice) -> Invoice:
    """Return the invoice with right schemes of the parties' and the payee's legal registrations."""

    def mended(group: Any) -> Any:
        if group is None:
            return None
        party = group if isinstance(group, Party) else None
        return msgspec.structs.replace(group, legal_registration=_renamed(group.legal_registration, party))

    return msgspec.structs.replace(
        invoice, seller=mended(invoice.seller), buyer=mended(invoice.buyer), payee=mended(invoice.payee)
    )


def with_location_scheme(invoice: Invoice) -> Invoice:
    """Return the invoice with the right scheme of the place of delivery."""
    delivery = invoice.delivery and msgspec.structs.replace(
        invoice.delivery, location=_renamed(invoice.delivery.location, None)
    )
    return msgspec.structs.replace(invoice, delivery=delivery)


def with_item_schemes(invoice: Invoice) -> Invoice:
    """Return the invoice with items' article numbers marked as GTIN where their check digits prove them."""

    def mended(item: Item) -> Item:
        number = item.standard_identifier
        if number is None or number.scheme in codes("icd") or not _is_gtin(number.value):
            return item
        unmarked = not (number.scheme or "").strip()
        called = _CALLED.get((number.scheme or "").strip().upper()) in (_GLN, _GTIN)
        better = msgspec.structs.replace(number, scheme=_GTIN) if unmarked or called else number
        return msgspec.structs.replace(item, standard_identifier=better)

    def line(node: Line) -> Line:
        return msgspec.structs.replace(node, item=mended(node.item) if node.item else None)

    return msgspec.structs.replace(invoice, lines=tuple(map(line, invoice.lines)))


def with_vat_prefixes(invoice: Invoice) -> Invoice:
    """Return the invoice with the country's letters before VAT numbers, where country and check digits agree."""

    def mended(group: Any) -> Any:
        if group is None:
            return None
        return msgspec.structs.replace(group, vat_identifier=_with_letters(group))

    return msgspec.structs.replace(
        invoice,
        seller=mended(invoice.seller),
        buyer=mended(invoice.buyer),
        tax_representative=mended(invoice.tax_representative),
    )


def trimmer(*steps: str) -> Callable[[Invoice], Invoice]:
    """Return the mend of an amount with needless zeros: `9.1200` becomes `9.12`, and `9.125` stays for people."""

    def trimmed(node: Any, names: tuple[str, ...]) -> Any:
        if node is None or not names:
            return node if node is None else _short(node)
        value = getattr(node, names[0])
        if isinstance(value, tuple):
            better: Any = tuple(trimmed(each, names[1:]) for each in value)
        else:
            better = trimmed(value, names[1:])
        return msgspec.structs.replace(node, **{names[0]: better})

    def mended(invoice: Invoice) -> Invoice:
        better: Invoice = trimmed(invoice, steps)
        return better

    return mended


def _short(amount: Decimal) -> Decimal:
    _, _, decimals = str(amount).partition(".")
    if len(decimals) <= 2 or decimals[2:].strip("0"):
        return amount
    return Decimal(str(amount)[: 2 - len(decimals)])


def _proved(number: Identifier | None, party: Party, schemes: frozenset[str]) -> Identifier | None:
    """Return the number with the scheme that it proves, where none or a wrong one is stated."""
    if number is None or (number.scheme or "").strip() in schemes:
        return number
    if not (number.scheme or "").strip():
        return _recognised(number.value, party) or number
    return _renamed(number, party)


def _recognised(value: str, party: Party) -> Identifier | None:
    """Return the identifier that a bare number is: a GLN, or an organisation number of the party's own country."""
    plain = value.strip()
    if len(plain) == 13 and _is_gtin(plain):
        return Identifier(value=plain, scheme=_GLN)
    country = (party.address.country if party.address else None) or ""
    return _organisation(plain, country)


def _renamed(number: Identifier | None, party: Party | None) -> Identifier | None:
    """Return the number under the scheme that its own stands for by name or without its zeros, where it proves it."""
    if number is None or not number.scheme or number.scheme.strip() in codes("icd"):
        return number
    called = number.scheme.strip().upper()
    scheme = _CALLED.get(called) or (called.zfill(4) if called.isdigit() else None)
    if scheme == _GLN and len(number.value.strip()) == 13 and _is_gtin(number.value):
        return Identifier(value=number.value.strip(), scheme=_GLN)
    for country, (own, _) in _ORGANISATIONS.items():
        if own == scheme:
            return _organisation(number.value.strip(), country) or number
    return number


def _organisation(value: str, country: str) -> Identifier | None:
    """Return the organisation number of the country; a Swedish one has 2 or more as third digit, people have not."""
    scheme, length = _ORGANISATIONS.get(country, ("", 0))
    if not scheme:
        return None
    try:
        number = org_number(value, country).value
    except InvalidIdentifier:
        return None
    is_person = country == "SE" and number[2:3] < "2"
    return None if is_person or len(number) != length else Identifier(value=number, scheme=scheme)


def _is_gtin(value: str) -> bool:
    """Return whether the digits are a GTIN or GLN: 8, 12, 13 or 14 of them, not all alike, with their check digit."""
    digits = value.strip()
    if len(digits) not in (8, 12, 13, 14) or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    weighed = (int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits[:-1])))
    return -sum(weighed) % 10 == int(digits[-1])


def _with_letters(group: Party | TaxRepresentative) -> str | None:
    """Return the VAT number of a party with its country's letters, as it stands where they are not certain."""
    number, country = group.vat_identifier, group.address.country if group.address else None
    if number is None or not country or number[:2] in codes("vat_country"):
        return number
    plain = "".join(character for character in number.upper() if character.isalnum())
    for text in (plain, f"{'EL' if country == 'GR' else country}{plain}"):
        try:
            found = vat_number(text)
        except InvalidIdentifier:
            continue
        if found.country in (country, "EL" if country == "GR" else country):
            return found.value
    return number
