"""Each format into each other: conversions a second, and how many times a parse of the input one costs.

The input is an invoice of our own with twelve lines, written in the format of the row. The yardstick is a parse of it:
lxml's for XML, the format's own for what is none. Bars (issue 4): UBL to Svefaktura, Finvoice, OIOUBL and CII at most
5 parses. Run with `python -m benchmarks.bench_conversions`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from lxml import etree

from benchmarks.ratio import ratios
from depesch.documents.opening import opened
from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.json import from_json
from depesch.model.totals import completed
from depesch.syntaxes import syntaxes

_GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden" / "syntaxes" / "ubl21" / "minimal" / "invoice.json"
_MAIN = (
    "ubl21", "cii_d16b", "svefaktura1", "finvoice30", "teappsxml272", "oioubl21", "puf20", "edifact_d96a",
    "ebinterface61", "json_model", "csv_lines",
)  # fmt: skip
_BARRED = ("svefaktura1", "finvoice30", "oioubl21", "cii_d16b")
_LINES, _ROUNDS, BAR = 12, 40, 5.0


def invoice() -> Invoice:
    """Return an ordinary invoice of twelve lines."""
    one = from_json(_GOLDEN.read_bytes())
    lines = tuple(
        msgspec.structs.replace(one.lines[0], identifier=str(number)) for number in range(1, _LINES + 1)
    )  # fmt: skip
    return completed(msgspec.structs.replace(one, lines=lines))


def conversion(data: bytes, to: str) -> Callable[[], object]:
    """Return what reads the document and writes it in the other format."""
    write = syntaxes()[to].write
    assert write is not None
    return lambda: write(read(data).invoice)


def parse(data: bytes) -> Callable[[], object]:
    """Return what parses the bytes, and no more."""
    found = opened(data).syntax.parse
    return (lambda: found(data)) if found is not None else (lambda: etree.fromstring(data))


def main() -> None:
    """Print two tables, ratios and conversions a second, and the bars."""
    names = [name for name in _MAIN if name in syntaxes() and syntaxes()[name].write is not None]
    source = invoice()
    seconds: dict[str, float] = {}
    costs: dict[str, dict[str, float]] = {}
    for name in names:
        write = syntaxes()[name].write
        assert write is not None
        data = write(source).data
        seconds[name], costs[name] = ratios(parse(data), {to: conversion(data, to) for to in names}, rounds=_ROUNDS)
    print(f"an invoice of {_LINES} lines; times one parse of the input")
    _table(names, lambda name, to: f"{costs[name][to]:.1f}")
    print("conversions a second, one process")
    _table(names, lambda name, to: f"{1 / (costs[name][to] * seconds[name]):.0f}")
    for to in _BARRED:
        if to in names:
            cost = costs["ubl21"][to]
            print(f"ubl21 -> {to}: {cost:.2f} parses, bar {BAR}: {'met' if cost <= BAR else 'missed'}")


def _table(names: list[str], cell: Callable[[str, str], str]) -> None:
    width = max(len(name) for name in names) + 1
    print(" " * width + "".join(f"{name:>{width}}" for name in names))
    for name in names:
        print(f"{name:<{width}}" + "".join(f"{cell(name, to):>{width}}" for to in names))


if __name__ == "__main__":
    main()
