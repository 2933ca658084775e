"""At which field of the form a finding is shown: its place in the model, else the first of its terms that is a field.

A finding about a sum, a VAT group or the whole document has no field and is shown above the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from depesch.hub.drafts.fields import FIELDS, Field, pattern_of
from depesch.hub.drafts.typed import Typed, path_of_place
from depesch.model.issue import Issue

_FIRST_INDEX = re.compile(r"^(\w+(?:\.\w+)*)\[(\d+)\]")
# Groups and computed terms that are somebody's to fill in: where the reader is sent.
_STAND_INS = {
    "BG-25": "lines.N.name",
    "BG-4": "seller.name",
    "BG-7": "buyer.name",
    "BG-5": "seller.address.country",
    "BG-8": "buyer.address.country",
    "BG-15": "delivery.address.country",
    "BG-16": "payment.means.N.code",
    "BG-17": "payment.means.N.account",
    "BG-30": "lines.N.vat_category",
    "BG-31": "lines.N.name",
    "BG-29": "lines.N.price",
    "BG-14": "period.start",
    "BG-26": "lines.N.period.start",
    "BG-3": "preceding_invoices.N.number",
    "BT-111": "vat_exchange_rate",
    "BT-118": "lines.N.vat_category",
    "BT-119": "lines.N.vat_rate",
    "BT-120": "lines.N.exemption_reason",
    "BT-121": "lines.N.exemption_reason_code",
}


def place_of_finding(issue: Issue, typed: Typed) -> str:
    """Return the path of the field that the finding is shown at, empty when it is about the whole."""
    exact = path_of_place(issue.path, typed.rows) if issue.path else None
    if exact is not None and "N" not in exact:
        return _empty_beside(exact, issue, typed) or exact
    if issue.path.startswith("vat_breakdown["):
        return _of_group(issue, typed)
    if issue.path.startswith("totals") and "BT-111" not in issue.terms:
        return ""
    for pattern in _patterns(issue):
        path = _numbered(pattern, issue.path, typed)
        if path is not None:
            return path
    return ""


def _empty_beside(path: str, issue: Issue, typed: Typed) -> str | None:
    """Return the field beside a filled one that the finding speaks of too, when that is what was left out."""
    if path not in typed.filled or len(issue.terms) < 2:
        return None
    parent = path.rpartition(".")[0]
    for term in issue.terms:
        for field in _by_term().get(term, ()):
            other = f"{parent}.{field.path.rpartition('.')[2]}"
            if pattern_of(other) == field.path and other not in typed.filled:
                return other
    return None


def _patterns(issue: Issue) -> Iterator[str]:
    """Give the fields that the finding's terms stand for, those under its place first."""
    inside = [field for term in issue.terms for field in _by_term().get(term, ()) if _is_in(field, issue.path)]
    yield from (field.path for field in inside)
    yield from (_STAND_INS[term] for term in issue.terms if term in _STAND_INS)
    if not issue.path:
        yield from (field.path for term in issue.terms for field in _by_term().get(term, ()))


def _is_in(field: Field, place: str) -> bool:
    bare = re.sub(r"\[\d+\]", ".N", place)
    return bool(bare) and (field.place or field.path).startswith(bare + ".")


def demanded_paths(terms: Iterable[tuple[str, ...]], rows: Iterable[str]) -> Iterator[str]:
    """Give the fields that have to be filled in, where only one term will do; those of a line for each of `rows`.

    `rows` are the numbers of the form's lines. What a person has no field for is told by its finding alone.
    """
    numbers = tuple(rows)
    for alternatives in terms:
        fields = _by_term().get(alternatives[0], [])
        if len(alternatives) > 1 or len(fields) != 1:
            continue
        head, number, name = fields[0].path.partition("N")
        if not number:
            yield head
        elif head == "lines." and "N" not in name:
            yield from (f"lines.{row}{name}" for row in numbers)


@cache
def _by_term() -> dict[str, list[Field]]:
    found: dict[str, list[Field]] = {}
    for field in FIELDS:
        found.setdefault(field.term, []).append(field)
    return found


def _numbered(pattern: str, place: str, typed: Typed) -> str | None:
    """Return the path with the numbers that the place has in the form; the first row where the place names none."""
    found = _FIRST_INDEX.match(place)
    if "N" in pattern and found and pattern.startswith(found[1] + "."):
        known = typed.rows.get(found[1], ())
        number = int(found[2])
        pattern = pattern.replace("N", str(known[number] if number < len(known) else number), 1)
    if pattern.count("N") > 1:
        return None
    first = typed.rows.get(pattern.partition(".N")[0]) or (0,)
    return pattern.replace("N", str(first[0]), 1)


def _of_group(issue: Issue, typed: Typed) -> str:
    """Return the field of the first row in the VAT group that the finding is about."""
    names = {"BT-120": "exemption_reason", "BT-121": "exemption_reason_code", "BT-119": "vat_rate"}
    name = next((names[term] for term in issue.terms if term in names), "vat_category")
    number = int(issue.path[len("vat_breakdown[") :].partition("]")[0])
    keys: list[tuple[object, object]] = []
    for row, line in zip(typed.rows.get("lines", ()), typed.invoice.lines, strict=True):
        category = line.vat.category if line.vat else None
        key = (category, None if category == "O" else (line.vat.rate if line.vat else None))
        if key not in keys:
            keys.append(key)
        if keys.index(key) == number:
            return f"lines.{row}.{name}"
    return ""
