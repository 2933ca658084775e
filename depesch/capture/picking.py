"""The one value among those that were found for a term, and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from depesch.capture.captured import CHECK_DIGIT, LABEL, POSITION, Doubt, Field
from depesch.capture.dates import Day, date_at
from depesch.capture.finding import Found, Sheet
from depesch.capture.words import Code
from depesch.model.identifiers import holds, kid, rf_reference, swedish_ocr, viitenumero

V = TypeVar("V")

_NUMBER = re.compile(r"[#№]?\s?((?=[^\s]*\d)[A-Z0-9][A-Z0-9\-/._]{0,29})", re.IGNORECASE)
_REFERENCE = re.compile(r"RF\d\d(?: ?[A-Z0-9]){1,21}|\d(?: ?\d){1,24}-?", re.IGNORECASE)
_FREE = re.compile(r"\S.{0,59}")


def number_at(text: str) -> str | None:
    """Return an invoice's or order's number: one word with a digit, no date and no amount with a currency.

    >>> number_at("FA-2017-0010"), number_at("2026-11-19"), number_at("datum"), number_at("# 17")
    ('FA-2017-0010', None, None, '17')
    """
    match = _NUMBER.fullmatch(text.strip(" :.,;"))
    if match is None or (date_at(match[1]) is not None and not match[1].isdigit()):
        return None
    return match[1].rstrip(".,/-_")


def reference_at(text: str) -> str | None:
    """Return a payment reference without spaces: digits, or RF and what follows.

    >>> reference_at("2026 1178 6"), reference_at("RF34 1234 561"), reference_at("Astrid")
    ('202611786', 'RF341234561', None)
    """
    match = _REFERENCE.fullmatch(text.strip(" :.,;#"))
    return re.sub(r"\s", "", match[0]).upper() if match else None


def free_at(text: str) -> str | None:
    """Return a short text as it stands."""
    match = _FREE.fullmatch(text.strip(" :;"))
    return match[0] if match else None


def best(found: Iterable[Found[V]], term: str, same: Callable[[V], object] = lambda value: value) -> Found[V] | None:
    """Return the value with the best label: a sure label before a weak one, near before far, often before once."""
    candidates = list(found)
    if not candidates:
        return None
    counts: dict[object, int] = {}
    for one in candidates:
        counts[same(one.value)] = counts.get(same(one.value), 0) + 1

    def rank(one: Found[V]) -> tuple[bool, float, float, int]:
        alike = min(counts[same(one.value)], 3)
        return term in one.label.strong, one.near + 0.05 * alike, one.cell.score(), -one.cell.page.number

    return max(candidates, key=rank)


def field(term: str, found: Found[V], value: str, *, path: str, confidence: float | None = None) -> Field:
    """Return the field of a found value, sure by its label, less so where the label is weak or the letters are."""
    sure = (LABEL if found.label.strong else 0.65) if confidence is None else confidence
    return Field(
        term=term,
        text=found.cell.text,
        value=value,
        confidence=round(min(sure, max(found.cell.score(), 0.3)), 2),
        page=found.page.number,
        box=found.cell.box(),
        path=path,
    )


def number(sheets: Sequence[Sheet], term: str) -> Found[str] | None:
    """Return the number by labels such as `number` or `order_reference`.

    A weak word in the midst of others, as in "reversal of invoice 1042", counts only where no other names a number.
    """
    found = [one for sheet in sheets for one in sheet.find(term, number_at)]
    first = [one for one in found if term in one.label.strong or one.label.begin == 0]
    return best(first or found, term)


def day(sheets: Sequence[Sheet], term: str, *, after: date | None = None) -> Found[Day] | None:
    """Return the date by labels of the term; with `after`, a date before it only where there is no other."""
    found = [one for sheet in sheets for one in sheet.find(term, date_at)]
    if after is not None:
        found = [one for one in found if one.value.value >= after] or found
    return best(found, term, lambda value: value.value)


def reference(sheets: Sequence[Sheet]) -> tuple[Found[str], float, Doubt | None] | None:
    """Return the payment reference, how sure it is by its check digit, and a doubt where the digit is wrong."""
    found = [one for sheet in sheets for one in sheet.find("reference", reference_at) if len(one.value) > 1]
    right = [one for one in found if _has_right_digit(one)]
    chosen = best(right, "reference") or best((one for one in found if "reference" in one.label.strong), "reference")
    if chosen is None:
        return None
    if right:
        return chosen, CHECK_DIGIT if "reference" in chosen.label.strong else LABEL, None
    return chosen, POSITION, Doubt(code=Code.CHECK_DIGIT, term="BT-83", value=chosen.value)


def _has_right_digit(found: Found[str]) -> bool:
    """Whether the check digit is right for the kind that the label says: KID, OCR, viite; or for any of them."""
    if found.value.startswith("RF"):
        return holds(rf_reference, found.value)
    label = found.label.text
    if "kid" in label or "kundeident" in label:
        return holds(kid, found.value)
    if "ocr" in label:
        return holds(swedish_ocr, found.value)
    if "viite" in label:
        return holds(viitenumero, found.value)
    return any(holds(parse, found.value) for parse in (swedish_ocr, kid, viitenumero)) and len(found.value) >= 4
