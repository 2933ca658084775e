"""The document as it is written: values within the limits of the schema, and what does not go in.

Source: schema of TEAPPSXML 2.7.2 (TEAPPSXMLv272_schema_INVOICES.xsd): lengths of texts, digits of numbers.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from depesch.syntaxes import Done
from depesch.syntaxes.markup import Out, digits, escaped

FREE_TEXT = 1024
_EXACT = Context(prec=700, rounding=ROUND_HALF_UP)
_BLANK = "an element with nothing but white space says nothing in TEAPPSXML"
_NO_SUCH = "TEAPPSXML has no element for it; it stands in a free text"


class Sheet(Out):
    """The document, what could not be written, and what a free text at its end has to say instead."""

    __slots__ = ("noted",)

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def lose(self, path: str, value: object, why: str, *, term: str | None = None, done: Done = Done.DROPPED) -> None:
        """Record a loss; an empty text says nothing that could be lost."""
        if value != "":
            super().lose(path, value, why, term=term, done=done)

    def lose_part(self, path: str, value: str, why: str, done: Done = Done.DROPPED) -> None:
        """Record that an identifier or its scheme is lost, which is one even when it is empty."""
        super().lose(path, value, why, done=done)

    def text(self, tag: str, value: str | None, path: str, most: int | None = None, marks: str = "") -> None:
        """Write an element with a text, if there is one; one that is too long is cut."""
        fitting = self.fitting(value, path, most)
        if fitting is not None:
            self.append(f"<{tag}{marks}>{escaped(fitting)}</{tag.partition(' ')[0]}>")

    def fitting(self, value: str | None, path: str, most: int | None = None) -> str | None:
        """Return a text as it can be written; None when there is nothing to write."""
        if not value:
            return None
        if value.isspace():
            self.lose(path, value, _BLANK)
            return None
        if most is None or len(value) <= most:
            return value
        cut = value[:most]
        if cut.isspace():
            self.lose(path, value, f"more than {most} characters, of which the first are white space")
            return None
        self.lose(path, value, f"more than {most} characters; the first stand there", done=Done.CHANGED)
        return cut

    def whole(self, tag: str, value: str | None, path: str, most: int) -> None:
        """Write an element with a code or an address, which cut off would be another one."""
        if value is not None and len(value) > most:
            self.lose(path, value, f"more than the {most} characters that there is room for")
        else:
            self.text(tag, value, path)

    def day(self, tag: str, value: date | None) -> None:
        """Write a date in its parts, if there is one."""
        if value is not None:
            self.append(f"<{tag}>{date_parts(value)}</{tag}>")

    def note(self, path: str, value: object, label: str, why: str = _NO_SUCH) -> None:
        """Have a term stand in the free text, behind its label."""
        said = str(value)
        if said.strip():
            self.lose(path, value, why, done=Done.NOTED)
            self.noted.append(f"{label}: {said}")
        elif said:
            self.lose(path, value, _BLANK)


def date_parts(value: date | None) -> str:
    """Return a DATE; without a date one of zeros, where the schema demands it."""
    year, month, day = (value.year, value.month, value.day) if value is not None else (0, 0, 0)
    return (
        f"<DATE><DAY>{day:02}</DAY><MONTH>{month:02}</MONTH><CENTURY>{year // 100:02}</CENTURY>"
        f"<DECADE_AND_YEAR>{year % 100:02}</DECADE_AND_YEAR></DATE>"
    )


def fitted(value: Decimal, whole: int, decimals: int) -> Decimal | None:
    """Return a number with at most so many digits before and after the point; None when it has too many before it.

    >>> fitted(Decimal("1.23456789"), 15, 6), fitted(Decimal("1E+20"), 15, 6)
    (Decimal('1.234568'), None)
    """
    written = digits(value)
    if written is None:
        return None
    before, _, after = written.lstrip("-").partition(".")
    if len(after) > decimals:
        value = _EXACT.quantize(value, Decimal(1).scaleb(-decimals))
        before = (digits(value) or "").lstrip("-").partition(".")[0]
    return value if len(before) <= whole else None


def sign_of(value: Decimal) -> str:
    """Return the attribute with the sign of a number."""
    return "-" if value.is_signed() else "+"


def amount(value: Decimal, vat: str | None = None) -> str:
    """Return an AMOUNT, with or without saying whether VAT is in it."""
    said = f' VAT="{vat}"' if vat else ""
    return f'<AMOUNT SIGN="{sign_of(value)}"{said}>{digits(value.copy_abs())}</AMOUNT>'
