"""Blocks of address on a page: those that a label names, and those that stand in the window of the envelope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from depesch.capture.finding import Label, Sheet
from depesch.capture.layout import Cell
from depesch.model.invoice import PostalAddress

_CAPITAL = "A-ZÅÄÖÆØÜÉÈŠŽŁŚĆ"
POSTAL = re.compile(
    rf"(?:(?P<country>[A-Z]{{1,3}})[- ])?(?P<code>\d{{3}} ?\d{{2}}|\d{{4,5}}) *(?P<city>[{_CAPITAL}][\w .'’/-]{{1,40}})"
)
_MOST_ROWS = 16
_WIDEST_GAP = 2.3  # heights of a line, between two lines of one address
_SENDER = re.compile(r"[·•●|–-]\s.*\s[·•●|–-]\s")  # the sender's line in the window: name - street - city
_BUYER_ENDS = 0.6
_WINDOW_ENDS = 0.48  # parts of the page's height
_OF_A_BLOCK = frozenset(
    {"organisation", "vat_number", "buyer_organisation", "buyer_vat_number", "other", "iban", "account", "bic"}
)
COUNTRIES = {
    "sverige": "SE", "sweden": "SE", "norge": "NO", "noreg": "NO", "norway": "NO", "danmark": "DK", "denmark": "DK",
    "suomi": "FI", "finland": "FI", "deutschland": "DE", "germany": "DE", "tyskland": "DE", "france": "FR",
    "frankrike": "FR", "schweden": "SE", "norwegen": "NO", "danemark": "DK", "ruotsi": "SE", "norja": "NO",
    "osterreich": "AT", "austria": "AT", "nederland": "NL", "netherlands": "NL", "belgium": "BE", "estonia": "EE",
    "polen": "PL", "poland": "PL", "unitedkingdom": "GB", "finnland": "FI", "danmarkdenmark": "DK", "tanska": "DK",
    "saksa": "DE", "allemagne": "DE", "storbritannien": "GB", "storbritannia": "GB", "nederlanderna": "NL",
}  # fmt: skip


class Block(msgspec.Struct, frozen=True):
    """A block: its page, its edges in points, and its lines from the top."""

    sheet: Sheet
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[Cell, ...]
    heading: str = ""  # the label above it, folded

    def holds(self, cell: Cell) -> bool:
        """Whether the cell stands in it."""
        return (
            cell.page is self.sheet.page
            and self.top - 1 <= cell.middle <= self.bottom + 1
            and self.left - 4 <= cell.left < self.right
        )


def labelled(sheets: Sequence[Sheet], term: str) -> Block | None:
    """Return the first block of at least two lines that a label of the term begins."""
    for weak in (False, True):
        for sheet in sheets:
            for label in sheet.labels:
                lowest = sheet.page.height * (_BUYER_ENDS if term == "buyer" else 1)
                if term in (label.weak if weak else label.strong) and label.begin == 0 and label.top < lowest:
                    block = _below(sheet, label)
                    if len(block.lines) >= 2:
                        return block
    return None


def in_window(sheets: Sequence[Sheet]) -> list[Block]:
    """Return the blocks of the first page's upper half that end in post code and city, from the top."""
    sheet = sheets[0]
    blocks: list[Block] = []
    for number, row in enumerate(sheet.rows):
        if row.top > sheet.page.height * _WINDOW_ENDS:
            break
        for cell in row.cells:
            if POSTAL.fullmatch(cell.text) and not any(block.holds(cell) for block in blocks):
                block = _above(sheet, number, cell)
                if len(block.lines) >= 2:
                    blocks.append(block)
    return blocks


def address_of(lines: Sequence[Cell], country: str | None = None) -> PostalAddress | None:
    """Return the address in the lines below a name: streets, post code with city, country; None without a city."""
    streets: list[str] = []
    for number, line in enumerate(lines):
        match = POSTAL.fullmatch(line.text.strip(" ,"))
        if match is None:
            streets.append(line.text)
            continue
        after = country_named(lines[number + 1].text) if number + 1 < len(lines) else None
        if after is None:
            prefix = match["country"]
            after = {"S": "SE", "N": "NO", "DK": "DK", "FI": "FI", "FIN": "FI", "D": "DE", "F": "FR"}.get(prefix or "")
        last = (None,) * 3
        first, second, third = (*streets[:3], *last)[:3]
        return PostalAddress(
            line_1=first, line_2=second, line_3=third, city=match["city"].strip(" ,"), post_code=match["code"],
            country=after or country,
        )  # fmt: skip
    return None


def country_named(text: str) -> str | None:
    """Return the code of the country that the text names, or None."""
    from depesch.capture.layout import folded

    return COUNTRIES.get(folded(text))


def _below(sheet: Sheet, label: Label) -> Block:
    """Return the block that the label heads: what stands below its left edge until a gap or a label of another kind."""
    left = label.left
    right = _right_edge(sheet, label)
    lines: list[Cell] = []
    rest = label.cell.part(label.end)
    if rest is not None and any(letter.isalpha() for letter in rest.text):
        lines.append(rest)
    bottom, height = label.bottom, label.bottom - label.top
    for row in sheet.rows[label.row + 1 : label.row + 1 + _MOST_ROWS]:
        cells = [cell for cell in row.cells if left - 6 <= cell.left < right]
        if not cells:
            if row.top - bottom > 2.2 * max(height, 8):
                break
            continue
        if row.top - bottom > (3.0 if not lines else 2.0) * max(height, 8) or _ends(sheet, cells[0]):
            break
        if abs(cells[0].left - left) < 3 * max(height, 8):
            lines.append(cells[0])
        bottom, height = max(cell.bottom for cell in cells), cells[0].height
    return Block(sheet, left, label.top, right, bottom, tuple(lines))


def _right_edge(sheet: Sheet, label: Label) -> float:
    """Return where the next column begins: at the next cell on the label's row, or in the middle of the page."""
    others = [cell.left for cell in sheet.rows[label.row].cells if cell.left > label.right + 20]
    if others:
        return min(others) - 4
    return sheet.page.width * 0.52 if label.left < sheet.page.width * 0.4 else sheet.page.width


def _ends(sheet: Sheet, cell: Cell) -> bool:
    """Whether the cell begins with a label that belongs to no block of address."""
    first = next(iter(sheet.labels_in(cell)), None)
    return first is not None and first.begin == 0 and bool(first.strong) and not first.strong & _OF_A_BLOCK


def _above(sheet: Sheet, number: int, last: Cell) -> Block:
    """Return the block that ends in a post code: the lines above it with the same left edge and even distance."""
    lines, top, heading = [last], last.top, ""
    for row in reversed(sheet.rows[max(0, number - 7) : number]):
        cell = next((cell for cell in row.cells if abs(cell.left - last.left) < 0.6 * last.height), None)
        if top - row.bottom > _WIDEST_GAP * last.height:
            break
        if cell is None:
            continue
        if _SENDER.search(cell.text):
            break
        if sheet.labels_in(cell) and sheet.labels_in(cell)[0].begin == 0 and sheet.labels_in(cell)[0].strong:
            heading = sheet.labels_in(cell)[0].text
            break
        lines.insert(0, cell)
        top = cell.top
    lines.extend(_country_below(sheet, number, last))
    right = max(line.right for line in lines) + 2
    return Block(sheet, last.left, top, right, lines[-1].bottom, tuple(lines), heading)


def _country_below(sheet: Sheet, number: int, last: Cell) -> Iterator[Cell]:
    for row in sheet.rows[number + 1 : number + 2]:
        for cell in row.cells:
            if abs(cell.left - last.left) < 0.6 * last.height and country_named(cell.text):
                yield cell
