"""What makes a number or date sure that stands by a weak word, such as `Faktura 1042` or `Dato 19.11.2026`.

The word itself means other things too. Sure is a number beside the title of the first page, one that every page names,
one that the payment reference or the file's name repeats; and a date in the head that is the only one of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from depesch.capture.dates import Day, date_at
from depesch.capture.finding import Found, Sheet
from depesch.capture.layout import Cell
from depesch.capture.picking import number_at, reference

_TITLE_WITHIN = 0.4  # of the page's height
_HEAD_WITHIN = 0.5
_LARGEST = 0.97  # parts of the largest type: letters of one size are measured a little apart
_LARGER = 1.3  # times the page's usual type: where all is of one size there is no title
_SIGNS = ("#", "№")
_SHORTEST = 4  # digits that a reference repeats by more than chance
_LONGEST_TERM = timedelta(days=120)
# What a number beside the title would be instead, if it stands by such a label elsewhere.
_NAMED_OTHERWISE = (
    "other", "organisation", "buyer_organisation", "vat_number", "buyer_vat_number", "order_reference",
    "contract_reference", "project_reference", "buyer_reference", "preceding", "bankgiro", "plusgiro", "account",
    "column_article",
)  # fmt: skip


def is_sure_number(sheets: Sequence[Sheet], found: Found[str], file_name: str = "") -> bool:
    """Whether the invoice number by a weak label is the title's, or something else on the pages says it too."""
    if found.label.begin != 0 or _is_named_otherwise(sheets, found.value):
        return False
    return (
        _has_sign(found)
        or _is_beside_title(sheets[0], found)
        or _is_on_every_page(sheets, found.value)
        or _is_in_reference(sheets, found.value)
        or _is_in_name(found.value, file_name)
    )


def is_sure_day(sheets: Sequence[Sheet], found: Found[Day], due: Day | None) -> bool:
    """Whether the date by a weak label stands in the head of the first page, alone of its kind, by when it is due."""
    if found.value.ambiguous or found.label.begin != 0 or found.cell.bottom > found.page.height * _HEAD_WITHIN:
        return False
    others = {one.value.value for sheet in sheets for one in sheet.find("issue_date", date_at)}
    if found.page is not sheets[0].page or others != {found.value.value}:
        return False
    if due is None:  # a credit note
        return True
    return timedelta(0) <= due.value - found.value.value <= _LONGEST_TERM


def _is_beside_title(sheet: Sheet, found: Found[str]) -> bool:
    """Whether label and number fill their cells in the upper part of the page, the label in its largest type."""
    label = found.label
    if found.page is not sheet.page or label.bottom > sheet.page.height * _TITLE_WITHIN:
        return False
    last = label.end + (len(found.cell.words) if found.cell.words[0] in label.cell.words else 0)
    if last != len(label.cell.words) or not (found.cell.words[0] in label.cell.words or _fills_cell(sheet, found.cell)):
        return False
    heights = [word.height for word in sheet.page.words if any(letter.isalpha() for letter in word.text)]
    return label.bottom - label.top >= max(_LARGEST * max(heights), _LARGER * median(heights))


def _has_sign(found: Found[str]) -> bool:
    """Whether a number sign stands between word and number: `Invoice # 1042`."""
    follows = found.label.cell.words[found.label.end :][:1]
    return found.cell.text.startswith(_SIGNS) or any(word.text.startswith(_SIGNS) for word in follows)


def _fills_cell(sheet: Sheet, part: Cell) -> bool:
    return any(cell.words == part.words for row in sheet.rows for cell in row.cells)


def _is_on_every_page(sheets: Sequence[Sheet], value: str) -> bool:
    """Whether each of several pages names the number by a label that begins its cell."""
    return len(sheets) > 1 and all(
        any(one.value == value and one.label.begin == 0 for one in sheet.find("number", number_at)) for sheet in sheets
    )


def _is_in_reference(sheets: Sequence[Sheet], value: str) -> bool:
    """Whether the payment reference is the number with its check digit, or with length and check digit."""
    paid = reference(sheets)
    digits = re.sub(r"\D", "", value)
    if paid is None or paid[2] is not None or len(digits) < _SHORTEST:
        return False
    said = re.sub(r"^RF\d\d", "", paid[0].value).lstrip("0")
    return digits.lstrip("0") in (said, said[:-1], said[:-2])


def _is_in_name(value: str, file_name: str) -> bool:
    """Whether the file's name has the number as a word of its own, such as `Faktura_1042.pdf`."""
    if len(value) < _SHORTEST - 1:
        return False
    alone = rf"(?<![0-9A-Z]){re.escape(value)}(?![0-9A-Z])"
    return re.search(alone, file_name, re.IGNORECASE) is not None


def _is_named_otherwise(sheets: Sequence[Sheet], value: str) -> bool:
    return any(
        one.value == value for sheet in sheets for term in _NAMED_OTHERWISE for one in sheet.find(term, number_at)
    )
