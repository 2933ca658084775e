"""The files inside the PDF: the XML attached by pikepdf, and named in the metadata where it is a Factur-X document.

Sources: ISO 19005-3 (associated files), Factur-X 1.0.8 section 6 (attachment and XMP extension schema), ZUGFeRD 2.3.2
(what stands in the metadata of the profile XRECHNUNG).
typst cannot write the Factur-X properties, so they are added to the XMP packet that it wrote: one entry in the bag of
extension schemas that is there, one description.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime

import msgspec
import pikepdf

from depesch.rendering import RenderingFailed

_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_BAG_END = b"</rdf:Bag></pdfaExtension:schemas>"
_RDF_END = b"</rdf:RDF>"


# Levels without lines, which hold less than the pages show: the XML is data that goes with them, no other form of them.
_LESS_THAN_AN_INVOICE = frozenset({"MINIMUM", "BASIC WL"})


class EmbeddedXml(msgspec.Struct, frozen=True, kw_only=True):
    """The document's XML as it is attached.

    `profile` is the Factur-X conformance level, None for other syntaxes; `version` is that of the standard which the
    XML follows: 1.0 for the levels of Factur-X itself, and XRechnung's own for XRECHNUNG.
    """

    content: bytes
    name: str
    description: str
    profile: str | None = None
    version: str = "1.0"


class EmbeddedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that supports the document; its name differs from all others in the PDF."""

    content: bytes
    name: str
    description: str
    media_type: str = "application/octet-stream"


def embed(pdf: bytes, xml: EmbeddedXml, *, dated: datetime, files: tuple[EmbeddedFile, ...] = ()) -> bytes:
    """Return `pdf` with `xml` attached as an alternative of the document, and `files` as supplements of it.

    The same bytes for the same input.
    """
    out = io.BytesIO()
    stamp = f"D:{dated:%Y%m%d%H%M%S}Z"
    relationship = pikepdf.Name.Data if xml.profile in _LESS_THAN_AN_INVOICE else pikepdf.Name.Alternative
    with pikepdf.open(io.BytesIO(pdf)) as document:
        supplement = pikepdf.Name.Supplement
        main = EmbeddedFile(content=xml.content, name=xml.name, description=xml.description, media_type="text/xml")
        specs = {main.name: _specification(document, main, relationship, stamp)}
        specs |= {file.name: _specification(document, file, supplement, stamp) for file in files}
        _attach(document, specs)
        if xml.profile:
            _declare_factur_x(document, xml)
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def _specification(
    document: pikepdf.Pdf, file: EmbeddedFile, relationship: pikepdf.Object, stamp: str
) -> pikepdf.Object:
    stream = document.make_stream(file.content)
    stream[pikepdf.Name.Type] = pikepdf.Name.EmbeddedFile
    stream[pikepdf.Name.Subtype] = pikepdf.Name(f"/{file.media_type}")
    stream[pikepdf.Name.Params] = pikepdf.Dictionary(
        ModDate=pikepdf.String(stamp), CreationDate=pikepdf.String(stamp), Size=len(file.content)
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=pikepdf.String(file.name),
            UF=pikepdf.String(file.name),
            Desc=pikepdf.String(file.description),
            AFRelationship=relationship,
            EF=pikepdf.Dictionary(F=stream, UF=stream),
        )
    )


def _attach(document: pikepdf.Pdf, specs: Mapping[str, pikepdf.Object]) -> None:
    """Attach the files, in the order of their names, as readers search them."""
    root = document.Root
    names = root.get("/Names")
    if names is None:
        names = root[pikepdf.Name.Names] = pikepdf.Dictionary()
    if "/EmbeddedFiles" in names:
        raise RenderingFailed(
            "template-faulty", "a template attaches nothing; the document's XML is attached to its PDF"
        )
    keys = {name: pikepdf.String(name) for name in specs}
    listed: list[pikepdf.Object] = []
    for name in sorted(specs, key=lambda one: bytes(keys[one])):
        listed += [keys[name], specs[name]]
    names[pikepdf.Name.EmbeddedFiles] = pikepdf.Dictionary(Names=pikepdf.Array(listed))
    root[pikepdf.Name.AF] = pikepdf.Array(list(specs.values()))


def _declare_factur_x(document: pikepdf.Pdf, xml: EmbeddedXml) -> None:
    metadata = document.Root.Metadata
    packet = metadata.read_bytes()
    if packet.count(_BAG_END) != 1 or packet.count(_RDF_END) != 1:
        raise RenderingFailed("xml-unreadable", "the PDF's metadata has no single bag of extension schemas to add to")
    packet = packet.replace(_BAG_END, _schema() + _BAG_END).replace(_RDF_END, _description(xml) + _RDF_END)
    metadata.write(packet)


def _description(xml: EmbeddedXml) -> bytes:
    return (
        f'<rdf:Description rdf:about="" xmlns:fx="{_FX}"><fx:DocumentType>INVOICE</fx:DocumentType>'
        f"<fx:DocumentFileName>{xml.name}</fx:DocumentFileName><fx:Version>{xml.version}</fx:Version>"
        f"<fx:ConformanceLevel>{xml.profile}</fx:ConformanceLevel></rdf:Description>"
    ).encode()


def _schema() -> bytes:
    properties = (
        ("DocumentFileName", "The name of the embedded XML document"),
        ("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
        ("Version", "The actual version of the standard applying to the embedded XML document"),
        ("ConformanceLevel", "The conformance level of the embedded XML document"),
    )
    listed = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
        for name, text in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_FX}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{listed}</rdf:Seq></pdfaSchema:property></rdf:li>"
    ).encode()
