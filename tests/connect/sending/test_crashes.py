"""kill -9 before and after every step, a full disk, a lost journal, two agents: every file goes exactly once."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from depesch.connect.hub_client import HubAway, HubClient
from depesch.connect.runs import FileState
from depesch.connect.sending import claiming
from depesch.hub.archive.store import files_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice
from tests.connect.disks import refusing_once
from tests.connect.sending.conftest import Office, names, note
from tests.connect.warm import Ended, Warm

MODULE = "tests.connect.sending.crashing"


@pytest.mark.faults
@pytest.mark.row("S-115", "S-025")
def test_killed_before_and_after_every_step_a_file_goes_exactly_once(
    tmp_path: Path, hub: Hub, nordbygg: Company, nordbygg_key: Secret, warm: Warm
) -> None:
    def agent(office: Office, die_at: int | str) -> Ended:
        return warm.run(MODULE, office.place, hub.url, nordbygg_key.reveal(), die_at)

    steps = int(agent(_office(tmp_path / "all", hub, nordbygg_key, "whole"), "").told.split()[0])
    assert steps > 30
    wanted = random.Random(1).sample(range(1, steps + 1), 12)
    offices = {die_at: _office(tmp_path / str(die_at), hub, nordbygg_key, f"N-{die_at}") for die_at in wanted}
    for die_at, office in offices.items():
        assert agent(office, die_at).status == -signal.SIGKILL
        office.run()
        office.run()
        _must_be_whole(office, f"killed at step {die_at} of {steps}")
    sent = hub.documents(nordbygg)
    assert len(sent) == len({d.original_sha256 for d in sent}) == 1 + len(wanted)
    with acting_for(nordbygg.id):
        assert {len(files_of(document.id)) for document in sent} == {2}


def _office(place: Path, hub: Hub, key: Secret, number: str) -> Office:
    office = Office(place, hub.client(key))
    office.lay("F-1.xml", invoice(number))
    office.lay("F-1.pdf", b"%PDF-1.7 drawing")
    return office


def _must_be_whole(office: Office, when: str) -> None:
    assert names(office.out) == [], when
    assert names(office.failed) == [], when
    assert names(office.sent) == ["F-1.pdf", "F-1.xml", "F-1.xml.receipt.json"], when
    assert list((office.out / ".depesch").glob("*/*")) == [], when
    records = office.records()
    (row,) = records.search()
    records.close()
    assert row.state is FileState.SENT, when
    assert note(office.sent / "F-1.xml.receipt.json")["document"] == str(row.document_id), when


def test_a_receipt_that_is_lost_on_the_way_makes_no_second_document(
    office: Office, hub: Hub, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = HubClient.submit

    def loses_the_answer(*arguments: object, **named: object) -> object:
        submit(*arguments, **named)  # type: ignore[arg-type]  # handed on as they came
        raise HubAway("the line broke")

    office.lay("F-1.xml", invoice())
    with monkeypatch.context() as patched:
        patched.setattr(HubClient, "submit", loses_the_answer)
        assert "the line broke" in office.run().fault
    assert [file.state for file in office.run().files] == [FileState.SENT]
    assert len(hub.documents(nordbygg)) == 1


def test_a_journal_of_yesterday_makes_no_second_document(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.run()
    yesterday = office.place / "yesterday"
    shutil.copytree(office.home, yesterday)
    office.lay("F-1.xml", invoice())
    office.hub = HubClient("http://127.0.0.1:9", "x")
    office.started()
    assert office.run().fault, "claimed, and the hub is away"
    shutil.rmtree(office.home)
    yesterday.rename(office.home)
    office.hub = _client_of(hub, nordbygg)
    office.started()
    assert [file.state for file in office.run().files] == [FileState.SENT]
    shutil.rmtree(office.home)
    office.home.mkdir()
    assert office.run().files == ()
    assert len(hub.documents(nordbygg)) == 1


def _client_of(hub: Hub, company: Company) -> HubClient:
    return hub.client(hub.key(company))


def test_a_full_disk_loses_nothing_and_sends_nothing_twice(
    office: Office, hub: Hub, nordbygg: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    office.lay("F-1.xml", invoice())
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        for _ in range(2):
            run = office.run()
            assert "no room left on the disk" in run.fault
    assert len(office.run().files) == 1
    assert len(hub.documents(nordbygg)) == 1
    assert names(office.sent) == ["F-1.xml", "F-1.xml.receipt.json"]


@pytest.mark.parametrize("after", [False, True])
def test_disk_that_refuses_one_call_wherever_it_is_neither_loses_nor_doubles(
    after: bool, tmp_path: Path, hub: Hub, nordbygg: Company, nordbygg_key: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in count():
        office = _office(tmp_path / str(at), hub, nordbygg_key, f"N-{at}")
        with refusing_once(monkeypatch, at, after=after) as refused:
            office.run()
        office.run()
        office.run()
        _must_be_whole(office, f"call {at}: {refused}")
        sent = hub.documents(nordbygg)
        assert len(sent) == len({each.original_sha256 for each in sent}) == at + 1
        if not refused:
            break
    assert at > 8, "there are more calls than that on the way"


def test_two_agents_at_one_folder_send_each_file_once(
    office: Office, another: Callable[[], Office], hub: Hub, nordbygg: Company
) -> None:
    offices = [office, another(), another()]
    for number in range(20):
        office.lay(f"F-{number}.xml", invoice(f"F-{number}"))
        office.lay(f"F-{number}.pdf", b"%PDF-1.7")
    sent: list[str] = []

    def work(one: Office) -> None:
        for _ in range(3):
            sent.extend(file.name for file in one.run().files)

    threads = [threading.Thread(target=work, args=(one,)) for one in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(sent) == sorted(f"F-{number}.xml" for number in range(20))
    assert len(hub.documents(nordbygg)) == 20
    assert len(names(office.sent)) == 60


def test_what_a_dead_agent_left_is_taken_over_under_its_key(
    office: Office, another: Callable[[], Office], hub: Hub, nordbygg: Company
) -> None:
    office.lay("F-1.xml", invoice())
    living, office.hub = another(), HubClient("http://127.0.0.1:9", "x")
    office.started()
    office.run()
    (left,) = claiming.claims(claiming.own_folder(office.out, office.agent))
    assert living.run().files == (), "it may still be at it"
    os.utime(left, (1, 1))
    assert [file.state for file in living.run().files] == [FileState.SENT]
    records = living.records()
    assert str(records.search()[0].key) == left.name
    records.close()
    assert office.run().fault == ""
    assert len(hub.documents(nordbygg)) == 1


def test_a_claimed_file_that_somebody_changes_is_not_sent_under_the_same_key(cut_off: Office) -> None:
    cut_off.lay("F-1.xml", invoice())
    cut_off.run()
    (claim,) = claiming.claims(claiming.own_folder(cut_off.out, cut_off.agent))
    (claim / "F-1.xml").write_bytes(invoice("F-2"))
    (file,) = cut_off.run().files
    assert (file.state, names(cut_off.failed)) == (FileState.FAILED, ["F-1.xml", "F-1.xml.reason.txt"])
    assert "changed" in file.reason


@pytest.mark.parametrize("folder", ["sent", "failed"])
def test_a_folder_that_takes_nothing_is_told_and_nothing_goes_twice(
    office: Office, hub: Hub, nordbygg: Company, folder: str
) -> None:
    (office.place / folder).write_text("a file stands where the folder should be")
    office.lay("F-1.xml", invoice() if folder == "sent" else b"")
    assert [office.run().fault != "" for _ in range(2)] == [True, True]
    (office.place / folder).unlink()
    office.run()
    assert "F-1.xml" in names(office.place / folder)
    assert len(hub.documents(nordbygg)) == (1 if folder == "sent" else 0)
