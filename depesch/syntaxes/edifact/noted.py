"""What EANCOM has no place for and a person wants to know: a free text each, with a word for what it is."""

from __future__ import annotations

from depesch.model.invoice import Invoice, SupportingDocument


def noted(invoice: Invoice) -> list[str]:
    """Return the texts that are written for terms without a place, in the model's order."""
    seller, payment = invoice.seller, invoice.payment
    debit = payment.direct_debit if payment else None
    said: list[tuple[str, str | None]] = [
        ("Tender or lot", invoice.tender_or_lot_reference),
        ("Invoiced object", invoice.invoiced_object.value if invoice.invoiced_object else None),
        ("Trading name", seller.trading_name if seller else None),
        ("Legal information", seller.additional_legal_information if seller else None),
        ("Mandate", debit.mandate_reference if debit else None),
        ("Creditor", debit.creditor_identifier if debit else None),
    ]
    for row in invoice.vat_breakdown:
        said.append(("VAT exemption", row.exemption_reason))
        said.append(("VAT exemption code", row.exemption_reason_code))
    said.extend(("Document", _document(one)) for one in invoice.supporting_documents)
    return [f"{label}: {text}" for label, text in said if text]


def _document(document: SupportingDocument) -> str:
    return ", ".join(text for text in (document.reference, document.description, document.location) if text)
