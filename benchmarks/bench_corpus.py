"""The check over the documents of the shared corpus that claim a rule set, each against one `lxml` parse of its bytes.

Needs the shared folder. Every document is parsed, read and checked by turns, and the least of each counts: what a
busy machine adds is never less than nothing. Run as `python -m benchmarks.bench_corpus`.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Sequence

from lxml import etree

from depesch.documents.checking import check
from depesch.documents.reading import read
from tests.rules.judging.cases import documents
from tests.shared_data import SHARED

LARGEST, DOCUMENTS, ROUNDS = 60_000, 150, 15
GROUPS = {"Peppol in UBL": "PEPPOL-EN16931-UBL", "EN 16931 in CII": "EN16931-CII"}


def of_corpus(official: str) -> list[bytes]:
    """Return documents that claim the official set and keep their schema, evenly out of all."""
    cases = documents(frozenset({official}), frozenset({"exact"}))
    sound = [case.data for case in cases if len(case.data) <= LARGEST and check(case.data).schema_valid]
    return sound[:: max(1, len(sound) // DOCUMENTS)]


def ratios_of(data: bytes) -> tuple[float, float]:
    """Return reading and the full check as multiples of one parse."""
    functions: Sequence[Callable[[bytes], object]] = (etree.fromstring, read, check)
    least = [float("inf")] * 3
    for _ in range(ROUNDS):
        for n, function in enumerate(functions):
            begun = time.perf_counter()
            function(data)
            least[n] = min(least[n], time.perf_counter() - begun)
    return least[1] / least[0], least[2] / least[0]


def _told(ratios: Iterable[float]) -> str:
    found = sorted(ratios)
    return f"median {statistics.median(found):.2f}, nine of ten below {found[len(found) * 9 // 10]:.2f}"


def main() -> None:
    """Print the figures."""
    if SHARED is None:
        print("the shared corpus is not beside this checkout: nothing is measured")
        return
    gc.disable()
    for title, official in GROUPS.items():
        found = [(*ratios_of(data), bool(check(data).issues)) for data in of_corpus(official)]
        sound = [ratio for _, ratio, has_findings in found if not has_findings]
        print(f"{title}, {len(found)} documents: read {_told(ratio for ratio, _, _ in found)}")
        print(f"   check: {_told(ratio for _, ratio, _ in found)}")
        print(f"   check of the {len(sound)} without findings: {_told(sound)}; worst {max(sound):.2f}")


if __name__ == "__main__":
    main()
