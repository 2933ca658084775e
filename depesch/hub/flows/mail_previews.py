"""What a text of the company's mails would look like: on its latest invoice, else on an invented one; and as a mail."""

from __future__ import annotations

from datetime import date

import msgspec

from depesch.channels import File, Parcel, Recipient, SendMode
from depesch.channels.letter import Letter, predefined_text, write_letter
from depesch.documents.reading import read
from depesch.hub.archive.file_store import ArchiveDamaged
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.dressing import drawn, dress_for, for_document
from depesch.hub.flows.models import Direction, Document
from depesch.hub.mailing.composing import Enclosure, Sheet
from depesch.hub.mailing.models import Letter as Posted
from depesch.hub.mailing.writing import post_sheet
from depesch.hub.tenancy.models import Company
from depesch.kit.filenames import safe_file_name
from depesch.model.invoice import CREDIT_NOTE_TYPES, Invoice
from depesch.rendering.mail_text import MailText, TextKind
from depesch.rendering.mail_text.filling import fill, missing
from depesch.rendering.mail_text.sample import sample
from depesch.rendering.pdf import render_pdf
from depesch.syntaxes import UnreadableDocument

TRIAL = "mail-text-trial"
_LOOKED_AT = 200  # of the latest documents
_LARGEST = 2_000_000  # bytes of a document that is read for a preview
_CURRENCIES = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """A text as one customer would read it. `missing` are the fields that this invoice has no value for."""

    letter: Letter
    invoice: Invoice
    is_invented: bool
    missing: tuple[str, ...]


def example_for(company: Company, kind: TextKind, *, today: date) -> tuple[Invoice, bool]:
    """Return the company's latest outgoing document of that kind, else an invented one with True beside it.

    Call it inside `acting_for`; two or three queries, however many documents there are.
    """
    latest = Document.objects.order_by("-received_at", "-id").values_list("id", "direction", "syntax", "type_code")
    wanted = kind is TextKind.CREDIT_NOTE
    for document_id, direction, syntax, type_code in latest[:_LOOKED_AT]:
        if direction == Direction.OUT and syntax and (type_code in CREDIT_NOTE_TYPES) is wanted:
            found = _read(document_id)
            if found is not None:
                return found, False
            break
    customer = {"sv": "Exempelkunden AB", "nb": "Eksempelkunden AS"}.get(company.language, "Example Customer Ltd")
    currency = _CURRENCIES.get(company.country, "EUR")
    return sample(kind, company=company.name, customer=customer, currency=currency, today=today), True


def preview_of(
    text: MailText | None, kind: TextKind, language: str, company: Company, *, today: date, mode: str = "production"
) -> Preview:
    """Return how a text without faults reads, None: the predefined one. Call it inside `acting_for`."""
    invoice, is_invented = example_for(company, kind, today=today)
    customer = (invoice.buyer and invoice.buyer.name) or ""
    parcel = Parcel(
        message_id="preview", document_id="preview", send_mode=SendMode(mode), sender_name=company.name,
        recipient=Recipient(name=customer, language=language), subject=_subject(invoice, kind),
        main=File(name="preview", media_type="text/plain", content=b""),
        own_text=fill(text, invoice, language=language, customer=customer, company=company.name) if text else None,
    )  # fmt: skip
    said = text or predefined_text(kind, language)
    return Preview(
        letter=write_letter(parcel), invoice=invoice, is_invented=is_invented,
        missing=missing(said, invoice, customer=customer, company=company.name),
    )  # fmt: skip


def send_trial(preview: Preview, company: Company, *, to: str, name: str) -> Posted:
    """Write the previewed mail, which is marked as a test, with its PDF to one person; raises RenderingFailed.

    It leaves through the hub's own mail server, as the hub's letters do.
    """
    letter, invoice = preview.letter, preview.invoice
    dress = dress_for(company.pk, for_document(invoice, language=letter.language))
    pdf, _ = drawn(
        dress,
        lambda it: render_pdf(invoice, language=letter.language, send_mode="test", logo=it.logo, design=it.look),
    )
    enclosure = Enclosure(name=safe_file_name(f"{invoice.number}.pdf"), media_type="application/pdf", content=pdf)
    sheet = Sheet(
        language=letter.language, subject=letter.subject, text=letter.text, html=letter.html, recipient_name=name,
        sender_name=company.name, enclosures=(enclosure,),
    )  # fmt: skip
    return post_sheet(TRIAL, sheet, to=to, company_id=company.pk)


def _read(document_id: object) -> Invoice | None:
    """Return the document as it was read; None when that would take long, or is no longer possible."""
    file = readable_of(files_of(document_id))  # type: ignore[arg-type]  # an id of a row
    if file is None or file.size > _LARGEST:
        return None
    try:
        return read(content_of(file)).invoice
    except (UnreadableDocument, ArchiveDamaged):
        return None


def _subject(invoice: Invoice, kind: TextKind) -> dict[str, str]:
    due = invoice.totals.amount_due if invoice.totals else None
    return {
        "number": invoice.number or "",
        "type": kind.value,
        "amount": "" if due is None else f"{due.normalize():f}",
        "currency": invoice.currency or "",
        "due_date": invoice.due_date.isoformat() if invoice.due_date else "",
    }
