"""How many fields are read right: `python -m tests.capture.measure`. Text and degraded scans; some minutes."""

from __future__ import annotations

import sys
import time

from depesch.capture import Captured, read_paper
from depesch.model.invoice import Invoice
from depesch.rendering.pdf import render_pdf
from tests.capture.layouts import LAYOUTS
from tests.capture.looking_up import at, differences
from tests.capture.scans import scanned, tiff
from tests.capture.test_rendered import PATHS
from tests.rendering import samples


def main() -> None:
    """Write one line for each invoice: fields right of all, as text and as a scan; wrong ones by name."""
    for name, pdf, says in _invoices():
        for way, data in (("text", pdf), ("scan", tiff(scanned(pdf)))):
            began = time.process_time(), time.monotonic()
            captured = read_paper(data)[0]
            wrong = differences(captured, says)
            sys.stdout.write(
                f"{name:24} {way} {len(says) - len(wrong)}/{len(says)} {time.monotonic() - began[1]:.1f} s"
                f" false and sure: {_false_and_sure(captured, says)} {wrong or ''}\n"
            )
            sys.stdout.flush()


def _invoices() -> list[tuple[str, bytes, dict[str, str]]]:
    made: list[tuple[str, Invoice, str]] = [
        ("ours-nb", samples.norwegian_invoice(), "nb"),
        ("ours-fi", samples.finnish_invoice(), "fi"),
        ("ours-da", samples.danish_invoice(), "da"),
        ("ours-sv", samples.short_invoice(), "sv"),
    ]
    ours = [
        (name, render_pdf(invoice, language=language), {path: said for path in PATHS if (said := at(invoice, path))})
        for name, invoice, language in made
    ]
    return ours + [(layout.name, layout.pdf(), dict(layout.says)) for layout in LAYOUTS]


def _false_and_sure(captured: Captured, says: dict[str, str]) -> int:
    """Return how many fields were read wrong although they were called at least 0.95 sure."""
    sure = {field.path.replace("[", ".").replace("]", "") for field in captured.fields if field.confidence >= 0.95}
    return sum(1 for path, (_, read) in differences(captured, says).items() if read is not None and path in sure)


if __name__ == "__main__":
    main()
