"""Which fields the form has: what was sent of it, and how a person adds, moves and takes away.

The keys of the fields are the shape: a field that somebody asked for stands there with an empty text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from depesch.hub.drafts.fields import field_at
from depesch.portal.invoice.accounts import NAME, choose_kind

Fields = dict[str, str]

EXEMPT = "all.exempt"
_SHARED = ("vat_category", "exemption_reason_code", "exemption_reason")
_NUMBER = re.compile(r"^(lines|allowances|charges|notes|payment\.means)\.(\d+)$")
_LINE = ("name", "quantity", "unit", "price", "vat_rate", "vat_category")
MOST_LINES = 2000

# What comes together: who asks for one of them means all of them. `{n}` is the next free number.
GROUPS: dict[str, tuple[str, ...]] = {
    "allowances": ("amount", "reason", "vat_rate", "vat_category"),
    "charges": ("amount", "reason", "vat_rate", "vat_category"),
    "notes": ("text",),
    "payment.means": ("code", "account", "provider"),
    "preceding_invoices": ("number", "issue_date"),
    "supporting_documents": ("reference", "description", "location"),
    "buyer.identifiers": ("",),
    "seller.identifiers": ("", "scheme"),
}
_LINE_GROUPS: dict[str, tuple[str, ...]] = {
    "allowances": ("amount", "percentage", "reason"),
    "charges": ("amount", "percentage", "reason"),
    "attributes": ("name", "value"),
    "classifications": ("code", "scheme"),
}
_TOGETHER = (
    ("period.start", "period.end"),
    ("vat_currency", "vat_exchange_rate"),
    ("delivery.address.street", "delivery.address.post_code", "delivery.address.city", "delivery.address.country"),
    ("exemption_reason_code", "exemption_reason"),
)


def sent_fields(posted: Mapping[str, str]) -> Fields:
    """Return the fields of a form that was sent; what the form has not is left out."""
    fields = {name: text.replace("\0", "") for name, text in posted.items() if _is_field(name)}
    for name, kind in posted.items():
        if name.startswith(f"{NAME}."):
            choose_kind(name.rpartition(".")[2], kind, fields)
    if posted.get(EXEMPT):
        _share_exemption(fields, posted)
    return fields


def _is_field(name: str) -> bool:
    return "N" not in name and field_at(name) is not None


def _share_exemption(fields: Fields, posted: Mapping[str, str]) -> None:
    for index in indices(fields, "lines"):
        for name in _SHARED:
            fields[f"lines.{index}.{name}"] = posted.get(f"all.{name}", "")


def indices(fields: Iterable[str], group: str) -> list[int]:
    """Return the numbers that a group has, in their order."""
    found = {name[len(group) + 1 :].partition(".")[0] for name in fields if name.startswith(f"{group}.")}
    return sorted(int(each) for each in found if each.isdigit())


def add(fields: Fields, what: str) -> str:
    """Add a field, a row, or one more of a kind; return the path that is to be filled in first.

    `what` is a path with `N` for the next number of its group and `*` for every row, or the name of a group.
    """
    if what == "lines":
        return _add_line(fields)
    if what in GROUPS:
        return _add_group(fields, what, GROUPS[what])
    if what.startswith("lines.*."):
        added = [_add_path(fields, what.replace("*", str(index), 1)) for index in indices(fields, "lines")]
        return next(filter(None, added), "")
    return _add_path(fields, what)


def _add_line(fields: Fields) -> str:
    numbers = indices(fields, "lines")
    if len(numbers) >= MOST_LINES:
        return ""
    last, new = (numbers[-1], numbers[-1] + 1) if numbers else (-1, 0)
    for name in _LINE:
        kept = fields.get(f"lines.{last}.{name}", "") if name in ("unit", "vat_rate", "vat_category") else ""
        fields[f"lines.{new}.{name}"] = kept
    return f"lines.{new}.name"


def _add_group(fields: Fields, group: str, names: tuple[str, ...]) -> str:
    new = (indices(fields, group) or [-1])[-1] + 1
    paths = [f"{group}.{new}.{name}".rstrip(".") for name in names]
    for path in paths:
        if field_at(path):
            fields.setdefault(path, _first_value(fields, path))
    return paths[0]


def _first_value(fields: Fields, path: str) -> str:
    """Return what a new discount or charge has of VAT: what the first row has."""
    name = path.rpartition(".")[2]
    is_adjustment = path.startswith(("allowances.", "charges."))
    return fields.get(f"lines.0.{name}", "") if is_adjustment and name.startswith("vat_") else ""


def _add_path(fields: Fields, path: str) -> str:
    head, number, name = path.rpartition(".N")
    if number:
        row, _, group = head.rpartition(".")
        names = _LINE_GROUPS.get(group) if row.startswith("lines.") else GROUPS.get(head)
        return _add_group(fields, head, names or (name.lstrip("."),))
    if not _is_field(path):
        return ""
    for group, names in GROUPS.items():
        number = path[len(group) + 1 :].partition(".")[0] if path.startswith(f"{group}.") else ""
        if number.isdigit() and int(number) not in indices(fields, group):
            return _add_group(fields, group, names)
    for each in _with_mates(path):
        if _is_field(each):
            fields.setdefault(each, "")
    return path


def _with_mates(path: str) -> list[str]:
    for mates in _TOGETHER:
        ending = next((mate for mate in mates if path == mate or path.endswith(f".{mate}")), None)
        if ending:
            return [path[: len(path) - len(ending)] + mate for mate in mates]
    return [path, f"{path}.scheme"]


def drop(fields: Fields, what: str) -> None:
    """Take away a field, or a row, discount, charge, account or note with all that it has."""
    for path in [each for each in fields if each == what or each.startswith(f"{what}.")]:
        del fields[path]
    if group := _NUMBER.match(what):
        _close_gaps(fields, group[1])
        if group[1] == "lines" and not indices(fields, "lines"):
            _add_line(fields)


def move(fields: Fields, what: str, by: int) -> None:
    """Let a row change places with the one before or after it."""
    found = _NUMBER.match(what)
    if not found:
        return
    one, other = int(found[2]), int(found[2]) + by
    if other not in indices(fields, found[1]) or one not in indices(fields, found[1]):
        return
    _renumber(fields, found[1], {one: other, other: one})


def _close_gaps(fields: Fields, group: str) -> None:
    _renumber(fields, group, {old: new for new, old in enumerate(indices(fields, group))})


def _renumber(fields: Fields, group: str, numbers: Mapping[int, int]) -> None:
    start = f"{group}."
    renamed = {}
    for path, text in fields.items():
        number, dot, rest = path[len(start) :].partition(".") if path.startswith(start) else ("", "", "")
        new = numbers.get(int(number), int(number)) if number.isdigit() else 0
        renamed[f"{start}{new}{dot}{rest}" if number.isdigit() else path] = text
    fields.clear()
    fields.update(renamed)


def exempt(fields: Fields, *, on: bool) -> None:
    """Let all rows be without VAT, or with it again."""
    for index in indices(fields, "lines"):
        line = f"lines.{index}."
        if on:
            fields |= {f"{line}vat_category": "E", f"{line}vat_rate": "0"}
            fields |= {f"{line}{name}": "" for name in _SHARED[1:]}
            continue
        fields |= {f"{line}vat_category": "S", f"{line}vat_rate": ""}
        for name in _SHARED[1:]:
            fields.pop(f"{line}{name}", None)
