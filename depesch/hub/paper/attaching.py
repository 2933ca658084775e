"""The pages themselves go inside the invoice that was made of them, so that its receiver sees what was printed."""

from __future__ import annotations

from typing import TypeVar

from depesch.capture.showing import NotShown, page_picture
from depesch.documents.media_types import media_type_of
from depesch.hub.drafts.attachments import LARGEST, fitting_name
from depesch.hub.drafts.models import File
from depesch.kit.filenames import split_suffix
from depesch.kit.hashing import sha256_hex

MOST_PAGES = 20  # of a TIFF, which no invoice may hold and which goes along as pictures of its pages

F = TypeVar("F", bound=File)


def attached(name: str, content: bytes, model: type[F]) -> list[F]:
    """Return the pages as files of a draft, not in the database yet; none when they are too large to go along."""
    media_type = media_type_of(content)
    name = name or "original"
    if media_type != "image/tiff":
        return [_file(name, media_type, content, model)] if len(content) <= LARGEST else []
    try:
        first = page_picture(content, 1)
        pages = [first, *(page_picture(content, page) for page in range(2, min(first.page_count, MOST_PAGES) + 1))]
    except NotShown:
        return []
    if first.page_count > MOST_PAGES or sum(len(page.picture) for page in pages) > LARGEST:
        return []
    stem = split_suffix(name)[0]
    return [_file(f"{stem}-{number}.png", "image/png", page.picture, model) for number, page in enumerate(pages, 1)]


def pages_in(content: bytes) -> int:
    """Return how many pages a PDF or a picture has; 0 when it cannot be drawn."""
    try:
        return page_picture(content, 1, width=60).page_count
    except NotShown:
        return 0


def _file(name: str, media_type: str, content: bytes, model: type[F]) -> F:
    return model(
        name=fitting_name(name, media_type), media_type=media_type, content=content, size=len(content),
        sha256=sha256_hex(content),
    )  # fmt: skip
