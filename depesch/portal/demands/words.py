"""Demands in words, as a list of them says it: to those who make them, and on the buyer's public page."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from depesch.portal.formatting import day, exact, language
from depesch.rules.explaining import field_name
from depesch.rules.packs import Allowed, Amount, AnyDemand, Attachments, Day, Form, Mandatory

KINDS: dict[str, tuple[Promise, Promise]] = {
    "mandatory": (gettext_lazy("A field must be filled in"), gettext_lazy("Such as your order number.")),
    "pattern": (gettext_lazy("A field must have a form"), gettext_lazy("Such as a reference that begins with RV.")),
    "allowed": (gettext_lazy("A field must be one of a list"), gettext_lazy("Such as your cost centres.")),
    "amount": (gettext_lazy("A number within bounds"), gettext_lazy("Such as at most 25 percent VAT.")),
    "date": (gettext_lazy("A date within bounds"), gettext_lazy("Such as at least 30 days to pay.")),
    "attachment": (gettext_lazy("Files must come along"), gettext_lazy("Such as a specification as a PDF.")),
}
MEDIA_TYPES = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "text/csv": "CSV",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (XLSX)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (ODS)",
}
_MOST = 8  # values that a sentence names


def sentence(demand: AnyDemand) -> str:
    """Return the demand as one sentence: its maker's own words when they say what is wanted, else made from it."""
    return _made(demand)


def own_words(demand: AnyDemand) -> str:
    """Return what the maker says of the demand in the reader's language; empty when nothing is said."""
    words = getattr(demand.words, language(), None) if demand.words else None
    return str(words or "")


def concerning(demand: AnyDemand) -> str:
    """Return which documents it is about, when not all; and that it does not stop them, when it does not."""
    parts = []
    if demand.documents == "invoices":
        parts.append(_("Invoices only"))
    if demand.documents == "credit-notes":
        parts.append(_("Credit notes only"))
    if demand.severity != "fatal":
        parts.append(_("A remark: the invoice goes on"))
    return " · ".join(parts)


def term_word(term: str) -> str:
    """Return a field's name, such as "Your reference"."""
    return field_name(term, language())


def _made(demand: AnyDemand) -> str:
    match demand:
        case Mandatory(terms=(term,)):
            return _("{field} has to be filled in.").format(field=term_word(term))
        case Mandatory():
            return _("At least one has to be filled in: {fields}.").format(fields=_listed(demand.terms))
        case Form():
            shown = demand.example or demand.pattern
            return _("{field} has to look like {example}.").format(field=term_word(demand.term), example=shown)
        case Allowed():
            more = " …" if len(demand.values) > _MOST else ""
            values = ", ".join(demand.values[:_MOST]) + more
            return _("{field} has to be one of: {values}.").format(field=term_word(demand.term), values=values)
        case Amount():
            return _bounds(demand)
        case Day():
            return _days(demand)
        case Attachments():
            return _files(demand)


def _bounds(demand: Amount) -> str:
    low, high = (exact(each) if each is not None else "" for each in (demand.at_least, demand.at_most))
    values = {"field": term_word(demand.term), "low": low, "high": high}
    if low and high:
        text = _("{field} has to be between {low} and {high}.").format(**values)
    elif low:
        text = _("{field} has to be {low} or more.").format(**values)
    else:
        text = _("{field} has to be {high} or less.").format(**values)
    return f"{text} ({demand.currency})" if demand.currency else text


def _days(demand: Day) -> str:
    values = {"field": term_word(demand.term)}
    if demand.counted_from is not None:
        values |= {"start": term_word(demand.counted_from), "low": str(demand.at_least_days or 0),
                   "high": str(demand.at_most_days or 0)}  # fmt: skip
        if demand.at_least_days is not None and demand.at_most_days is not None:
            return _("{field} has to be {low} to {high} days after: {start}.").format(**values)
        if demand.at_least_days is not None:
            return _("{field} has to be at least {low} days after: {start}.").format(**values)
        return _("{field} has to be at most {high} days after: {start}.").format(**values)
    low = day(demand.not_before) if demand.not_before else ""
    high = day(demand.not_after) if demand.not_after else ""
    if low and high:
        return _("{field} has to be from {low} to {high}.").format(**values, low=low, high=high)
    if low:
        return _("{field} may not be before {low}.").format(**values, low=low)
    return _("{field} may not be after {high}.").format(**values, high=high)


def _files(demand: Attachments) -> str:
    types = ", ".join(MEDIA_TYPES.get(each, each) for each in demand.media_types)
    which = f" ({types})" if types else ""
    which += f" [{demand.file_name}]" if demand.file_name else ""
    values = {"low": str(demand.at_least), "high": str(demand.at_most), "which": which}
    if demand.at_most == 0:
        return _("No files may come along{which}.").format(**values)
    if demand.at_most is None:
        return _("Files have to come along{which}, at least {low}.").format(**values)
    return _("Files may come along{which}: {low} to {high}.").format(**values)


def _listed(terms: Sequence[str]) -> str:
    return ", ".join(term_word(term) for term in terms)
