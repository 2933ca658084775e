"""One file, several invoices: a new one begins where the number changes, or at another page 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

from depesch.capture.finding import Sheet
from depesch.capture.pages import Page
from depesch.capture.picking import best, number_at

_PAGE_OF = re.compile(
    r"(?:sida|side|sivu|page|seite|blatt)\s*:?\s*(\d{1,3})(?:\s*(?:\(|/|av|of|af|von|sur|\|)\s*\d{1,3}\)?)?",
    re.IGNORECASE,
)
_BARE_PAGE_OF = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})|(\d{1,2})\s*\((\d{1,2})\)")


def invoices_of(pages: Sequence[Page]) -> list[list[Sheet]]:
    """Return the pages of each invoice, in their order; a page without any word goes with the one before."""
    groups: list[list[Sheet]] = []
    number: str | None = None
    for page in pages:
        sheet = Sheet(page)
        own = _number(sheet)
        if not groups or _begins(sheet, own, number):
            groups.append([sheet])
            number = own
        else:
            groups[-1].append(sheet)
            number = number or own
    return groups


def _begins(sheet: Sheet, own: str | None, number: str | None) -> bool:
    """Whether the page begins another invoice than the one whose number is `number`."""
    at = page_of(sheet)
    if own is not None and number is not None:
        return own != number and at in (None, 1)
    return at == 1 and own is not None


def _number(sheet: Sheet) -> str | None:
    """Return the page's invoice number where a sure label names it."""
    found = best(sheet.find("number", number_at), "number")
    return found.value if found is not None and _is_sure(sheet, found.label.text) else None


def _is_sure(sheet: Sheet, label: str) -> bool:
    """Whether the label says invoice number, or stands at the head of the page as a title does."""
    return any(
        one.text == label and ("number" in one.strong or one.top < sheet.page.height * 0.25)
        for one in sheet.labels
        if one.names("number")
    )


def page_of(sheet: Sheet) -> int | None:
    """Return which page of its document the sheet says that it is, such as 2 for `Sida 2 (3)`; None where it does not.

    Bare `2/3` and `2 (3)` count in the uppermost and lowermost tenth of the page only.
    """
    for row in sheet.rows:
        at_edge = row.middle < sheet.page.height * 0.1 or row.middle > sheet.page.height * 0.9
        for cell in row.cells:
            match = _PAGE_OF.search(cell.text) or (_BARE_PAGE_OF.fullmatch(cell.text) if at_edge else None)
            if match is not None:
                return next(int(group) for group in match.groups() if group)
    return None
