"""What a customer's card offers of the company's own: its printers and its designs, asked for together."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

import msgspec
from django.db.models import Case, CharField, F, IntegerField, QuerySet, Value, When

from depesch.hub.directory.design_models import Design
from depesch.hub.directory.models import Printer

_PRINTER, _DESIGN = "printer", "design"


class Named(msgspec.Struct, frozen=True):
    """Something of the company's that a card may name."""

    id: UUID
    name: str


class CardChoices(msgspec.Struct, frozen=True, kw_only=True):
    """The printers, the default one first, then by name; the designs in use, in their order."""

    printers: tuple[Named, ...]
    designs: tuple[Named, ...]


def card_choices() -> CardChoices:
    """Return what the acting company's cards may name; one query."""
    default_first = Case(When(is_default=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    printers = _asked(Printer.objects.all(), _PRINTER, default_first)
    designs = _asked(Design.objects.filter(removed_at=None), _DESIGN, F("rank"))
    found = sorted(printers.union(designs, all=True))
    return CardChoices(
        printers=tuple(Named(pk, name) for what, _, name, pk in found if what == _PRINTER),
        designs=tuple(Named(pk, name) for what, _, name, pk in found if what == _DESIGN),
    )


def _asked(rows: QuerySet[Any], what: str, place: Case | F) -> QuerySet[Any, tuple[str, int, str, UUID]]:
    told = rows.annotate(what=Value(what, output_field=CharField()), place=place)
    return cast("QuerySet[Any, tuple[str, int, str, UUID]]", told.values_list("what", "place", "name", "pk"))
