"""What was written reads back as it was, in every syntax that writes; what cannot be held is named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from depesch.documents.reading import read
from depesch.model.invoice import Invoice
from depesch.model.terms import terms
from depesch.syntaxes import Done, Loss, Syntax, syntaxes
from tests.drawn import drawn_anything, drawn_invoices
from tests.strategies import invoices

WRITERS = [syntax for syntax in syntaxes().values() if syntax.write]
by_name = pytest.mark.parametrize("syntax", WRITERS, ids=lambda syntax: syntax.name)
# Formats that hold every term of the model; the others name what they do not.
WHOLE = ("ubl21", "cii_d16b", "json_model")
whole = pytest.mark.parametrize("syntax", [s for s in WRITERS if s.name in WHOLE], ids=lambda syntax: syntax.name)
lesser = pytest.mark.parametrize("syntax", [s for s in WRITERS if s.name not in WHOLE], ids=lambda syntax: syntax.name)
_INDEX = re.compile(r"\[\d+\]")


def _that_fits(invoice: Invoice) -> Invoice:
    """Return the invoice without units of nothing, and with a reference for each supporting document."""
    changed = msgspec.structs.replace
    lines = []
    for line in invoice.lines:
        price = line.price
        if price is not None and price.base_quantity is None:
            price = changed(price, base_quantity_unit=None)
        lines.append(changed(line, price=price, unit=None if line.quantity is None else line.unit))
    documents = (
        changed(one, reference=f"A-{index}") if one.reference is None else one
        for index, one in enumerate(invoice.supporting_documents)
    )
    return changed(invoice, lines=tuple(lines), supporting_documents=tuple(documents))


@cache
def fitting() -> tuple[Invoice, ...]:
    """Return invoices of which such a format holds everything."""
    return tuple(map(_that_fits, drawn_invoices()))


def _back(syntax: Syntax, invoice: Invoice) -> Invoice:
    assert syntax.write is not None
    return read(syntax.write(invoice).data).invoice


def different(one: Invoice, other: Invoice) -> dict[str, tuple[object, object]]:
    """Return the groups and terms of the document in which two invoices differ."""
    fields = [name for name in one.__struct_fields__ if getattr(one, name) != getattr(other, name)]
    return {name: (getattr(one, name), getattr(other, name)) for name in fields}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(invoice=invoices().map(_that_fits))
def test_reading_what_was_written_gives_the_invoice_back(invoice: Invoice) -> None:
    for syntax in WRITERS:
        if syntax.name in WHOLE:
            assert different(_back(syntax, invoice), invoice) == {}, syntax.name


@whole
def test_amounts_keep_their_digits(syntax: Syntax) -> None:
    for invoice in fitting():
        written = _plain_numbers(msgspec.to_builtins(invoice))
        assert _plain_numbers(msgspec.to_builtins(_back(syntax, invoice))) == written


def _plain_numbers(value: object) -> object:
    """1E+3 and 1000 are the same digits to XML Schema, which knows no exponent."""
    if isinstance(value, dict):
        return {key: _plain_numbers(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_numbers(one) for one in value]
    if isinstance(value, str) and "E" in value:
        try:
            return format(Decimal(value), "f")
        except InvalidOperation:
            return value
    return value


@by_name
def test_nothing_of_our_own_writing_stays_unread(syntax: Syntax) -> None:
    assert syntax.write is not None
    for invoice in drawn_invoices():
        assert read(syntax.write(invoice).data).unread() == ()


@whole
def test_an_invoice_that_fits_has_no_losses(syntax: Syntax) -> None:
    assert syntax.write is not None
    for invoice in fitting():
        assert syntax.write(invoice).losses == ()


def _places(invoice: Invoice) -> Counter[tuple[str, object]]:
    """Return the terms with something in them, by their place without indexes."""
    return Counter((_INDEX.sub("[]", path), _said(value)) for path, value in terms(invoice) if value != "")


def _said(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) and value.is_finite() else repr(value)


@by_name
def test_whatever_the_model_holds_is_kept_or_named(syntax: Syntax) -> None:
    """Also what makes no sense: each term that does not come back is one of the losses."""
    assert syntax.write is not None
    for invoice in drawn_anything():
        writing = syntax.write(invoice)
        missing = {place for place, _ in _places(invoice) - _places(read(writing.data).invoice)}
        named = {_INDEX.sub("[]", loss.path) for loss in writing.losses}
        assert missing <= named | {path.removesuffix(".scheme") for path in named}


@lesser
def test_what_does_not_come_back_is_exactly_what_the_losses_name(syntax: Syntax) -> None:
    """Neither a term that goes in silence, nor a loss named that was none."""
    assert syntax.write is not None
    for invoice in drawn_invoices():
        writing = syntax.write(invoice)
        before, after = _places(invoice), _places(read(writing.data).invoice)
        changed = {_whole(place) for place, _ in (before - after) + (after - before)}
        named = {_whole(_INDEX.sub("[]", loss.path)) for loss in writing.losses}
        assert changed <= named
        assert named - changed <= _only_moved(writing.losses)


def _only_moved(losses: Iterable[Loss]) -> set[str]:
    """Return the places at which as much was added as is lost, in another group of the same kind."""
    added: dict[str, list[str]] = defaultdict(list)
    gone: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        (added if loss.done is Done.ADDED else gone)[_whole(_INDEX.sub("[]", loss.path))].append(loss.value)
    return {place for place, values in added.items() if sorted(values) == sorted(gone[place])}


def _whole(place: str) -> str:
    """Return the place of an identifier or an attachment as one, whichever of its parts is meant."""
    return re.sub(r"\.(value|scheme|content|mime_code|filename)$", "", place)


@lesser
def test_what_was_read_back_is_written_without_further_losses(syntax: Syntax) -> None:
    """The second time, all that is there is what the format holds."""
    for invoice in drawn_invoices():
        once = _back(syntax, invoice)
        assert _places(_back(syntax, once)) == _places(once)
