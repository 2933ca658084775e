"""The characters that EDIFACT does not hold: line breaks in most places, and what is beyond the character set.

Source: ISO 9735-1:2002.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec

from depesch.model.invoice import Identifier, Invoice, Struct
from depesch.model.terms import terms
from depesch.syntaxes import Done
from depesch.syntaxes.markup import Out

# The sets tried in turn: west, east, Cyrillic, Greek. What fits none goes as the first, with signs that it has.
LEVELS = {"UNOC": "latin-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7"}
_INDEX = re.compile(r"\[\d+\]")
_WITH_LINES = frozenset({"notes[].text", "payment_terms", "lines[].note"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ALIKE = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2022": "*",
        "\u2026": "...",
        "\u20ac": "EUR",
        "\u2212": "-",
    }
)


def level_for(invoice: Invoice) -> str:
    """Return the first level of characters that holds every text of the invoice, UNOC when none does."""
    texts = "".join(_texts(invoice))
    for level, codec in LEVELS.items():
        if _fits(_CONTROL.sub("", texts), codec):
            return level
    return "UNOC"


def _texts(invoice: Invoice) -> list[str]:
    found: list[str] = []
    for _, value in terms(invoice):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Identifier):
            found.append(value.value)
    return found


def _fits(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def held(out: Out, invoice: Invoice, level: str) -> Invoice:
    """Return the invoice with only what the level holds in its texts, and name what is another text now."""
    changed: Invoice = _held(out, invoice, "", LEVELS[level])
    return changed


def _held(out: Out, value: Any, path: str, codec: str) -> Any:
    if isinstance(value, str):
        text = _text(value, codec, lines=_INDEX.sub("[]", path) in _WITH_LINES)
        if text != value:
            why = "EDIFACT has no such characters here; others stand instead"
            out.lose(path.removesuffix(".value"), text, why, done=Done.CHANGED)
        return text
    if isinstance(value, tuple):
        return tuple(_held(out, one, f"{path}[{index}]", codec) for index, one in enumerate(value))
    if isinstance(value, Struct):
        before = f"{path}." if path else ""
        fields = {field: getattr(value, field) for field in value.__struct_fields__}
        return msgspec.structs.replace(
            value, **{field: _held(out, one, before + field, codec) for field, one in fields.items() if one is not None}
        )
    return value


def _text(text: str, codec: str, *, lines: bool) -> str:
    if _CONTROL.search(text):
        text = text.replace("\r\n", "\n")
        text = _CONTROL.sub(lambda found: "\n" if lines and found[0] == "\n" else " ", text)
    if _fits(text, codec):
        return text
    return "".join(one if _fits(one, codec) else _alike(one, codec) for one in text)


def _alike(sign: str, codec: str) -> str:
    """Return what stands for a character: the same without its accent, one much like it, or a question mark."""
    other = sign.translate(_ALIKE)
    if other == sign:
        other = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    return other if other and other != sign and _fits(other, codec) and not _CONTROL.search(other) else "?"
