"""The check against one `lxml` parse of the same bytes: the whole of it, its parts, and how it grows with lines.

Bars (issue 3): the full check at most 6 parses; 10,000 lines at most 12 times 1,000 lines; the engine's start under
50 ms. Run as `python -m benchmarks.bench_rules`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

import msgspec
from lxml import etree

from benchmarks.ratio import ratios
from depesch.documents.checking import check
from depesch.documents.profiles import sets_for
from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.totals import completed
from depesch.rules.engine import run_all
from depesch.syntaxes import syntaxes
from tests.rules.samples_peppol_cii import peppol_invoice

START = """
import time
begun = time.perf_counter()
{start}
print(time.perf_counter() - begun)
"""
STARTS = {
    "msgspec imported": "import msgspec",
    "rule sets known": "from depesch.rules import rule_sets; rule_sets()",
    "with the rules of a Peppol invoice": (
        "from depesch.rules import rule_sets; [rule_sets()[name].rules for name in ('en16931', 'peppol_bis3')]"
    ),
    "with all rules": "from depesch.rules import load_all_rules; load_all_rules()",
}


def document(syntax: str, lines: int) -> bytes:
    """Return a document of our own with so many lines, in the syntax."""
    invoice = of_one_payment(peppol_invoice())
    numbered = tuple(
        msgspec.structs.replace(invoice.lines[i % 2], identifier=str(i + 1)) for i in range(lines)
    )  # fmt: skip
    write = syntaxes()[syntax].write
    assert write is not None
    return write(completed(msgspec.structs.replace(invoice, lines=numbered))).data


def of_one_payment(invoice: Invoice) -> Invoice:
    """Return the invoice as the rules bound to a syntax want it: one way to pay, and names for attached files."""
    assert invoice.payment is not None
    (document,) = invoice.supporting_documents
    assert document.attachment is not None
    attachment = msgspec.structs.replace(document.attachment, filename="drawing.pdf")
    return msgspec.structs.replace(
        invoice,
        payment=msgspec.structs.replace(invoice.payment, means=invoice.payment.means[:1]),
        supporting_documents=(msgspec.structs.replace(document, attachment=attachment),),
    )


def check_ratios(syntax: str, lines: int, *, rounds: int) -> tuple[float, dict[str, float]]:
    """Return the seconds of one parse, and the check and its parts as multiples of it."""
    data = document(syntax, lines)
    reading = read(data)
    invoice, facts = reading.invoice, reading.facts()
    sets = sets_for(invoice, syntax)
    schema_issues = reading.syntax.schema_issues
    assert schema_issues is not None
    return ratios(
        lambda: etree.fromstring(data),
        {
            "check": lambda: check(data),
            "read": lambda: read(data),
            "schema": lambda: schema_issues(reading.root),
            "facts": reading.facts,
            "rules": lambda: list(run_all(sets, invoice, syntax, facts, reading.stated)),
        },
        rounds=rounds,
    )


def starts_ms(rounds: int = 15) -> dict[str, float]:
    """Return how long a fresh process takes to start so far, in milliseconds: the least of several, taken in turns.

    From bytecode, as an installation has it, whether or not this process writes any.
    """
    least = dict.fromkeys(STARTS, float("inf"))
    with TemporaryDirectory() as bytecode:
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPYCACHEPREFIX": bytecode}
        for turn in range(rounds + 1):  # the first one writes the bytecode
            for title, start in STARTS.items():
                command = [sys.executable, "-c", START.format(start=start)]
                ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
                least[title] = min(least[title], float(ran.stdout) * 1000) if turn else least[title]
    return least


def main() -> None:
    """Print the figures."""
    for syntax in ("ubl21", "cii_d16b"):
        seconds, parts = check_ratios(syntax, 5, rounds=200)
        shown = ", ".join(f"{name} {ratio:.2f}" for name, ratio in parts.items())
        print(f"{syntax}, 5 lines, {len(document(syntax, 5))} bytes: one parse {seconds * 1e6:.0f} us; times: {shown}")
        many = {}
        for lines in (1_000, 10_000):
            data = document(syntax, lines)
            many[lines] = min(_timed(data) for _ in range(3))
        print(f"{syntax}: 10,000 lines take {many[10_000] / many[1_000]:.1f} times 1,000 lines")
    for title, least in starts_ms().items():
        print(f"start, {title}: {least:.0f} ms")


def _timed(data: bytes) -> float:
    begun = time.perf_counter()
    assert check(data).accepted
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
