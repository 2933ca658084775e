"""Every row of what the portal is to do has a test that shows it, marked with its id: `@pytest.mark.row("S-139")`."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
WANTED = {
    *(f"S-{number:03}" for number in (*range(1, 14), 37, 38, 39, 55, 56, 58, *range(139, 211))),
    *(f"D-{number:02}" for number in (5, 6, 9, 10, 11, 12, 13, 14, 16, 17, 18, 20)),
}
# Not the portal's: an agent on the customer's machine, a coding of supplier invoices, direct protocols.
ELSEWHERE = {"D-14", "D-16"}
_MARK = re.compile(r"mark\.row\(([^)]*)\)")
_ID = re.compile(r"\b[SD]-\d{2,3}\b")


def test_every_row_has_a_test() -> None:
    shown = {
        each
        for path in TESTS.rglob("test_*.py")
        for mark in _MARK.findall(path.read_text(encoding="utf-8"))
        for each in _ID.findall(mark)
    }
    assert sorted(WANTED - ELSEWHERE - shown) == []
