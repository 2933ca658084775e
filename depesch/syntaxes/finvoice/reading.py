"""Finvoice to the model: the plan, and what it leaves to be understood by the whole document.

The amounts of a credit note are negative here and positive in the model. A row without a number has its position. A
version without a code for the VAT category means the standard rate by every rate above zero. A row that only states
its amount with VAT gives its net amount where all rows together then are what the document states as their total, and
else none.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from depesch.model.issue import Issue
from depesch.syntaxes import Reading, Unread, syntaxes
from depesch.syntaxes.finvoice.editions import VERSION, format_of, is_known, version_of
from depesch.syntaxes.finvoice.finishing import finished
from depesch.syntaxes.finvoice.gross_rows import with_net_amounts
from depesch.syntaxes.finvoice.plan import PLAN
from depesch.syntaxes.finvoice.values import FORMAT
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.versions import version_warning

_BINDING = Binding(PLAN)
locate, path_of = _BINDING.locate, _BINDING.path_of


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    name = format_of(root) or "finvoice30"
    reading = _BINDING.read(syntaxes()[name], data, root)
    invoice = finished(reading.invoice, root, is_old=name != "finvoice30")
    reading = msgspec.structs.replace(reading, invoice=invoice, issues=(*reading.issues, *_version_issues(root)))
    return with_net_amounts(reading, _BINDING)


def _version_issues(root: etree._Element) -> tuple[Issue, ...]:
    """Return what is to say of a version that is not known, and is read as the nearest one."""
    version = version_of(root)
    if is_known(version):
        return ()
    expected = "a version of Finvoice such as 3.0"
    detail = f"version {version[:80]!r} of Finvoice is not known; it is read as the nearest one"
    return (version_warning(root, f"/{root.tag}/@{VERSION}", version[:200], expected, detail=detail),)


def unread(reading: Reading) -> tuple[Unread, ...]:
    """Return what found no place in the model; the version and how a date is written are none of it."""
    version = f"/{reading.root.tag}/@{VERSION}"
    return tuple(
        one for one in _BINDING.unread(reading) if one.where != version and not one.where.endswith(f"/@{FORMAT}")
    )
