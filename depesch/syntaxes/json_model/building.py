"""The model out of scanned JSON, member by member: what found no place, what is faulty, and where each value stands.

Slower than the decoder of `model/json.py`, which refuses a document for its first fault and does not say where a value
stands. A single term takes its first value; a second one found no place.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from depesch.model.invoice import Invoice, Struct
from depesch.model.issue import Issue, Severity
from depesch.model.terms import term_of
from depesch.syntaxes import Place, Unread
from depesch.syntaxes.json_model.scanning import Kind, Value
from depesch.syntaxes.leaves import day
from depesch.syntaxes.markup import digits

_LITERAL = "a text in quotes"
_SHOWN = 200


class Built:
    """What was made of a scanned object: the invoice, its issues, what is unread, and the place of each path."""

    def __init__(self, top: Value, pointer: str) -> None:
        self.issues: list[Issue] = []
        self.unread: list[Unread] = []
        self.places: dict[str, Place] = {}
        made = self._group(Invoice, top, "", pointer)
        self.invoice: Invoice = made if made is not None else Invoice()

    def _group(self, struct: type[Struct], value: Value, path: str, pointer: str) -> Any:
        """Return the group that an object is; None when it is none, or lacks what the group cannot be without."""
        self.places[path] = Place(where=pointer or "/", line=value.line)
        fields, values = _fields(struct), {}
        for name, member in value.members:
            field = fields.get(name)
            inner = f"{pointer}/{_escaped(name)}"
            if field is None or name in values:
                if not (name == "$schema" and not path):
                    self.unread += _leaves(member, inner)
            elif not member.is_null:
                made = self._field(field, member, f"{path}.{name}" if path else name, inner)
                if made is not None:
                    values[name] = made
        if _mandatory(struct) - values.keys():
            left = [(name, member) for name, member in value.members if name in values]
            self.unread += [one for name, member in left for one in _leaves(member, f"{pointer}/{_escaped(name)}")]
            return None
        return struct(**values)

    def _field(self, field: tuple[Any, bool], value: Value, path: str, pointer: str) -> Any:
        kind, repeated = field
        if not repeated:
            return self._one(kind, value, path, pointer)
        if value.kind is not Kind.ARRAY:
            self.unread += _leaves(value, pointer)
            return None
        made: list[Any] = []
        for index, member in value.members:
            one = None if member.is_null else self._one(kind, member, f"{path}[{len(made)}]", f"{pointer}/{index}")
            if one is not None:
                made.append(one)
        return tuple(made)

    def _one(self, kind: Any, value: Value, path: str, pointer: str) -> Any:
        is_group = isinstance(kind, type) and issubclass(kind, Struct)
        if is_group != (value.kind is Kind.OBJECT) or value.kind is Kind.ARRAY:
            self.unread += _leaves(value, pointer)
            return None
        if is_group:
            return self._group(kind, value, path, pointer)
        self.places[path] = Place(where=pointer, line=value.line)
        make, rule, expected = _SCALARS[kind]
        made = make(value)
        if made is None:
            self._fault(rule, expected, value, path, pointer)
        return made

    def _fault(self, rule: str, expected: str, value: Value, path: str, pointer: str) -> None:
        term = term_of(path)
        text = value.text.encode(errors="replace").decode()
        self.issues.append(
            Issue(
                rule=rule,
                severity=Severity.FATAL,
                terms=(term,) if term else (),
                path=path,
                where=pointer,
                line=value.line,
                value=text[:_SHOWN],
                expected=expected,
                detail=f"{pointer} {text[:80]!r} is not {expected}",
            )
        )


def _leaves(value: Value, pointer: str) -> Iterator[Unread]:
    """Yield every value below that says something."""
    waiting = [(pointer, value)]
    while waiting:
        at, one = waiting.pop()
        waiting += [(f"{at}/{_escaped(name)}", member) for name, member in reversed(one.members)]
        if one.text.strip() and not one.is_null:
            yield Unread(where=at, line=one.line, value=one.text)


def _escaped(name: str) -> str:
    """Return the name as a step of a JSON Pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


@cache
def _fields(struct: type[Struct]) -> dict[str, tuple[Any, bool]]:
    """Return the kind of each field's values, and whether there may be several."""
    found = {}
    for name, hint in get_type_hints(struct).items():
        kinds = [kind for kind in get_args(hint) if kind not in (NoneType, Ellipsis)]
        found[name] = (kinds[0] if kinds else hint, get_origin(hint) is tuple)
    return found


@cache
def _mandatory(struct: type[Struct]) -> frozenset[str]:
    """Return the fields without which there is no such group: an identifier's value, a file's content."""
    most = len(struct.__struct_fields__) - len(struct.__struct_defaults__)
    return frozenset(struct.__struct_fields__[:most])


def _text(value: Value) -> str | None:
    if value.kind is not Kind.TEXT:
        return None
    return None if any("\ud800" <= char <= "\udfff" for char in value.text) else value.text


def _number(value: Value) -> Decimal | None:
    if value.kind not in (Kind.TEXT, Kind.NUMBER):
        return None
    return number_in(value.text)


def number_in(text: str) -> Decimal | None:
    """Return the number that a text is, also with an exponent, as the model writes it; None when it is none.

    >>> number_in("25.00"), number_in("1E+3"), number_in("NaN"), number_in("1,5")
    (Decimal('25.00'), Decimal('1E+3'), None, None)
    """
    if not text or text.strip("0123456789.eE+-"):
        return None
    try:
        found = Decimal(text)
    except ArithmeticError:
        return None
    return found if digits(found) is not None else None


def _date(value: Value) -> date | None:
    return day(value.text) if value.kind is Kind.TEXT else None


def _bytes(value: Value) -> bytes | None:
    if value.kind is not Kind.TEXT:
        return None
    try:
        return base64.b64decode(value.text, validate=True)
    except (binascii.Error, ValueError):
        return None


_SCALARS: dict[Any, tuple[Callable[[Value], Any], str, str]] = {
    str: (_text, "READ-TEXT", _LITERAL),
    Decimal: (_number, "READ-NUMBER", "a decimal number such as 1250.00"),
    date: (_date, "READ-DATE", "a date such as 2026-05-31"),
    bytes: (_bytes, "READ-BASE64", "an attached file in base64"),
}
