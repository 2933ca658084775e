"""A line's allowances and charges (BG-27, BG-28): they have the line's VAT, none of their own."""

from __future__ import annotations

import msgspec

from depesch.model.invoice import AllowanceCharge
from depesch.syntaxes.markup import Out

_WHY = "an allowance or charge of a line has the VAT of the line and none of its own"


def without_vat(out: Out, all_of_them: tuple[AllowanceCharge, ...], path: str) -> tuple[AllowanceCharge, ...]:
    """Return them without a VAT category and rate, naming as lost what they stated."""
    if all(one.vat_category is None and one.vat_rate is None for one in all_of_them):
        return all_of_them
    for index, one in enumerate(all_of_them):
        for field, value in (("vat_category", one.vat_category), ("vat_rate", one.vat_rate)):
            if value is not None:
                out.lose(f"{path}[{index}].{field}", value, _WHY)
    return tuple(msgspec.structs.replace(one, vat_category=None, vat_rate=None) for one in all_of_them)
