"""A company's accounting system hands invoices over by AS2: the document is taken and the signed receipt proves it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils.translation import override

from depesch.exchange.as2.algorithms import Cipher, Digest
from depesch.exchange.as2.certificates import make_identity
from depesch.exchange.as2.entity import parts_of, read_entity
from depesch.exchange.as2.judging import Verdict
from depesch.exchange.as2.message import Built, Compression, File, Receipts
from depesch.exchange.as2.wanted import receipt_headers
from depesch.gateways.as2 import views
from depesch.gateways.as2.views import receive
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.as2 import taking
from depesch.hub.as2.models import As2Delivery, As2Message
from depesch.hub.as2.partners import add_certificate
from depesch.hub.as2.station import choose, make_certificate, retire
from depesch.hub.flows.evidence import evidence_of
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.document.content import file_word
from tests.hub.as2.partners import ERP, hub_certificate, invoice, judged, key_of, message, partner_of, post, receipt_in

pytestmark = pytest.mark.django_db


def documents(company: Company) -> list[Document]:
    with acting_for(company.id):
        return list(Document.objects.filter(direction=Direction.OUT).order_by("received_at"))


def only_message(company: Company) -> As2Message:
    with acting_for(company.id):
        return As2Message.objects.get()


def refusal(built: Built, company: Company, **headers: str) -> str:
    posted = post(built, **headers)
    assert posted.status == 200
    assert documents(company) == []
    return receipt_in(posted, company).disposition


@pytest.mark.row("S-036")
def test_invoice_comes_in_and_the_signed_receipt_proves_it(nordbygg: Company) -> None:
    partner_of(nordbygg)
    built = message(nordbygg)
    posted = post(built)
    assert posted.status == 200
    assert judged(posted, nordbygg, built).verdict is Verdict.TAKEN
    (document,) = documents(nordbygg)
    assert (document.route_in, document.file_name, document.send_mode) == ("as2", "F-1042.xml", "production")
    assert document.submitted_by == f"as2:{ERP}"
    with acting_for(nordbygg.id):
        kept = {file.role: content_of(file) for file in files_of(document.id)}
    assert kept[FileRole.ORIGINAL] == invoice().content
    assert posted.body in kept[FileRole.RECEIPT]


@pytest.mark.row("S-036")
@pytest.mark.parametrize("compress", list(Compression))
def test_what_the_partner_signed_is_kept_as_proof_and_goes_into_the_evidence_pack(
    nordbygg: Company, tmp_path: Path, compress: Compression
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("needs `openssl` (Debian)")
    partner_of(nordbygg)
    post(message(nordbygg, compress=compress))
    (document,) = documents(nordbygg)
    with acting_for(nordbygg.id):
        (kept,) = [content_of(file) for file in files_of(document.id) if file.role == FileRole.ENVELOPE]
        pack = evidence_of(document.id, language="en", actor="test").content
    with zipfile.ZipFile(BytesIO(pack)) as archive:
        assert archive.read("message/as2-message.eml") == kept
    assert b"\r\nMessage-ID: <1@erp>\r\n" in kept
    content, signature = parts_of(read_entity(kept))
    assert verified(tmp_path, content, signature)
    assert not verified(tmp_path, content + b" ", signature)


@pytest.mark.parametrize(
    ("language", "receipt", "partner"),
    [
        ("en", "Our receipt for the handing over (AS2)", "the AS2 partner "),
        ("sv", "Vår kvittens på inlämningen (AS2)", "AS2-partnern "),
        ("nb", "Vår kvittering på innleveringen (AS2)", "AS2-partneren "),
    ],
)
def test_the_evidence_says_whose_receipt_it_is_and_who_handed_it_over(
    nordbygg: Company, language: str, receipt: str, partner: str
) -> None:
    partner_of(nordbygg)
    post(message(nordbygg))
    (document,) = documents(nordbygg)
    with acting_for(nordbygg.id):
        files = [file for file in files_of(document.id) if file.role == FileRole.RECEIPT]
        with override(language):
            assert [file_word(file) for file in files] == [receipt]
        pack = evidence_of(document.id, language=language, actor="test").content
    with zipfile.ZipFile(BytesIO(pack)) as archive:
        page = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("index.html"))
    assert f"<td>{receipt}</td>" in page
    assert f"{partner}{ERP}" in page


def verified(folder: Path, content: bytes, signature: bytes) -> bool:
    """Let openssl say whether the partner signed the content."""
    (folder / "content").write_bytes(content)
    (folder / "signature").write_bytes(read_entity(signature).content())
    (folder / "partner.pem").write_text(key_of(ERP).certificate.pem)
    ended = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "signature", "-content", "content",
         "-CAfile", "partner.pem", "-purpose", "any", "-out", "out"], cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    return ended.returncode == 0


def test_without_a_signature_there_is_no_signed_message(nordbygg: Company) -> None:
    partner_of(nordbygg, must_be_signed=False)
    built = message(nordbygg, sign=None)
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN
    (document,) = documents(nordbygg)
    with acting_for(nordbygg.id):
        assert FileRole.ENVELOPE not in {file.role for file in files_of(document.id)}


@pytest.mark.row("S-036")
@pytest.mark.parametrize("compress", list(Compression))
@pytest.mark.parametrize("cipher", [Cipher.AES128_CBC, Cipher.AES256_GCM])
def test_compressed_and_encrypted_in_each_way(nordbygg: Company, compress: Compression, cipher: Cipher) -> None:
    partner_of(nordbygg)
    built = message(nordbygg, compress=compress, encrypt=cipher, sign=Digest.SHA512)
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN


@pytest.mark.row("S-036")
def test_message_that_comes_again_gets_the_same_receipt_and_is_not_taken_again(nordbygg: Company) -> None:
    partner_of(nordbygg)
    first, again = post(message(nordbygg)), post(message(nordbygg))  # encrypted anew, so other bytes
    assert again.body == first.body
    assert again.headers["Message-ID"] == first.headers["Message-ID"]
    assert len(documents(nordbygg)) == 1
    assert only_message(nordbygg).repeats == 1


def test_message_that_comes_again_after_its_certificate_ran_out_still_gets_its_receipt(nordbygg: Company) -> None:
    partner = partner_of(nordbygg)
    built = message(nordbygg)
    first = post(built)
    with acting_for(nordbygg.id):
        partner.certificates.all().delete()
    assert post(built).body == first.body


def test_other_content_under_a_used_id_is_refused(nordbygg: Company) -> None:
    partner_of(nordbygg)
    post(message(nordbygg))
    other = File(name="F-1043.xml", media_type="application/xml", content=b"<Other/>")
    found = receipt_in(post(message(nordbygg, other)), nordbygg)
    assert found.disposition == "processed/error: unexpected-processing-error"
    assert len(documents(nordbygg)) == 1


def test_refused_message_may_come_again_under_its_id(nordbygg: Company) -> None:
    partner = partner_of(nordbygg)
    new = make_identity(ERP, at=now() - timedelta(hours=2), days=10, bits=2048)
    built = message(nordbygg, own=new)
    assert refusal(built, nordbygg) == "processed/error: authentication-failed"
    with acting_for(nordbygg.id):
        add_certificate(partner, new.certificate.pem.encode(), actor="test")
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN
    assert len(documents(nordbygg)) == 1


@pytest.mark.parametrize("before", ["the commit", "the answer"])
def test_hub_that_dies_before_the_answer_has_one_document_in_the_end(
    nordbygg: Company, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    partner_of(nordbygg)
    built = message(nordbygg)

    def dies(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        if before == "the commit":
            patched.setattr(taking, "_archive", dies)
            assert post(built).status == 503
            assert documents(nordbygg) == []
        else:
            patched.setattr(views, "_response", dies)
            with pytest.raises(OperationalError):
                post(built)
            assert len(documents(nordbygg)) == 1
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN
    assert len(documents(nordbygg)) == 1


def test_several_documents_in_one_message(nordbygg: Company) -> None:
    partner_of(nordbygg)
    drawing = File(name="ritning.png", media_type="image/png", content=b"\x89PNG\r\n\x1a\n")
    built = message(nordbygg, invoice(), drawing)
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN
    (document,) = documents(nordbygg)
    with acting_for(nordbygg.id):
        assert [f.name for f in files_of(document.id) if f.role == FileRole.ATTACHMENT] == ["ritning.png"]


def test_partner_in_test_mode_hands_over_test_documents(nordbygg: Company) -> None:
    partner_of(nordbygg, send_mode="test")
    post(message(nordbygg))
    assert documents(nordbygg)[0].send_mode == "test"


def test_wrong_key_is_refused(nordbygg: Company) -> None:
    partner_of(nordbygg)
    built = message(nordbygg)
    with acting_for(nordbygg.id):
        fresh = make_certificate(actor="test", bits=2048)
        choose(fresh.id, actor="test")
        for row in list(type(fresh).objects.exclude(id=fresh.id)):
            retire(row.id, actor="test")
    assert refusal(built, nordbygg) == "processed/error: decryption-failed"
    assert "none of our certificates" in only_message(nordbygg).detail


def test_during_a_roll_over_the_certificate_before_is_still_read(nordbygg: Company) -> None:
    partner_of(nordbygg)
    built = message(nordbygg)
    with acting_for(nordbygg.id):
        choose(make_certificate(actor="test", bits=2048).id, actor="test")
    found = receipt_in(post(built), nordbygg)
    assert found.is_positive
    assert found.signer == hub_certificate(nordbygg.id)


def test_certificate_that_ran_out_is_refused(nordbygg: Company) -> None:
    partner = partner_of(nordbygg)
    old = make_identity(ERP, at=now() - timedelta(days=20), days=10, bits=2048)
    with acting_for(nordbygg.id):
        add_certificate(partner, old.certificate.pem.encode(), actor="test")
    assert refusal(message(nordbygg, own=old), nordbygg) == "processed/error: authentication-failed"


def test_tampered_content_is_refused(nordbygg: Company) -> None:
    partner_of(nordbygg, must_be_encrypted=False)
    built = message(nordbygg, encrypt=None)
    forged = Built(headers=built.headers, body=built.body.replace(b"<cbc:ID>", b"<cbc:Id>", 1), mics=built.mics)
    assert forged.body != built.body
    assert refusal(forged, nordbygg) == "processed/error: integrity-check-failed"


@pytest.mark.parametrize("weak", [{"sign": None}, {"encrypt": None}, {"sign": Digest.SHA1}])
def test_less_than_agreed_is_refused(nordbygg: Company, weak: dict[str, Any]) -> None:
    partner_of(nordbygg)
    assert refusal(message(nordbygg, **weak), nordbygg) == "processed/error: insufficient-message-security"


def test_old_partner_may_sign_with_sha1(nordbygg: Company) -> None:
    partner_of(nordbygg, takes_sha1=True)
    built = message(nordbygg, sign=Digest.SHA1)
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN


def test_empty_document_is_refused_and_may_come_again(nordbygg: Company) -> None:
    partner_of(nordbygg)
    empty = File(name="F.xml", media_type="application/xml", content=b" ")
    assert refusal(message(nordbygg, empty), nordbygg).startswith("processed/error")
    built = message(nordbygg)
    assert judged(post(built), nordbygg, built).verdict is Verdict.TAKEN


@pytest.mark.parametrize(
    "changed",
    [{"AS2-From": "stranger"}, {"AS2-To": "nobody"}, {"AS2-From": '"nordbygg erp"'}, {"AS2-To": "se5566010103"}],
)
def test_names_of_nobody_get_one_and_the_same_answer(nordbygg: Company, changed: dict[str, str]) -> None:
    partner_of(nordbygg)
    posted = post(message(nordbygg), **changed)
    assert (posted.status, documents(nordbygg)) == (200, [])
    assert b"processed/error: authentication-failed" in posted.body
    assert posted.headers["Content-Type"].startswith("multipart/report")


def test_partner_of_another_company_is_nobody_here(nordbygg: Company, carls_company: Company) -> None:
    partner_of(nordbygg)
    with acting_for(carls_company.id):
        assert As2Message.objects.count() == 0
    posted = post(message(nordbygg), **{"AS2-To": "SE5566020201"})
    assert b"authentication-failed" in posted.body


@pytest.mark.parametrize("agreed", [{"enabled": False}])
def test_partner_who_is_switched_off_is_nobody(nordbygg: Company, agreed: dict[str, bool]) -> None:
    partner_of(nordbygg, **agreed)
    assert b"authentication-failed" in post(message(nordbygg)).body
    assert documents(nordbygg) == []


@pytest.mark.parametrize(
    ("header", "value"), [("AS2-From", ""), ("AS2-To", "a b"), ("AS2-From", '"'), ("Message-ID", ""), ("AS2-To", "å")]
)
def test_headers_that_are_none_are_refused_in_words(nordbygg: Company, header: str, value: str) -> None:
    partner_of(nordbygg)
    posted = post(message(nordbygg), **{header: value})
    assert (posted.status, documents(nordbygg)) == (400, [])


def test_receipt_is_sent_later_only_to_an_address_that_was_agreed(nordbygg: Company) -> None:
    partner_of(nordbygg)
    asked = receipt_headers(to="x", digest=Digest.SHA256, is_signed=True, url="http://169.254.169.254/latest")
    posted = post(message(nordbygg, receipt=Receipts.NONE), **asked)
    assert (posted.status, documents(nordbygg)) == (403, [])
    assert only_message(nordbygg).fault == "receipt-address"


def test_receipt_that_is_sent_later_waits(nordbygg: Company) -> None:
    partner_of(nordbygg)
    built = message(nordbygg, receipt=Receipts.LATER, receipt_url="https://erp.nordbygg.example:8443/mdn")
    assert (posted := post(built)).status == 200
    assert posted.body == b""
    row = only_message(nordbygg)
    assert (row.receipt, row.try_at is not None, len(documents(nordbygg))) == (As2Delivery.WAITING, True, 1)


def test_without_a_wish_no_receipt_is_written(nordbygg: Company) -> None:
    partner_of(nordbygg)
    posted = post(message(nordbygg, receipt=Receipts.NONE))
    assert (posted.status, posted.body, len(documents(nordbygg))) == (200, b"", 1)
    refused = post(message(nordbygg, receipt=Receipts.NONE, sign=None, message_id="<2@erp>"))
    assert refused.status == 422


def test_receipt_that_cannot_be_signed_as_required_takes_nothing(nordbygg: Company) -> None:
    partner_of(nordbygg)
    options = "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, md5"
    found = refusal(message(nordbygg), nordbygg, **{"Disposition-Notification-Options": options})
    assert found == "failed/failure: unsupported MIC-algorithms"


def test_detail_is_for_the_company_and_never_for_the_peer(nordbygg: Company) -> None:
    partner_of(nordbygg)
    posted = post(message(nordbygg, own=key_of("stranger")))
    detail = only_message(nordbygg).detail
    assert "certificates of the partner" in detail
    assert detail.encode() not in posted.body


def test_message_in_chunks_is_taken(nordbygg: Company) -> None:
    partner_of(nordbygg)
    built = message(nordbygg)
    request = RequestFactory().post(
        "/as2", data=built.body, content_type=built.headers["Content-Type"],
        headers=dict(built.headers),
    )  # fmt: skip
    del request.META["CONTENT_LENGTH"]
    request.META |= {"wsgi.input": BytesIO(built.body), "wsgi.input_terminated": True}  # as Granian gives it
    answer = receive(request)
    assert (answer.status_code, len(documents(nordbygg))) == (200, 1)


def test_only_posts_of_known_length_are_taken() -> None:
    client = Client()
    assert client.get("/as2").status_code == 405
    assert client.post("/as2", data=b"", content_type="text/plain", headers={"Content-Length": "x"}).status_code == 411
    too_large = str(views.MOST_BYTES + 1)
    assert client.post("/as2", data=b"", content_type="x/y", headers={"Content-Length": too_large}).status_code == 413
