"""Writing XML as text, quickly: escaped values between tags, and the losses that come of it.

Only values pass through here; every tag is a constant of the format that writes.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from depesch.model.invoice import Identifier, Invoice
from depesch.model.terms import term_of, terms
from depesch.syntaxes import Done, Loss
from depesch.syntaxes.leaves import MOST_DIGITS

_ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_illegal = re.compile(f"[{_ILLEGAL}]").search
_replaced = re.compile(f"[{_ILLEGAL}]").sub
_unclean = re.compile(f'[&<>"\\t\\n\\r{_ILLEGAL}]').search
_REPLACEMENT = "\ufffd"
_SHOWN = 100


class Out(list[str]):
    """The document as it grows, and what could not be written."""

    __slots__ = ("hurt", "losses")

    def __init__(self) -> None:
        super().__init__()
        self.losses: list[Loss] = []
        self.hurt = False  # whether a value was left out because no XML can hold it

    def lose(self, path: str, value: object, why: str, *, term: str | None = None, done: Done = Done.DROPPED) -> None:
        """Record that the term at `path` is not held as it is, and what was done instead."""
        name = term or term_of(path) or ""
        self.losses.append(Loss(term=name, path=path, value=str(value)[:_SHOWN], why=why, done=done))

    def document(self, invoice: Invoice) -> bytes:
        """Return what was written, and name the values that no XML can hold."""
        text = "".join(self)
        if self.hurt or _REPLACEMENT in text:
            for path, value in terms(invoice):
                self._check(path, value)
        return text.encode()

    def _check(self, path: str, value: Any) -> None:
        if isinstance(value, Identifier):
            self._check(path, value.value)
            if value.scheme is not None:
                self._check(path + ".scheme", value.scheme)
        elif isinstance(value, str) and _illegal(value):
            why = "XML has no such control characters; U+FFFD stands instead"
            self.lose(path, _replaced(_REPLACEMENT, value), why, done=Done.CHANGED)
        elif isinstance(value, Decimal) and digits(value) is None:
            self.lose(path, value, f"a number has to be finite and of at most {MOST_DIGITS} digits")


def digits(value: Decimal) -> str | None:
    """Return the number as XML Schema writes it, or None when it is not finite or too long.

    >>> digits(Decimal("25.00")), digits(Decimal("1E+3")), digits(Decimal("NaN"))
    ('25.00', '1000', None)
    """
    if not value.is_finite():
        return None
    written = str(value)
    if "E" in written:
        if not -MOST_DIGITS < value.adjusted() < MOST_DIGITS:
            return None
        written = format(value, "f")
    return written if len(written) <= MOST_DIGITS else None


def escaped(text: str) -> str:
    """Return `text` for use between tags or in an attribute; what XML cannot hold becomes U+FFFD."""
    if not _unclean(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    text = text.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")
    return _replaced(_REPLACEMENT, text)


def add_text(out: Out, tag: str, value: str | None) -> None:
    """Write an element with a text, if there is one."""
    if value is not None:
        out.append(f"<{tag}>{value if not _unclean(value) else escaped(value)}</{tag}>")


def add_id(out: Out, tag: str, value: Identifier | None, scheme: str = "schemeID") -> None:
    """Write an element with an identifier and its scheme, if there is one."""
    if value is not None:
        out.append(f"<{tag}{attribute(scheme, value.scheme)}>{escaped(value.value)}</{tag}>")


def add_number(out: Out, tag: str, value: Decimal | None, attributes: str = "") -> None:
    """Write an element with a number, if there is one; `attributes` stand as they are."""
    if value is not None:
        written = str(value)
        if "E" in written or len(written) > MOST_DIGITS or not value.is_finite():
            fitting = digits(value)
            if fitting is None:
                out.hurt = True
                return
            written = fitting
        out.append(f"<{tag}{attributes}>{written}</{tag}>")


def add_quantity(out: Out, tag: str, quantity: Decimal | None, unit: str | None, path: str, name: str) -> None:
    """Write a quantity; a unit without one is lost, for an element without a number fits no schema.

    `path` is the group's and `name` the unit's in it.
    """
    written = None if quantity is None else digits(quantity)
    if written is not None:
        out.append(f"<{tag}{attribute('unitCode', unit)}>{written}</{tag}>")
        return
    out.hurt |= quantity is not None
    if unit:
        out.lose(f"{path}.{name}", unit, "a unit stands only with a quantity")


def attribute(name: str, value: str | None) -> str:
    """Return an attribute with a space before it, nothing when there is no value."""
    if value is None:
        return ""
    return f' {name}="{value if value.isalnum() else escaped(value)}"'
