"""Values that the Polish invoice writes in its own way: a flag for all paid, codes of goods."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from depesch.model.invoice import ItemAttribute
from depesch.syntaxes.binding import Element, Run, Take, Tracer, Values
from depesch.syntaxes.leaves import Leaf, number


def less(text: str | None) -> Decimal | None:
    """Return the number that `text` writes, with the opposite sign, or None.

    >>> less("12.50"), less("twelve")
    (Decimal('-12.50'), None)
    """
    found = number(text)
    return None if found is None else found.copy_negate()


class PaidInFull(Leaf):
    """A flag that all was paid: the paid amount is then the total, and nothing is due."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("paid_amount")

    def _taker(self) -> Take:
        def take(element: Element, values: Values, run: Run) -> None:
            total = values.get("amount_incl_vat")
            if total is not None:
                values.setdefault("paid_amount", total)
                values.setdefault("amount_due", Decimal(0))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        run.note(prefix + "paid_amount", element)
        run.places.setdefault(prefix + "amount_due", (element, None))


class Described(Leaf):
    """A code of goods by a list of its own, which is an attribute of the item by the list's name."""

    __slots__ = ("make",)
    many = True

    def __init__(self, make: Callable[[str], ItemAttribute]) -> None:
        self.make = make
        super().__init__("attributes")

    def _taker(self) -> Take:
        key, make = self.key, self.make

        def take(element: Element, values: Values, run: Run) -> None:
            if element.text:
                values.setdefault(key, []).append(make(element.text))

        return take

    def trace(self, element: Element, values: Values, run: Tracer, prefix: str) -> None:
        self.take(element, values, run)
        path = f"{prefix}{self.key}[{max(len(values.get(self.key, ())) - 1, 0)}]"
        run.note(path, element)
        run.note(path + ".value", element)
