"""How long reading, writing and converting take, as multiples of one `lxml.etree.fromstring` of the same bytes.

Run with `python -m benchmarks.bench_syntaxes`, by turns on several documents of the shared corpus; on our own golden
documents where the corpus is not there. Bars: reading UBL to the full model 3.0, UBL to CII 5.0.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path

from lxml import etree

from benchmarks.ratio import ratios
from depesch.documents.reading import read
from depesch.syntaxes import syntaxes

_ROOT = Path(__file__).resolve().parents[1]
_CORPUS = _ROOT.parent / "shared" / "corpus"
_ROUNDS = 120
READ_BAR, CONVERT_BAR = 3.0, 5.0


def documents(most: int = 12) -> list[Path]:
    """Return UBL documents of 4 to 150 kB that fit their schema, spread over the sizes."""
    oracle = _CORPUS / "oracle.jsonl"
    if not oracle.is_file():
        return sorted((_ROOT / "tests" / "golden" / "syntaxes" / "ubl21").glob("*/document.xml"))
    found = []
    with oracle.open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            path = _CORPUS / said["path"]
            if said["path"].startswith("ubl-") and (said.get("xsd") or {}).get("valid"):
                found.append((path.stat().st_size, path))
    sized = [path for size, path in sorted(found) if 4_000 <= size <= 150_000]
    return sized[:: max(1, len(sized) // most)][:most]


def measure(path: Path, rounds: int = _ROUNDS) -> tuple[float, dict[str, float]]:
    """Return the median seconds of one plain parse of the document, and the ratios to it."""
    data = path.read_bytes()
    write_cii = syntaxes()["cii_d16b"].write
    assert write_cii is not None
    return ratios(
        lambda: etree.fromstring(data),
        {
            "read": lambda: read(data),
            "to CII": lambda: write_cii(read(data).invoice),
            "to CII, unread named": lambda: (reading := read(data), write_cii(reading.invoice), reading.unread()),
        },
        rounds=rounds,
    )


def main() -> None:
    """Print a table, one line for each document, and the medians against their bars."""
    print(f"{'bytes':>8} {'parse us':>9} {'read':>6} {'to CII':>7} {'+ unread':>9}  document")
    reads, conversions = [], []
    for path in documents():
        parse_s, ratio = measure(path)
        reads.append(ratio["read"])
        conversions.append(ratio["to CII"])
        print(
            f"{path.stat().st_size:8} {parse_s * 1e6:9.0f} {ratio['read']:6.2f} {ratio['to CII']:7.2f} "
            f"{ratio['to CII, unread named']:9.2f}  {path.name[-60:]}"
        )
    print(f"median: read {statistics.median(reads):.2f} (bar {READ_BAR}), worst {max(reads):.2f}")
    print(f"median: to CII {statistics.median(conversions):.2f} (bar {CONVERT_BAR}), worst {max(conversions):.2f}")


if __name__ == "__main__":
    main()
