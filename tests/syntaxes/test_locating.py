"""A place above the lines is found without looking through the lines, and is the same."""

from __future__ import annotations

import pytest

from depesch.documents.reading import read
from depesch.kit.xml import where
from depesch.syntaxes import syntaxes
from depesch.syntaxes.binding import Tracer
from tests.rendering.samples import full_invoice

SYNTAXES = ["ubl21", "cii_d16b"]


def written(syntax: str) -> bytes:
    write = syntaxes()[syntax].write
    assert write is not None
    return write(full_invoice()).data


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_place_is_the_same_however_it_is_looked_for(syntax: str) -> None:
    data = written(syntax)
    whole = read(data)
    whole.unread()  # looks at everything, lines too
    tracer = whole.memo["tracer"]
    assert isinstance(tracer, Tracer)
    assert len(tracer.places) > 150
    for path, (element, attribute) in tracer.places.items():
        place = read(data).locate(path)
        assert place is not None
        assert place.where == where(element) + (f"/@{attribute}" if attribute else ""), path


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_every_element_is_known_by_the_place_that_it_gave(syntax: str) -> None:
    reading = read(written(syntax))
    reading.unread()
    tracer = reading.memo["tracer"]
    assert isinstance(tracer, Tracer)
    first = {element: path for path, (element, _) in reversed(tracer.places.items())}
    assert {element: reading.path_of(element) for element in first} == first


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_lines_are_not_looked_through_for_a_place_above_them(syntax: str) -> None:
    reading = read(written(syntax))
    assert reading.locate("totals.amount_due") is not None
    assert "tracer" not in reading.memo
