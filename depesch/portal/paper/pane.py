"""The pages of a print or scan beside what was read of them: pictures, and what is uncertain in words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from depesch.capture import Doubt, Field
from depesch.capture.captured import LABEL
from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.typed import text_of_field
from depesch.hub.paper.filling import LANGUAGE
from depesch.hub.paper.keeping import doubtful_paths, doubts_of_reading, fields_of_reading
from depesch.hub.paper.models import PaperReading
from depesch.portal.formatting import language

MOST_PAGES = 30  # shown; the file itself can be downloaded


@dataclass(frozen=True, slots=True)
class Marked:
    """A value on a page: where it stands, in percent of the page, as a drawing has it in any language."""

    left: str
    top: str
    width: str
    height: str
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page, and where its values stand."""

    number: int
    url: str
    marks: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """What stands beside the fields."""

    document_id: UUID
    pages: tuple[PagePicture, ...]
    doubts: tuple[str, ...]
    is_blank: bool  # nothing could be read


def pane_of(reading: PaperReading) -> Pane:
    """Return the pane of what was read."""
    fields, doubts = fields_of_reading(reading), doubts_of_reading(reading)
    unsure = {each.term for each in doubts if each.term} | {each.term for each in fields if each.confidence < LABEL}
    count = min(max(reading.page_count, 1), MOST_PAGES)
    pages = tuple(
        PagePicture(
            number,
            reverse("paper_page", args=[reading.document_id, number]),
            tuple(_mark(each, each.term in unsure) for each in fields if each.page == number),
        )
        for number in range(1, count + 1)
    )
    return Pane(reading.document_id, pages, _words(doubts), is_blank=not fields)


def unsure_of(draft: Draft, reading: PaperReading) -> frozenset[str]:
    """Return the fields of the draft that nobody has looked at yet: they still say what was read with doubt."""
    return frozenset(
        path
        for path in doubtful_paths(reading)
        if draft.fields.get(path, "") == text_of_field(path, reading.texts.get(path, ""), LANGUAGE, draft.language)
    )


def _mark(field: Field, is_doubtful: bool) -> Marked:
    box = field.box
    left, top, right, bottom = (100 * part for part in (box.left, box.top, box.right, box.bottom))
    return Marked(f"{left:.2f}", f"{top:.2f}", f"{right - left:.2f}", f"{bottom - top:.2f}", is_doubtful)


def _words(doubts: tuple[Doubt, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doubt.words(language()) for doubt in doubts))
