"""Attachments put beside their invoice: before it, after it, twice, at once with it, or without one."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.direct.mailbox import MailboxError, Reason, Waits, held
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.held import KEPT_FOR
from depesch.hub.direct.mailbox.pairing import is_attachment
from depesch.hub.direct.mailbox.releasing import release_due
from depesch.hub.direct.managing import Wanted
from depesch.hub.direct.models import HeldFile
from depesch.hub.flows.models import Direction, DocumentState
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.direct.mailbox.scene import Someone, documents, states, work
from tests.hub.flows.papers import ubl_invoice

pytestmark = pytest.mark.django_db(transaction=True)

S = DocumentState
PDF, PICTURE = b"%PDF-1.7 timesheet", b"\x89PNG\r\n\x1a\n a picture"


@pytest.fixture
def erp(nordbygg: Company) -> Someone:
    """Nordbygg's own system, whose invoices do not wait."""
    return Someone(nordbygg, "nordbygg-erp")


@pytest.fixture
def mailbox(erp: Someone, tmp_path: Path) -> Mailbox:
    """Its mailbox."""
    return Mailbox(erp.holder, tmp_path, route="sftp")


@pytest.fixture
def patient(nordbygg: Company) -> Someone:
    """Another system of Nordbygg's, whose invoices wait a quarter of an hour for what is put after them."""
    return Someone(nordbygg, "nordbygg-slow", Wanted(protocols=("sftp",), attachments_wait_min=15))


@pytest.fixture
def slow(patient: Someone, tmp_path: Path) -> Mailbox:
    """Its mailbox."""
    return Mailbox(patient.holder, tmp_path, route="sftp")


def put(mailbox: Mailbox, name: str, content: bytes) -> object:
    upload = mailbox.write(f"out/{name}")
    upload.write(0, content)
    return mailbox.close(upload)


def names(mailbox: Mailbox, folder: str) -> list[str]:
    return [entry.name for batch in mailbox.listed(folder) for entry in batch]


def attached(company: Company) -> list[list[tuple[str, bytes]]]:
    """Return the attachments of each document that the company handed over, the oldest document first."""
    found = []
    for document in documents(company, Direction.OUT):
        with acting_for(company.id):
            files = [each for each in files_of(document.id) if each.role == FileRole.ATTACHMENT]
            found.append(sorted((each.name, content_of(each)) for each in files))
    return found


def after(time: timedelta) -> int:
    """Do what is due then."""
    return release_due(now() + time)


@pytest.mark.row("S-034")
def test_attachments_that_are_there_go_with_the_invoice(mailbox: Mailbox, erp: Someone) -> None:
    assert put(mailbox, "F-1.pdf", PDF) is Waits.INVOICE
    assert put(mailbox, "F-1.png", PICTURE) is Waits.INVOICE
    assert put(mailbox, "F-2.pdf", b"%PDF-1.7 of another") is Waits.INVOICE
    assert (names(mailbox, "out"), states(erp.company)) == (["F-1.pdf", "F-1.png", "F-2.pdf"], [])
    assert mailbox.read("out/F-1.pdf")[1] == PDF
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    assert attached(erp.company) == [[("F-1.pdf", PDF), ("F-1.png", PICTURE)]]
    assert names(mailbox, "out") == ["F-1.xml", "F-2.pdf"]


def test_an_attachment_without_an_invoice_ends_among_the_errors_with_words(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.pdf", PDF)
    assert (after(KEPT_FOR / 2), states(erp.company)) == (0, [])
    assert after(KEPT_FOR) == 1
    assert (after(KEPT_FOR), states(erp.company), names(mailbox, "out")) == (0, [S.REFUSED], [])
    work(erp.company)
    file, reason = names(mailbox, "errors")
    assert mailbox.read(f"errors/{file}")[1] == PDF
    told = mailbox.read(f"errors/{reason}")[1].decode("utf-8-sig")
    assert "F-1.pdf lades i out/ som bilaga. Inom 60 minuter kom ingen faktura med samma namn." in told


def test_an_invoice_that_waits_takes_what_is_put_after_it(slow: Mailbox, patient: Someone) -> None:
    assert put(slow, "F-1.xml", ubl_invoice("F-1")) is Waits.ATTACHMENTS
    assert put(slow, "F-1.pdf", PDF) is Waits.INVOICE
    assert put(slow, "F-1.xml", ubl_invoice("F-1")) is Waits.ATTACHMENTS  # the answer was lost
    assert (after(timedelta(0)), states(patient.company)) == (0, [])
    assert after(timedelta(minutes=15)) == 1
    assert attached(patient.company) == [[("F-1.pdf", PDF)]]
    assert put(slow, "F-1.xml", ubl_invoice("F-1")) == documents(patient.company, Direction.OUT)[0].id
    assert after(timedelta(days=1)) == 0


def test_an_invoice_that_waits_may_be_taken_back(slow: Mailbox, patient: Someone) -> None:
    put(slow, "F-1.xml", ubl_invoice("F-1"))
    slow.remove("out/F-1.xml")
    assert (names(slow, "out"), after(timedelta(hours=2)), states(patient.company)) == ([], 0, [])


def test_another_invoice_of_the_same_name_is_another_invoice(slow: Mailbox, patient: Someone) -> None:
    put(slow, "invoice.xml", ubl_invoice("F-1"))
    put(slow, "invoice.pdf", PDF)
    put(slow, "invoice.xml", ubl_invoice("F-2"))
    assert attached(patient.company) == [[("invoice.pdf", PDF)]]
    after(timedelta(minutes=15))
    assert attached(patient.company) == [[("invoice.pdf", PDF)], []]


def test_a_pair_put_twice_is_one_invoice(mailbox: Mailbox, erp: Someone) -> None:
    for _ in range(2):
        put(mailbox, "F-1.pdf", PDF)
        put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    assert (attached(erp.company), names(mailbox, "out")) == ([[("F-1.pdf", PDF)]], ["F-1.xml"])
    put(mailbox, "F-1.pdf", PDF)  # once more, alone: the invoice has it
    after(KEPT_FOR)
    assert (len(states(erp.company)), names(mailbox, "out")) == (1, ["F-1.xml"])


def test_another_attachment_for_an_invoice_that_went_is_told_of(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    put(mailbox, "F-1.pdf", PDF)
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    assert attached(erp.company) == [[]]
    after(KEPT_FOR)
    assert [each.problem_code for each in documents(erp.company, Direction.OUT)] == ["", "attachment-alone"]


def test_an_attachment_put_again_takes_the_place_of_the_first(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.pdf", b"%PDF-1.7 wrong")
    put(mailbox, "F-1.pdf", PDF)
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    assert attached(erp.company) == [[("F-1.pdf", PDF)]]


def test_what_waits_may_be_removed_and_no_other_login_sees_it(mailbox: Mailbox, slow: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.pdf", PDF)
    put(slow, "F-1.xml", ubl_invoice("F-1"))
    assert (names(slow, "out"), names(mailbox, "out")) == (["F-1.xml"], ["F-1.pdf"])
    after(timedelta(minutes=15))
    assert attached(erp.company) == [[]]
    mailbox.remove("out/F-1.pdf")
    assert (names(mailbox, "out"), after(KEPT_FOR)) == ([], 0)


def test_an_invoice_and_its_attachment_put_at_once_come_together(
    slow: Mailbox, patient: Someone, tmp_path: Path
) -> None:
    """Two connections that close their files at the same moment, as clients with several transfers do."""
    files = {f"F-{number}.{kind}": number for number in range(1, 5) for kind in ("xml", "pdf")}
    start = threading.Barrier(len(files))
    fell: list[str] = []

    def one(name: str, number: int) -> None:
        try:
            box = Mailbox(patient.holder, tmp_path, route="sftp")
            start.wait(60)
            put(box, name, ubl_invoice(f"F-{number}") if name.endswith("xml") else PDF)
        except MailboxError as error:
            fell.append(f"{name}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=each) for each in files.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert fell == []
    after(timedelta(minutes=15))
    invoices = [document.file_name for document in documents(patient.company, Direction.OUT)]
    assert sorted(invoices) == [f"F-{number}.xml" for number in range(1, 5)]
    assert attached(patient.company) == [[(name.replace("xml", "pdf"), PDF)] for name in invoices]


def test_a_company_that_stopped_invoicing_meanwhile_finds_its_invoice_among_the_errors(
    slow: Mailbox, patient: Someone
) -> None:
    put(slow, "F-1.xml", ubl_invoice("F-1"))
    Company.objects.filter(id=patient.company.id).update(invoicing_stopped_at=now())
    after(timedelta(minutes=15))
    (document,) = documents(patient.company, Direction.OUT)
    assert (document.state, document.problem_code) == (S.REFUSED, "invoicing-stopped")
    with pytest.raises(MailboxError, match="stopped invoicing"):
        put(slow, "F-2.xml", ubl_invoice("F-2"))


def test_so_much_may_wait_and_no_more(mailbox: Mailbox, erp: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "MOST_FILES", 1)
    put(mailbox, "F-1.pdf", PDF)
    with pytest.raises(MailboxError) as refused:
        put(mailbox, "F-2.pdf", PDF)
    assert (refused.value.reason, names(mailbox, "out")) == (Reason.FULL, ["F-1.pdf"])


def test_a_stranger_sees_nothing_of_what_waits(mailbox: Mailbox, carls_company: Company) -> None:
    put(mailbox, "F-1.pdf", PDF)
    with acting_for(carls_company.id):
        assert not HeldFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("F-1.pdf", PDF, True), ("F-1.PNG", PICTURE, True), ("F-1.xlsx", b"PK\x03\x04", True),
        ("F-1.txt", b"a note", True), ("F-1.xml", b"cut off", False), ("F-1", b"a note", False),
        ("F-1.dat", ubl_invoice("F-1"), False), ("F-1.dat", b"<Invoice", False), ("F-1.zip", b"PK\x03\x04", False),
        ("F-1.pdf", b" ", False),
    ],
)  # fmt: skip
def test_an_attachment_is_what_is_no_document(name: str, content: bytes, expected: bool) -> None:
    assert is_attachment(name, content) is expected
