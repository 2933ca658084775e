"""Mends of codes: what is certain to be meant becomes the code of the list. What may mean two things stays.

A small letter alone is no proof: `st` is a piece and not ST (a sheet), `stk` a piece and not STK (a cigarette).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from depesch.model.codelists import codes
from depesch.model.invoice import AllowanceCharge, Attachment, Invoice, Line, LineVat, SupportingDocument, VatBreakdown

_NAMED_CURRENCIES = {"€": "EUR", "EURO": "EUR", "£": "GBP", "SKR": "SEK", "NKR": "NOK", "DKR": "DKK"}
_CROWNS = frozenset({"KR", "KR.", "KRONOR", "KRONER"})
_CROWNS_OF = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}
_COUNTRY_LANGUAGES = ("sv", "nb", "en", "da", "fi", "de")
# How files of a kind begin, and what the official list calls the kind.
_KINDS = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


def with_currency(invoice: Invoice) -> Invoice:
    """Return the invoice with its currency (BT-5) as a code: `sek`, `€`, and `kr` where both parties share a crown."""
    return msgspec.structs.replace(invoice, currency=_currency(invoice.currency, invoice))


def with_vat_currency(invoice: Invoice) -> Invoice:
    """Return the invoice with the currency of VAT accounting (BT-6) as a code."""
    return msgspec.structs.replace(invoice, vat_currency=_currency(invoice.vat_currency, invoice))


def with_countries(invoice: Invoice) -> Invoice:
    """Return the invoice with the countries of all addresses as codes: `se`, `SWE`, `Sverige`."""

    def mended(group: Any) -> Any:
        if group is None or group.address is None:
            return group
        address = msgspec.structs.replace(group.address, country=country_code(group.address.country))
        return msgspec.structs.replace(group, address=address)

    return msgspec.structs.replace(
        invoice,
        seller=mended(invoice.seller),
        buyer=mended(invoice.buyer),
        tax_representative=mended(invoice.tax_representative),
        delivery=mended(invoice.delivery),
    )


def with_origins(invoice: Invoice) -> Invoice:
    """Return the invoice with the items' countries of origin (BT-159) as codes."""

    def mended(line: Line) -> Line:
        if line.item is None:
            return line
        item = msgspec.structs.replace(line.item, origin_country=country_code(line.item.origin_country))
        return msgspec.structs.replace(line, item=item)

    return _with_lines(invoice, mended)


def with_units(invoice: Invoice) -> Invoice:
    """Return the invoice with the units of quantities and prices as codes: `st`, `tim`, `kg`, `h87`."""

    def mended(line: Line) -> Line:
        price = line.price and msgspec.structs.replace(
            line.price, base_quantity_unit=unit_code(line.price.base_quantity_unit)
        )
        return msgspec.structs.replace(line, unit=unit_code(line.unit), price=price)

    return _with_lines(invoice, mended)


def with_vat_categories(invoice: Invoice) -> Invoice:
    """Return the invoice with VAT categories in capitals, where that makes them codes of the list."""

    def code(text: str | None) -> str | None:
        return _in_capitals(text, "vat_category")

    def charge(node: AllowanceCharge) -> AllowanceCharge:
        return msgspec.structs.replace(node, vat_category=code(node.vat_category))

    def row(node: VatBreakdown) -> VatBreakdown:
        return msgspec.structs.replace(node, category=code(node.category))

    def line(node: Line) -> Line:
        vat: LineVat | None = node.vat and msgspec.structs.replace(node.vat, category=code(node.vat.category))
        return msgspec.structs.replace(node, vat=vat)

    return msgspec.structs.replace(
        invoice,
        allowances=tuple(map(charge, invoice.allowances)),
        charges=tuple(map(charge, invoice.charges)),
        vat_breakdown=tuple(map(row, invoice.vat_breakdown)),
        lines=tuple(map(line, invoice.lines)),
    )


def with_mime_codes(invoice: Invoice) -> Invoice:
    """Return the invoice with the kinds of attached files as their first bytes prove them: PDF, PNG, JPEG."""

    def mended(document: SupportingDocument) -> SupportingDocument:
        file = document.attachment
        if file is None or file.mime_code is None or file.mime_code in codes("mime"):
            return document
        return msgspec.structs.replace(document, attachment=msgspec.structs.replace(file, mime_code=_kind(file)))

    return msgspec.structs.replace(invoice, supporting_documents=tuple(map(mended, invoice.supporting_documents)))


def unit_code(text: str | None) -> str | None:
    """Return the code that a unit stands for beyond doubt, else the text as it is."""
    from depesch.rules.en16931.unit_words import UNITS

    if text is None or text in codes("unit") or text.strip() in codes("unit"):
        return text
    word = " ".join(text.split()).casefold()
    if word in UNITS:
        return UNITS[word]
    capitals = word.upper()
    certain = any(character.isdigit() for character in capitals) and capitals in codes("unit")
    return capitals if certain else text


def country_code(text: str | None) -> str | None:
    """Return the code of a country given in small letters, by three letters or by name, else the text as it is."""
    if text is None or text.strip() in codes("country"):
        return text
    capitals = text.strip().upper()
    if capitals in codes("country"):
        return capitals
    return _country_names().get(" ".join(text.split()).casefold(), text)


@cache
def _country_names() -> dict[str, str]:
    """Return countries by their names in the languages around the Baltic and North Sea, and by three letters."""
    from babel import Locale
    from babel.core import get_global

    known: dict[str, set[str]] = {}
    for language in _COUNTRY_LANGUAGES:
        for code, name in Locale(language).territories.items():
            known.setdefault(name.casefold(), set()).add(code)
    for alias, now in get_global("territory_aliases").items():
        if alias == "UK" or (len(alias) == 3 and alias.isalpha()):
            known.setdefault(alias.casefold(), set()).update(now)
    certain = {name: next(iter(found)) for name, found in known.items() if len(found) == 1}
    return {name: code for name, code in certain.items() if code in codes("country")}


def _currency(text: str | None, invoice: Invoice) -> str | None:
    code = _in_capitals(text, "currency")
    if code is None or code in codes("currency"):
        return code
    capitals = code.strip().upper()
    if capitals in _CROWNS:
        countries = {party.address.country for party in (invoice.seller, invoice.buyer) if party and party.address}
        return _CROWNS_OF.get(next(iter(countries)) or "", text) if len(countries) == 1 else text
    return _NAMED_CURRENCIES.get(capitals, text)


def _in_capitals(text: str | None, name: str) -> str | None:
    """Return the text in capitals and without white space around it where that is a code of the list."""
    capitals = text.strip().upper() if text else text
    return capitals if capitals and capitals in codes(name) else text


def _kind(file: Attachment) -> str | None:
    return next((kind for beginning, kind in _KINDS if file.content.startswith(beginning)), file.mime_code)


def _with_lines(invoice: Invoice, mended: Callable[[Line], Line]) -> Invoice:
    return msgspec.structs.replace(invoice, lines=tuple(map(mended, invoice.lines)))
