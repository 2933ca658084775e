"""The model as UBL 2.1; what is named as lost stands with the writing of the family (`ubl/writing.py`)."""

from __future__ import annotations

from depesch.model.invoice import Invoice
from depesch.syntaxes import Writing
from depesch.syntaxes.markup import Out
from depesch.syntaxes.ubl.names import UBL
from depesch.syntaxes.ubl.writing import written


def write(invoice: Invoice) -> Writing:
    """Return the invoice in UBL 2.1, in UTF-8, and what UBL could not hold."""
    return written(invoice, Out(), UBL)
