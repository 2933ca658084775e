"""What is wrong with a file of customers, and what would change, in words: what, where, which value, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.directory.customer_import import MOST_BYTES, MOST_ROWS, Fault, PlannedCard
from depesch.portal.formatting import size
from depesch.portal.network.words import KINDS
from depesch.portal.words import syntax_word

_FAULTS: dict[str, tuple[Promise, Promise]] = {
    "too-large": (_("The file is too large."), _("Divide it: at most {most_bytes}.")),
    "no-text": (_("The file is no text."), _("Save it as CSV in your spreadsheet program, and choose that file.")),
    "empty": (_("The file is empty."), _("Choose another file.")),
    "no-table": (_("The file cannot be read as a table."), _("Save it as CSV in your spreadsheet program.")),
    "no-known-column": (
        _("No column is known."),
        _("The first line has to name the columns, such as: name;organisation number;e-mail;customer number"),
    ),
    "too-many-rows": (_("There are too many lines."), _("Divide the file: at most {most_rows} lines.")),
    "column-twice": (_("The column stands twice."), _("Remove one of the two.")),
    "too-many-cells": (
        _("The line has {value} cells, the heading {other}."),
        _("Put quotation marks round cells that hold the separator."),
    ),
    "unprintable": (_("The cell holds characters that cannot be shown."), _("Type it anew.")),
    "too-long": (_("The text is too long."), _("Shorten it.")),
    "bad-number": (_("This is no customer number."), _("Give one, or leave the cell empty.")),
    "bad-organisation": (
        _("This is no organisation number: its check digit or its length is wrong."),
        _("Correct it, or give the country in a column of its own."),
    ),
    "bad-vat": (
        _("This is no VAT number."),
        _("It begins with the country, such as SE556601010301. Correct it or empty the cell."),
    ),
    "bad-gln": (
        _("This is no GLN: it has 13 digits, the last a check digit."),
        _("Correct it. Spreadsheets shorten long numbers: format the column as text."),
    ),
    "bad-email": (_("This is no e-mail address."), _("Correct it, or leave the cell empty.")),
    "bad-language": (_("This language is not one of ours."), _("Give sv, nb, en, da, fi or de.")),
    "bad-country": (_("This is no country."), _("Give its two letters, such as SE.")),
    "bad-syntax": (_("This format is not known."), _("Give its name as on the customer's card, such as ubl21.")),
    "twice-in-file": (_("The number stands on line {other} too."), _("Keep one of the two lines.")),
    "several-customers": (
        _("The numbers belong to different customers: {other}."),
        _("Correct the numbers so that all lead to one customer."),
    ),
    "unknown-number": (
        _("No customer has this number, and the line gives no name for a new one."),
        _("Correct the number, or add a column with names."),
    ),
    "no-name": (_("The line gives no name and no number of a known customer."), _("Give a name, or remove the line.")),
}  # fmt: skip
_FIELDS: dict[str, Promise] = {
    "name": _("Name"),
    "country": _("Country"),
    "kind": _("Sort of customer"),
    "email": _("E-mail for invoices"),
    "language": _("Language of the customer"),
    "syntax": _("Format"),
    "street": _("Street"),
    "street_2": _("More of the address"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "contact_name": _("Contact"),
    "identifiers": _("Numbers"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in words."""

    line: int
    column: str
    value: str
    what: str
    mend: str


def told(fault: Fault) -> Told:
    """Return the fault in the reader's language."""
    what, mend = _FAULTS[fault.code]
    values = {"value": fault.value, "other": fault.other, "most_bytes": size(MOST_BYTES), "most_rows": MOST_ROWS}
    return Told(fault.line, fault.column, fault.value, str(what).format(**values), str(mend).format(**values))


def changes_told(planned: PlannedCard) -> list[tuple[str | Promise, str, str]]:
    """Return what changes on one card: field, before, after."""
    return [
        (_FIELDS.get(each.field, each.field), _shown(each.field, each.before), _shown(each.field, each.after))
        for each in planned.changes
    ]


def _shown(field: str, value: str) -> str:
    if field == "syntax":
        return syntax_word(value) if value else "–"
    if field == "kind":
        return next((str(word) for kind, word in KINDS.items() if kind.value == value), value)
    return value or "–"
