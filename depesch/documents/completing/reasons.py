"""Why there is no VAT: what a category says in itself, and texts beside categories that are to have none.

Source: EN 16931-1, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10 (the reason is the category's own), BR-S-10, BR-Z-10, BR-AF-10,
BR-AG-10 (there is none).
"""

from __future__ import annotations

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.model.invoice import Invoice, Note, VatBreakdown
from depesch.syntaxes import Done

_OWN = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}
_WITHOUT = frozenset({"S", "Z", "L", "M"})


def complete_reasons(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with a reason of exemption where the VAT breakdown is to have one, and nowhere else."""
    rows, texts = [], list(invoice.notes)
    for index, row in enumerate(invoice.vat_breakdown):
        path = f"vat_breakdown[{index}]."
        if row.category in _OWN and not row.exemption_reason and not row.exemption_reason_code:
            code = _OWN[row.category or ""]
            notes.add(f"{path}exemption_reason_code", code, "the reason that its category stands for")
            row = replace(row, exemption_reason_code=code)
        elif row.category in _WITHOUT:
            row = _without(row, path, texts, notes)
        rows.append(row)
    if tuple(rows) == invoice.vat_breakdown:
        return invoice
    return replace(invoice, vat_breakdown=tuple(rows), notes=tuple(texts))


def _without(row: VatBreakdown, path: str, texts: list[Note], notes: Notes) -> VatBreakdown:
    """Return the row without a reason, which goes into a note of the invoice."""
    for field in ("exemption_reason", "exemption_reason_code"):
        said = getattr(row, field)
        if said is None:
            continue
        why = f"category {row.category} has no reason of exemption; it stands in a note"
        notes.add(f"{path}{field}", said, why, Done.NOTED)
        if said.strip():
            notes.add(f"notes[{len(texts)}].text", said, "a reason that stood with the VAT")
            texts.append(Note(text=said))
    return replace(row, exemption_reason=None, exemption_reason_code=None)
