"""Drafts made from documents: a credit note of one, a correction of a refused one, a copy.

Call everything here inside `acting_for`. Documents of other companies are not there at all.
"""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.documents.reading import read
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.customers import recipient_for_form
from depesch.hub.drafts.attachments import FileRefused, copied, fitting_name, media_type_of
from depesch.hub.drafts.back import fields_of, files_in
from depesch.hub.drafts.editing import DraftRefused, draft_of, make_draft, own_company
from depesch.hub.drafts.models import Draft, DraftFile, DraftKind, DraftState
from depesch.hub.drafts.prefilling import fresh
from depesch.hub.drafts.typed import EN_SPECIFICATION
from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.hashing import sha256_hex
from depesch.model.invoice import Invoice, PrecedingInvoice
from depesch.syntaxes import UnreadableDocument

# The receiver has it, or may have it: only then is there something to take back.
_ISSUED = frozenset({DocumentState.SENDING, DocumentState.WAITING, DocumentState.UNCERTAIN, DocumentState.DELIVERED,
                     DocumentState.CERTIFIED})  # fmt: skip
_WITH_ERRORS = frozenset({DocumentState.REFUSED, DocumentState.UNDELIVERABLE, DocumentState.FAILED})


def credit_of(document_id: UUID, *, actor: str, language: str = "") -> Draft:
    """Return a new draft of a credit note (381) that takes the whole invoice back: rows and amounts as they were.

    It refers to the invoice (BT-25, BT-26). Rows that are not to be credited are deleted in the form. Raises
    Document.DoesNotExist, and DraftRefused: `not-an-invoice`, `not-issued`, `not-readable`.
    """
    document = _outgoing(document_id)
    if document.state not in _ISSUED:
        raise DraftRefused("not-issued")
    invoice = _invoice_of(document)
    if invoice.is_credit_note:
        raise DraftRefused("not-an-invoice")
    preceding = PrecedingInvoice(number=invoice.number, issue_date=invoice.issue_date)
    totals = invoice.totals
    credit = msgspec.structs.replace(
        invoice,
        type_code="381",
        preceding_invoices=(preceding,),
        due_date=None,
        tax_point_date=None,
        notes=(),
        payment_terms=None,
        payment=None,  # nobody is to pay a credit note
        supporting_documents=(),
        totals=msgspec.structs.replace(totals, paid_amount=None) if totals else None,
        business_process=None,
        specification=None,
    )
    return _draft(credit, document, DraftKind.CREDIT_NOTE, actor=actor, language=language, is_fresh=True)


def correct(document_id: UUID, *, actor: str, language: str = "") -> Draft:
    """Return a draft with the content of a document that was refused or undeliverable, to be sent in its place.

    Number and dates stay. Somebody's open correction of the same document is returned as it is. Raises as `credit_of`;
    `not-refused` when nothing is wrong with the document.
    """
    document = _outgoing(document_id)
    if document.state not in _WITH_ERRORS:
        raise DraftRefused("not-refused")
    open_one = Draft.objects.filter(corrects=document_id).exclude(state__in=[DraftState.SENT, DraftState.DISCARDED])
    if (there := open_one.first()) is not None:
        return there
    invoice = _invoice_of(document)
    kind = DraftKind.CREDIT_NOTE if invoice.is_credit_note else DraftKind.INVOICE
    return _draft(invoice, document, kind, actor=actor, language=language, is_fresh=False)


def copy_of(document_id: UUID, *, actor: str, language: str = "") -> Draft:
    """Return a new draft with the content of a document that we sent, with a new number and new dates."""
    document = _outgoing(document_id)
    invoice = msgspec.structs.replace(_invoice_of(document), tax_point_date=None)
    kind = DraftKind.CREDIT_NOTE if invoice.is_credit_note else DraftKind.INVOICE
    return _draft(invoice, document, kind, actor=actor, language=language, is_fresh=True)


def copy_of_draft(draft_id: UUID, *, actor: str) -> Draft:
    """Return a new draft with the content and the files of another draft, with a new number and new dates."""
    draft = draft_of(draft_id)
    dates = fresh(own_company(), language=draft.language)
    if draft.kind == DraftKind.CREDIT_NOTE:
        dates.pop("due_date")
    copy = make_draft(
        DraftKind(draft.kind), {**draft.fields, **dates}, actor=actor, language=draft.language, layout=draft.layout,
        customer_id=draft.customer_id, send_mode=draft.send_mode,
    )  # fmt: skip
    for file in draft.files.all():
        copied(file, DraftFile, draft=copy)
    return copy


def _outgoing(document_id: UUID) -> Document:
    return Document.objects.filter(within_reach()).get(pk=document_id, direction=Direction.OUT)


def _invoice_of(document: Document) -> Invoice:
    content = readable_content(files_of(document.id))
    try:
        return read(content).invoice
    except UnreadableDocument as error:
        raise DraftRefused("not-readable") from error


def _draft(
    invoice: Invoice, document: Document, kind: DraftKind, *, actor: str, language: str, is_fresh: bool
) -> Draft:
    company = own_company()
    language = language or company.language
    fields = fields_of(invoice, language)
    if not fields.get("specification", "").startswith(EN_SPECIFICATION):  # a format's own: the form writes ours
        fields.pop("specification", None)
        fields.pop("business_process", None)
    if is_fresh:
        dates = fresh(company, language=language)
        if kind is DraftKind.CREDIT_NOTE:
            dates.pop("due_date")
        fields |= dates
    customer = recipient_for_form(document.customer_id) if document.customer_id else None
    draft = make_draft(
        kind, fields, actor=actor, language=language, send_mode=document.send_mode,
        customer_id=customer.customer_id if customer else None, copied_from=document.id,
        corrects=None if is_fresh else document.id,
    )  # fmt: skip
    if kind is not DraftKind.CREDIT_NOTE or not is_fresh:
        _take_files(draft, invoice, document)
    return draft


def _take_files(draft: Draft, invoice: Invoice, document: Document) -> None:
    """Put the document's files into the draft: those inside it and those beside it, as far as they may be attached."""
    inside = [(text, one.filename or "attachment", one.content) for text, one in files_in(invoice)]
    beside = [("", file.name, content_of(file)) for file in files_of(document.id) if file.role == FileRole.ATTACHMENT]
    for rank, (description, name, content) in enumerate([*inside, *beside]):
        try:
            media_type = media_type_of(name, content)
        except FileRefused:
            draft.layout = {**draft.layout, "files_left_out": [*draft.layout.get("files_left_out", []), name]}
            draft.save(update_fields=["layout"])
            continue
        DraftFile.objects.create(
            draft=draft, tenant_id=tenant_id(), name=fitting_name(name, media_type), media_type=media_type,
            description=description[:200], content=content, size=len(content), sha256=sha256_hex(content), rank=rank,
        )  # fmt: skip
