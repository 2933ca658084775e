"""Envelopes and batches over curl: ZIP, forms with attachments, SOAP, SBDH."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import files_of
from depesch.hub.flows.models import Direction
from depesch.hub.tenancy.scope import acting_for
from tests.gateways.drop.conftest import Hub, invoice

SOAP_11, SOAP_12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
XML, SOAP_XML = ("-H", "Content-Type: text/xml; charset=utf-8"), ("-H", "Content-Type: application/soap+xml")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def zipped(**files: bytes) -> bytes:
    """Return a ZIP of files; `__` in a name stands for its point."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def soap(content: bytes, *, namespace: str = SOAP_11, header: str = "") -> bytes:
    """Return an envelope with a document in its body."""
    body = content.partition(b"?>")[2].decode()
    return (
        f'<s:Envelope xmlns:s="{namespace}"><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>'.encode()
    )


def sbd(content: bytes, *, sender: str = "0007:5566010103", receiver: str = "0192:999000053") -> bytes:
    """Return a document under a header with these identifiers."""
    authority = 'Authority="iso6523-actorid-upis"'
    return (
        '<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">'
        "<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion>"
        f"<Sender><Identifier {authority}>{sender}</Identifier></Sender>"
        f"<Receiver><Identifier {authority}>{receiver}</Identifier></Receiver></StandardBusinessDocumentHeader>"
        f"{content.partition(b'?>')[2].decode()}</StandardBusinessDocument>"
    ).encode()


@pytest.mark.row("D-14")
def test_a_zip_of_several_invoices_with_their_attachments_is_told_part_by_part(hub: Hub) -> None:
    batch = zipped(a__xml=invoice("F-1"), a__pdf=PDF, b__xml=invoice("F-2"), c__xml=b"<Note/>")
    taken = hub.put(batch, name="run-7.zip")
    assert taken.status == 202
    hub.work()
    told = hub.curl(taken.json["href"], *hub.basic).json
    assert (told["message"]["state"], told["message"]["documents"], told["business"]["state"]) == (
        "accepted",
        3,
        "parts",
    )
    states = [(part["message"]["state"], part["business"]["state"]) for part in told["parts"]]
    assert states == [("accepted", "delivered"), ("accepted", "delivered"), ("refused", "none")]
    first = hub.curl(told["parts"][0]["href"], *hub.basic).json
    assert (first["message"]["number"], first["file_name"]) == ("F-1", "a.xml")
    with acting_for(hub.nordbygg.pk):
        assert [file.name for file in files_of(first["id"]) if file.role == FileRole.ATTACHMENT] == ["a.pdf"]


@pytest.mark.row("D-14")
def test_a_form_brings_external_attachments(hub: Hub) -> None:
    arguments = ("-F", f"document=@{hub.file(invoice())}", "-F", f"attachments=@{hub.file(PDF, 'Följesedel 7.pdf')}")
    taken = hub.curl(f"{hub.root}/out", *hub.basic, *arguments)
    assert (taken.status, taken.json["file_name"]) == (202, "F-1.xml")
    with acting_for(hub.nordbygg.pk):
        kept = {(file.role, file.name) for file in files_of(taken.json["id"])}
    assert (FileRole.ATTACHMENT, "Följesedel_7.pdf") in kept
    again = hub.curl(f"{hub.root}/out", *hub.basic, *arguments)
    assert (again.status, again.json["id"]) == (200, taken.json["id"])
    without = hub.curl(f"{hub.root}/out", *hub.basic, *arguments[:2])
    assert without.json["id"] != taken.json["id"]


def test_a_form_in_which_nobody_knows_what_is_the_document_is_refused(hub: Hub) -> None:
    files = ("-F", f"a=@{hub.file(invoice())}", "-F", f"b=@{hub.file(PDF, 'b.pdf')}")
    refused = hub.curl(f"{hub.root}/out", *hub.basic, *files)
    assert (refused.status, refused.json["code"]) == (422, "document-missing")
    assert hub.curl(f"{hub.root}/out", *hub.basic, *files[:2]).status == 202
    assert hub.curl(f"{hub.root}/out", *hub.basic, "-F", "note=hello").json["code"] == "document-missing"


def test_a_form_that_is_none_is_refused_in_words(hub: Hub) -> None:
    refused = hub.post(b"no form", "-H", "Content-Type: multipart/form-data; boundary=x")
    assert (refused.status, refused.json["code"]) == (422, "document-missing")
    refused = hub.post(b"no form", "-H", "Content-Type: multipart/form-data")
    assert (refused.status, refused.json["code"]) == (400, "invalid-request")


@pytest.mark.row("D-14")
@pytest.mark.parametrize(("namespace", "kind"), [(SOAP_11, XML), (SOAP_12, SOAP_XML)])
def test_a_soap_envelope_is_answered_in_one(hub: Hub, namespace: str, kind: tuple[str, str]) -> None:
    taken = hub.post(soap(invoice(), namespace=namespace), *kind)
    assert taken.status == 200
    assert taken.headers["content-type"].partition(";")[0] == kind[1].partition(": ")[2].partition(";")[0]
    (handed,) = taken.xml.iterfind(f"{{{namespace}}}Body/{{urn:depesch:drop:1}}handOver")
    assert handed.findtext("{*}protocol/{*}state") == "accepted"
    hub.work()
    told = hub.curl(handed.findtext("{*}href") or "", *hub.basic).json
    assert (told["business"]["state"], told["message"]["number"]) == ("delivered", "F-1")


@pytest.mark.parametrize(
    ("namespace", "status", "code", "reason"),
    [
        (SOAP_11, 500, "{*}Fault/faultcode", "{*}Fault/faultstring"),
        (SOAP_12, 400, "{*}Fault/{*}Code/{*}Value", "{*}Fault/{*}Reason/{*}Text"),
    ],
)
def test_a_header_that_must_be_understood_and_is_not_is_a_fault(
    hub: Hub, namespace: str, status: int, code: str, reason: str
) -> None:
    header = f'<w:Security xmlns:w="urn:x" xmlns:s="{namespace}" s:mustUnderstand="1"/>'
    refused = hub.post(soap(invoice(), namespace=namespace, header=header), *XML)
    body = refused.xml.find("{*}Body")
    assert body is not None
    assert (refused.status, body.findtext(code)) == (status, "soap:MustUnderstand")
    assert "Security" in (body.findtext(reason) or "")
    assert body.findtext(".//{urn:depesch:drop:1}code") == "not-understood"
    assert hub.documents(hub.nordbygg) == []


def test_a_soap_client_that_is_not_let_in_gets_a_fault_under_401(hub: Hub) -> None:
    wrong = ("-u", "nordbygg-erp:wrong", "-H", 'SOAPAction: "send"')
    refused = hub.curl(f"{hub.root}/out", *wrong, *XML, "--data-binary", f"@{hub.file(soap(invoice()))}")
    assert refused.status == 401
    assert refused.xml.findtext("{*}Body/{*}Fault/faultcode") == "soap:Client"
    assert "Basic" in refused.headers["www-authenticate"]


def test_a_banks_frame_with_a_finvoice_after_it_is_no_soap_request(hub: Hub) -> None:
    frame = f'<s:Envelope xmlns:s="{SOAP_11}"><s:Header/><s:Body/></s:Envelope>'.encode()
    assert hub.post(frame + b'<?xml version="1.0"?><Finvoice/>', *XML).json["protocol"]["state"] == "accepted"


@pytest.mark.row("D-14")
def test_a_business_document_header_that_agrees_is_opened(hub: Hub) -> None:
    taken = hub.put(sbd(invoice()))
    assert taken.status == 202
    hub.work()
    assert hub.curl(taken.json["href"], *hub.basic).json["business"]["state"] == "delivered"
    assert len(hub.documents(hub.fjordtre, Direction.IN)) == 1


CLAIMS: dict[str, dict[str, str]] = {
    "a participant of this hub": {"code": "other-sender", "sender": "0192:999000053"},
    "another organisation number": {"code": "other-sender", "sender": "0007:5566020201"},
    "a receiver that the invoice does not name": {"code": "other-receiver", "receiver": "0192:999000150"},
    "what may be a GLN of the company's own": {"code": "", "sender": "0088:7300010000001"},
    "what says nothing": {"code": "", "sender": "nordbygg", "receiver": "0088:7300010000001"},
}


def test_a_business_document_header_that_contradicts_is_refused(hub: Hub) -> None:
    for number, (what, claims) in enumerate(CLAIMS.items()):
        code, said = claims["code"], {side: each for side, each in claims.items() if side != "code"}
        plain = hub.put(sbd(invoice(), **said), name=f"{number}.xml")
        assert (plain.json.get("code", ""), plain.status) == (code, 422 if code else 202), what
        inside_soap = hub.post(soap(b"<?xml?>" + sbd(invoice(), **said)), *XML)
        assert (inside_soap.xml.findtext(".//{urn:depesch:drop:1}problem/{*}code") or "") == code, what
    assert len(hub.documents(hub.nordbygg)) == 4
