"""Columns: which term of the model one holds, by its header.

Beside the names of `names.py`, a term's own place in the model is always a name: `seller.address.city`, and for a
line's terms with `lines.` before it: `lines.price.gross_price`. Of what may be repeated, ten have a place each:
`allowances[0].amount`, `lines.item.attributes[2].name`; without a number the first is meant. Only a file's content
(BT-125) fits no cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from depesch.model.invoice import Attachment, Identifier, Invoice, Line
from depesch.syntaxes.csv_lines.names import (
    BANKGIRO,
    HEAD,
    LINE,
    PLUSGIRO,
    TEXT_OF_LINE,
    TYPE_IN_WORDS,
    TYPES,
    Named,
    plain,
)  # fmt: skip

MOST_REPEATED = 10
LINES = "lines[]."

_STEP = re.compile(r"([a-z_0-9]+)(?:\[([0-9]?)\])?")
_LINE_PREFIX = re.compile(r"lines?(?:\[\])?\.")

Step = tuple[str, int | None]
NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Column(NamedTuple):
    """What a column holds: a text, a number or a date, of the document or of its row's line.

    `steps` lead to it from the invoice, or from the line. `words` are what its cells may say for a code, `along` the
    terms that stand beside it whenever it has a value.
    """

    path: str
    kind: type
    steps: tuple[Step, ...]
    of_line: bool
    words: Mapping[str, str] = NO_WORDS
    along: tuple[tuple[str, str], ...] = ()


def column_at(path: str) -> Column | None:
    """Return the column of a place in the model, such as `lines[].item.name`; None where there is no such term."""
    of_line = path.startswith(LINES)
    at: Any = Line if of_line else Invoice
    steps: list[Step] = []
    rest = path.removeprefix(LINES)
    for name in rest.split("."):
        found = _STEP.fullmatch(name)
        field = _fields(at).get(found[1]) if found and hasattr(at, "__struct_fields__") else None
        if found is None or field is None or field[0] in (Attachment, Line) or (found[2] is not None and not field[1]):
            return None
        steps.append((found[1], int(found[2] or 0) if field[1] else None))
        at = field[0]
    if at is Identifier:
        steps.append(("value", None))
        at = str
    if at not in (str, Decimal, date):
        return None
    return Column(_written(steps, of_line), at, tuple(steps), of_line)


@cache
def column_named(header: str) -> Column | None:
    """Return the column that a header names; None when it names none.

    >>> [getattr(column_named(name), "path", None) for name in ("Fakturanr.", "lines.item.name", "Kundens humör")]
    ['number', 'lines[].item.name', None]
    """
    known = _by_name().get(plain(header))
    if known is not None:
        return known
    text = header.strip().casefold()
    return column_at(_LINE_PREFIX.sub(LINES, text, count=1))


@cache
def name_of(path: str) -> str:
    """Return our name for the column of a place in the model."""
    for named in (*HEAD, *LINE):
        if named.path == path:
            return named.name
    return path.replace(LINES, "lines.")


def names() -> tuple[tuple[Named, Column], ...]:
    """Return every column that has names, in the order of the documentation."""
    return tuple((named, _column(named)) for named in (*HEAD, TYPE_IN_WORDS, BANKGIRO, PLUSGIRO, *LINE, TEXT_OF_LINE))


@cache
def _by_name() -> dict[str, Column]:
    found: dict[str, Column] = {}
    for named, column in names():
        for name in (named.name, *named.english, *named.swedish, *named.norwegian):
            found[plain(name)] = column
    return found


def _column(named: Named) -> Column:
    column = column_at(named.path)
    assert column is not None, named.path  # noqa: S101 - the table of names is ours
    if named is TYPE_IN_WORDS:
        return column._replace(words=TYPES)
    if named in (BANKGIRO, PLUSGIRO):
        means = named.path.partition("].")[0] + "]"
        along = ((f"{means}.credit_transfer.provider", f"SE:{named.name.upper()}"), (f"{means}.code", "30"))
        return column._replace(along=along)
    return column


@cache
def _fields(struct: Any) -> dict[str, tuple[Any, bool]]:
    """Return the kind of each field's values, and whether there may be several."""
    found = {}
    for name, hint in get_type_hints(struct).items():
        kinds = [kind for kind in get_args(hint) if kind not in (NoneType, Ellipsis)]
        found[name] = (kinds[0] if kinds else hint, get_origin(hint) is tuple)
    return found


def kind_of(struct: Any, field: str) -> Any:
    """Return the kind of the values of a group's field."""
    return _fields(struct)[field][0]


def _written(steps: list[Step], of_line: bool) -> str:
    """Return the path as the model has it; an identifier is its value."""
    named = [name if index is None else f"{name}[{index}]" for name, index in steps]
    return (LINES if of_line else "") + ".".join(named).removesuffix(".value")
