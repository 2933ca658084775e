"""What EN 16931 demands and another format leaves to be understood: written out where the document implies it exactly.

A Finvoice row may have an amount and no price, a Svefaktura no VAT category beside its rate. Each value that is put in
follows from others by arithmetic or by definition, and is named; nothing is guessed, and nothing that is stated changes
but for its notation.

Source: EN 16931-1, cardinalities and business rules BR-CO-10 to BR-CO-17.
"""

from __future__ import annotations

from depesch.documents.completing.allowances import complete_allowances
from depesch.documents.completing.amounts import complete_amounts
from depesch.documents.completing.attachments import complete_attachments
from depesch.documents.completing.codes import complete_codes
from depesch.documents.completing.lines import complete_lines
from depesch.documents.completing.notes import Notes
from depesch.documents.completing.parties import complete_parties
from depesch.documents.completing.payment import complete_payment
from depesch.documents.completing.reasons import complete_reasons
from depesch.documents.completing.sums import complete_rows, complete_sums
from depesch.model.invoice import Invoice
from depesch.syntaxes import Loss

_STEPS = (
    complete_amounts,
    complete_codes,
    complete_parties,
    complete_payment,
    complete_attachments,
    complete_rows,
    complete_lines,
    complete_allowances,
    complete_sums,
    complete_reasons,
)


def completed_for_en16931(invoice: Invoice) -> tuple[Invoice, tuple[Loss, ...]]:
    """Return the invoice with what it implies written out, and each value that was put in, changed or left out."""
    notes = Notes()
    for step in _STEPS:
        invoice = step(invoice, notes)
    return invoice, tuple(notes.losses)
