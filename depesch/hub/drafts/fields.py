"""The catalogue of the invoice form: every term of EN 16931 that a person may fill in, with its words and its choices.

What the form does not ask for is computed (`COMPUTED`) or comes as a file (`FROM_FILES`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

import msgspec

from depesch.hub.drafts.choices import Choice, choices_of
from depesch.hub.drafts.field_hints import HINTS, LABELS
from depesch.hub.drafts.field_table import GROUPS
from depesch.model.terms import TERMS
from depesch.rules.explaining import field_name

_NUMBERS = re.compile(r"(?<=\.)(?:0|[1-9]\d{0,3})(?=\.|$)", re.ASCII)

# Terms that nobody types, each with its reason.
COMPUTED = {
    "BT-106": "sum of the lines",
    "BT-107": "sum of the allowances",
    "BT-108": "sum of the charges",
    "BT-109": "sum without VAT",
    "BT-110": "sum of the VAT",
    "BT-112": "sum with VAT",
    "BT-115": "amount to pay",
    "BT-116": "sum of the VAT group",
    "BT-117": "VAT of the group",
    "BT-118": "groups are made from the rows",
    "BT-119": "groups are made from the rows",
    "BT-131": "quantity times price",
}
FROM_FILES = {
    "BT-125": "the attached file itself",
    "BT-125-1": "told by the file's content",
    "BT-125-2": "the file's own name",
}


class Kind(StrEnum):
    """What a field's text means."""

    TEXT = "text"  # one line
    NOTE = "note"  # several lines
    DATE = "date"
    AMOUNT = "amount"
    PRICE = "price"  # an amount with as many decimals as it takes
    QUANTITY = "quantity"
    PERCENT = "percent"
    RATE = "rate"  # of exchange
    CODE = "code"
    IDENTIFIER = "identifier"
    COUNTRY = "country"
    UNIT = "unit"
    CURRENCY = "currency"


NUMERIC = frozenset({Kind.AMOUNT, Kind.PRICE, Kind.QUANTITY, Kind.PERCENT, Kind.RATE})


class Level(StrEnum):
    """What a field belongs to: where the page offers it."""

    DOCUMENT = "document"
    PARTY = "party"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    PAYMENT_MEANS = "payment_means"  # one of several
    ALLOWANCE = "allowance"  # of the document
    CHARGE = "charge"
    NOTE = "note"
    PRECEDING_INVOICE = "preceding_invoice"
    FILE = "file"  # a document that is only referred to
    LINE = "line"
    LINE_ALLOWANCE = "line_allowance"
    LINE_CHARGE = "line_charge"
    CLASSIFICATION = "classification"
    ATTRIBUTE = "attribute"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field. `path` has `N` for each number; `place` is its place in the model, empty where that has none."""

    path: str
    place: str
    term: str  # the business term, such as BT-10
    kind: Kind
    level: Level
    group: str  # document, party, payment, adjustment, file, line
    code_list: str = ""
    common: bool = False  # shown from the start

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What may be chosen, the usual ones first; empty where anything may be written."""
        return choices_of(self.code_list) if self.code_list else ()


class FieldWords(msgspec.Struct, frozen=True):
    """What a field is called, and what helps to fill it in (may be empty)."""

    label: str
    hint: str


def pattern_of(path: str) -> str:
    """Return the path with `N` for its numbers.

    >>> pattern_of("lines.12.allowances.0.amount")
    'lines.N.allowances.N.amount'
    """
    return _NUMBERS.sub("N", path)


def field_at(path: str) -> Field | None:
    """Return the field at a path, with numbers or with `N`; None when the form has no such field."""
    return catalogue().get(pattern_of(path))


def field_words(path: str, language: str) -> FieldWords:
    """Return what the field at `path` is called in `language` (sv, nb, any other: en), and its hint."""
    field = catalogue()[pattern_of(path)]
    position = {"sv": 0, "nb": 1}.get(language, 2)
    label = LABELS[field.path][position] if field.path in LABELS else field_name(field.term, language)
    hint = HINTS[field.path][position] if field.path in HINTS else ""
    return FieldWords(label, hint)


def addable(level: Level | str) -> list[Field]:
    """Return the fields of a level that are not shown from the start, in the form's order."""
    return [field for field in FIELDS if field.level == level and not field.common]


@cache
def catalogue() -> dict[str, Field]:
    """Return every field by its path with `N`, in the form's order."""
    return {field.path: field for field in FIELDS}


@cache
def by_place() -> dict[str, Field]:
    """Return every field that the model has by its place, with `[]` for each number."""
    return {field.place.replace(".N", "[]"): field for field in FIELDS if field.place}


def _level(path: str, group: str) -> Level:
    starts = {
        "lines.N.allowances": Level.LINE_ALLOWANCE, "lines.N.charges": Level.LINE_CHARGE,
        "lines.N.classifications": Level.CLASSIFICATION, "lines.N.attributes": Level.ATTRIBUTE, "lines": Level.LINE,
        "allowances": Level.ALLOWANCE, "charges": Level.CHARGE, "notes": Level.NOTE,
        "preceding_invoices": Level.PRECEDING_INVOICE, "payment.means": Level.PAYMENT_MEANS,
        "delivery": Level.DELIVERY,
    }  # fmt: skip
    found = next((level for start, level in starts.items() if path.startswith(start + ".")), None)
    return found or Level(group)


def _field(row: str, group: str) -> Field:
    path, place, kind, code_list, common = row.split("|")
    term = place[1:] if place.startswith("-") else ""
    place = "" if term else (place or path)
    return Field(
        path=path, place=place, term=term or TERMS[place.replace(".N", "[]")], kind=Kind(kind),
        level=_level(path, group), group=group, code_list=code_list, common=common == "common",
    )  # fmt: skip


FIELDS: tuple[Field, ...] = tuple(
    _field(row, group) for group, table in GROUPS.items() for row in table.split("\n") if row
)
