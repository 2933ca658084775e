"""Rows to groups of the model: what a file's columns mean, made into functions once and called for each row.

A value that cannot be read is kept out of the model and noted as a fault, with its row and column. Groups of equal
cells (a rate, a price, a period) are one and the same object: a hundred thousand lines have a handful of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from depesch.model.invoice import Identifier
from depesch.syntaxes.csv_lines.columns import Column, Step, kind_of

MOST_KEPT = 20_000

Row = list[str]
Build = Callable[[Row], Any]
Read = Callable[[str], Any]  # a cell that says something to its value; None for a fault


class Fault(NamedTuple):
    """A cell whose value could not be read; `line` is the file's, `at` the position among the invoice's lines."""

    line: int
    column: int
    cell: str
    at: int


class Run:
    """What is noted while the rows are read."""

    __slots__ = ("at", "faults", "gaps", "line")

    def __init__(self) -> None:
        self.line = 0
        self.at = 0
        self.faults: list[Fault] = []
        # Of repeated groups that leave a place out: by line and field, the number that each has in the header.
        self.gaps: dict[tuple[int, str], tuple[int, ...]] = {}


class Placed(NamedTuple):
    """A column, and which cell of a row is its."""

    cell: int
    column: Column
    steps: tuple[Step, ...]  # that are still to go
    read: Read


def builder(make: Any, placed: list[Placed], run: Run, path: str = "") -> Build:
    """Return what makes a group of a row; None of a row that says nothing of it."""
    direct = [(one.steps[0][0], one.cell, one.read) for one in placed if _is_last(one.steps)]
    parts: list[tuple[str, Build]] = []
    several: list[tuple[str, list[tuple[int, Build]]]] = []
    for field in dict.fromkeys(one.steps[0][0] for one in placed if not _is_last(one.steps)):
        kind = kind_of(make, field)
        mine = [one for one in placed if one.steps[0][0] == field]
        numbers = sorted({one.steps[0][1] for one in mine if one.steps[0][1] is not None})
        if not numbers:
            parts.append((field, _kept(kind, [_inner(one) for one in mine], run, f"{path}{field}.")))
            continue
        of_each = []
        for number in numbers:
            inside = [_inner(one) for one in mine if one.steps[0][1] == number]
            of_each.append((number, _kept(kind, inside, run, f"{path}{field}[].")))
        several.append((field, of_each))

    def build(row: Row) -> Any:
        values: dict[str, Any] = {}
        for field, index, read in direct:
            cell = row[index]
            if cell:
                value = read(cell)
                if value is not None:
                    values[field] = value
                elif not cell.isspace():
                    run.faults.append(Fault(run.line, index, cell, run.at))
        for field, build_part in parts:
            part = build_part(row)
            if part is not None:
                values[field] = part
        for field, builders in several:
            found = [(number, one) for number, build_one in builders if (one := build_one(row)) is not None]
            if found:
                values[field] = tuple(one for _, one in found)
                if found[-1][0] != len(found) - 1:
                    run.gaps[run.at, path + field] = tuple(number for number, _ in found)
        return _made(make, values)

    return build


def _made(make: Any, values: Mapping[str, Any]) -> Any:
    if not values:
        return None
    if make is Identifier and "value" not in values:
        return Identifier(value="", **values)
    return make(**values)


def _kept(make: Any, placed: list[Placed], run: Run, path: str) -> Build:
    """Return a builder that gives the same group for the same cells."""
    build = builder(make, placed, run, path)
    indexes = [one.cell for one in placed]
    kept: dict[Any, Any] = {}

    def keyed(row: Row) -> Any:
        key = tuple([row[index] for index in indexes])
        if key in kept:
            return kept[key]
        noted = len(run.faults) + len(run.gaps)
        group = build(row)
        if len(run.faults) + len(run.gaps) == noted and len(kept) < MOST_KEPT:
            kept[key] = group
        return group

    def one(row: Row) -> Any:
        cell = row[single]
        if cell in kept:
            return kept[cell]
        noted = len(run.faults)
        group = build(row)
        if len(run.faults) == noted and len(kept) < MOST_KEPT:
            kept[cell] = group
        return group

    single = indexes[0]
    return one if len(indexes) == 1 else keyed


def _inner(one: Placed) -> Placed:
    return one._replace(steps=one.steps[1:])


def _is_last(steps: tuple[Step, ...]) -> bool:
    return len(steps) == 1 and steps[0][1] is None


def text_reader(column: Column, unprotected: Callable[[str], str], plain: Callable[[str], str]) -> Read:
    """Return what reads a text, or the code that a word stands for."""
    words = column.words
    if not words:
        return unprotected

    def read(cell: str) -> str | None:
        code = cell.strip()
        return code if code.isdigit() else words.get(plain(code))

    return read


def number_reader(numbers: Mapping[str, Decimal | None]) -> Read:
    """Return what reads a number, each of which was looked at before."""
    return numbers.get
