"""ZUGFeRD 1.0 to the model.

Computed: the amount due (BT-115) where a BASIC invoice leaves it out, as the total with VAT less what is paid.
"""

from __future__ import annotations

import msgspec
from lxml import etree

from depesch.model.invoice import Invoice
from depesch.model.issue import Issue
from depesch.syntaxes import Reading
from depesch.syntaxes.implied import taken_off
from depesch.syntaxes.schema_check import Schema
from depesch.syntaxes.tracing import Binding
from depesch.syntaxes.zugferd1 import SYNTAX
from depesch.syntaxes.zugferd1.plan import PLAN


def _with_amount_due(invoice: Invoice) -> Invoice:
    totals = invoice.totals
    if totals is None or totals.amount_due is not None or totals.amount_incl_vat is None:
        return invoice
    due = (
        totals.amount_incl_vat if totals.paid_amount is None else taken_off(totals.amount_incl_vat, totals.paid_amount)
    )
    return msgspec.structs.replace(invoice, totals=msgspec.structs.replace(totals, amount_due=due))


_BINDING = Binding(PLAN, finish=_with_amount_due)
unread, locate, path_of = _BINDING.unread, _BINDING.locate, _BINDING.path_of
_SCHEMA = Schema("zugferd/ZUGFeRD1p0.xsd")


def read(data: bytes, root: etree._Element) -> Reading:
    """Return the reading of the parsed `root` of `data`."""
    return _BINDING.read(SYNTAX, data, root)


def schema_issues(root: etree._Element) -> tuple[Issue, ...]:
    """Return what the schema finds, in document order."""
    return _SCHEMA.issues(root)
