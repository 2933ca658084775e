"""The currency: its code by an amount or in a heading, a sign, or `kr` with the seller's country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from depesch.capture.captured import CROSS_CHECKED, LABEL, POSITION, Field
from depesch.capture.finding import Sheet
from depesch.capture.layout import Cell

_CODES = frozenset(("SEK", "NOK", "DKK", "EUR", "USD", "GBP", "CHF", "ISK", "PLN", "CZK", "HUF", "RON", "CAD", "AUD"))
_KRONER = {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"}
_SIGNS = {"€": "EUR", "£": "GBP"}
_WORD = re.compile(r"[A-Z]{3}(?![A-Z])|[€£]|(?<![^\W\d])kr\b|(?<![^\W\d])EURO?\b", re.IGNORECASE)


def currency_of(sheets: Sequence[Sheet], *, country: str | None, coded: str | None) -> Field | None:
    """Return BT-5: what stands most often, `kr` only where no code stands; None where nothing tells."""
    marks = list(_marks(sheets))
    counts = Counter(mark for mark, _ in marks if mark != "kr")
    sure = LABEL
    if counts:
        chosen = counts.most_common(1)[0][0]
        value = chosen
    elif any(mark == "kr" for mark, _ in marks) and country in _KRONER:
        chosen, value, sure = "kr", _KRONER[country or ""], 0.65
    else:
        return None
    if coded == value:
        sure = CROSS_CHECKED
    elif len(counts) > 1 and counts.most_common(2)[1][1] * 2 > counts[chosen]:
        sure = POSITION
    cell = min((cell for mark, cell in marks if mark == chosen), key=lambda cell: len(cell.text))
    return Field(
        term="BT-5",
        text=cell.text,
        value=value,
        confidence=sure,
        page=cell.page.number,
        box=cell.box(),
        path="currency",
    )


def _marks(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Cell]]:
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells:
                for match in _WORD.finditer(cell.text):
                    text = match[0]
                    if text in _CODES:
                        yield text, cell
                    elif text in _SIGNS:
                        yield _SIGNS[text], cell
                    elif text.lower() == "kr":
                        yield "kr", cell
                    elif text.lower() == "euro":
                        yield "EUR", cell
