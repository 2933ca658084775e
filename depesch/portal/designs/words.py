"""What choices of a design are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from depesch.hub.directory.design_rules import DocumentKind
from depesch.rendering.designs import LogoPlace, LogoSize, OptionalColumn, Paper, Typeface

LANGUAGES = {
    "sv": _("Swedish"), "nb": _("Norwegian"), "en": _("English"), "da": _("Danish"), "fi": _("Finnish"),
    "de": _("German"),
}  # fmt: skip
DOCUMENTS = {DocumentKind.INVOICE.value: _("Invoices"), DocumentKind.CREDIT_NOTE.value: _("Credit notes")}
TYPEFACES = {Typeface.SANS: _("Plain (Noto Sans)"), Typeface.SERIF: _("With serifs (Libertinus)")}
PAPERS = {Paper.A4: "A4", Paper.LETTER: "US Letter"}
LOGO_PLACES = {LogoPlace.LEFT: _("Left"), LogoPlace.RIGHT: _("Right"), LogoPlace.NONE: _("No logo, the name")}
LOGO_SIZES = {LogoSize.SMALL: _("Small"), LogoSize.MEDIUM: _("Medium"), LogoSize.LARGE: _("Large")}
COLUMNS = {
    OptionalColumn.NUMBER: _("Line number"), OptionalColumn.QUANTITY: _("Quantity"), OptionalColumn.UNIT: _("Unit"),
    OptionalColumn.UNIT_PRICE: _("Unit price"), OptionalColumn.VAT: _("VAT"),
}  # fmt: skip
