"""New values put into a document by hand: everything else stays as it stood, or the document is not touched.

Values that could be read are changed in the model, and the document is patched, or written anew in its own format;
values that could not be read are changed in the file itself. Either way the result is read again. Where writing it
anew would lose anything, or the reading does not say what was typed, nothing is made and the reason is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, get_args, get_type_hints

import msgspec

from depesch.documents.changes import Change, changes
from depesch.documents.mending import lost_between, written
from depesch.documents.patching import Tree
from depesch.documents.reading import read
from depesch.kit.xml import parse_whole
from depesch.model.invoice import Identifier
from depesch.model.issue import Issue, Severity
from depesch.model.terms import TERMS, term_of
from depesch.rules.explaining import type_at
from depesch.syntaxes import Reading, UnreadableDocument

_STEP = re.compile(r"([a-z_0-9]+)(?:\[(\d+)\])?")
_INDEX = re.compile(r"\[\d+\]")
_LEAVES = (str, Decimal, date, bool, Identifier)
_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d")
_BLANKS = re.compile(r"[\s\u00a0\u202f']")
LONGEST = 1000


class Kind(StrEnum):
    """What is typed for a value."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"  # true or false


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """One value that findings are about, which a person can give anew."""

    path: str  # in the model
    term: str | None
    kind: Kind
    value: str  # what stands there
    expected: str = ""  # what should, where a rule knows it
    where: str = ""  # XPath in the source of a value that could not be read
    row: int | None = None  # invoice line, from 1
    issues: tuple[int, ...] = ()  # places of its findings among those that were given


class Refused(StrEnum):
    """Why a document cannot be changed here; it can be corrected in the form, or where it was made."""

    NOT_WRITTEN = "not-written"  # its format is read here but not written
    WOULD_LOSE = "would-lose"  # it holds what the model has no place for, and writing it anew would drop that
    NOT_SAID = "not-said"  # the document does not say what was typed, once it is read again


class Edited(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What changing came to: the document's bytes with what was changed, or faults by path, or why not at all."""

    data: bytes | None = None
    changes: tuple[Change, ...] = ()
    faults: Mapping[str, str] = {}  # path: not-a-number, not-a-day, too-long
    refused: Refused | None = None


def spots(issues: Sequence[Issue]) -> tuple[Spot, ...]:
    """Return the single values that the fatal findings are about, each once, in the order of the findings."""
    found: dict[str, Spot] = {}
    for number, issue in enumerate(issues):
        if issue.severity is not Severity.FATAL or not (path := _path_of(issue)):
            continue
        unread = issue.where or "" if issue.rule.startswith("READ-") else ""
        known = found.get(path)
        row = re.match(r"lines\[(\d+)\]", path)
        found[path] = Spot(
            path=path,
            term=term_of(path),
            kind=_kind_at(path),
            value=(known.value if known else "") or issue.value or "",
            expected=(known.expected if known else "") or issue.expected or "",
            where=(known.where if known else "") or unread,
            row=int(row[1]) + 1 if row else None,
            issues=(*(known.issues if known else ()), number),
        )
    return tuple(found.values())


def edited(reading: Reading, at: Sequence[Spot], values: Mapping[str, str]) -> Edited:
    """Return the document with the typed `values` at those of the spots that they name by their paths."""
    wanted, faults = _understood(at, values)
    if faults:
        return Edited(faults=faults)
    try:
        prepared, made = _with_unread(reading, at, wanted)
    except UnreadableDocument:
        return Edited(refused=Refused.NOT_SAID)
    invoice = prepared.invoice
    unread = {spot.path for spot in at if spot.where and reading.syntax.parse is None}
    for path, value in wanted.items():
        if path not in unread:
            invoice = _with(invoice, list(_steps(path)), value)
    steps = changes(prepared.invoice, invoice)
    if not steps:
        return Edited(data=prepared.data if made else None, changes=tuple(made))  # nothing else was to change
    if prepared.syntax.write is None:
        return Edited(refused=Refused.NOT_WRITTEN)
    result, losses = written(prepared, invoice, steps)
    if losses or lost_between(prepared, result):
        return Edited(refused=Refused.WOULD_LOSE)
    if result.invoice != invoice:
        return Edited(refused=Refused.NOT_SAID)
    return Edited(data=result.data, changes=(*made, *steps))


def parsed(kind: Kind, text: str) -> Any:
    """Return what was typed as the model has it, None for nothing; raises ValueError with a code.

    Numbers with a decimal comma or point and blanks between thousands; days as 2026-11-20, 20.11.2026 or 20261120.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ValueError("too-long")
    if not text:
        return None
    if kind is Kind.NUMBER:
        return _number(text)
    if kind is Kind.DAY:
        return _day(text)
    return text.lower() == "true" if kind is Kind.CHOICE else text


def _number(text: str) -> Decimal:
    plain = _BLANKS.sub("", text).replace("\u2212", "-")
    if "," in plain and "." in plain:  # the sign that stands last divides the decimals
        other = "." if plain.rindex(",") > plain.rindex(".") else ","
        plain = plain.replace(other, "")
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError("not-a-number") from error
    if not value.is_finite():
        raise ValueError("not-a-number")
    return value


def _day(text: str) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError("not-a-day")


def _understood(at: Sequence[Spot], values: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    wanted: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for spot in at:
        if spot.path in values:
            try:
                wanted[spot.path] = parsed(spot.kind, values[spot.path])
            except ValueError as error:
                faults[spot.path] = str(error)
    return wanted, faults


def _with_unread(reading: Reading, at: Sequence[Spot], wanted: Mapping[str, Any]) -> tuple[Reading, list[Change]]:
    """Return the reading with values put in where the file's own could not be read. What is no XML stays as it is."""
    chosen = [spot for spot in at if spot.where and wanted.get(spot.path) is not None]
    if not chosen or reading.syntax.parse is not None:
        return reading, []
    tree, made = Tree(parse_whole(reading.data)), list[Change]()
    for spot in chosen:
        place, _, attribute = spot.where.partition("/@")
        element, text = tree.at(place), _text(wanted[spot.path])
        if element is None:
            continue
        if attribute:
            element.set(attribute, text)
        else:
            element.text = text
        made.append(Change(path=spot.path, term=spot.term, old=spot.value or None, new=text, where=spot.where))
    return (read(tree.written()), made) if made else (reading, made)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _path_of(issue: Issue) -> str:
    """Return the path of the one value that a finding is about; empty when it is about several, or about a group."""
    if issue.path and _is_leaf(issue.path):
        return issue.path
    prefix = _INDEX.sub("[]", issue.path)
    under = [
        place
        for place, term in TERMS.items()
        if term in issue.terms and (not prefix or place.startswith(f"{prefix}.")) and "[]" not in place[len(prefix) :]
    ]
    leaves = [place for place in under if _is_leaf(place)]
    if len(leaves) != 1:
        return ""
    return issue.path + leaves[0][len(prefix) :]


def _is_leaf(path: str) -> bool:
    kind = type_at(_INDEX.sub("", path).replace("[]", ""))
    return isinstance(kind, type) and issubclass(kind, _LEAVES)


def _kind_at(path: str) -> Kind:
    kind = type_at(_INDEX.sub("", path))
    if kind is Decimal:
        return Kind.NUMBER
    if kind is date:
        return Kind.DAY
    return Kind.CHOICE if kind is bool else Kind.TEXT


def _steps(path: str) -> Iterator[str | int]:
    for part in path.split("."):
        found = _STEP.fullmatch(part)
        assert found is not None, path  # noqa: S101 - the paths are the model's own
        yield found[1]
        if found[2] is not None:
            yield int(found[2])


def _with(group: Any, steps: list[str | int], value: Any) -> Any:
    """Return a copy of the group with the value at the end of the steps; groups on the way are made when missing."""
    name, rest = str(steps[0]), steps[1:]
    there, hint = getattr(group, name), get_type_hints(type(group))[name]
    if rest and isinstance(rest[0], int):
        items = list(there)
        index = rest[0]
        if index < len(items):
            items[index] = _one(items[index], rest[1:], value, _inside(hint))
        return msgspec.structs.replace(group, **{name: tuple(each for each in items if each is not None)})
    return msgspec.structs.replace(group, **{name: _one(there, rest, value, _inside(hint))})


def _one(there: Any, rest: list[str | int], value: Any, kind: type) -> Any:
    if rest:
        return _with(there if there is not None else kind(), rest, value)
    if issubclass(kind, Identifier):
        if value is None:
            return None
        return msgspec.structs.replace(there, value=value) if there is not None else Identifier(value=value)
    return value


def _inside(hint: Any) -> Any:
    """Return what an optional or repeated field holds."""
    held = [kind for kind in get_args(hint) if kind not in (type(None), Ellipsis)]
    return _inside(held[0]) if held else hint
