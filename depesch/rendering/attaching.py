"""The files of the supporting documents (BT-125) as they are attached to the PDF, each under a name of its own.

They stand in the XML too. Here they are for whoever opens the PDF: a viewer lists them, and no program is needed.
Source: Factur-X 1.0.8 section 6 (further files are supplements); ISO 19005-3, 6.8 (any file, with its media type).
"""

from __future__ import annotations

import re

from depesch.kit.filenames import media_type_of, safe_file_name, split_suffix
from depesch.model.invoice import Invoice, SupportingDocument
from depesch.rendering.embedding import EmbeddedFile

_MEDIA_TYPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,99}/[A-Za-z0-9][A-Za-z0-9.+-]{0,99}").fullmatch
_MOST_DESCRIBED = 200


def supplements(invoice: Invoice, *, taken: str) -> tuple[EmbeddedFile, ...]:
    """Return the files in the order of the documents; no two have one name, and none is `taken`."""
    names = {taken.lower()}
    found: list[EmbeddedFile] = []
    for document in invoice.supporting_documents:
        file = document.attachment
        if file is None:
            continue
        name = _free_name(safe_file_name(file.filename or document.reference or "file"), names)
        names.add(name.lower())
        said = file.mime_code or ""
        media_type = said if _MEDIA_TYPE(said) else media_type_of(name)
        description = _description(document) or name
        found.append(EmbeddedFile(content=file.content, name=name, description=description, media_type=media_type))
    return tuple(found)


def _free_name(name: str, taken: set[str]) -> str:
    """Return the name, or the first of its numbered variants that is free: `note.pdf`, `note-2.pdf`."""
    stem, suffix = split_suffix(name)
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{stem}-{number}{suffix}"
    return name


def _description(document: SupportingDocument) -> str:
    text = document.description or document.reference or ""
    return "".join(one for one in text if one.isprintable())[:_MOST_DESCRIBED]
