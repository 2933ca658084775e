"""How a company's documents look: our template with choices, or a typst source of the company's own.

`Design` is all that decides the look of one PDF. Choices are data: whatever they hold, the document can be set and
stays PDF/A-3a and PDF/UA-1. A source is a program from outside: it runs confined, and `rendering.pdf` holds it to both
standards each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

MOST_SOURCE_BYTES = 200_000
MOST_INTRO = 600  # characters
MOST_FOOTER_LINES = 3
MOST_FOOTER_LINE = 110  # characters: what fits on a line of the narrower paper


class Typeface(StrEnum):
    """A face that comes with us. The values are stored."""

    SANS = "sans"  # Noto Sans
    SERIF = "serif"  # Libertinus Serif; what it lacks is set in Noto Sans


class Paper(StrEnum):
    """The size of a page. The values are stored."""

    A4 = "a4"
    LETTER = "us-letter"


class LogoPlace(StrEnum):
    """Where the logo stands; the heading stands on the other side."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"  # the name in its place


class LogoSize(StrEnum):
    """How high the logo is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class OptionalColumn(StrEnum):
    """A column of the lines that may be left out; what the line is and what it costs always stands there."""

    NUMBER = "number"
    QUANTITY = "quantity"
    UNIT = "unit"  # left out, it stands behind the quantity
    UNIT_PRICE = "unit_price"
    VAT = "vat"  # shown all the same where the lines have different VAT


class Texts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the company adds in one language: `intro` above the lines, `footer` on every page."""

    intro: str = ""
    footer: str = ""


class Choices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody may choose without knowing typst. The defaults are our own look."""

    accent: str = "#0b5a52"  # as chosen: it is printed dark enough to be read, see `colours`
    typeface: Typeface = Typeface.SANS
    paper: Paper = Paper.A4
    logo_place: LogoPlace = LogoPlace.LEFT
    logo_size: LogoSize = LogoSize.MEDIUM
    columns: tuple[OptionalColumn, ...] = tuple(OptionalColumn)
    texts: Mapping[str, Texts] = {}  # by language, `words.languages()`; none in a language: nothing is added
    show_code: bool = True  # the QR code to pay by
    show_details: bool = True  # at the end, what programs ask for


class Design(msgspec.Struct, frozen=True, kw_only=True):
    """A look: our template with `choices`, or `source` in its place, which is given the choices too."""

    choices: Choices = Choices()
    source: bytes | None = None
