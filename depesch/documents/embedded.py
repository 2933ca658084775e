"""The files embedded in a PDF: the invoice as XML, as Factur-X, ZUGFeRD and XRechnung have it, and what goes with it.

Sizes are capped before anything is unpacked, so that a small PDF cannot fill the memory.
Source: Factur-X 1.0 / ZUGFeRD 2, names of the embedded file.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from depesch.documents.unreadable import Code
from depesch.kit.filenames import media_type_of, safe_file_name
from depesch.kit.xml import MAX_BYTES
from depesch.model.invoice import Attachment
from depesch.syntaxes import UnreadableDocument

if TYPE_CHECKING:
    import pikepdf

# The file that is the invoice, when there are several: the standards name it. A PDF that has it in ZUGFeRD 1 too, for
# older programs, says more in the newer one.
_NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
_MOST_FILES = 1000
_BEFORE_XML = b"\xef\xbb\xbf \t\r\n"
# A filter other than Flate is unpacked by the library, which has no cap: small ones only, at most 1 to 1,400.
_LARGEST_OTHER = MAX_BYTES // 1400


def looks_like_pdf(data: bytes) -> bool:
    """Whether `data` begins as a PDF; a few bytes may stand before its mark."""
    return b"%PDF-" in data[:1024]


class Embedded(msgspec.Struct, frozen=True, kw_only=True):
    """A file embedded in a PDF."""

    name: str
    content: bytes

    @property
    def may_be_xml(self) -> bool:
        """Whether name or content say that it is XML."""
        return self.name.lower().endswith(".xml") or self.content.lstrip(_BEFORE_XML).startswith(b"<?xml")

    def attachment(self) -> Attachment:
        """Return it as a file that goes with a document."""
        plain = safe_file_name(self.name)
        return Attachment(content=self.content, mime_code=media_type_of(plain), filename=plain)


def embedded_files(data: bytes) -> list[Embedded]:
    """Return the files embedded in the PDF, those with a name of the standards for the invoice first.

    Raises UnreadableDocument with code `broken-pdf`, `encrypted` or `too-large`.
    """
    import pikepdf  # slow to load, and most documents are no PDF

    if len(data) > MAX_BYTES:
        raise UnreadableDocument(Code.TOO_LARGE, f"the file has {len(data)} bytes, at most {MAX_BYTES} are taken")
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = [Embedded(name=name, content=content) for name, content in _files(pdf)]
    except pikepdf.PasswordError as error:
        raise UnreadableDocument(Code.ENCRYPTED, "the PDF needs a password") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, zlib.error) as error:
        raise UnreadableDocument(Code.BROKEN_PDF, f"the PDF cannot be opened: {error}") from error
    return sorted(found, key=_rank)


def _rank(file: Embedded) -> int:
    name = file.name.lower()
    return _NAMES.index(name) if name in _NAMES else len(_NAMES)


def _files(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    for count, (name, file) in enumerate(pdf.attachments.items()):
        if count >= _MOST_FILES:
            return
        yield file.filename or name, _content(file.get_file().obj)


def _content(stream: pikepdf.Object) -> bytes:
    filters = stream.get("/Filter")
    names = [] if filters is None else [str(one) for one in (filters if _is_array(filters) else [filters])]
    if not names:
        return _capped(stream.read_raw_bytes())
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        unpacking = zlib.decompressobj()
        return _capped(unpacking.decompress(stream.read_raw_bytes(), MAX_BYTES + 1))
    if len(stream.read_raw_bytes()) > _LARGEST_OTHER or len(names) > 2:
        raise UnreadableDocument(Code.TOO_LARGE, f"a file packed with {', '.join(names)} is too large to be unpacked")
    return _capped(stream.read_bytes())


def _is_array(value: pikepdf.Object) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _capped(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise UnreadableDocument(Code.TOO_LARGE, f"an embedded file has more than {MAX_BYTES} bytes")
    return content
