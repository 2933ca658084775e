"""The fields that can be added: for the document, for every row, for one row, for one discount, charge or account."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from depesch.hub.drafts.fields import Field, Level, addable, catalogue, field_words
from depesch.portal.invoice.sections import TYPE

_LINE = re.compile(r"lines\.(\d+|\*)")
_ONE_OF = {
    "allowances": Level.ALLOWANCE,
    "charges": Level.CHARGE,
    "payment.means": Level.PAYMENT_MEANS,
    "notes": Level.NOTE,
}
_LINE_LEVELS = (Level.LINE, Level.LINE_ALLOWANCE, Level.LINE_CHARGE, Level.CLASSIFICATION, Level.ATTRIBUTE)


@dataclass(frozen=True, slots=True)
class Offer:
    """One field that can be added; `what` is what the form sends."""

    what: str
    label: str
    term: str
    hint: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The offers that belong together."""

    title: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The list of fields at the right."""

    scope: str
    title: str
    shelves: tuple[Shelf, ...]


def panel_of(scope: str, there: Collection[str], language: str) -> Panel | None:
    """Return the fields that can be added at `scope`: document, lines.*, lines.3, allowances.0, ...; None for no scope.

    Fields that are there already are left out, but for those of which there may be several.
    """
    if scope == "document":
        return Panel(scope, _("Add a field"), _document(frozenset(there) - {TYPE}, language))
    if _LINE.fullmatch(scope):
        title = _("Add a field to every row") if scope.endswith("*") else _("Add a field to this row")
        return Panel(scope, title, _of_line(scope, there, language))
    group, _dot, number = scope.rpartition(".")
    if group not in _ONE_OF or not number.isdigit():
        return None
    offers = _offers(addable(_ONE_OF[group]), scope, there, language)
    if group in ("allowances", "charges"):  # the usual fields stand there but for these
        offers = (*offers, *_named((f"{scope}.{name}" for name in ("vat_category", "percentage")), there, language))
    return Panel(scope, _("Add a field"), (Shelf("", offers),) if offers else ())


def _document(there: Collection[str], language: str) -> tuple[Shelf, ...]:
    parties = [field for field in addable(Level.PARTY) if ".N" not in field.path or not field.path.endswith("scheme")]
    levels = (
        (_("The invoice"), [*addable(Level.DOCUMENT), *addable(Level.PRECEDING_INVOICE)[:1]]),
        (_("The recipient"), [field for field in parties if field.path.startswith("buyer.")]),
        (_("Delivery"), addable(Level.DELIVERY)),
        (_("Payment"), addable(Level.PAYMENT)),
        (_("Your company"), [field for field in parties if field.path.startswith("seller.")]),
        (_("Others"), [field for field in parties if field.path.startswith(("payee.", "tax_"))]),
        (_("Documents that are only referred to"), addable(Level.FILE)[:1]),
    )
    shelves = (Shelf(title, _offers(fields, "", there, language)) for title, fields in levels)
    return tuple(shelf for shelf in shelves if shelf.offers)


def _of_line(scope: str, there: Collection[str], language: str) -> tuple[Shelf, ...]:
    first = (
        Offer(f"{scope}.allowances.N", _("Discount on the row"), "BG-27", ""),
        Offer(f"{scope}.charges.N", _("Charge on the row"), "BG-28", ""),
    )
    own = _offers(addable(Level.LINE), scope, there, language)
    several = (
        Offer(f"{scope}.attributes.N", _("Property of the article, such as colour"), "BG-32", ""),
        Offer(f"{scope}.classifications.N", _("Class of the article, such as a customs number"), "BT-158", ""),
    )
    more = tuple(
        offer
        for group, level in (("allowances", Level.LINE_ALLOWANCE), ("charges", Level.LINE_CHARGE))
        for offer in _deeper(addable(level), f"{scope}.{group}.0", there, language)
    )
    version = f"{scope}.classifications.0.scheme_version"
    if scope.replace("*", "0") + ".classifications.0.code" in there:
        more = (*more, *_named((version,), there, language))
    return (Shelf("", (*first, *own, *several, *more)),)


def _deeper(fields: list[Field], prefix: str, there: Collection[str], language: str) -> tuple[Offer, ...]:
    """Return what a discount or charge of a row can have besides, when the row has one."""
    if f"{prefix.replace('*', '0')}.amount" not in there:
        return ()
    names = (f"{prefix}.{field.path.rpartition('.')[2]}" for field in fields)
    return _named(names, there, language)


def _offers(fields: list[Field], scope: str, there: Collection[str], language: str) -> tuple[Offer, ...]:
    depth = scope.count(".") + 1 if scope else 0
    names = []
    for field in fields:
        path = ".".join([*([scope] if scope else []), *field.path.split(".")[depth:]])
        if field.path.endswith(".scheme") and not field.path.startswith(("buyer.identifiers", "seller.identifiers")):
            continue  # comes with its identifier
        names.append(path)
    return _named(names, there, language)


def _named(names: Iterable[str], there: Collection[str], language: str) -> tuple[Offer, ...]:
    found = []
    for path in names:
        pattern = re.sub(r"\.(\d+|\*)(?=\.|$)", ".N", path)
        if path in there or path.replace("*", "0") in there:
            continue
        words = field_words(pattern, language)
        found.append(Offer(path, words.label, catalogue()[pattern].term, words.hint))
    return tuple(found)
