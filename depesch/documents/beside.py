"""Files that travelled beside a document: part of it for whoever gets it in another format."""

from __future__ import annotations

import msgspec

from depesch.model.invoice import Attachment, Invoice, SupportingDocument
from depesch.syntaxes import NamedFile, Reading


def whole_invoice(reading: Reading) -> Invoice:
    """Return the invoice with the files of its envelope: where it names them, else as further documents (BG-24).

    The check looks at the invoice without them, as official rules do.
    """
    return with_files(reading.invoice, reading.files)


def with_files(invoice: Invoice, files: tuple[Attachment, ...]) -> Invoice:
    """Return the invoice with these files attached; one that it holds already, to the byte, is not attached again.

    A Factur-X document has its files in the XML and, for whoever opens the PDF, beside it.
    """
    if not files:
        return invoice
    documents = list(invoice.supporting_documents)
    held = {one.attachment.content for one in documents if one.attachment is not None}
    for file in files:
        if file.content in held:
            continue
        named = next((i for i, one in enumerate(documents) if _names(one, file)), None)
        reference = (file.reference if isinstance(file, NamedFile) else None) or file.filename
        plain = Attachment(content=file.content, mime_code=file.mime_code, filename=file.filename)
        if named is None:
            documents.append(SupportingDocument(reference=reference, attachment=plain))
        else:
            documents[named] = msgspec.structs.replace(documents[named], attachment=plain)
    return msgspec.structs.replace(invoice, supporting_documents=tuple(documents))


def _names(document: SupportingDocument, file: Attachment) -> bool:
    """Whether the document's reference or place is the file's name, and no file stands inside it already.

    A file with a reference of its own is known by that.
    """
    if document.attachment is not None:
        return False
    if isinstance(file, NamedFile) and file.reference:
        return document.reference == file.reference
    if not file.filename:
        return False
    location = (document.location or "").rpartition("/")[2]
    return file.filename in (document.reference, location)
