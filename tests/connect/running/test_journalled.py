"""What the command line asks: where every file is, what was sent, and once more."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest
from msgspec.structs import replace

from depesch.connect.collecting import records
from depesch.connect.journal import open_journal
from depesch.connect.running import NotResent, Wanted, resend, status
from depesch.connect.running.past import STATES, Collected, Entry, Sent, at_of, history
from depesch.connect.runs import Direction, FileState
from depesch.hub.tenancy.models import Company
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice
from tests.connect.running.conftest import Machine
from tests.connect.sending.conftest import names


@pytest.fixture
def office(machine: Machine, nordbygg_key: Secret) -> Machine:
    """A machine on which F-1 was sent, F-2 is empty, and F-3 waits for its attachment."""
    account = machine.account("nordbygg", nordbygg_key)
    (sending,) = account.sending
    waiting = replace(account, sending=(replace(sending, await_attachments_s=3600.0),))
    machine.settings = replace(machine.settings, accounts=(account,))
    machine.lay("nordbygg", "F-1.xml", invoice())
    machine.lay("nordbygg", "F-2.xml", b"")
    machine.agent().once()
    machine.lay("nordbygg", "F-3.xml", invoice("F-3"))
    machine.settings = replace(machine.settings, accounts=(waiting,))
    machine.agent().once()
    return machine


@pytest.mark.row("D-16", "S-128")
def test_the_status_shows_every_file_that_is_not_at_its_end(office: Machine) -> None:
    (account,) = status(office.settings, office.home).accounts
    assert [(each.name, each.since is not None) for each in account.waiting] == [("F-3.xml", True)]
    assert [row.name for row in account.on_their_way] == ["F-1.xml"]
    assert account.counts == {FileState.SENT: 1, FileState.FAILED: 1}
    assert {standing.direction.value for standing in account.standings} == {"sending", "collecting", "following"}
    assert account.unreadable == ()


def test_the_history_is_searched(office: Machine) -> None:
    assert names_of(history(office.home, Wanted())) == ["F-2.xml", "F-1.xml"]
    (sent,) = history(office.home, Wanted(text="f-1"))
    assert isinstance(sent, Sent)
    assert [each.document_id for each in sent.documents] == [sent.parcel.document_id]
    assert history(office.home, Wanted(text=str(sent.parcel.document_id))) == [sent]
    assert names_of(history(office.home, Wanted(state=FileState.FAILED))) == ["F-2.xml"]
    assert history(office.home, Wanted(text="F_1")) == history(office.home, Wanted(account="x")) == []


@pytest.mark.row("D-16", "S-128")
def test_the_history_tells_what_was_sent_and_what_was_collected(office: Machine, hub: Hub, nordbygg: Company) -> None:
    first, _ = hub.arrived(nordbygg, invoice("B_17"), invoice("B-18"))
    office.agent().once()
    whole = history(office.home, Wanted())
    assert sorted(names_of(whole)[:2]) == ["B-18", "B_17"], "the newest first"
    assert names_of(whole)[2:] == ["F-2.xml", "F-1.xml"]
    found = {
        text: names_of(history(office.home, Wanted(text=text)))
        for text in ("b_1", str(first), "Nordbygg Fasad", "B-18_2026", "in/B")
    }
    assert found["b_1"] == found[str(first)] == ["B_17"], "a _ is a _, and an id is found"
    assert sorted(found["Nordbygg Fasad"]) == ["B-18", "B_17"], "the other party"
    assert found["B-18_2026"] == ["B-18"], "the file's name"
    assert found["in/B"] == []
    came, went = Wanted(direction=Direction.COLLECTING), Wanted(direction=Direction.SENDING)
    assert (names_of(history(office.home, came)), names_of(history(office.home, went))) == (
        names_of(whole)[:2], names_of(whole)[2:]
    )  # fmt: skip
    assert names_of(history(office.home, Wanted(state=FileState.COLLECTED))) == names_of(whole)[:2]
    assert history(office.home, Wanted(state=FileState.COLLECTED, direction=Direction.SENDING)) == []
    between = at_of(whole[1])
    assert names_of(history(office.home, Wanted(since=between, limit=2))) == names_of(whole)[:2]
    assert names_of(history(office.home, Wanted(until=between))) == names_of(whole)[2:]
    assert names_of(history(office.home, Wanted(limit=3))) == names_of(whole)[:3]


def test_every_state_of_the_history_can_be_asked_for(office: Machine) -> None:
    assert set(STATES) | {FileState.WAITING} == set(FileState)
    assert {state for state in STATES if history(office.home, Wanted(state=state))} == {
        FileState.SENT, FileState.FAILED
    }  # fmt: skip


@pytest.mark.row("S-128")
def test_what_could_not_be_collected_is_shown_with_reason_and_what_to_do(
    office: Machine, hub: Hub, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (document_id,) = hub.arrived(nordbygg, invoice("B-17"))
    with monkeypatch.context() as patched:
        patched.setattr("depesch.connect.collecting.marks.Marks.open_part", no_room)
        office.agent().once()
    (account,) = status(office.settings, office.home).accounts
    (row,) = account.not_collected
    assert (row.document_id, row.number, row.name, row.tries) == (document_id, "B-17", "B-17", 1)
    assert os.strerror(errno.ENOSPC) in row.reason
    assert "room" in row.next_step
    assert row.try_at is not None
    assert row.try_at > row.changed_at
    assert account.counts[FileState.NOT_COLLECTED] == 1
    (entry,) = history(office.home, Wanted(state=FileState.NOT_COLLECTED))
    assert isinstance(entry, Collected)
    assert entry.document == row


def test_a_journal_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    old = (records.SCHEMA[0], "INSERT INTO collected_document (account, document_id, state, number, changed_at)"
           f" VALUES ('nordbygg', '{UUID(int=1)}', 'acknowledged', 'B-1', 1790000000.0)")  # fmt: skip
    open_journal(tmp_path, old).close()
    for _ in range(2):
        (entry,) = history(tmp_path, Wanted(text="b-1"))
        assert isinstance(entry, Collected)
        assert (entry.document.number, entry.document.next_step) == ("B-1", "")


def names_of(entries: list[Entry]) -> list[str]:
    """Return what was sent by its file, and what was collected by its number."""
    return [each.parcel.name if isinstance(each, Sent) else each.document.number for each in entries]


def test_what_was_sent_is_sent_again_as_a_document_of_its_own(office: Machine, hub: Hub, nordbygg: Company) -> None:
    resend(office.settings, office.home, "F-1.xml")
    assert len(hub.documents(nordbygg)) == 1, "the agent sends, not the command"
    office.agent().once()
    assert len(hub.documents(nordbygg)) == 2
    assert names(office.place / "nordbygg" / "sent") == [
        "F-1.xml", "F-1.xml.receipt.json", "F-1_2.xml", "F-1_2.xml.receipt.json",
    ]  # fmt: skip
    with pytest.raises(NotResent, match="ambiguous"):
        resend(office.settings, office.home, "F-1.xml")


def test_what_failed_is_tried_again_under_its_key(office: Machine) -> None:
    (row,) = [each.parcel for each in history(office.home, Wanted(state=FileState.FAILED)) if isinstance(each, Sent)]
    resend(office.settings, office.home, str(row.key), as_new=False)
    assert names(office.place / "nordbygg" / "failed") == []
    office.agent().once()
    assert names(office.place / "nordbygg" / "failed") == ["F-2.xml", "F-2.xml.reason.txt"]
    (again,) = history(office.home, Wanted(state=FileState.FAILED))
    assert isinstance(again, Sent)
    assert again.parcel.key == row.key


def test_what_cannot_be_sent_again_says_why(office: Machine) -> None:
    with pytest.raises(NotResent, match="unknown"):
        resend(office.settings, office.home, "F-9.xml")
    with pytest.raises(NotResent, match="not-failed"):
        resend(office.settings, office.home, "F-1.xml", as_new=False)
    (office.place / "nordbygg" / "sent" / "F-1.xml").unlink()
    with pytest.raises(NotResent, match="gone"):
        resend(office.settings, office.home, "F-1.xml")
