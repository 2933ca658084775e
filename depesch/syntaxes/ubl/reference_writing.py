"""What a document refers to, in UBL: orders, earlier invoices, other documents and attached files."""

from __future__ import annotations

from depesch.model.invoice import Identifier, Invoice, SupportingDocument
from depesch.syntaxes import Done
from depesch.syntaxes.binary import base64_text
from depesch.syntaxes.markup import Out, add_id, add_text, attribute, escaped
from depesch.syntaxes.ubl.names import INVOICED_OBJECT, PROJECT
from depesch.syntaxes.ubl.parts import add_date, add_reference

_DESCRIPTION = "cbc:DocumentDescription"
_NO_REFERENCE = "NA"
_NOTHING = SupportingDocument()


def add_references(out: Out, invoice: Invoice, *, credit_note: bool, described_by: str = _DESCRIPTION) -> None:
    """Write all references of the document, in the order that its kind asks for.

    `described_by` is the element with the description of a supporting document.
    """
    order, sales_order = invoice.order_reference, invoice.sales_order_reference
    if order is None and sales_order is not None:
        order = _NO_REFERENCE
        why = "UBL demands an order reference beside BT-14; NA stands for none"
        out.lose("order_reference", order, why, done=Done.ADDED)
    if order is not None:
        out.append("<cac:OrderReference>")
        add_text(out, "cbc:ID", order)
        add_text(out, "cbc:SalesOrderID", sales_order)
        out.append("</cac:OrderReference>")
    for preceding in invoice.preceding_invoices:
        out.append("<cac:BillingReference><cac:InvoiceDocumentReference>")
        add_text(out, "cbc:ID", preceding.number)
        add_date(out, "cbc:IssueDate", preceding.issue_date)
        out.append("</cac:InvoiceDocumentReference></cac:BillingReference>")
    add_reference(out, "cac:DespatchDocumentReference", invoice.despatch_advice_reference)
    add_reference(out, "cac:ReceiptDocumentReference", invoice.receiving_advice_reference)
    if not credit_note:
        add_reference(out, "cac:OriginatorDocumentReference", invoice.tender_or_lot_reference)
    add_reference(out, "cac:ContractDocumentReference", invoice.contract_reference)
    _add_additional_references(out, invoice, described_by, credit_note=credit_note)
    if credit_note:
        add_reference(out, "cac:OriginatorDocumentReference", invoice.tender_or_lot_reference)
    else:
        add_reference(out, "cac:ProjectReference", invoice.project_reference)


def _add_additional_references(out: Out, invoice: Invoice, described_by: str, *, credit_note: bool) -> None:
    if invoice.invoiced_object is not None:
        _add_typed_reference(out, invoice.invoiced_object, INVOICED_OBJECT)
    if credit_note and invoice.project_reference is not None:
        _add_typed_reference(out, Identifier(value=invoice.project_reference), PROJECT)
    for index, document in enumerate(invoice.supporting_documents):
        if document != _NOTHING:
            _add_supporting_document(out, document, described_by, f"supporting_documents[{index}].reference")


def _add_typed_reference(out: Out, reference: Identifier, type_code: str) -> None:
    out.append("<cac:AdditionalDocumentReference>")
    add_id(out, "cbc:ID", reference)
    out.append(f"<cbc:DocumentTypeCode>{type_code}</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>")


def _add_supporting_document(out: Out, document: SupportingDocument, described_by: str, path: str) -> None:
    """Write what is attached; without the reference that UBL demands (`path`), one that stands for none."""
    reference = document.reference
    if reference is None:
        reference = _NO_REFERENCE
        why = "UBL demands a reference of a supporting document; NA stands for none"
        out.lose(path, reference, why, done=Done.ADDED)
    out.append("<cac:AdditionalDocumentReference>")
    add_text(out, "cbc:ID", reference)
    add_text(out, described_by, document.description)
    attachment = document.attachment
    if attachment is not None or document.location is not None:
        out.append("<cac:Attachment>")
        if attachment is not None:
            marks = attribute("mimeCode", attachment.mime_code) + attribute("filename", attachment.filename)
            out.append(f"<cbc:EmbeddedDocumentBinaryObject{marks}>{base64_text(attachment.content)}")
            out.append("</cbc:EmbeddedDocumentBinaryObject>")
        if document.location is not None:
            out.append(
                f"<cac:ExternalReference><cbc:URI>{escaped(document.location)}</cbc:URI></cac:ExternalReference>"
            )
        out.append("</cac:Attachment>")
    out.append("</cac:AdditionalDocumentReference>")
