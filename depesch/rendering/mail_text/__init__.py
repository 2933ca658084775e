"""A company's own text of the mail that an invoice goes with: subject and body with merge fields such as {DueDate}.

`fields` is what can stand between braces, `reading` finds what is wrong with a text, `filling` makes the words that one
customer reads. Plain text in, plain text out; nothing of an invoice is ever read as a field.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

MOST_SUBJECT = 150  # signs; mail programs show fewer
MOST_BODY = 5000
MOST_LINES = 200


class TextKind(StrEnum):
    """Which documents a text goes with. The values are stored, and are those of `Parcel.subject["type"]`."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class MailText(msgspec.Struct, frozen=True, kw_only=True):
    """A text as the company wrote it, with its fields."""

    subject: str
    body: str


class FilledText(msgspec.Struct, frozen=True, kw_only=True):
    """A text with every field filled in, as one customer reads it. What would be empty is the predefined text's."""

    language: str  # of `depesch.rendering.words`
    subject: str
    body: str
