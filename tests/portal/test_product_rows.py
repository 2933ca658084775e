"""Every row of the product that the portal, the agent and the direct protocols are to do has a test that shows it.

The test is marked with its id: `@pytest.mark.row("S-139")`.
"""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
WANTED = {
    *(f"S-{number:03}" for number in (*range(1, 14), 37, 38, 39, *range(55, 59), *range(139, 211))),  # the portal
    *(f"S-{number:03}" for number in (14, 18, *range(25, 37), *range(114, 132))),  # the agent and the direct protocols
    *(f"D-{number:02}" for number in (5, 6, *range(9, 19), 20, 22)),
}
_MARK = re.compile(r"mark\.row\(([^)]*)\)")
_ID = re.compile(r"\b[SD]-\d{2,3}\b")


def test_every_row_has_a_test() -> None:
    shown = {
        each
        for path in TESTS.rglob("test_*.py")
        for mark in _MARK.findall(path.read_text(encoding="utf-8"))
        for each in _ID.findall(mark)
    }
    assert sorted(WANTED - shown) == []
