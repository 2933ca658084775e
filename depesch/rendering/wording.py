"""Codes and identifiers as words: what stands behind a code is named, a code without a name is shown itself."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from babel import Locale

from depesch.model.invoice import Identifier, Period, PostalAddress
from depesch.rendering import formats
from depesch.rendering.formats import NO_BREAK
from depesch.rendering.view import Field
from depesch.rendering.words import Words

# Names that are the same in every language, by ISO 6523 ICD; they take the label's place. Source: EAS and ICD lists.
SCHEMES = {
    "0002": "SIREN", "0007": "Org.nr (SE)", "0009": "SIRET", "0037": "OVT", "0060": "D-U-N-S", "0088": "GLN",
    "0096": "P-nr. (DK)", "0106": "KVK", "0160": "GTIN", "0184": "CVR", "0192": "Org.nr. (NO)", "0199": "LEI",
    "0204": "Leitweg-ID", "0212": "Y-tunnus", "0213": "ALV-numero (FI)", "0216": "OVT",
}  # fmt: skip


def fields(*pairs: tuple[str, str | None]) -> tuple[Field, ...]:
    """Return a labelled text for each pair whose text is not empty."""
    return tuple(Field(label=label, value=text) for label, text in pairs if text)


def identified(label: str, identifier: Identifier | None) -> tuple[Field, ...]:
    """Return an identifier as one labelled text, or none; a known scheme is the label, another stands in brackets."""
    if identifier is None or not (identifier.value or identifier.scheme):
        return ()
    known = SCHEMES.get(identifier.scheme or "")
    if known:
        return fields((known, identifier.value))
    suffix = f" ({identifier.scheme})" if identifier.scheme else ""
    return fields((label, identifier.value + suffix))


def participant(identifier: Identifier | None) -> str | None:
    """Return an electronic address as the networks write it, `0007:5567890123`."""
    if identifier is None:
        return None
    return ":".join(part for part in (identifier.scheme, identifier.value) if part)


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale.parse(language).territories.items())


def country(code: str | None, words: Words) -> str | None:
    """Return the country's name in the language, the code itself where it names none."""
    return _territories(words.language).get(code, code) if code else None


def address(place: PostalAddress | None, words: Words) -> tuple[str, ...]:
    """Return the lines of an address, as on an envelope: post code before city, country last."""
    if place is None:
        return ()
    town = " ".join(part for part in (place.post_code, place.city) if part)
    lines = (place.line_1, place.line_2, place.line_3, town, place.subdivision, country(place.country, words))
    return tuple(line for line in lines if line)


def period(span: Period | None, words: Words) -> str | None:
    """Return a period as two dates with a dash between; one that is missing leaves its side open."""
    if span is None or not (span.start or span.end):
        return None
    start, end = (formats.day(d, words) if d else "" for d in (span.start, span.end))
    return f"{start} – {end}".strip()


def quantity(value: Decimal | None, unit: str | None, words: Words) -> str:
    """Return a quantity with its unit's short name, such as `26 dygn`."""
    name = words.units.get(unit or "", unit or "")
    text = formats.number(value, words) if value is not None else ""
    return NO_BREAK.join(part for part in (text, name) if part)


def vat(category: str | None, rate: Decimal | None, words: Words) -> str:
    """Return the VAT of a line: the rate, and the category's code where it is not the standard one."""
    share = formats.percent(rate, words) if rate is not None else ""
    code = category if category not in (None, "S") or not share else ""
    return NO_BREAK.join(part for part in (share, code) if part)


def joined(texts: Iterable[str | None], separator: str = ", ") -> str:
    """Return the texts that there are, joined."""
    return separator.join(text for text in texts if text)
