"""Fill a text in for one invoice.

What an invoice does not say leaves no gap: a line of which no field has a value is left out, with its label; in another
line the field alone goes, with the blank before it. Values are put in once and are not looked at for fields again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from depesch.model.invoice import Invoice
from depesch.rendering.mail_text import FilledText, MailText
from depesch.rendering.mail_text.fields import MergeField, Source, values_of
from depesch.rendering.mail_text.reading import pieces
from depesch.rendering.words import words

_EDGES = " \u00a0,;:/|-\u2013\u2014"  # what would be left over at the ends of a subject
_GAP = "\ue000"  # stands for a value that is not there; neither a text nor a value can hold it, for nobody sees it
_AROUND_GAP = tuple(
    re.compile(pattern.replace("GAP", _GAP)) for pattern in (r" ?\((?: *GAP)+ *\)", r"^(?:GAP[ ,;:]*)+", r" *GAP")
)


def fill(text: MailText, invoice: Invoice, *, language: str, customer: str, company: str) -> FilledText:
    """Return the text as the customer reads it; `customer` and `company` where the invoice has no names.

    `language` is a BCP 47 tag and decides how dates and amounts are written. A subject or body of which nothing is left
    comes back empty.
    """
    known = words(language)
    values = values_of(Source(invoice=invoice, words=known, customer=customer, company=company))
    subject = _line(text.subject, values) or ""
    lines = [_line(line, values) for line in text.body.split("\n")]
    return FilledText(language=known.language, subject=subject.strip(_EDGES), body=_body(lines))


def missing(text: MailText, invoice: Invoice, *, customer: str, company: str) -> tuple[str, ...]:
    """Return the fields of the text that the invoice has no value for, each once, in their order."""
    values = values_of(Source(invoice=invoice, words=words("en"), customer=customer, company=company))
    found = [
        piece.name
        for line in (text.subject, *text.body.split("\n"))
        for piece in pieces(line)
        if isinstance(piece, MergeField) and not values[piece.name]
    ]
    return tuple(dict.fromkeys(found))


def _line(line: str, values: Mapping[str, str]) -> str | None:
    """Return one line filled in, None when it is to be left out."""
    found = pieces(line)
    said = [values[piece.name] for piece in found if isinstance(piece, MergeField)]
    if said and not any(said):
        return None
    filled = "".join((values[piece.name] or _GAP) if isinstance(piece, MergeField) else piece for piece in found)
    for around in _AROUND_GAP:
        filled = around.sub("", filled)
    return filled


def _body(lines: Sequence[str | None]) -> str:
    """Return the lines that stay; where one went, two empty lines do not come together."""
    kept: list[str] = []
    is_gap = False
    for line in lines:
        if line is None:
            is_gap = True
        elif line or not is_gap or (kept and kept[-1]):
            kept.append(line)
            is_gap = is_gap and not line
    return "\n".join(kept).strip("\n")
