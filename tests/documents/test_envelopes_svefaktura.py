"""ObjectEnvelope: the invoice and its files in one, and an envelope of files beside the invoice."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from depesch.documents.beside import whole_invoice
from depesch.documents.converting import convert
from depesch.documents.envelopes import Part, envelopes
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.model.invoice import Attachment, SupportingDocument
from depesch.syntaxes import NamedFile, UnreadableDocument
from tests.shared_data import needs_shared, shared

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
UBL = (GOLDEN / "ubl21" / "full" / "document.xml").read_bytes()
SVEFAKTURA = (GOLDEN / "svefaktura1" / "older_program" / "document.xml").read_bytes()
NS = "urn:sfti:documents:ObjectEnvelope:1:0"


def closed(part: Part) -> bytes:
    close = envelopes()["object_envelope"].close
    assert close is not None
    return close(part)


def envelope(*objects: str, number: str = "200500117") -> bytes:
    reference = f"<DocumentReference><DocumentID>{number}</DocumentID></DocumentReference>"
    moment = "<CreationDateTime>2026-03-02T00:00:00</CreationDateTime>"
    return f'<ObjectEnvelope xmlns="{NS}">{reference}{moment}{"".join(objects)}</ObjectEnvelope>'.encode()


def packed(number: str, name: str, data: str = "JVBERi0=", mime: str = "application/pdf") -> str:
    marks = f'format="BASE64" mimeCode="{mime}" filename="{name}"'
    data = f"<EncodedData {marks}>{data}</EncodedData>"
    return f"<EncodedObject><ObjectID>{number}</ObjectID>{data}</EncodedObject>"


def archive(**files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packing:
        for name, content in files.items():
            packing.writestr(f"{name}.xml", content)
    return out.getvalue()


def documents(data: bytes) -> list[tuple[str | None, Attachment | None]]:
    return [(one.reference, one.attachment) for one in whole_invoice(read(data)).supporting_documents]


def test_an_invoice_with_files_goes_into_one_envelope_and_comes_out_with_them() -> None:
    conversion = convert(UBL, to="svefaktura1")
    data = closed(Part(data=conversion.data, files=conversion.beside))
    reading = read(data)
    assert (reading.syntax.name, reading.data) == ("svefaktura1", conversion.data)
    (before, _) = read(UBL).invoice.supporting_documents
    assert documents(data)[0] == ("TID-5", before.attachment)
    assert read(convert(reading, to="ubl21").data).invoice.supporting_documents[0].attachment == before.attachment


def test_the_same_invoice_gives_the_same_envelope() -> None:
    conversion = convert(UBL, to="svefaktura1")
    part = Part(data=conversion.data, files=conversion.beside)
    assert closed(part) == closed(part)


@needs_shared
def test_our_envelope_fits_the_schema() -> None:
    folder = shared("specs", "xsd", "svefaktura-1.0")

    class Flat(etree.Resolver):
        def resolve(self, url: str, public_id: str, context: object) -> object:  # type: ignore[override]  # the stubs lack the context
            return self.resolve_filename(str(folder / url.rpartition("/")[2]), context)  # type: ignore[attr-defined]  # nor the method

    parser = etree.XMLParser()
    parser.resolvers.add(Flat())
    schema = etree.XMLSchema(etree.parse(str(folder / "SFTI-ObjectEnvelope-1.0.xsd"), parser))
    conversion = convert(UBL, to="svefaktura1")
    data = closed(Part(data=conversion.data, files=conversion.beside))
    assert schema.validate(etree.fromstring(data)), schema.error_log


def test_the_envelope_names_the_invoice_and_its_seller() -> None:
    root = etree.fromstring(closed(Part(data=SVEFAKTURA)))
    assert [
        root.findtext(f".//{{{NS}}}{name}") for name in ("DocumentID", "IssueDate", "IssuerID", "DocumentType")
    ] == [
        "200500117",
        "2026-03-02",
        "5566778899",
        "urn:sfti:documents:BasicInvoice:1:0",
    ]


def test_files_without_a_reference_get_those_of_the_invoice_in_turn() -> None:
    file = Attachment(content=b"%PDF-", mime_code="application/pdf", filename="bild.pdf")
    assert ("A-1", file) in documents(closed(Part(data=SVEFAKTURA, files=(file,))))


def test_a_file_that_the_invoice_does_not_name_is_a_further_document() -> None:
    files = (
        NamedFile(content=b"%PDF-", filename="bild.pdf", reference="B-2"),
        NamedFile(content=b"x", reference="A-1"),
    )
    found = dict(documents(closed(Part(data=SVEFAKTURA, files=files))))
    assert found["B-2"] is not None
    assert found["A-1"] == Attachment(content=b"x", filename="A-1")


@needs_shared
def test_the_envelope_of_sfti_belongs_to_the_invoice_beside_it() -> None:
    samples: dict[str, bytes] = {}
    with zipfile.ZipFile(shared("specs", "svefaktura", "Specifications in english.zip")) as spec:
        for name in spec.namelist():
            if name.endswith(("/svefaktura m ext ref.xml", "/ObjectEnvelope.xml")):
                samples[name.rpartition("/")[2].partition(".")[0]] = spec.read(name)
    reading = read(archive(**samples))
    ((reference, attachment),) = documents(archive(**samples))
    assert (reading.invoice.number, reference) == ("15", "271")
    assert attachment is not None
    assert (attachment.filename, attachment.mime_code, len(attachment.content)) == ("bild.jpg", "image/jpeg", 24224)


def test_an_envelope_of_files_beside_several_documents_is_refused() -> None:
    two = archive(a=SVEFAKTURA, b=UBL, c=envelope(packed("A-1", "bild.pdf")))
    with pytest.raises(UnreadableDocument, match="could belong to any"):
        documents_in(two)


def test_an_envelope_without_its_invoice_is_refused_with_what_it_holds() -> None:
    with pytest.raises(UnreadableDocument, match=r"holds 'bild.pdf', and the invoice '200500117'") as caught:
        read(envelope(packed("A-1", "bild.pdf")))
    assert caught.value.code == "not-one-document"


def test_of_two_invoices_the_one_that_the_envelope_names_is_the_document() -> None:
    import base64

    two = [base64.b64encode(data).decode() for data in (UBL, SVEFAKTURA)]
    data = envelope(packed("B", "b.xml", two[0], "text/xml"), packed("200500117", "a.xml", two[1], "text/xml"))
    reading = read(data)
    assert reading.syntax.name == "svefaktura1"
    assert [file.filename for file in reading.files] == ["b.xml"]
    with pytest.raises(UnreadableDocument, match="not-one-document"):
        read(data.replace(b"<DocumentID>200500117", b"<DocumentID>7"))


def test_an_envelope_for_another_invoice_is_told() -> None:
    data = closed(Part(data=SVEFAKTURA)).replace(b"<DocumentID>200500117", b"<DocumentID>7")
    (issue,) = read(data).issues
    assert (issue.rule, issue.value, issue.expected) == ("READ-REFERENCE", "7", "200500117")


@pytest.mark.parametrize("broken", ["!!!", "", "JVBERi0"])
def test_an_object_that_is_no_base64_is_named(broken: str) -> None:
    data = closed(Part(data=SVEFAKTURA)).replace(
        b"</ObjectEnvelope>", packed("A-1", "bild.pdf", broken).encode() + b"</ObjectEnvelope>"
    )
    (issue,) = read(data).issues
    assert (issue.rule, issue.where) == ("READ-BASE64", "/ObjectEnvelope/EncodedObject[2]/EncodedData")
    assert dict(documents(data))["A-1"] is None


def test_a_name_of_a_file_cannot_leave_its_folder() -> None:
    data = archive(a=SVEFAKTURA, b=envelope(packed("A-1", "../../etc/passwd")))
    attachment = dict(documents(data))["A-1"]
    assert attachment is not None
    assert attachment.filename == "etc_passwd"


def test_envelopes_within_envelopes_come_to_an_end() -> None:
    import base64

    data = SVEFAKTURA
    for _ in range(9):
        data = envelope(packed("200500117", "a.xml", base64.b64encode(data).decode(), "text/xml"))
    with pytest.raises(UnreadableDocument):
        read(data)


def test_a_supporting_document_that_has_its_file_keeps_it() -> None:
    file = NamedFile(content=b"other", filename="tidrapport.pdf", reference="TID-5")
    data = archive(a=UBL, b=envelope(packed("TID-5", "tidrapport.pdf")))
    kept = [one for one in whole_invoice(read(data)).supporting_documents if one.reference == "TID-5"]
    assert len(kept) == 2
    assert isinstance(kept[0], SupportingDocument)
    assert file.content not in [one.attachment.content for one in kept if one.attachment is not None]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=60), st.sampled_from([b"EncodedObject", b"ObjectID", b"EncodedData", b"xmlns", b">"]))
def test_hostile_envelopes_are_read_or_refused(noise: bytes, at: bytes) -> None:
    data = closed(Part(data=SVEFAKTURA)).replace(at, at + noise, 1)
    with suppress(UnreadableDocument):
        assert whole_invoice(read(data)).number == "200500117"
