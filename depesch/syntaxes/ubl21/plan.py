"""What each element of UBL 2.1 means in the model.

Source: CEN/TS 16931-3-2; Peppol BIS Billing 3.0.
"""

from __future__ import annotations

from depesch.syntaxes.ubl.plan import Elements

_ELEMENTS = Elements()
INVOICE_PLAN = _ELEMENTS.invoice()
CREDIT_NOTE_PLAN = _ELEMENTS.credit_note()
