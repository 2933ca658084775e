"""What banks hand over: SOAP round a document, a frame before each Finvoice, files after it, many in one file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from depesch.documents.beside import whole_invoice
from depesch.documents.envelopes import Part, envelopes
from depesch.documents.opening import documents_in
from depesch.documents.reading import read
from depesch.model.invoice import Attachment
from depesch.syntaxes import UnreadableDocument, syntaxes
from tests.shared_data import needs_shared, shared

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
FINVOICE = (GOLDEN / "finvoice30" / "full" / "document.xml").read_bytes()
SECOND = (GOLDEN / "finvoice30" / "minimal" / "document.xml").read_bytes()
OLD = (GOLDEN / "finvoice13" / "minimal" / "document.xml").read_bytes()
UBL = (GOLDEN / "ubl21" / "full" / "document.xml").read_bytes()
PDF = Attachment(content=b"%PDF-1.4 \xe5", mime_code="application/pdf", filename="tilaus.pdf")
PICTURE = Attachment(content=b"\x89PNG", mime_code="image/png", filename="kuva.png")
SOAP_12 = "http://www.w3.org/2003/05/soap-envelope"


def closed(*files: Attachment, data: bytes = FINVOICE) -> bytes:
    close = envelopes()["soap"].close
    assert close is not None
    return close(Part(data=data, files=files))


def soap(body: bytes, namespace: str = "http://schemas.xmlsoap.org/soap/envelope/") -> bytes:
    return b'<s:Envelope xmlns:s="%s"><s:Body>%s</s:Body></s:Envelope>' % (namespace.encode(), body)


def element(document: bytes) -> bytes:
    return etree.tostring(etree.fromstring(document))


def numbers(data: bytes) -> list[str | None]:
    return [read(part.data).invoice.number for part in documents_in(data)]


@pytest.mark.parametrize("namespace", ["http://schemas.xmlsoap.org/soap/envelope/", SOAP_12])
@pytest.mark.parametrize("document", [FINVOICE, OLD, UBL], ids=["finvoice30", "finvoice13", "ubl21"])
def test_a_document_in_a_soap_body_is_read(document: bytes, namespace: str) -> None:
    assert read(soap(element(document), namespace)).invoice == read(document).invoice


def test_two_documents_in_a_soap_body_are_two() -> None:
    data = soap(element(FINVOICE) + element(SECOND))
    assert [read(part.data).invoice.number for part in documents_in(data)] == ["F-1042", "2026-17"]


def test_a_frame_and_its_finvoice_are_one_document() -> None:
    data = closed()
    assert len(documents_in(data)) == 1
    reading = read(data)
    assert reading.data == FINVOICE.rstrip()
    assert reading.invoice == read(FINVOICE).invoice


def test_the_frame_names_parties_banks_and_message() -> None:
    frame = etree.fromstring(closed().partition(b"<?xml")[0])
    said = [element.text for element in frame.iter("{*}PartyId", "{*}MessageId", "{*}Timestamp")]
    assert said == ["5566778899", "OPERATOR1", "987654325", "NDEAFIHH", "F-1042", "2026-05-20T08:15:00+03:00"]
    assert [element.get("{http://www.w3.org/1999/xlink}href") for element in frame.iter("{*}Reference")] == ["F-1042"]


def test_a_file_of_many_pairs_gives_each_invoice() -> None:
    data = closed() + closed(data=SECOND) + b"\r\n" + closed(data=OLD)
    assert numbers(data) == ["F-1042", "2026-17", "2026-17"]
    with pytest.raises(UnreadableDocument, match="3 documents") as refusal:
        read(data)
    assert refusal.value.code == "not-one-document"


def test_documents_without_frames_or_declarations_follow_each_other() -> None:
    bare = b"<!-- second --> " + element(SECOND)
    assert numbers(FINVOICE + bare + UBL) == ["F-1042", "2026-17", "F-1042"]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n\x1a", b"\x00\x00"])
def test_what_old_programs_put_at_the_end_is_nothing(end: bytes) -> None:
    assert numbers(FINVOICE + SECOND + end) == ["F-1042", "2026-17"]


def test_marks_and_comments_with_the_name_of_the_root_do_not_end_a_document() -> None:
    tricky = b"<!-- </Finvoice> <Finvoice> -->"
    free = b"<InvoiceFreeText><![CDATA[</Finvoice>]]></InvoiceFreeText><PaymentTermsDetails>"
    document = SECOND.replace(b"<InvoiceDetails>", tricky + b"<InvoiceDetails>")
    document = document.replace(b"<PaymentTermsDetails>", free)
    assert numbers(document + FINVOICE) == ["2026-17", "F-1042"]
    assert read(documents_in(document + FINVOICE)[0].data).invoice.notes[0].text == "</Finvoice>"


def test_files_after_a_finvoice_are_its_files() -> None:
    data = closed(PDF, PICTURE) + closed(data=SECOND)
    first, second = documents_in(data)
    assert first.files == (PDF, PICTURE)
    assert second.files == ()
    attached = [one.attachment for one in whole_invoice(read(closed(PDF, PICTURE))).supporting_documents]
    assert attached[1:] == [PDF, PICTURE]


def test_the_finvoice_refers_to_the_message_with_its_files() -> None:
    finvoice, _, message = closed(PDF).partition(b"<FinvoiceAttachments")
    assert b"<AttachmentMessageIdentifier>F-1042::attachments</AttachmentMessageIdentifier>" in finvoice
    assert b"<RefToMessageIdentifier>F-1042</RefToMessageIdentifier>" in message


@needs_shared
def test_what_is_written_for_banks_fits_their_schemas() -> None:
    _, finvoice, rest = closed(PDF, PICTURE).split(b"<?xml ", 2)
    for name, document in (("Finvoice3.0.xsd", finvoice), ("FinvoiceAttachments.xsd", rest)):
        schema = etree.XMLSchema(etree.parse(shared("specs", "finvoice", name)))
        assert schema.validate(etree.fromstring(b"<?xml " + document)), schema.error_log


def test_a_changed_file_is_told_and_kept() -> None:
    data = closed(PDF).replace(b"JVBERi0xLjQg5Q==", b"JVBERi0xLjUg5Q==")
    (issue,) = [one for one in read(data).issues if one.rule == "READ-CHECKSUM"]
    assert issue.where == "/FinvoiceAttachments/AttachmentDetails/AttachmentSecureHash"
    assert read(data).files[0].content == b"%PDF-1.5 \xe5"


def test_a_file_that_is_not_base64_is_told() -> None:
    data = closed(PDF).replace(b"JVBERi0xLjQg5Q==", b"JVBERi0!")
    assert [(one.rule, one.value) for one in read(data).issues] == [("READ-BASE64", "JVBERi0!")]


@pytest.mark.parametrize(
    "files",
    [
        (Attachment(content=b"x", mime_code="text/csv", filename="rows.csv"),),
        (Attachment(content=b"x", mime_code="image/png", filename="a"),),
        (PICTURE,) * 11,
        (Attachment(content=b"x" * 1_048_577, mime_code="image/png", filename="large.png"),),
    ],
    ids=["another type", "a short name", "too many", "too large"],
)
def test_files_that_banks_do_not_take_are_refused(files: tuple[Attachment, ...]) -> None:
    with pytest.raises(ValueError, match="banks"):
        closed(*files)


def test_only_a_finvoice_gets_a_frame_of_banks() -> None:
    with pytest.raises(ValueError, match="Finvoice"):
        closed(data=UBL)


def test_a_frame_alone_is_refused_with_the_reason() -> None:
    frame = closed().partition(b"<?xml")[0]
    with pytest.raises(UnreadableDocument, match="no document in it") as refusal:
        read(frame)
    assert refusal.value.code == "empty"


@needs_shared
def test_the_frame_of_the_samples_holds_no_invoice() -> None:
    data = shared("samples", "finvoice-rfinvoice", "sample_soap.xml").read_bytes()
    with pytest.raises(UnreadableDocument) as refusal:
        read(data)
    assert refusal.value.code == "empty"
    assert read(data + FINVOICE).invoice == read(FINVOICE).invoice


def test_a_frame_without_its_document_is_among_them_and_told() -> None:
    frame = closed().partition(b"<?xml")[0]
    parts = documents_in(frame + closed(data=SECOND) + frame)
    assert [part.data.startswith(b"<SOAP-ENV") for part in parts] == [True, False, True]


def test_files_before_any_document_belong_to_none() -> None:
    message = b"<?xml " + closed(PDF).split(b"<?xml ")[2]
    with pytest.raises(UnreadableDocument) as refusal:
        documents_in(message + FINVOICE)
    assert refusal.value.code == "not-one-document"
    with pytest.raises(UnreadableDocument, match="holds files"):
        read(message)


def test_one_broken_document_does_not_hide_the_others() -> None:
    broken = SECOND.replace(b"</BuyerPartyDetails>", b"")
    first, second, third = documents_in(FINVOICE + broken + OLD)
    assert read(first.data).invoice.number == "F-1042"
    assert read(third.data).syntax.name == "finvoice13"
    with pytest.raises(UnreadableDocument) as refusal:
        read(second.data)
    assert refusal.value.code == "not-xml"


def test_a_document_that_breaks_off_is_no_file_of_several() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(FINVOICE[:-20])
    assert (refusal.value.code, refusal.value.line is not None) == ("not-xml", True)


def test_text_after_a_document_is_still_an_error_in_its_place() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read(SECOND + b"and so on")
    assert refusal.value.code == "not-xml"


@settings(max_examples=100, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            [FINVOICE, SECOND, closed(PDF), b"<?xml", b"<!--", b"<![CDATA[", b"<", b">", b"</Finvoice>", b"<Finvoice>"]
        )
        | st.binary(max_size=9),
        max_size=6,
    )
)
def test_any_bytes_give_documents_or_a_refusal(pieces: list[bytes]) -> None:
    with suppress(UnreadableDocument):
        for part in documents_in(b"".join(pieces)):
            with suppress(UnreadableDocument):
                assert read(part.data).syntax in syntaxes().values()
