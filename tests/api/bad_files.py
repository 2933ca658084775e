"""Files that are no good, each with the code it must get. All made here."""

from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf

from tests.api.programs import INVOICE

_BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE Invoice [
  <!ENTITY a "ha">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
<Invoice>&d;</Invoice>
"""
_FOREIGN_ENTITY = b"""<?xml version="1.0"?>
<!DOCTYPE Invoice [<!ENTITY secret SYSTEM "file:///etc/passwd">]>
<Invoice>&secret;</Invoice>
"""
_ORDER = b"""<?xml version="1.0" encoding="UTF-8"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
       xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>PO-1</cbc:ID>
  <cbc:IssueDate>2026-11-02</cbc:IssueDate>
</Order>
"""
_FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Weather</title></channel></rss>'


def _empty_pdf() -> bytes:
    with pikepdf.new() as pdf, io.BytesIO() as out:
        pdf.add_blank_page()
        pdf.save(out)
        return out.getvalue()


def _pdf_with_bomb(megabytes: int) -> bytes:
    """Return a PDF whose attached invoice unpacks to so many megabytes of blanks."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()
    with pikepdf.new() as pdf, io.BytesIO() as out:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, b"")
        stream.write(packed, filter=pikepdf.Name.FlateDecode)
        stream.Type = pikepdf.Name.EmbeddedFile
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F="factur-x.xml",
            UF="factur-x.xml",
            AFRelationship=pikepdf.Name.Alternative,
            EF=pikepdf.Dictionary(F=pdf.make_indirect(stream)),
        )
        names = pikepdf.Array([pikepdf.String("factur-x.xml"), pdf.make_indirect(spec)])
        pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
        pdf.save(out)
        return out.getvalue()


def _zip_bomb(megabytes: int) -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("invoice.xml", b" " * megabytes * 2**20)
        return out.getvalue()


def _nested(depth: int) -> bytes:
    return b"<Invoice>" * depth + b"</Invoice>" * depth


def _of_two_encodings(data: bytes) -> bytes:
    """Return a document, which has to say more than ASCII, with one letter more in ISO-8859-1 behind one of its own."""
    first = next(char for char in data.decode() if not char.isascii()).encode()
    return data.replace(first, first + "å".encode("latin-1"), 1)


# name: the file, the code that the document gets
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "truncated": (INVOICE[: len(INVOICE) // 2], "not-xml"),
    "plain-text": (b"Dear all, please find the invoice attached.", "not-xml"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "not-xml"),
    "wrong-encoding": (_of_two_encodings(INVOICE), "wrong-encoding"),
    "unknown-encoding": (_of_two_encodings(INVOICE).replace(b'"UTF-8"', b'"KLINGON"', 1), "wrong-encoding"),
    "entities": (_BILLION_LAUGHS, "dtd-forbidden"),
    "foreign-entity": (_FOREIGN_ENTITY, "dtd-forbidden"),
    "deep-nesting": (_nested(5_000), "too-deep"),
    "countless-elements": (b"<Invoice>" + b"<a/>" * 4_000_000 + b"</Invoice>", "too-large"),
    "zip-bomb": (_zip_bomb(256), "too-large"),
    "pdf-without-data": (_empty_pdf(), "read-through"),
    "pdf-bomb": (_pdf_with_bomb(256), "too-large"),
    "broken-pdf": (b"%PDF-1.7\nthat is all there is", "broken-pdf"),
    "unknown-root": (_FEED, "unknown-format"),
    "other-trade": (_ORDER, "other-document"),
}
