"""What the rules ask about beside the model, of a Cross Industry Invoice."""

from __future__ import annotations

from depesch.model.facts import Facts, Stated
from depesch.syntaxes import Reading
from depesch.syntaxes.cii_d16b.facts import facts_of
from depesch.syntaxes.cii_d16b.reading import tracer
from depesch.syntaxes.cii_d16b.stated import stated_of


def facts(reading: Reading) -> Facts:
    """Return what official rules ask about beside the model."""
    return facts_of(reading, tracer)


def stated(reading: Reading) -> Stated:
    """Return what the rules of Peppol, countries and XRechnung ask about beside the model."""
    return stated_of(reading)
