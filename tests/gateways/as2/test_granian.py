"""The AS2 address behind the web server of production: bodies in chunks, large ones, headers that it cannot read."""

from __future__ import annotations

import os
import shutil
import subprocess
from email import message_from_bytes
from pathlib import Path

import pytest

from depesch.exchange.as2.algorithms import Digest, mic
from depesch.exchange.as2.entity import write_entity
from depesch.exchange.as2.judging import Verdict
from depesch.exchange.as2.message import File
from depesch.gateways.as2.views import MOST_BYTES
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.gateways.web_process import WebProcess
from tests.hub.as2.partners import (
    ERP,
    HUB,
    Posted,
    hub_certificate,
    invoice,
    judged,
    key_of,
    message,
    partner_of,
    receipt_in,
)

pytestmark = [
    pytest.mark.row("S-036"),
    pytest.mark.skipif(
        shutil.which("curl") is None or shutil.which("openssl") is None, reason="needs curl and openssl (Debian)"
    ),
]


@pytest.fixture
def company(web: WebProcess, transactional_db: None, nordbygg: Company) -> Company:
    """Nordbygg with its accounting system as a partner."""
    partner_of(nordbygg)
    return nordbygg


def curl(web: WebProcess, folder: Path, body: bytes, headers: dict[str, str]) -> Posted:
    """Post the body in chunks with curl, which waits for the server's `100 Continue` before it sends it."""
    (folder / "sent").write_bytes(body)
    told = {"Transfer-Encoding": "chunked", "Expect": "100-continue", **headers}
    ended = subprocess.run(
        ["curl", "-sS", "--http1.1", "--max-time", "120", "--expect100-timeout", "60", "-D", "head", "-o", "got",
         "-w", "%{http_code}", "--data-binary", "@sent",
         *(part for name, value in told.items() for part in ("-H", f"{name}: {value}")), f"{web.url}/as2"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    head = (folder / "head").read_bytes()
    assert head.startswith(b"HTTP/1.1 100 Continue"), head
    parsed = message_from_bytes(head.rpartition(b"HTTP/1.1 ")[2].partition(b"\r\n")[2])
    return Posted(status=int(ended.stdout), headers=dict(parsed.items()), body=(folder / "got").read_bytes())


def taken(company: Company) -> list[str]:
    """Return the hashes of the documents that were taken."""
    with acting_for(company.id):
        return list(Document.objects.filter(direction=Direction.OUT).values_list("original_sha256", flat=True))


def openssl(folder: Path, *arguments: str, given: bytes) -> bytes:
    """Return what `openssl cms` makes of the bytes."""
    (folder / "in").write_bytes(given)
    command = ["openssl", "cms", "-in", "in", "-out", "out", "-binary", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return (folder / "out").read_bytes()


def test_message_made_by_openssl_and_sent_in_chunks_by_curl_gets_its_signed_receipt(
    web: WebProcess, company: Company, tmp_path: Path
) -> None:
    (tmp_path / "erp.pem").write_text(key_of(ERP).certificate.pem)
    (tmp_path / "erp.key").write_text(key_of(ERP).key.reveal())
    (tmp_path / "hub.pem").write_text(hub_certificate(company.id).pem)
    payload = write_entity((("Content-Type", "application/xml"),), invoice().content).raw
    signed = openssl(tmp_path, "-sign", "-signer", "erp.pem", "-inkey", "erp.key", "-md", "sha256", given=payload)
    body = openssl(tmp_path, "-encrypt", "-aes-256-cbc", "-outform", "DER", "hub.pem", given=signed)
    posted = curl(web, tmp_path, body, {
        "AS2-Version": "1.2", "AS2-From": f'"{ERP}"', "AS2-To": HUB, "Message-ID": "<curl-1@erp>",
        "Content-Type": "application/pkcs7-mime; smime-type=enveloped-data",
        "Disposition-Notification-To": "Räkenskap <erp@nordbygg.example>",  # Granian hands it on as an empty header
        "Disposition-Notification-Options":
            "signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256",
    })  # fmt: skip
    receipt = receipt_in(posted, company)
    assert (receipt.is_positive, receipt.mic, receipt.digest) == (True, mic(payload, Digest.SHA256), Digest.SHA256)
    assert receipt.signer == hub_certificate(company.id)
    assert len(taken(company)) == 1


def test_message_of_30_mb_is_taken(web: WebProcess, company: Company, tmp_path: Path) -> None:
    padding = b"<!--" + os.urandom(15_000_000).hex().encode() + b"-->"
    large = File(name="F-1042.xml", media_type="application/xml", content=invoice().content + padding)
    built = message(company, large)
    posted = curl(web, tmp_path, built.body, dict(built.headers))
    assert judged(posted, company, built).verdict is Verdict.TAKEN
    assert len(taken(company)) == 1


def test_message_in_chunks_that_is_too_large_is_refused(web: WebProcess, company: Company, tmp_path: Path) -> None:
    posted = curl(web, tmp_path, b"x" * (MOST_BYTES + 1), dict(message(company).headers))
    assert (posted.status, taken(company)) == (413, [])
    assert str(MOST_BYTES).encode() in posted.body


@pytest.mark.parametrize("header", ["AS2-From", "AS2-To", "Message-ID"])
def test_header_beyond_ascii_is_refused_in_words(
    web: WebProcess, company: Company, tmp_path: Path, header: str
) -> None:
    built = message(company)
    posted = curl(web, tmp_path, built.body, {**built.headers, header: "<Räkenskap@nordbygg>"})
    assert (posted.status, taken(company)) == (400, [])
    assert posted.body.startswith(f"{header} is missing, empty or not in ASCII".encode())
