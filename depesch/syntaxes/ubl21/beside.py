"""What the rules ask about beside the model, of a document in UBL."""

from __future__ import annotations

from depesch.model.facts import Facts, Stated
from depesch.syntaxes import Reading
from depesch.syntaxes.ubl21.facts import facts_of
from depesch.syntaxes.ubl21.places import Places
from depesch.syntaxes.ubl21.reading import tracer
from depesch.syntaxes.ubl21.stated import stated_of


def facts(reading: Reading) -> Facts:
    """Return what official rules ask about beside the model."""
    return facts_of(reading, tracer)


def stated(reading: Reading) -> Stated:
    """Return what the rules of Peppol, countries and XRechnung ask about beside the model."""
    return stated_of(reading, Places(lambda: tracer(reading).places))
