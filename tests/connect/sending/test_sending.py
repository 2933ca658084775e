"""A file in the watched folder is sent, once, and lies in `sent` with its receipt or in `failed` with the reason."""

from __future__ import annotations

import io
import os
import zipfile

import pytest

from depesch.connect.runs import Direction, FileState
from depesch.connect.sending.sender import Sender
from depesch.connect.settings import Sending, SendMode
from depesch.hub.tenancy.models import Company
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice
from tests.connect.sending.conftest import Office, names, note


@pytest.mark.row("S-014", "S-114", "D-16")
def test_a_file_in_the_folder_is_sent_and_moved_to_sent(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    run = office.run()
    (document,) = hub.documents(nordbygg)
    assert (run.account, run.direction, run.fault) == ("nordbygg", Direction.SENDING, "")
    assert [(each.name, each.state, each.document_id) for each in run.files] == [
        ("F-1.xml", FileState.SENT, document.id)
    ]
    assert (document.file_name, document.send_mode) == ("F-1.xml", "production")
    assert (names(office.out), names(office.failed)) == ([], [])
    assert names(office.sent) == ["F-1.xml", "F-1.xml.receipt.json"]
    assert (office.sent / "F-1.xml").read_bytes() == invoice()
    receipt = note(office.sent / "F-1.xml.receipt.json")
    assert (receipt["document"], receipt["sha256"]) == (str(document.id), sha256_hex(invoice()))


def test_a_file_goes_once_and_nothing_is_left_behind(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    office.run()
    assert office.run().files == office.run().files == ()
    assert len(hub.documents(nordbygg)) == 1
    assert list((office.out / ".depesch").glob("*/*")) == []


def test_the_send_mode_of_the_folder_goes_along(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.started(send_mode=SendMode.TEST)
    office.lay("F-1.xml", invoice())
    office.run()
    assert [document.send_mode for document in hub.documents(nordbygg)] == ["test"]


@pytest.mark.row("D-15", "S-029")
def test_files_of_any_kind_are_handed_over(office: Office, hub: Hub, nordbygg: Company) -> None:
    batch = io.BytesIO()
    with zipfile.ZipFile(batch, "w") as archive:
        archive.writestr("F-1.xml", invoice("F-1"))
        archive.writestr("F-2.xml", invoice("F-2"))
    for name, content in (("may.zip", batch.getvalue()), ("several.pdf", b"%PDF-1.7 x"), ("note.xyz", b"hello")):
        office.lay(name, content)
    assert {file.state for file in office.run().files} == {FileState.SENT}
    assert {document.file_name for document in hub.documents(nordbygg)} == {"may.zip", "several.pdf", "note.xyz"}


def test_what_programs_have_not_finished_is_left(office: Office) -> None:
    left = ["F.xml.tmp", "F.part", "F.filepart", "F.crdownload", "~F.xml", "~$F.xml", ".F.xml", ".~lock.F.xml#"]
    left += ["Thumbs.db", "DESKTOP.INI", "F.XML.TMP"]
    for name in left:
        office.lay(name, invoice())
    (office.out / "sub.xml").mkdir()
    (office.out / "link.xml").symlink_to("/etc/hostname")
    os.mkfifo(office.out / "pipe.xml")
    assert office.run().files == ()
    assert office.sender.again_s is None
    assert names(office.out) == sorted({*left, "sub.xml", "link.xml", "pipe.xml"} - {".F.xml", ".~lock.F.xml#"})


def test_the_folder_says_which_names_are_taken(office: Office) -> None:
    office.started(patterns=("*.xml", "*.edi"), leave=("draft-*",))
    for name in ("F-1.XML", "draft-2.xml", "F-3.pdf"):
        office.lay(name, invoice(name))
    assert [file.name for file in office.run().files] == ["F-1.XML"]
    assert names(office.out) == ["F-3.pdf", "draft-2.xml"]


def test_nothing_that_lies_in_sent_is_overwritten(office: Office) -> None:
    for number in (1, 2, 3):
        office.lay("F-1.xml", invoice(f"F-{number}"))
        office.run()
    assert names(office.sent) == [
        "F-1.xml", "F-1.xml.receipt.json", "F-1_2.xml", "F-1_2.xml.receipt.json", "F-1_3.xml", "F-1_3.xml.receipt.json",
    ]  # fmt: skip
    assert [(office.sent / f"F-1{n}.xml").read_bytes() for n in ("", "_2", "_3")] == [
        invoice("F-1"), invoice("F-2"), invoice("F-3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        b"CON.xml", b"a\nb.xml", b"bell\x07.xml", b"caf\xe9.xml", "fakturá🧾.xml".encode(), b"x" * 251 + b".xml",
        b"..xml.xml"[2:], b'q"<>|?*.xml', b"a\\b.xml", b" .xml", "\u202egpj.xml".encode(), b"#%.xml", b"-rf.xml",
    ],
)  # fmt: skip
def test_any_name_goes_out_and_lies_in_sent(office: Office, hub: Hub, nordbygg: Company, name: bytes) -> None:
    (office.out / os.fsdecode(name)).write_bytes(invoice())
    run = office.run()
    assert [file.state for file in run.files] == [FileState.SENT]
    assert all(file.name.isprintable() for file in run.files)
    assert len(hub.documents(nordbygg)) == 1
    assert len(list(office.sent.iterdir())) == 2


@pytest.mark.row("S-029")
def test_an_empty_file_lies_in_failed_with_words(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", b"")
    (file,) = office.run().files
    assert (file.state, file.reason) == (FileState.FAILED, "The file is empty.")
    assert names(office.failed) == ["F-1.xml", "F-1.xml.reason.txt"]
    text = (office.failed / "F-1.xml.reason.txt").read_text("utf-8")
    assert text.startswith("F-1.xml was not sent.\n")
    assert "What is wrong: The file is empty." in text
    assert f"lay it into {office.out}" in text
    assert hub.documents(nordbygg) == []


def test_a_file_that_is_too_large_is_not_even_tried(cut_off: Office) -> None:
    with (cut_off.out / "F-1.xml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    run = cut_off.run()
    assert run.fault == ""
    assert [file.state for file in run.files] == [FileState.FAILED]
    assert "209715200 bytes" in run.files[0].reason


def test_what_the_hub_refuses_lies_in_failed_with_its_words(office: Office) -> None:
    office.lay("F-1.xml", b"   \n")
    (file,) = office.run().files
    assert file.state is FileState.FAILED
    assert "empty" in file.reason
    assert file.next_step


@pytest.mark.row("S-115")
def test_the_same_content_laid_down_again_is_told_to_be_a_duplicate(
    office: Office, hub: Hub, nordbygg: Company
) -> None:
    office.lay("F-1.xml", invoice())
    (first,) = office.run().files
    office.started()
    office.lay("copy of F-1.xml", invoice())
    (again,) = office.run().files
    assert again.state is FileState.FAILED
    assert str(first.document_id) in again.reason
    assert "depesch connect resend" in again.next_step
    assert names(office.failed) == ["copy of F-1.xml", "copy of F-1.xml.reason.txt"]
    assert len(hub.documents(nordbygg)) == 1


def test_what_could_not_be_sent_may_be_laid_down_again(office: Office, hub: Hub, nordbygg: Company) -> None:
    for _ in range(2):
        office.lay("F-1.xml", b"")
        assert [file.reason for file in office.run().files] == ["The file is empty."]
    assert names(office.failed) == ["F-1.xml", "F-1.xml.reason.txt", "F-1_2.xml", "F-1_2.xml.reason.txt"]


def test_a_hub_that_is_away_loses_nothing(cut_off: Office, hub: Hub, nordbygg: Company, nordbygg_key: Secret) -> None:
    for number in range(3):
        cut_off.lay(f"F-{number}.xml", invoice(f"F-{number}"))
    for _ in range(3):
        run = cut_off.run()
        assert run.fault.startswith("The hub cannot be reached: http://127.0.0.1:9 does not answer")
        assert run.fault_next
    assert len(names(cut_off.out)) == 2, "one is claimed; the others are left until the hub is back"
    cut_off.hub = hub.client(nordbygg_key)
    cut_off.started()
    assert sorted(file.name for file in cut_off.run().files) == ["F-0.xml", "F-1.xml", "F-2.xml"]
    assert len(hub.documents(nordbygg)) == 3


def test_a_key_that_is_refused_is_no_fault_of_the_files(office: Office, hub: Hub) -> None:
    office.hub = hub.client(Secret("dep_nobody"))
    office.started()
    office.lay("F-1.xml", invoice())
    run = office.run()
    assert "refuses the key of account nordbygg" in run.fault
    assert (run.files, names(office.failed)) == ((), [])


def test_a_company_that_stopped_invoicing_keeps_its_files(office: Office, nordbygg: Company) -> None:
    Company.objects.filter(pk=nordbygg.pk).update(invoicing_stopped_at=now())
    office.lay("F-1.xml", invoice())
    run = office.run()
    assert run.fault.startswith("The hub takes nothing")
    assert names(office.failed) == []


def test_a_missing_folder_is_told_and_found_when_it_comes(office: Office) -> None:
    office.out.rmdir()
    run = office.run()
    assert run.fault == f"The folder {office.out} does not exist."
    assert run.fault_next
    office.out.mkdir()
    office.lay("F-1.xml", invoice())
    assert [file.state for file in office.run().files] == [FileState.SENT]


def test_what_was_sent_is_deleted_when_it_was_kept_long_enough(office: Office) -> None:
    office.started(keep_days=30)
    office.lay("F-1.xml", invoice())
    office.run()
    (office.sent / "not ours.xml").write_text("stays")
    office.time.passes(29 * 86400)
    office.run()
    assert len(names(office.sent)) == 3
    office.time.passes(86401)
    office.run()
    assert names(office.sent) == ["not ours.xml"]


def test_a_thousand_files_are_a_run_and_the_next_one_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depesch.connect.sending.sender.MOST_A_RUN", 3)
    for number in range(7):
        office.lay(f"F-{number}.xml", invoice(f"F-{number}"))
    counts = [len(office.run().files)]
    while office.sender.again_s is not None:
        counts.append(len(office.run().files))
    assert [count for count in counts if count] == [3, 3, 1]


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_reasons_are_written_in_the_agents_language(cut_off: Office, language: str) -> None:
    sender = Sender(
        cut_off.account, Sending(folder=cut_off.out), client=cut_off.hub, home=cut_off.home, agent=cut_off.agent,
        language=language, clock=cut_off.time.now, monotonic=cut_off.time.monotonic,
    )  # fmt: skip
    cut_off.lay("F-1.xml", b"")
    sender.run()
    cut_off.time.passes(1)
    (file,) = sender.run().files
    assert file.reason == {"sv": "Filen är tom.", "nb": "Filen er tom.", "en": "The file is empty."}[language]
    assert file.reason in (cut_off.failed / "F-1.xml.reason.txt").read_text("utf-8")
