"""`x.pdf` beside `x.xml` goes along with it; a document may wait for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from depesch.connect.runs import FileState
from depesch.connect.sending.names import Group, Names
from depesch.hub.archive.store import files_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.connect.conftest import Hub, invoice
from tests.connect.sending.conftest import Office, names, note


def attached(hub: Hub, company: Company) -> list[list[str]]:
    """Return the names of the attachments of each of the company's documents."""
    documents = hub.documents(company)
    with acting_for(company.id):
        return [[file.name for file in files_of(each.id) if file.role == "attachment"] for each in documents]


@pytest.mark.row("D-16")
def test_files_of_the_documents_name_go_along(office: Office, hub: Hub, nordbygg: Company) -> None:
    for name in ("F-1.pdf", "F-1_1.png", "F-1_2.pdf", "G-1.pdf"):
        office.lay(name, name.encode())
    office.lay("F-1.xml", invoice())
    run = office.run()
    assert sorted(file.name for file in run.files) == ["F-1.xml", "G-1.pdf"]
    assert sorted(attached(hub, nordbygg)) == [[], ["F-1.pdf", "F-1_1.png", "F-1_2.pdf"]]
    assert {"F-1.pdf", "F-1_1.png", "F-1_2.pdf", "F-1.xml", "F-1.xml.receipt.json"} <= set(names(office.sent))
    receipt = note(office.sent / "F-1.xml.receipt.json")
    assert [each["file"] for each in receipt["attachments"]] == ["F-1.pdf", "F-1_1.png", "F-1_2.pdf"]


@pytest.mark.row("D-16")
def test_a_document_waits_for_its_attachment_and_says_so(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.started(await_attachments_s=600)
    office.lay("F-1.xml", invoice())
    assert office.run().files == ()
    records = office.records()
    ((folder, name, since),) = records.all_awaiting("nordbygg")
    assert (folder, name) == (str(office.out), "F-1.xml")
    office.time.passes(300)
    office.started()
    office.lay("F-1.pdf", b"%PDF-1.7")
    assert [file.state for file in office.run().files] == [FileState.SENT]
    assert attached(hub, nordbygg) == [["F-1.pdf"]]
    assert records.all_awaiting("nordbygg") == []
    assert office.time.at - since < timedelta(seconds=600)
    records.close()


def test_a_document_does_not_wait_for_ever_nor_longer_for_a_restart(office: Office) -> None:
    office.started(await_attachments_s=600)
    office.lay("F-1.xml", invoice())
    office.run()
    office.time.passes(598)
    office.started()
    assert office.run().files == ()
    office.time.passes(2)
    assert [file.state for file in office.sender.run().files] == [FileState.SENT]


def test_an_attachment_that_is_still_written_is_waited_for(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    office.sender.run()
    office.time.passes(0.2)
    office.lay("F-1.pdf", b"%PDF-")
    office.time.passes(0.2)
    assert office.sender.run().files == ()
    office.time.passes(1)
    assert len(office.sender.run().files) == 1
    assert attached(hub, nordbygg) == [["F-1.pdf"]]


def test_without_attachments_each_file_is_a_document(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.started(attachments=False)
    office.lay("F-1.xml", invoice())
    office.lay("F-1.pdf", b"%PDF-1.7")
    assert len(office.run().files) == 2
    assert attached(hub, nordbygg) == [[], []]


def test_the_names_decide_what_goes_with_what() -> None:
    rules = Names(patterns=("*",), leave=(), attachments=True)
    found = rules.groups(["a.xml", "a.pdf", "a.json", "a_1.pdf", "a_1.xml", "a_1_2.txt", "b_1.pdf", "c.PDF", "C.xml"])
    assert {group.document: group.attachments for group in found} == {
        "a.xml": ("a.pdf",), "a.json": (), "a_1.xml": ("a_1.pdf", "a_1_2.txt"), "b_1.pdf": (), "c.PDF": (), "C.xml": (),
    }  # fmt: skip


def test_patterns_choose_documents_not_attachments() -> None:
    rules = Names(patterns=("*.xml",), leave=(), attachments=True)
    assert rules.groups(["a.xml", "a.pdf", "b.pdf"]) == [Group(document="a.xml", attachments=("a.pdf",))]
