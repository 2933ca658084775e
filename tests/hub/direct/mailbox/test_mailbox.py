"""The mailbox by itself: folders, formats, what many waiting documents cost, what a crash leaves, limits."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from depesch.channels import File, SendMode
from depesch.documents.reading import read
from depesch.hub.archive.models import ArchivedFile, Blob, FileRole
from depesch.hub.direct.mailbox import Folder, MailboxError, Reason, spool
from depesch.hub.direct.mailbox.box import Mailbox
from depesch.hub.direct.mailbox.names import is_temporary
from depesch.hub.direct.managing import Wanted, revoke_login
from depesch.hub.flows.inbox import HubInbox
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from tests.hub.direct.mailbox.scene import Someone, arrive, documents, states, work
from tests.hub.flows.papers import ubl_invoice
from tests.hub.flows.parcels import parcel
from tests.hub.superuser import as_superuser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def erp(nordbygg: Company) -> Someone:
    """Nordbygg's own system."""
    return Someone(nordbygg, "nordbygg-erp")


@pytest.fixture
def mailbox(erp: Someone, tmp_path: Path) -> Mailbox:
    """Its mailbox."""
    return Mailbox(erp.holder, tmp_path, route="sftp")


def names(mailbox: Mailbox, folder: str) -> list[str]:
    return [entry.name for batch in mailbox.listed(folder) for entry in batch]


def put(mailbox: Mailbox, name: str, content: bytes) -> object:
    upload = mailbox.write(f"out/{name}")
    upload.write(0, content)
    return mailbox.close(upload)


def test_a_login_sees_the_folders_that_are_for_it(nordbygg: Company, tmp_path: Path) -> None:
    sends = Someone(nordbygg, "sends", Wanted(protocols=("sftp",), may_collect=False))
    collects = Someone(nordbygg, "collects", Wanted(protocols=("sftp",), may_send=False))
    assert names(Mailbox(sends.holder, tmp_path, route="sftp"), "/") == ["out", "sent", "errors", "receipts"]
    box = Mailbox(collects.holder, tmp_path, route="sftp")
    assert names(box, "/") == ["in", "done", "attachments"]
    with pytest.raises(MailboxError) as refused:
        box.write("out/F-1.xml")
    assert refused.value.reason is Reason.NOT_THERE


def test_only_documents_of_the_logins_send_mode_are_there(nordbygg: Company, tmp_path: Path) -> None:
    test = Someone(nordbygg, "nordbygg-test", send_mode="test")
    arrive(nordbygg)
    trial = parcel(ubl_invoice("T-1"), message_id="t@x.example")
    HubInbox().put(str(nordbygg.id), msgspec.structs.replace(trial, send_mode=SendMode.TEST))
    (name,) = names(Mailbox(test.holder, tmp_path, route="sftp"), "in")
    assert name.startswith("TEST_Nordbygg_Fasad_AB_T-1_")


def test_documents_come_in_the_logins_format_with_true_sizes(nordbygg: Company, tmp_path: Path) -> None:
    someone = Someone(nordbygg, "nordbygg-sv", Wanted(protocols=("sftp",), syntax="svefaktura1"))
    arrive(nordbygg)
    for _ in range(2):  # the second time, another connection reads what the first one made
        box = Mailbox(someone.holder, tmp_path, route="sftp")
        (entry,) = next(iter(box.listed("in")))
        found, content = box.read(f"in/{entry.name}")
        assert read(content).syntax.name == "svefaktura1"
        assert found.size == entry.size == len(content)


def test_what_cannot_be_converted_comes_as_it_is(nordbygg: Company, tmp_path: Path) -> None:
    someone = Someone(nordbygg, "nordbygg-sv", Wanted(protocols=("sftp",), syntax="svefaktura1"))
    arrive(nordbygg, content=b"not an invoice that anybody can read")
    box = Mailbox(someone.holder, tmp_path, route="sftp")
    (name,) = names(box, "in")
    assert box.read(f"in/{name}")[1] == b"not an invoice that anybody can read"


def test_attachments_stay_to_be_read_after_the_document_was_acknowledged(mailbox: Mailbox, erp: Someone) -> None:
    sent = parcel(ubl_invoice("F-1"), message_id="a@x.example")
    note = File(name="../Följesedel 1.pdf", media_type="application/pdf", content=b"%PDF-1.7 note")
    shown = File(name="F-1.pdf", media_type="application/pdf", content=b"%PDF-1.7 shown")
    replaced = msgspec.structs.replace(sent, attachments=(note,), rendering=shown)
    HubInbox().put(str(erp.company.id), replaced)
    (main,) = names(mailbox, "in")
    beside = names(mailbox, "attachments")
    stem = main.removesuffix(".xml")
    assert {name.removeprefix(stem)[:1] for name in beside} == {"."}
    assert sorted(name.rsplit(".", 2)[1] for name in beside) == ["Följesedel_1", "readable"]
    mailbox.remove(f"in/{main}")
    assert [mailbox.read(f"attachments/{name}")[1][:8] for name in names(mailbox, "attachments")] == [b"%PDF-1.7"] * 2
    mailbox.remove(f"in/{main}")  # said again, it changes nothing
    assert mailbox.read(f"done/{main}")[1] == ubl_invoice("F-1")


def _copies(company: Company, count: int) -> None:
    """Let very many documents wait, as rows of the one that arrived."""
    arrive(company)
    with acting_for(company.id):
        document, file = Document.objects.get(), ArchivedFile.objects.get(role=FileRole.ORIGINAL)
        content = bytes(Blob.objects.get(sha256=file.sha256).content or b"")
        assert sha256_hex(content) == file.sha256
        made, kept = [], []
        for number in range(count):
            document.pk, document.message_id = uuid4(), f"{number}@x.example"
            document.received_at += timedelta(milliseconds=1)
            made.append(Document(**{f.attname: getattr(document, f.attname) for f in Document._meta.concrete_fields}))
            file.pk, file.document_id = uuid4(), document.pk
            kept.append(
                ArchivedFile(**{f.attname: getattr(file, f.attname) for f in ArchivedFile._meta.concrete_fields})
            )
        Document.objects.bulk_create(made, batch_size=2000)
        ArchivedFile.objects.bulk_create(kept, batch_size=2000)


def test_ten_thousand_waiting_files_are_listed_batch_by_batch(mailbox: Mailbox, erp: Someone) -> None:
    _copies(erp.company, 10_000)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        batches = [[entry.name for entry in batch] for batch in mailbox.listed("in")]
    listed = [name for batch in batches for name in batch]
    assert (len(listed), len(set(listed)), max(map(len, batches))) == (10_001, 10_001, 500)
    asked = [each["sql"] for each in queries if each["sql"].startswith('SELECT "')]
    assert len(asked) <= 2 * len(batches) + 2
    assert mailbox.entry(f"in/{listed[7_000]}").name == listed[7_000]


def test_a_converting_listing_ends_in_time_and_goes_on_with_the_next(
    nordbygg: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone = Someone(nordbygg, "nordbygg-sv", Wanted(protocols=("sftp",), syntax="svefaktura1"))
    arrive(nordbygg, 3)
    box = Mailbox(someone.holder, tmp_path, route="sftp")
    monkeypatch.setattr("depesch.hub.direct.mailbox.incoming.CONVERTING_S", -1.0)
    assert names(box, "in") == []
    monkeypatch.setattr("depesch.hub.direct.mailbox.incoming.CONVERTING_S", 20.0)
    assert len(names(box, "in")) == 3


def test_what_a_crash_left_closed_is_taken_at_the_next_connection(
    mailbox: Mailbox, erp: Someone, tmp_path: Path
) -> None:
    upload = mailbox.write("out/F-1.xml")
    upload.write(0, ubl_invoice("F-1"))
    mailbox._spool.keep(upload, spool.SpoolState.CLOSED)
    other = Mailbox(erp.holder, tmp_path, route="sftp")
    other.tidy()  # the first connection is still at it: its lock says so
    assert states(erp.company) == []
    upload.shut()  # the crash
    other.tidy()
    assert len(states(erp.company)) == 1
    other.tidy()
    assert (len(states(erp.company)), names(other, "out")) == (1, ["F-1.xml"])
    put(other, "F-1.xml", ubl_invoice("F-1"))  # the client, which had no answer
    assert len(states(erp.company)) == 1


def test_what_was_refused_may_be_put_again_as_it_was(mailbox: Mailbox, erp: Someone) -> None:
    content = ubl_invoice("F-1", wrong_by="1")
    first = put(mailbox, "F-1.xml", content)
    assert put(mailbox, "F-1.xml", content) == first
    work(erp.company)
    second = put(mailbox, "F-1.xml", content)
    assert second != first
    assert put(mailbox, "F-1.xml", content) == second


def test_the_same_file_is_a_new_document_after_some_days(
    mailbox: Mailbox, erp: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    monkeypatch.setattr("depesch.hub.direct.repeats.now", lambda: now() + timedelta(days=8))
    assert put(mailbox, "F-1.xml", ubl_invoice("F-1")) != first


def test_a_part_is_resumed_for_some_days_and_then_cleared(
    mailbox: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = mailbox.write("out/F-1.xml")
    upload.write(0, b"<Invoice")
    mailbox.break_off(upload)
    mailbox.tidy()
    assert names(mailbox, "out") == ["F-1.xml"]
    monkeypatch.setattr("depesch.hub.direct.mailbox.spool.now", lambda: now() + timedelta(days=4))
    mailbox.tidy()
    assert names(mailbox, "out") == []


def test_what_another_connection_writes_cannot_be_resumed_meanwhile(mailbox: Mailbox) -> None:
    upload = mailbox.write("out/F-1.xml")
    upload.write(0, b"<Invoice")
    with pytest.raises(MailboxError) as refused:
        mailbox.write("out/F-1.xml", resume=True)
    assert refused.value.reason is Reason.IN_USE
    mailbox.break_off(upload)


def test_two_connections_that_write_one_name_never_get_each_others_bytes(mailbox: Mailbox, erp: Someone) -> None:
    first = mailbox.write("out/F-1.xml")
    first.write(0, ubl_invoice("F-1"))
    second = mailbox.write("out/F-1.xml")
    second.write(0, b"<Invoice")
    mailbox.close(first)
    mailbox.break_off(second)
    mailbox.tidy()
    (document,) = documents(erp.company, Direction.OUT)
    assert document.original_sha256 == sha256_hex(ubl_invoice("F-1"))
    assert mailbox.entry("out/F-1.xml").size == len(b"<Invoice")  # to be resumed, and never taken like this


def test_a_spool_that_is_full_takes_nothing_more(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = mailbox.write("out/a.tmp")
    upload.write(0, bytes(2000))
    mailbox.close(upload)
    monkeypatch.setattr(spool, "MOST_BYTES", 1000)
    with pytest.raises(MailboxError) as refused:
        mailbox.write("out/b.xml")
    assert refused.value.reason is Reason.FULL
    mailbox.remove("out/a.tmp")
    put(mailbox, "b.xml", ubl_invoice("F-1"))


def test_a_rename_that_the_hub_cannot_take_now_leaves_the_file_to_be_renamed(
    mailbox: Mailbox, erp: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(mailbox, "F-1.tmp", ubl_invoice("F-1"))
    monkeypatch.setattr("depesch.hub.direct.mailbox.held.submit", _away)
    with pytest.raises(MailboxError) as refused:
        mailbox.rename("out/F-1.tmp", "out/F-1.xml")
    assert (refused.value.reason, names(mailbox, "out")) == (Reason.TRY_LATER, ["F-1.tmp"])
    monkeypatch.undo()
    assert mailbox.rename("out/F-1.tmp", "out/F-1.xml") is not None


def _away(*_: object, **__: object) -> None:
    raise OperationalError("the database is away")


def test_what_is_handed_over_is_not_removed_by_its_name(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    with pytest.raises(MailboxError, match="handed over"):
        mailbox.remove("out/F-1.xml")
    assert mailbox.entry("out/F-1.xml").size == len(ubl_invoice("F-1"))


def test_a_revoked_login_ends_in_a_connection_that_is_open(
    mailbox: Mailbox, erp: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_for(erp.company.id):
        revoke_login(erp.login, actor="user:x")
    monkeypatch.setattr("depesch.hub.direct.mailbox.box.ASKED_EVERY_S", 0.0)
    with pytest.raises(MailboxError, match="revoked"):
        names(mailbox, "in")


def test_what_a_login_handed_over_is_read_from_an_index(mailbox: Mailbox, erp: Someone) -> None:
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    _sent_by_others(erp.company, 3_000)
    as_superuser("VACUUM ANALYZE flows_document")
    with acting_for(erp.company.id):
        for folder in (Folder.SENT, Folder.RECEIPTS):
            plan = mailbox._outgoing._of(folder).order_by("-received_at", "-id")[:500].explain()
            assert ("document_submitted_by " in plan, "Sort" in plan) == (True, False), plan


def _sent_by_others(company: Company, count: int) -> None:
    """Let the company's other systems have handed over very many documents."""
    with acting_for(company.id):
        document = Document.objects.get()
        made = []
        for number in range(count):
            document.pk, document.submitted_by = uuid4(), f"user:{number % 7}"
            document.received_at -= timedelta(seconds=1)
            made.append(Document(**{f.attname: getattr(document, f.attname) for f in Document._meta.concrete_fields}))
        Document.objects.bulk_create(made, batch_size=1000)


def test_another_login_of_the_company_sees_not_what_this_one_sent(
    mailbox: Mailbox, erp: Someone, tmp_path: Path
) -> None:
    put(mailbox, "F-1.xml", ubl_invoice("F-1"))
    other = Mailbox(Someone(erp.company, "nordbygg-other").holder, tmp_path, route="sftp")
    assert (names(other, "receipts"), len(names(mailbox, "receipts"))) == ([], 1)


@pytest.mark.parametrize("name", ["x.xml.filepart", ".in.x.xml", "~x", "x~", "x.TMP", "x.xml.partial"])
def test_temporary_names_are_known(name: str) -> None:
    assert is_temporary(name)
