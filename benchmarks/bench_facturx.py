"""How long writing Factur-X takes, as a multiple of the same PDF without it: `python -m benchmarks.bench_facturx`.

Each document gets a number of its own, since typst keeps what it set before. The bar (issue 4) is 120 ms for an invoice
of one page in a warm process, on the reference machine; `--check` fails above the ratios that were seen there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

from benchmarks.bench_rendering import numbered
from benchmarks.ratio import ratios
from depesch.documents.facturx import write_facturx
from depesch.model.invoice import Invoice
from depesch.rendering.pdf import render_pdf
from depesch.rendering.worker import default_pool
from tests.rendering.samples import full_invoice, short_invoice

BAR_MS = 120.0
MOST = {"en16931": 1.5, "extended": 1.5, "xrechnung": 1.5, "en16931, all terms and files": 3.0}


def plain() -> bytes:
    """Return the yardstick: the pages of an invoice of one page, without any XML."""
    return render_pdf(numbered(short_invoice()), language="de")


def writing(invoice: Invoice, profile: str) -> Callable[[], object]:
    """Return what writes the invoice under a new number."""
    return lambda: write_facturx(numbered(invoice), profile=profile, language="de")


def measured() -> dict[str, Callable[[], object]]:
    """Return what is measured, by name."""
    short = {name: writing(short_invoice(), name) for name in ("en16931", "extended", "xrechnung")}
    return {**short, "en16931, all terms and files": writing(full_invoice(), "en16931")}


def main(arguments: list[str]) -> int:
    """Print the ratios, as JSON with `--json`; with `--check` end with 1 where one is above what it may be."""
    base, found = ratios(plain, measured(), rounds=30)
    default_pool().close()
    if "--json" in arguments:
        print(json.dumps({"yardstick_ms": base * 1000, "ratios": found}))
    else:
        print(f"yardstick: one page without XML, {base * 1000:.1f} ms; bar {BAR_MS:.0f} ms")
        for name, ratio in found.items():
            print(f"{name:30} {ratio:6.2f} x  {ratio * base * 1000:7.1f} ms  (at most {MOST[name]} x)")
    too_slow = [name for name, ratio in found.items() if ratio > MOST[name]]
    return 1 if "--check" in arguments and too_slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
