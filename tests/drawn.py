"""Invoices that were drawn once, for the tests of many formats: drawing one takes longer than writing and reading it.

They are the same at each run; what only chance finds, the tests that draw their own look for.
"""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from depesch.model.invoice import Invoice
from tests.strategies import anything, invoices

_once = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@cache
def drawn_invoices() -> tuple[Invoice, ...]:
    """Return sixty invoices such as some sender might write."""
    return _drawn(invoices(), 60)


@cache
def drawn_anything() -> tuple[Invoice, ...]:
    """Return thirty invoices of whatever the model can hold, sensible or not."""
    return _drawn(anything(Invoice), 30)


def _drawn(strategy: SearchStrategy[Invoice], count: int) -> tuple[Invoice, ...]:
    found: list[Invoice] = []

    @settings(_once, max_examples=count)
    @given(strategy)
    def draw(invoice: Invoice) -> None:
        found.append(invoice)

    draw()
    return tuple(found)
