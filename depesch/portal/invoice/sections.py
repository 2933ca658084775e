"""The form in its sections: whom it is for, the invoice itself, its rows, discounts and charges, how it is paid, notes.

A field is shown when it is one of the usual ones, when something stands in it, or when somebody asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from depesch.hub.drafts.fields import FIELDS, Level, catalogue, field_at, pattern_of
from depesch.portal.invoice.accounts import kind_box
from depesch.portal.invoice.boxes import Box, Drawing

COLUMNS = {
    "name": "name",
    "quantity": "quantity",
    "unit": "unit",
    "price": "price",
    "vat": "vat_rate",
}
TYPE, USUAL_TYPES = "type_code", ("380", "381")  # told by the draft's kind; shown when it is another
_EXEMPTION = ("vat_category", "exemption_reason_code", "exemption_reason")
_FIRST = ("number", "issue_date", "due_date", "buyer_reference", "order_reference")
_MONEY = ("currency", "vat_currency", "vat_exchange_rate", "rounding", "paid_amount", "payment_terms")
_BUYER = (
    "buyer.name", "buyer.legal_registration", "buyer.identifiers.0", "buyer.address.street", "buyer.address.post_code",
    "buyer.address.city", "buyer.address.country", "buyer.electronic_address", "buyer.electronic_address.scheme",
)  # fmt: skip
_SELLER = ("seller.name", "seller.legal_registration", "seller.vat_identifier", "seller.contact.name")
_MEANS = ("code", "account", "provider")
_USUAL = frozenset({*_FIRST, *_BUYER, *_SELLER, "currency", "payment.remittance_information"})
_PARTIES = (Level.PARTY, Level.DELIVERY)
_ORDER = {field.path: place for place, field in enumerate(FIELDS)}
_INDEX = re.compile(r"\.(\d+)\.")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the invoice; `index` is a number, or `__n__` in the row that new ones are made from."""

    index: str
    cells: tuple[Box, ...]
    boxes: tuple[Box, ...]
    hidden: tuple[Box, ...]
    net: str

    @property
    def prefix(self) -> str:
        """The beginning of the names of its fields."""
        return f"lines.{self.index}"

    @property
    def number(self) -> str:
        """Its place as people count."""
        return str(int(self.index) + 1) if self.index.isdigit() else ""

    @property
    def names(self) -> str:
        """The names of its own fields, for what is said under it."""
        return " ".join(cell.name for cell in (*self.cells, *self.hidden))

    @property
    def fault(self) -> str:
        """What is wrong in its cells."""
        return " ".join(dict.fromkeys(box.fault for box in (*self.cells, *self.hidden) if box.fault))


@dataclass(frozen=True, slots=True)
class Group:
    """One of several things of a kind: a discount, a charge, an account, a note."""

    prefix: str
    title: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """Everything of the form that is a field."""

    buyer: tuple[Box, ...]
    seller: tuple[Box, ...]
    first: tuple[Box, ...]
    hidden: tuple[Box, ...]
    money: tuple[Box, ...]
    rows: tuple[Row, ...]
    blank: Row
    is_exempt: bool
    exemption: tuple[Box, ...]
    adjustments: tuple[Group, ...]
    remittance: Box
    direct_debit: tuple[Box, ...]
    means: tuple[Group, ...]
    notes: tuple[Group, ...]


def sections_of(paths: Iterable[str], drawing: Drawing, nets: Mapping[int, str], *, is_exempt: bool) -> Sections:
    """Return the sections with the fields that `paths` name besides the usual ones."""
    there = sorted({path for path in paths if field_at(path)}, key=_place)
    hidden = [
        path for path in there if path == TYPE and drawing.fields.get(path) in USUAL_TYPES and drawing.focus != TYPE
    ]
    document = [
        path
        for path in there
        if path not in hidden and _level(path) in (Level.DOCUMENT, Level.PRECEDING_INVOICE, Level.FILE)
    ]
    rows = [_row(index, there, drawing, nets.get(int(index), ""), is_exempt) for index in _indices(there, "lines")]
    return Sections(
        buyer=_boxes(_BUYER, _of(there, _PARTIES, without="seller."), drawing),
        seller=_boxes(_SELLER, [path for path in there if path.startswith("seller.")], drawing),
        hidden=tuple(drawing.box(path) for path in hidden),
        first=_boxes(_FIRST, [path for path in document if path not in _MONEY], drawing),
        money=_boxes(_MONEY[:1], [path for path in document if path in _MONEY[1:]], drawing),
        rows=tuple(rows),
        blank=_blank(rows, drawing, is_exempt),
        is_exempt=is_exempt,
        exemption=_exemption(drawing) if is_exempt else (),
        adjustments=_groups(there, drawing, (("allowances", _("Discount")), ("charges", _("Charge")))),
        remittance=drawing.box("payment.remittance_information"),
        direct_debit=_boxes((), [path for path in there if path.startswith("payment.direct_debit")], drawing),
        means=tuple(_means(index, there, drawing) for index in _indices(there, "payment.means")),
        notes=_groups(there, drawing, (("notes", _("Note")),)),
    )


def is_shown(path: str, fields: Iterable[str]) -> bool:
    """Return whether the page has the field, with these fields in the form."""
    return path in fields or path in _USUAL or path.startswith("all.")


def _place(path: str) -> tuple[list[int], int]:
    return [int(number) for number in _INDEX.findall(path)], _ORDER[pattern_of(path)]


def _level(path: str) -> Level:
    return catalogue()[pattern_of(path)].level


def _of(there: Sequence[str], levels: Sequence[Level], *, without: str) -> list[str]:
    return [path for path in there if _level(path) in levels and not path.startswith(without)]


def _indices(there: Iterable[str], group: str) -> list[str]:
    found = {path[len(group) + 1 :].partition(".")[0] for path in there if path.startswith(f"{group}.")}
    return sorted((each for each in found if each.isdigit()), key=int)


def _boxes(usual: Sequence[str], there: Sequence[str], drawing: Drawing) -> tuple[Box, ...]:
    others = [drawing.box(path, may_go=True) for path in there if path not in usual]
    return (*(drawing.box(path) for path in usual), *others)


def _row(index: str, there: Iterable[str], drawing: Drawing, net: str, is_exempt: bool) -> Row:
    prefix = f"lines.{index}."
    says = f"line-lines.{index}-says"
    usual = {f"{prefix}{name}" for name in COLUMNS.values()}
    hidden = {f"{prefix}{name}" for name in _EXEMPTION} if is_exempt else {f"{prefix}vat_category"}
    asked = [path for path in there if path.startswith(prefix) and path not in usual]
    shows_category = not is_exempt and any(path.startswith(f"{prefix}exemption") for path in asked)
    if shows_category:
        hidden = set()
    return Row(
        index=index,
        cells=tuple(drawing.box(f"{prefix}{name}", column=column, says_id=says) for column, name in COLUMNS.items()),
        boxes=tuple(drawing.box(path, may_go=True) for path in asked if path not in hidden),
        hidden=tuple(drawing.box(path) for path in sorted(hidden)) if not is_exempt else (),
        net=net,
    )


def _blank(rows: Sequence[Row], drawing: Drawing, is_exempt: bool) -> Row:
    """Return the row that new ones are made from: the fields that every row has, the last row's unit and VAT."""
    shared = set.intersection(*({box.name.split(".", 2)[2] for box in row.boxes} for row in rows)) if rows else set()
    last = f"lines.{rows[-1].index}." if rows else ""
    kept = {name: drawing.fields.get(last + name, "") for name in ("unit", "vat_rate", "vat_category")}
    values = {f"lines.0.{name}": value for name, value in kept.items()}
    names = [f"lines.0.{name}" for name in sorted(shared, key=lambda name: _place(f"lines.0.{name}"))]
    drawn = replace(drawing, fields=values, faults={}, focus="")
    row = _row("0", names, drawn, "", is_exempt)
    return Row(
        index="__n__", cells=_numbered(row.cells), boxes=_numbered(row.boxes), hidden=_numbered(row.hidden), net=""
    )


def _numbered(boxes: Sequence[Box]) -> tuple[Box, ...]:
    def blank(text: str) -> str:
        return text.replace("lines.0", "lines.__n__")

    return tuple(replace(box, name=blank(box.name), says_id=blank(box.says_id)) for box in boxes)


def _exemption(drawing: Drawing) -> tuple[Box, ...]:
    """Return the exemption that counts for all rows: the first row's fields under names of their own."""
    boxes = (drawing.box(f"lines.0.{name}") for name in _EXEMPTION)
    return tuple(
        replace(box, name=f"all.{box.name.rpartition('.')[2]}", says_id=f"f-all.{box.name.rpartition('.')[2]}-says")
        for box in boxes
    )


def _groups(there: Sequence[str], drawing: Drawing, kinds: Sequence[tuple[str, str]]) -> tuple[Group, ...]:
    found = []
    for group, title in kinds:
        for index in _indices(there, group):
            prefix = f"{group}.{index}"
            own = [path for path in there if path.startswith(f"{prefix}.")]
            usual = [path for path in own if _is_usual(path)]
            found.append(Group(prefix=prefix, title=title, boxes=_boxes(usual, own, drawing)))
    return tuple(found)


def _is_usual(path: str) -> bool:
    field = field_at(path)
    return field is not None and field.common


def _means(index: str, there: Iterable[str], drawing: Drawing) -> Group:
    prefix = f"payment.means.{index}"
    own = [path for path in there if path.startswith(f"{prefix}.")]
    usual = [f"{prefix}.{name}" for name in _MEANS]
    boxes = _boxes(usual, own, drawing)
    return Group(prefix=prefix, title=_("Paid to"), boxes=(kind_box(index, drawing.fields), *boxes))
