"""Elements of Finvoice as text: each on a line of its own, numbers with a comma, dates as CCYYMMDD."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from depesch.kit.characters import could_be_utf8
from depesch.model.invoice import Identifier, Invoice, PostalAddress
from depesch.syntaxes.finvoice.arithmetic import turned
from depesch.syntaxes.finvoice.codes import MUTUALLY_DEFINED, UNIT_TEXTS, UNITS
from depesch.syntaxes.finvoice.editions import Edition
from depesch.syntaxes.finvoice.fits import is_iso6523, is_unit_code
from depesch.syntaxes.finvoice.keeping_parties import type_of
from depesch.syntaxes.finvoice.values import CCYYMMDD, CURRENCY, FORMAT, IDENTIFIER_TYPE, SCHEME, UNIT, UNIT_UN
from depesch.syntaxes.markup import Out, attribute, escaped

NOTHING = "--"  # what stands where the schema wants a text and there is none
ENCODING = "ISO-8859-15"


# Where ISO-8859-15 is another than ISO-8859-1, which is written much more quickly.
_OTHER_SIGNS = "¤¦¨´¸¼½¾€ŠšŽžŒœŸ"


class Page(Out):
    """The document as it grows: its version and currency, and whether its amounts have the other sign."""

    __slots__ = ("currency", "edition", "is_turned")

    def __init__(self, edition: Edition, currency: str, *, is_turned: bool) -> None:
        super().__init__()
        self.edition = edition
        self.currency = attribute(CURRENCY, currency)
        self.is_turned = is_turned

    def encoded(self, invoice: Invoice) -> bytes:
        """Return the document, each element on a line of its own, and name the values that no XML can hold."""
        self[:] = ["\n".join(self), "\n"]
        data = self.document(invoice)
        if data.isascii():
            return data
        text = data.decode()
        is_other = any(map(text.__contains__, _OTHER_SIGNS))
        written = text.encode(ENCODING if is_other else "ISO-8859-1", "xmlcharrefreplace")
        # Bytes that could be UTF-8 as well are written as references, so that nobody takes them for it.
        return text.encode("ascii", "xmlcharrefreplace") if could_be_utf8(written) else written

    def text(self, tag: str, value: str | None, attributes: str = "") -> None:
        """Write a text, if there is one; `attributes` stand as they are."""
        if value is not None:
            self.append(f"<{tag}{attributes}>{value if value.isalnum() else escaped(value)}</{tag}>")

    def stated(self, tag: str, value: str | None) -> None:
        """Write a text that has to be there."""
        self.text(tag, NOTHING if value is None else value)

    def day(self, tag: str, value: date | None) -> None:
        """Write a date, if there is one."""
        if value is not None:
            written = f"{value.year:04d}{value.month:02d}{value.day:02d}"
            self.append(f'<{tag} {FORMAT}="{CCYYMMDD}">{written}</{tag}>')

    def money(self, tag: str, value: Decimal | None) -> None:
        """Write an amount in the currency of the document, with the sign that it has there."""
        if value is not None:
            self.price(tag, turned(value) if self.is_turned else value)

    def price(self, tag: str, value: Decimal | None) -> None:
        """Write an amount that has no side: a price."""
        if value is not None:
            self.append(f"<{tag}{self.currency}>{_written(value)}</{tag}>")

    def number(self, tag: str, value: Decimal | None, attributes: str = "") -> None:
        """Write a percentage or a quantity."""
        if value is not None:
            self.append(f"<{tag}{attributes}>{_written(value)}</{tag}>")

    def quantity(self, tag: str, value: Decimal | None, unit: str | None) -> None:
        """Write a quantity; a unit without one stands alone, as an attribute of an empty element."""
        attributes = "" if unit is None else unit_attributes(unit, has_codes=self.edition.is_en16931)
        if value is not None:
            self.number(tag, value, attributes)
        elif unit is not None:
            self.append(f"<{tag}{attributes}></{tag}>")

    def identifier(self, tag: str, one: Identifier | None) -> None:
        """Write an identifier and its scheme, if there is one."""
        if one is not None:
            self.text(tag, one.value, attribute(SCHEME, one.scheme) if self.edition.is_en16931 else "")

    def party_code(self, tag: str, one: Identifier | None) -> None:
        """Write a further identifier of a party, whose scheme may be told by a name."""
        if one is None:
            return
        if one.scheme is None or (self.edition.is_en16931 and is_iso6523(one.scheme)):
            self.identifier(tag, one)
        else:
            self.text(tag, one.value, attribute(IDENTIFIER_TYPE, type_of(one, self.edition)))

    def address(self, who: str, one: PostalAddress) -> None:
        """Write an address, whose elements begin with `who`."""
        self.append(f"<{who}PostalAddressDetails>")
        lines = [one.line_1, one.line_2, one.line_3]
        while len(lines) > 1 and lines[-1] is None:
            lines.pop()
        for line in lines:
            self.stated(f"{who}StreetName", line)
        self.stated(f"{who}TownName", one.city)
        self.stated(f"{who}PostCodeIdentifier", one.post_code)
        self.text(f"{who}CountrySubdivision", one.subdivision)
        self.text("CountryCode", one.country)
        self.append(f"</{who}PostalAddressDetails>")


def _written(value: Decimal) -> str:
    """Return a number that fits with a comma."""
    text = str(value)
    return (text if "E" not in text else format(value, "f")).replace(".", ",")


@lru_cache(maxsize=256)
def unit_attributes(unit: str, *, has_codes: bool) -> str:
    """Return the attributes of a unit: its code, and the text that people read."""
    text = UNIT_TEXTS.get(unit, unit)
    if not has_codes or not is_unit_code(unit):
        return attribute(UNIT, text)
    is_plain = unit != MUTUALLY_DEFINED and UNITS.get(text.lower(), unit) == unit
    return (attribute(UNIT, text) if is_plain else "") + attribute(UNIT_UN, unit)
