"""Depesch: an open e-invoicing network that you run yourself. This is the library's whole public face.

    >>> import depesch
    >>> verdict = depesch.check(open("F-1042.xml", "rb").read())          # doctest: +SKIP
    >>> conversion = depesch.convert(data, to="cii-d16b")                 # doctest: +SKIP

`read` gives the model, `check` the verdict with its findings, `mended` the document with what is certain put right,
`convert` another format with what it could not hold, `render` a PDF or a page. Importing this package loads nothing;
each name is fetched when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from depesch.documents.checking import Verdict, check
    from depesch.documents.converting import Conversion, convert
    from depesch.documents.mending import Mending, mended
    from depesch.documents.presenting import render
    from depesch.documents.reading import read
    from depesch.model.invoice import Invoice
    from depesch.model.issue import Issue, Severity
    from depesch.rendering import RenderingFailed
    from depesch.syntaxes import Reading, UnreadableDocument

__all__ = [
    "Conversion",
    "Invoice",
    "Issue",
    "Mending",
    "Reading",
    "RenderingFailed",
    "Severity",
    "UnreadableDocument",
    "Verdict",
    "check",
    "convert",
    "mended",
    "read",
    "render",
]

_HOMES = {
    "Conversion": "depesch.documents.converting",
    "Invoice": "depesch.model.invoice",
    "Issue": "depesch.model.issue",
    "Mending": "depesch.documents.mending",
    "Reading": "depesch.syntaxes",
    "RenderingFailed": "depesch.rendering",
    "Severity": "depesch.model.issue",
    "UnreadableDocument": "depesch.syntaxes",
    "Verdict": "depesch.documents.checking",
    "check": "depesch.documents.checking",
    "convert": "depesch.documents.converting",
    "mended": "depesch.documents.mending",
    "read": "depesch.documents.reading",
    "render": "depesch.documents.presenting",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its home (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'depesch' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
