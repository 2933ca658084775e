"""Words to cells and rows: what stands together on a line, and what stands on one line across the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property

from depesch.capture.captured import Box
from depesch.capture.pages import Page, Word

_GAP = 1.1  # parts of the letters' height: a wider one divides cells
_JOINED_TO_NUMBER = ("%", "%)", "%:")  # a rate is one word, so that nobody takes its number for an amount
_LABEL_AND_VALUE = re.compile(r"([^\W\d]{2,}[^:/]*:)([^/\\:][^:]*)")


class Cell:
    """Words side by side with no wide gap between them."""

    def __init__(self, words: Sequence[Word], page: Page) -> None:
        self.words = tuple(words)
        self.page = page
        self.left, self.right = words[0].left, max(word.right for word in words)
        self.top, self.bottom = min(word.top for word in words), max(word.bottom for word in words)

    @cached_property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Each word without case, marks and accents, as labels are compared."""
        return tuple(folded(word.text) for word in self.words)

    @property
    def middle(self) -> float:
        """The height at which its middle lies."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def part(self, begin: int, end: int | None = None) -> Cell | None:
        """Return some of its words as a cell; None where there are none."""
        words = self.words[begin:end]
        return Cell(words, self.page) if words else None

    def box(self) -> Box:
        """Return its place on the page."""
        return box_of(self.words, self.page)

    def score(self) -> float:
        """Return how sure the recognition of its least sure word is."""
        return min(word.score for word in self.words)


class Row:
    """Cells on one line across the page, from the left."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = tuple(sorted(cells, key=lambda cell: cell.left))
        self.top, self.bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)

    @property
    def middle(self) -> float:
        """The height at which its middle lies."""
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        """All cells with two spaces between."""
        return "  ".join(cell.text for cell in self.cells)


def folded(text: str) -> str:
    """Return the text without case, accents, spaces and marks.

    >>> folded("À-pris (exkl. moms):"), folded("Förfallodag"), folded("Größe Ø")
    ('aprisexklmoms', 'forfallodag', 'grosseo')
    """
    plain = text.casefold().replace("ø", "o").replace("æ", "a").replace("đ", "d")
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if letter.isalnum())


def box_of(words: Iterable[Word], page: Page) -> Box:
    """Return the place of some words, as parts of the page."""
    words = tuple(words)
    return Box(
        left=_part(min(word.left for word in words), page.width),
        top=_part(min(word.top for word in words), page.height),
        right=_part(max(word.right for word in words), page.width),
        bottom=_part(max(word.bottom for word in words), page.height),
    )


def rows_of(page: Page) -> tuple[Row, ...]:
    """Return the rows of the page from the top."""
    lines: list[list[Word]] = []
    for word in sorted(_apart(page.words), key=lambda word: word.middle):
        line = next((line for line in reversed(lines[-4:]) if _on(line, word)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    return tuple(Row(_cells(line, page)) for line in lines)


def _apart(words: Iterable[Word]) -> Iterable[Word]:
    """Yield the words; a label that its value follows at once becomes two."""
    for word in words:
        match = _LABEL_AND_VALUE.fullmatch(word.text)
        if match is None:
            yield word
            continue
        cut = word.left + (word.right - word.left) * len(match[1]) / len(word.text)
        yield Word(match[1], word.left, word.top, cut, word.bottom, word.score)
        yield Word(match[2], cut, word.top, word.right, word.bottom, word.score)


def _on(line: list[Word], word: Word) -> bool:
    """Whether the word stands on the line of the last word that came to it."""
    other = line[-1]
    return abs(other.middle - word.middle) < 0.45 * min(other.height, word.height)


def _cells(line: list[Word], page: Page) -> list[Cell]:
    cells: list[list[Word]] = []
    for word in sorted(line, key=lambda word: word.left):
        if cells and word.text in _JOINED_TO_NUMBER and cells[-1][-1].text[-1].isdigit():
            last = cells[-1].pop()
            word = Word(
                last.text + word.text, last.left, last.top, word.right, word.bottom, min(last.score, word.score)
            )
            cells[-1].append(word)
        elif cells and word.left - cells[-1][-1].right < _GAP * min(word.height, cells[-1][-1].height):
            cells[-1].append(word)
        else:
            cells.append([word])
    return [Cell(words, page) for words in cells]


def _part(place: float, whole: float) -> float:
    return round(min(1.0, max(0.0, place / whole)), 4)
