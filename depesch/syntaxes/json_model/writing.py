"""Writing our own JSON, indented: the model as it is.

Not held, and named: numbers that are not finite or have more than 200 digits; halves of surrogate pairs in texts, which
no UTF-8 has (U+FFFD stands instead).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import msgspec

from depesch.model.invoice import Identifier, Invoice, Struct
from depesch.model.json import to_json
from depesch.model.terms import term_of
from depesch.syntaxes import Done, Loss, Writing
from depesch.syntaxes.leaves import MOST_DIGITS
from depesch.syntaxes.markup import digits

_ODD_NUMBER = re.compile(rb': "-?(?:s?NaN|Inf|[0-9.]+E|[0-9.]{190})')
_HALVES = re.compile("[\ud800-\udfff]")


def write(invoice: Invoice) -> Writing:
    """Return the invoice as JSON."""
    try:
        data = to_json(invoice, indent=2)
    except UnicodeEncodeError:
        data = None
    losses: list[Loss] = []
    if data is None or _ODD_NUMBER.search(data):
        data = to_json(_held(invoice, "", losses), indent=2)
    return Writing(data=data + b"\n", losses=tuple(losses))


def _held(value: Any, path: str, losses: list[Loss]) -> Any:
    """Return the value as JSON can hold it, and name what it cannot."""
    if isinstance(value, Struct):
        changed: dict[str, Any] = {}
        for field in value.__struct_fields__:
            old = getattr(value, field)
            whole = isinstance(value, Identifier) and field == "value"  # an identifier's value is the identifier
            new = _held(old, path if whole else f"{path}.{field}" if path else field, losses)
            if new is not old:
                changed[field] = new
        return msgspec.structs.replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        made = tuple(_held(one, f"{path}[{index}]", losses) for index, one in enumerate(value))
        return made if any(new is not old for new, old in zip(made, value, strict=True)) else value
    if isinstance(value, str) and _HALVES.search(value):
        kept = _HALVES.sub("\ufffd", value)
        losses.append(_loss(path, kept, "UTF-8 has no halves of surrogate pairs; U+FFFD stands instead", Done.CHANGED))
        return kept
    if isinstance(value, Decimal) and digits(value) is None:
        losses.append(
            _loss(path, str(value), f"a number has to be finite and of at most {MOST_DIGITS} digits", Done.DROPPED)
        )
        return None
    return value


def _loss(path: str, value: str, why: str, done: Done) -> Loss:
    return Loss(term=term_of(path) or "", path=path, value=value[:100], why=why, done=done)
