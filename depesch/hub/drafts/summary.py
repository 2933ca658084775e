"""What the lists show of a draft, as far as it can be read."""

from __future__ import annotations

from decimal import Decimal

from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.sums import sums_of
from depesch.hub.drafts.typed import invoice_of
from depesch.model.invoice import Party

_MOST_AMOUNT = Decimal(10) ** 20 - 1


def note_summary(draft: Draft) -> None:
    """Write receiver, number, currency, due date and amount into the draft's row; does not save."""
    today = draft.changed_at.date()
    invoice = sums_of(invoice_of(draft.fields, language=draft.language, today=today)).invoice
    draft.name = ((invoice.buyer or Party()).name or "")[:300]
    draft.number = (invoice.number or "")[:200]
    draft.currency = (invoice.currency or "")[:3]
    draft.due_date = invoice.due_date
    amount = invoice.totals.amount_due if invoice.totals else None
    draft.amount_due = amount if amount is not None and abs(amount) <= _MOST_AMOUNT and invoice.lines else None
