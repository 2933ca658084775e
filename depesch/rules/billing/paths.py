"""What stands at a path of the model, for statements of the source that say which group they belong to."""

from __future__ import annotations

import re
from typing import Any

from depesch.model.invoice import Invoice

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def at(invoice: Invoice, path: str) -> Any:
    """Return what stands at the path; None when nothing does.

    >>> at(Invoice(number="F-1"), "number"), at(Invoice(), "lines[3].net_amount")
    ('F-1', None)
    """
    found: Any = invoice
    for name, position in _STEP.findall(path):
        found = getattr(found, name, None)
        if position:
            found = found[int(position)] if found and int(position) < len(found) else None
        if found is None:
            return None
    return found
