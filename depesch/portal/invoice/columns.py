"""What the columns of a spreadsheet are called, so that pasted rows find their place: words of three languages."""

from __future__ import annotations

import json

from depesch.hub.drafts.fields import field_words
from depesch.portal.invoice.sections import COLUMNS

LANGUAGES = ("sv", "nb", "en")
_OTHERS: dict[str, tuple[str, ...]] = {
    "name": ("artikel", "benämning", "beskrivning", "produkt", "tjänst", "text", "vare", "betegnelse", "beskrivelse",
             "tjeneste", "article", "item", "description", "product", "service", "name"),
    "quantity": ("antal", "ant", "antall", "mengde", "mängd", "qty", "quantity", "timmar", "timer", "hours"),
    "unit": ("enhet", "enh", "unit"),
    "price": ("pris", "à-pris", "a-pris", "á-pris", "styckpris", "enhetspris", "price", "unit price"),
    "vat": ("moms", "moms %", "momssats", "mva", "mva %", "mva-sats", "vat", "vat %", "vat rate"),
}  # fmt: skip


def columns(language: str) -> str:
    """Return the columns of the rows with their words as JSON, each one's name in `language` first."""
    found = {}
    for column, name in COLUMNS.items():
        path = f"lines.0.{name}"
        words = [field_words(path, each).label for each in (language, *LANGUAGES)]
        found[column] = list(dict.fromkeys([*words, *_OTHERS[column]]))
    return json.dumps(found, ensure_ascii=False)
