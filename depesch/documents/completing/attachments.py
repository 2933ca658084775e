"""Attached files: each has to have a name; one without is named after its reference and its media type.

Source: EN 16931-1, BT-125-2; rule UBL-DT-07.
"""

from __future__ import annotations

from msgspec.structs import replace

from depesch.documents.completing.notes import Notes
from depesch.kit.filenames import safe_file_name
from depesch.model.invoice import Invoice, SupportingDocument

_SUFFIXES = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}


def complete_attachments(invoice: Invoice, notes: Notes) -> Invoice:
    """Return the invoice with a name for each of its files."""
    documents = tuple(_named(one, index, notes) for index, one in enumerate(invoice.supporting_documents))
    return replace(invoice, supporting_documents=documents) if documents != invoice.supporting_documents else invoice


def _named(document: SupportingDocument, index: int, notes: Notes) -> SupportingDocument:
    file = document.attachment
    if file is None or file.filename:
        return document
    suffix = _SUFFIXES.get((file.mime_code or "").strip().lower(), "")
    stem = (document.reference or "").strip() or f"attachment-{index + 1}"
    name = safe_file_name(stem if suffix and stem.lower().endswith(suffix) else stem + suffix)
    notes.add(f"supporting_documents[{index}].attachment.filename", name, "an attached file has to have a name")
    return replace(document, attachment=replace(file, filename=name))
