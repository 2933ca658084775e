"""The printer before foreign clients: CUPS's ipptool with its conformance files; and what no client should send."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pytest

from depesch.exchange.ipp import server
from depesch.exchange.ipp.describing import Described
from depesch.exchange.ipp.encoding import (
    Attribute,
    Group,
    Message,
    booleans,
    integers,
    keywords,
    read_message,
    texts,
    write_message,
)
from depesch.exchange.ipp.jobs import JobState
from depesch.exchange.ipp.printer import BAD_FORMAT, NotKept, Printer
from depesch.exchange.ipp.server import MIME, PATH, PrintServer

NO_IPPTOOL = "ipptool is not installed: apt-get install cups-ipp-utils"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
CHARSET, LANGUAGE, URI = 0x47, 0x48, 0x45


class Kept:
    """Keeps what is printed in memory; refuses what is no PDF."""

    def __init__(self) -> None:
        self.documents: list[tuple[str, bytes]] = []

    def keep(self, document: BinaryIO, name: str) -> str:
        """Take the document."""
        found = b"".join(iter(document.read, b""))
        if not found.startswith(b"%PDF"):
            raise NotKept(BAD_FORMAT, "no PDF")
        self.documents.append((name, found))
        return "taken"


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def printing(kept: Kept) -> Iterator[PrintServer]:
    """A printer at a free port, whose address it learns with it."""
    described = Described(
        name="nordbygg", uri="ipp://localhost/ipp/print", id=UUID(int=1), info="Depesch", location="", more_info="http://localhost/"
    )  # fmt: skip
    made = PrintServer(Printer(described, kept.keep), 0)
    made.start()
    yield made
    made.stop()


def asked(code: int, *attributes: Attribute, version: tuple[int, int] = (2, 0)) -> Message:
    first = (
        texts("attributes-charset", "utf-8", tag=CHARSET), texts("attributes-natural-language", "en", tag=LANGUAGE),
        texts("printer-uri", "ipp://localhost/ipp/print", tag=URI),
    )  # fmt: skip
    return Message(version, code, 1, (Group(1, (*first, *attributes)),))


def post(printing: PrintServer, message: Message, document: bytes = b"", **headers: str) -> Message:
    connection = http.client.HTTPConnection("127.0.0.1", printing.port, timeout=60)
    connection.request("POST", PATH, write_message(message) + document, {"Content-Type": MIME, **headers})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    read = read_message(answer)
    connection.close()
    return read


@pytest.mark.row("S-015")
@pytest.mark.parametrize("suite", ["ipp-1.1.test", "ipp-2.0.test"])
def test_conformance_files_of_cups_find_nothing(suite: str, printing: PrintServer, kept: Kept, tmp_path: Path) -> None:
    if not shutil.which("ipptool"):
        pytest.skip(NO_IPPTOOL)
    document = tmp_path / "faktura.pdf"
    document.write_bytes(PDF)
    done = subprocess.run(
        ["ipptool", "-t", "-f", str(document), f"ipp://localhost:{printing.port}{PATH}", suite],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.rstrip().endswith(("[PASS]", "[FAIL]"))]
    assert [line for line in lines if line.endswith("[FAIL]")] == [], done.stdout
    assert len(lines) > 20
    assert {content for _, content in kept.documents} == {PDF}


def test_job_made_first_and_sent_after(printing: PrintServer, kept: Kept) -> None:
    made = post(printing, asked(0x05, texts("job-name", "Faktura 1042", tag=0x42)))
    number = integers("job-id", made.group(2).get("job-id")[0].number)
    sent = post(printing, asked(0x06, number, _yes("last-document")), PDF)
    assert (sent.code, sent.group(2).get("job-state")[0].number) == (0, JobState.COMPLETED)
    assert kept.documents == [("Faktura 1042", PDF)]
    again = post(printing, asked(0x06, number, _yes("last-document")), PDF)
    assert again.code == 0x0404, "it has its document"
    assert len(kept.documents) == 1


def test_job_that_is_cancelled_before_its_document_takes_none(printing: PrintServer, kept: Kept) -> None:
    number = integers("job-id", post(printing, asked(0x05)).group(2).get("job-id")[0].number)
    assert post(printing, asked(0x08, number)).code == 0
    assert post(printing, asked(0x06, number, _yes("last-document")), PDF).code == 0x0404
    assert post(printing, asked(0x09, number)).group(2).get("job-state")[0].number == JobState.CANCELED
    assert kept.documents == []


def test_what_is_no_pdf_is_refused_in_words_and_the_job_says_so(printing: PrintServer, kept: Kept) -> None:
    answer = post(printing, asked(0x02), b"plain words")
    assert (answer.code, answer.group(1).text("status-message")) == (BAD_FORMAT, "no PDF")
    raster = post(printing, asked(0x02, texts("document-format", "image/pwg-raster", tag=0x49)), b"RaS2")
    assert raster.code == BAD_FORMAT
    jobs = post(printing, asked(0x0A, keywords("which-jobs", "completed"), keywords("requested-attributes", "all")))
    assert [(g.get("job-state")[0].number, g.text("job-state-message")) for g in jobs.groups[1:]] == [(8, "no PDF")]
    assert kept.documents == []


def test_document_whose_line_breaks_is_given_up_and_the_job_with_it(printing: PrintServer, kept: Kept) -> None:
    message = write_message(asked(0x02))
    with socket.create_connection(("127.0.0.1", printing.port), timeout=60) as line:
        head = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {MIME}\r\nContent-Length: 99999\r\n\r\n"
        line.sendall(head.encode() + message + PDF)
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1) == b"", "no answer says that it was taken"
    jobs = post(printing, asked(0x0A, keywords("which-jobs", "completed"), keywords("requested-attributes", "all")))
    assert [group.get("job-state")[0].number for group in jobs.groups[1:]] == [JobState.ABORTED]
    assert kept.documents == []


def test_document_in_chunks_is_put_together(printing: PrintServer, kept: Kept) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", printing.port, timeout=60)
    pieces = [write_message(asked(0x02)), *(PDF[at : at + 7] for at in range(0, len(PDF), 7))]
    connection.request("POST", PATH, iter(pieces), {"Content-Type": MIME}, encode_chunked=True)
    assert read_message(connection.getresponse()).code == 0
    assert [content for _, content in kept.documents] == [PDF]


def test_too_long_a_document_is_given_up(printing: PrintServer, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_BYTES", 100_000)
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        post(printing, asked(0x02), PDF + b"0" * 5_000_000)
    assert kept.documents == []


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({"Content-Type": "text/plain"}, PATH, 415),  # what a page of the web may send unasked
        ({"Content-Type": MIME, "Host": "evil.example"}, PATH, 421),  # a name that was bent to this machine
        ({"Content-Type": MIME}, "/other", 404),
        ({"Content-Type": MIME, "Content-Length": "-1"}, PATH, 411),
    ],
)
def test_what_is_not_meant_for_the_printer_is_refused(
    headers: dict[str, str], path: str, status: int, printing: PrintServer, kept: Kept
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", printing.port, timeout=60)
    connection.request("POST", path, write_message(asked(0x02)) + PDF, headers)
    assert connection.getresponse().status == status
    assert kept.documents == []


def test_bytes_that_are_no_ipp_get_an_answer_and_the_next_client_is_served(printing: PrintServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", printing.port, timeout=60)
    connection.request("POST", PATH, b"\x02\x00nothing", {"Content-Type": MIME})
    assert connection.getresponse().status == 400
    assert post(printing, asked(0x0B)).code == 0
    assert post(printing, asked(0x4000)).code == 0x0501
    assert post(printing, asked(0x0B, version=(9, 9))).code == 0x0503


def test_two_jobs_at_once_are_both_kept(printing: PrintServer, kept: Kept) -> None:
    def one(number: int) -> None:
        post(printing, asked(0x02, texts("job-name", f"F-{number}", tag=0x42)), PDF + str(number).encode())

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(kept.documents) == [(f"F-{number}", PDF + str(number).encode()) for number in range(8)]


def _yes(name: str) -> Attribute:
    return booleans(name, True)
