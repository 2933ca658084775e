"""What the command line asks: where every file is, what was sent, and once more."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from depesch.connect.running import NotResent, history, resend, status
from depesch.connect.runs import FileState
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
    assert [each.parcel.name for each in history(office.home)] == ["F-2.xml", "F-1.xml"]
    (sent,) = history(office.home, text="f-1")
    assert [each.document_id for each in sent.documents] == [sent.parcel.document_id]
    assert [each.parcel.key for each in history(office.home, text=str(sent.parcel.document_id))] == [sent.parcel.key]
    assert [each.parcel.name for each in history(office.home, state="failed")] == ["F-2.xml"]
    assert history(office.home, text="F_1") == history(office.home, account="x") == []


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
    (row,) = [each.parcel for each in history(office.home, state="failed")]
    resend(office.settings, office.home, str(row.key), as_new=False)
    assert names(office.place / "nordbygg" / "failed") == []
    office.agent().once()
    assert names(office.place / "nordbygg" / "failed") == ["F-2.xml", "F-2.xml.reason.txt"]
    assert [each.parcel.key for each in history(office.home, state="failed")] == [row.key]


def test_what_cannot_be_sent_again_says_why(office: Machine) -> None:
    with pytest.raises(NotResent, match="unknown"):
        resend(office.settings, office.home, "F-9.xml")
    with pytest.raises(NotResent, match="not-failed"):
        resend(office.settings, office.home, "F-1.xml", as_new=False)
    (office.place / "nordbygg" / "sent" / "F-1.xml").unlink()
    with pytest.raises(NotResent, match="gone"):
        resend(office.settings, office.home, "F-1.xml")
