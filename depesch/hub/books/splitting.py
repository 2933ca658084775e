"""A row's amount over several accounts: the parts add up to it exactly, or it is said by how much they do not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from depesch.model.money import ZERO

MOST_PARTS = 50
_DECIMALS = 2


class BadSplit(ValueError):
    """The parts cannot be taken; `at` is the part, `code` why, `value` the difference or the amount in question.

    Codes: `several-open` (more than one part without an amount), `does-not-add-up` (`value`: what is missing, negative
    when it is too much), `too-fine` (more decimals than the row has), `empty-part` (a part of 0.00 beside others).
    """

    def __init__(self, at: int, code: str, value: Decimal = ZERO) -> None:
        super().__init__(f"part {at}: {code} {value}")
        self.at, self.code, self.value = at, code, value


def shares(amount: Decimal, parts: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    """Return the amount of each part; the one that says none takes the rest. Raises BadSplit.

    >>> shares(Decimal("100.00"), [Decimal("33.33"), None])
    (Decimal('33.33'), Decimal('66.67'))
    """
    finest = max(_DECIMALS, -int(amount.as_tuple().exponent))
    for at, part in enumerate(parts):
        if part is not None and -int(part.normalize().as_tuple().exponent) > finest:
            raise BadSplit(at, "too-fine", part)
    open_parts = [at for at, part in enumerate(parts) if part is None]
    if len(open_parts) > 1:
        raise BadSplit(open_parts[1], "several-open")
    rest = amount - sum((part for part in parts if part is not None), ZERO)
    if not open_parts and rest:
        raise BadSplit(len(parts) - 1, "does-not-add-up", rest)
    taken = tuple(rest if part is None else part for part in parts)
    nothing = next((at for at, part in enumerate(taken) if not part), None)
    if nothing is not None and len(taken) > 1:
        raise BadSplit(nothing, "empty-part")
    return taken
