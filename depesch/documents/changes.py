"""What differs between two states of an invoice, business term by business term, and how a reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from depesch.model.invoice import Attachment, Identifier, Invoice, Struct
from depesch.model.terms import term_of
from depesch.rules import LANGUAGES, Words
from depesch.rules.explaining import Shown, field_name, type_at

_GROUP = re.compile(r"^(lines|vat_breakdown|allowances|charges)\[(\d+)\]")
_INDEX = re.compile(r"\[\d+\]")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One value that became another; `old` or `new` is None where there was or is nothing."""

    path: str  # place in the model, such as `lines[1].unit`
    term: str | None  # business term, None where the standard numbers none
    old: str | None
    new: str | None
    rule: str = ""  # whose mend made it
    where: str | None = None  # XPath of the old value in the source, or of the nearest group that stood there
    line: int | None = None


def changes(before: Invoice, after: Invoice, rule: str = "") -> tuple[Change, ...]:
    """Return what differs, in the model's order and then what is gone; repeated groups are compared by position.

    >>> [(c.path, c.term, c.old, c.new) for c in changes(Invoice(currency="kr"), Invoice(currency="SEK"))]
    [('currency', 'BT-5', 'kr', 'SEK')]
    """
    if before == after:
        return ()
    old, new = dict(_leaves("", before)), dict(_leaves("", after))
    paths = (*new, *(path for path in old if path not in new))
    return tuple(
        Change(path=path, term=term_of(path), old=old.get(path), new=new.get(path), rule=rule)
        for path in paths
        if old.get(path) != new.get(path)
    )


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Give every value below, by its path, as text; an identifier's value stands at the identifier's own path."""
    if isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from _leaves(f"{path}[{index}]", one)
    elif isinstance(value, Identifier):
        yield path, value.value
        if value.scheme is not None:
            yield f"{path}.scheme", value.scheme
    elif isinstance(value, Attachment):
        yield path, f"{len(value.content)} bytes"
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from _leaves(f"{path}.{field}" if path else field, getattr(value, field))
    elif value is not None:
        yield path, str(value)


class ChangeInWords(msgspec.Struct, frozen=True, kw_only=True):
    """A change as a reader is told it: `sentence` is the whole, the others are its parts."""

    sentence: str
    place: str  # what comes before the field where it is one of several, such as "Line 2, "
    field: str
    old: str | None
    new: str | None


def in_words(change: Change, language: str, *, shown: Shown | None = None) -> ChangeInWords:
    """Return the change in words, such as "Line 2, Unit: st becomes H87"; `shown` writes numbers as the reader does."""
    language = language if language in LANGUAGES else "en"
    if not change.path and change.old is None and change.new is None:
        sentence, field = getattr(_ORDERED, language), getattr(_ORDER, language)
        return ChangeInWords(sentence=sentence, place="", field=field, old=None, new=None)
    field = field_name(change.term, language) if change.term else change.path or _element(change.where)
    found = _GROUP.match(change.path)
    place = getattr(_PLACES[found.group(1)], language).format(number=int(found.group(2)) + 1) if found else ""
    old, new = (_shown(text, change.path, shown) for text in (change.old, change.new))
    words = _ADDED if old is None else _GONE if new is None else _CHANGED
    sentence = getattr(words, language).format(field=place + field, old=old, new=new)
    return ChangeInWords(sentence=sentence, place=place, field=field, old=old, new=new)


def _element(where: str | None) -> str:
    """Return the name of the last element or attribute of a place in the file."""
    return _INDEX.sub("", (where or "").rpartition("/")[2])


def _shown(text: str | None, path: str, shown: Shown | None) -> str | None:
    """Return a value as the reader writes it, where the model's field is a number or a date."""
    if text is None or shown is None:
        return text
    kind = type_at(_INDEX.sub("", path))
    try:
        if kind is Decimal:
            return shown(Decimal(text))
        return shown(date.fromisoformat(text)) if kind is date else text
    except (InvalidOperation, ValueError):  # as it stood in the file
        return text


_PLACES = {
    "lines": Words("Rad {number}, ", "Linje {number}, ", "Line {number}, "),
    "vat_breakdown": Words("Momsrad {number}, ", "Mva-linje {number}, ", "VAT row {number}, "),
    "allowances": Words("Avdrag {number}, ", "Fradrag {number}, ", "Allowance {number}, "),
    "charges": Words("Tillägg {number}, ", "Tillegg {number}, ", "Charge {number}, "),
}
_ORDER = Words("Ordning", "Rekkefølge", "Order")
_ORDERED = Words(
    "Uppgifterna står nu i den ordning som formatet kräver",
    "Opplysningene står nå i den rekkefølgen som formatet krever",
    "Everything now stands in the order that the format asks for",
)
_CHANGED = Words("{field}: {old} blir {new}", "{field}: {old} blir {new}", "{field}: {old} becomes {new}")
_ADDED = Words("{field}: {new} läggs till", "{field}: {new} legges til", "{field}: {new} is added")
_GONE = Words("{field}: {old} tas bort", "{field}: {old} fjernes", "{field}: {old} is taken out")
