"""How long reading a CSV takes, as a multiple of `csv.reader` over the same text, and how much memory.

Run with `python -m benchmarks.bench_csv [ROWS]`. Bars: time linear in the rows (the multiple at 100,000 rows at most
1.5 times that at 10,000), and at 100,000 rows at most 300 MB above what the process had with the file in its hands.
"""

from __future__ import annotations

import csv
import gc
import multiprocessing
import re
import sys
import tempfile
from pathlib import Path

from benchmarks.ratio import ratios
from depesch.documents.opening import documents_in
from depesch.documents.reading import read

ROWS, ROUNDS = 100_000, 5
LINEAR_BAR, MEMORY_BAR_MB = 1.5, 300
HEADER = (
    "Fakturanr;Fakturadatum;Förfallodatum;Kund;Valuta;Radnr;Artikelnr;Benämning;Antal;Enhet;À-pris;Moms %;Belopp;"
    "Kostnadsställe"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def export(rows: int, invoices: int = 1) -> bytes:
    """Return an export as a Swedish program makes it, in Windows-1252: no two items, few prices, a handful of rates."""
    lines = [HEADER]
    for i in range(rows):
        number, quantity, cents = i * invoices // rows + 1, i % 40 + 1, (i % 900) * 100 + 50
        price, amount = _comma(cents), _comma(quantity * cents)
        lines.append(
            f"{number};20.5.2026;2026-06-19;Fjordhandel AS;SEK;{i + 1};A-{i % 700};Bräda hyvlad {i};{quantity};st;"
            f"{price};25;{amount};K{i % 9}"
        )
    return "\r\n".join(lines).encode("cp1252")


def _comma(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def plain(data: bytes) -> int:
    """Return how many rows `csv.reader` finds: the yardstick."""
    text = data.decode("cp1252")
    return sum(1 for _ in csv.reader((found[0] for found in _LINE.finditer(text)), delimiter=";"))


def multiple(rows: int, invoices: int = 1) -> tuple[float, float]:
    """Return the seconds of `csv.reader` and the multiple of them that reading every invoice takes."""
    data = export(rows, invoices)
    seconds, found = ratios(lambda: plain(data), {"read": lambda: _read_all(data)}, rounds=ROUNDS)
    return seconds, found["read"]


def _read_all(data: bytes) -> int:
    return sum(len(read(part.data).invoice.lines) for part in documents_in(data))


def memory_mb(rows: int) -> float:
    """Return what one reading takes at its peak, above what a process of its own had with the file in its hands."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(export(rows))
        file.flush()
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            return pool.apply(_peak_mb, (file.name,))


def _peak_mb(path: str) -> float:
    data = Path(path).read_bytes()
    read(export(10))
    gc.collect()
    before = _kilobytes("VmRSS")
    reading = read(data)
    assert reading.invoice.lines
    return (_kilobytes("VmHWM") - before) / 1024


def _kilobytes(name: str) -> int:
    """Return one figure of the process; the peak that getrusage has would be the parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith(name + ":")))


def main(rows: int) -> int:
    """Print the figures; 1 when a bar is missed."""
    found = {}
    for count, invoices in ((rows // 10, 1), (rows, 1), (rows, rows // 50)):
        seconds, found[count, invoices] = multiple(count, invoices)
        times = found[count, invoices]
        print(f"{count:,} rows, {invoices:,} invoices: csv.reader {seconds * 1000:.0f} ms, read {times:.1f} times that")
    growth = found[rows, 1] / found[rows // 10, 1]
    peak = memory_mb(rows)
    print(f"ten times the rows: {growth:.2f} times the multiple (bar {LINEAR_BAR})")
    print(f"memory at {rows:,} rows: {peak:.0f} MB (bar {MEMORY_BAR_MB})")
    return int(growth > LINEAR_BAR or peak > MEMORY_BAR_MB)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
