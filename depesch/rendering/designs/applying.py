"""A design to what its template is given: `design.json`, field names as here, so that a rename breaks templates."""

from __future__ import annotations

import msgspec

from depesch.rendering.designs import Choices, LogoPlace, LogoSize, OptionalColumn, Texts, Typeface
from depesch.rendering.designs.colours import readable
from depesch.rendering.view import InvoiceView

_FACES = {Typeface.SANS: ("Noto Sans",), Typeface.SERIF: ("Libertinus Serif", "Noto Sans")}
_HEIGHTS_MM = {LogoSize.SMALL: 10, LogoSize.MEDIUM: 15, LogoSize.LARGE: 24}
_COLUMNS = ("number", "item", "quantity", "unit", "unit_price", "vat", "amount")  # as in `view.Lines`
_ALWAYS = ("item", "amount")


class TemplateDesign(msgspec.Struct, frozen=True, kw_only=True):
    """What a template is told of the choices, for one document."""

    accent: str  # dark enough to be read
    typefaces: tuple[str, ...]  # the first that has a character sets it
    paper: str  # typst's name of the size
    logo_place: str  # left or right; without a logo, the name stands there
    logo_height_mm: int
    columns: tuple[str, ...]  # of number, item, quantity, unit, unit_price, vat, amount: those shown, in this order
    intro: tuple[str, ...]  # paragraphs above the lines
    footer: tuple[str, ...]  # lines at the foot of every page
    show_code: bool
    show_details: bool


def template_design(choices: Choices, view: InvoiceView) -> TemplateDesign:
    """Return what the template of `view` is given; the texts are those of the view's own language."""
    texts = choices.texts.get(view.language, Texts())
    return TemplateDesign(
        accent=readable(choices.accent),
        typefaces=_FACES[choices.typeface],
        paper=choices.paper.value,
        logo_place="right" if choices.logo_place is LogoPlace.RIGHT else "left",
        logo_height_mm=_HEIGHTS_MM[choices.logo_size],
        columns=_columns(choices, view),
        intro=tuple(part.strip() for part in texts.intro.split("\n") if part.strip()),
        footer=tuple(line.strip() for line in texts.footer.splitlines() if line.strip()),
        show_code=choices.show_code,
        show_details=choices.show_details,
    )


def _columns(choices: Choices, view: InvoiceView) -> tuple[str, ...]:
    """Return the columns shown. VAT that differs from line to line can be read from nothing but its column."""
    wanted = {column.value for column in choices.columns}
    if len({line.vat for line in view.lines.rows}) > 1:
        wanted.add(OptionalColumn.VAT.value)
    return tuple(name for name in _COLUMNS if name in _ALWAYS or name in wanted)
