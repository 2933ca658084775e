"""Labels on the pages, and the values that stand by them: right of the label, below it, or in the same cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from depesch.capture.labels import meanings
from depesch.capture.layout import Cell, Row, folded, rows_of
from depesch.capture.pages import Page

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)
Parse = Callable[[str], V | None]

_LONGEST_LABEL = 6  # words
_LONGEST_VALUE = 8  # words
_FARTHEST_WORD = 12  # in a cell: a value that belongs to the label stands before it
_MOST_LABELS = 60  # of one term on a page; an invoice has a few
_ROWS_BELOW = 3
_FUZZY_FROM = 7  # letters: in shorter labels one wrong letter makes another word


class Label:
    """A label where it stands: the words `begin` to `end` of a cell, and the terms that it may mean."""

    def __init__(self, row: int, at: int, cell: Cell, begin: int, end: int, *, text: str) -> None:
        self.row, self.at, self.cell, self.begin, self.end = row, at, cell, begin, end
        self.text = text
        self.strong = frozenset(meaning.term for meaning in meanings()[text] if not meaning.weak)
        self.weak = frozenset(meaning.term for meaning in meanings()[text] if meaning.weak) - self.strong
        words = cell.words[begin:end]
        self.left, self.right, self.bottom = words[0].left, words[-1].right, max(word.bottom for word in words)
        self.top = min(word.top for word in words)

    def names(self, term: str) -> bool:
        """Whether it may mean the term."""
        return term in self.strong or term in self.weak


class Found(Generic[V_co]):
    """A value by its label."""

    def __init__(self, value: V_co, cell: Cell, label: Label, *, near: float) -> None:
        self.value, self.cell, self.label = value, cell, label
        self.near = near  # 1 right of its label, less below it or far off

    @property
    def page(self) -> Page:
        """The page it stands on."""
        return self.cell.page


class Sheet:
    """One page in rows, with its labels."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.rows: tuple[Row, ...] = rows_of(page)
        self.labels: tuple[Label, ...] = tuple(self._labels())
        self._by_cell: dict[int, list[Label]] = {}
        for label in self.labels:
            self._by_cell.setdefault(id(label.cell), []).append(label)

    def labels_in(self, cell: Cell) -> Sequence[Label]:
        """Return the labels in a cell, from the left."""
        return self._by_cell.get(id(cell), ())

    def find(self, term: str, parse: Parse[V]) -> Iterator[Found[V]]:
        """Yield the values that stand by labels of the term, for each label the nearest that `parse` takes."""
        for label in self._naming(term):
            found = next(self._near(label, parse), None)
            if found is not None:
                yield found

    def find_last(self, term: str, parse: Parse[V]) -> Iterator[Found[V]]:
        """Yield for each label of the term the value farthest to the right on its row, or else what stands below."""
        for label in self._naming(term):
            on_row = list(self._right(label, parse, whole_row=True))
            if on_row:
                yield on_row[-1]
            else:
                yield from self._below(label, parse)

    def _naming(self, term: str) -> list[Label]:
        return [label for label in self.labels if label.names(term)][:_MOST_LABELS]

    def _near(self, label: Label, parse: Parse[V]) -> Iterator[Found[V]]:
        yield from self._right(label, parse, whole_row=False)
        rest = label.cell.part(label.end)
        if rest is None or not label.cell.words[label.end - 1].text.endswith(":"):  # after a colon stands its value
            yield from self._below(label, parse)

    def _right(self, label: Label, parse: Parse[V], *, whole_row: bool) -> Iterator[Found[V]]:
        """Yield values in the label's cell and in those right of it, up to the next label."""
        stop = min((other.begin for other in self.labels_in(label.cell) if other.begin >= label.end), default=None)
        rest = label.cell.part(label.end, stop)
        if rest is not None:
            yield from _values(rest, parse, label, near=1.0)
            if stop is not None and not whole_row:
                return
        distance = 0
        for cell in self.rows[label.row].cells[label.at + 1 :]:
            inside = self.labels_in(cell)
            if inside and inside[0].begin == 0:
                if whole_row and not inside[0].strong.isdisjoint(label.strong | label.weak):
                    continue
                return
            distance += 1
            yield from _values(cell, parse, label, near=1.0 if distance == 1 else 0.9)
            if not whole_row and distance == 2:
                return

    def _below(self, label: Label, parse: Parse[V]) -> Iterator[Found[V]]:
        """Yield the value in the first cell below the label."""
        height = label.bottom - label.top
        for row in self.rows[label.row + 1 : label.row + 1 + _ROWS_BELOW]:
            if row.top - label.bottom > 3.0 * height:
                return
            under = [cell for cell in row.cells if _stands_under(cell, label)]
            for cell in under:
                if any(other.begin == 0 for other in self.labels_in(cell)):
                    return
                values = list(_values(cell, parse, label, near=0.85))
                if values:
                    yield values[0]
                return

    def _labels(self) -> Iterator[Label]:
        for number, row in enumerate(self.rows):
            for at, cell in enumerate(row.cells):
                yield from labels_of(number, at, cell)


def labels_of(row: int, at: int, cell: Cell, *, columns_only: bool = False) -> Iterator[Label]:
    """Yield the labels in a cell, the longest at each place; with `columns_only` those that head a column."""
    begin = 0
    while begin < len(cell.words):
        for end in range(min(len(cell.words), begin + _LONGEST_LABEL), begin, -1):
            text = _known("".join(cell.plain[begin:end]), is_ocr=cell.page.engine == "ocr")
            if text is not None and cell.plain[end - 1] and (not columns_only or _heads_column(text)):
                yield Label(row, at, cell, begin, end, text=text)
                begin = end - 1
                break
        begin += 1


def _heads_column(text: str) -> bool:
    return any(meaning.term.startswith("column_") for meaning in meanings()[text])


def _known(text: str, *, is_ocr: bool) -> str | None:
    """Return the label that the folded text is; of a recognised page also with one letter wrong or lost."""
    known = meanings()
    if text in known:
        return text
    if is_ocr and len(text) >= _FUZZY_FROM and text.isalpha():
        return next((label for label in known if abs(len(label) - len(text)) <= 1 and _one_off(label, text)), None)
    return None


def _one_off(first: str, second: str) -> bool:
    """Whether the texts differ by one letter put in, left out or changed; labels that short are compared exactly."""
    if len(first) < _FUZZY_FROM:
        return False
    start = next((at for at, (one, two) in enumerate(zip(first, second, strict=False)) if one != two), None)
    if start is None:
        return True
    return (
        first[start + 1 :] == second[start + 1 :]
        or first[start:] == second[start + 1 :]
        or first[start + 1 :] == second[start:]
    )


def _values(cell: Cell, parse: Parse[V], label: Label, *, near: float) -> Iterator[Found[V]]:
    """Yield what `parse` takes of the cell, the longest run of words at each place, from the left."""
    begin, skipped = 0, 0
    while begin < min(len(cell.words), _FARTHEST_WORD):
        for end in range(min(len(cell.words), begin + _LONGEST_VALUE), begin, -1):
            part = cell.part(begin, end)
            assert part is not None  # noqa: S101 - end is greater than begin
            value = parse(part.text)
            if value is not None:
                yield Found(value, part, label, near=near if skipped < 2 else near * 0.9)
                begin = end - 1
                break
        else:
            skipped += 1 if folded(cell.words[begin].text) else 0
        begin += 1


def _stands_under(cell: Cell, label: Label) -> bool:
    """Whether the cell begins, ends or lies where the label does."""
    height = label.bottom - label.top
    aligned = abs(cell.left - label.left) < height or abs(cell.right - label.right) < height
    return aligned or (cell.left < label.right and cell.right > label.left)
