"""Every file is followed to its end: delivered, or somebody has to act, and then the reason lies beside the file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from depesch.connect.hub_client import HubClient
from depesch.connect.runs import Direction, FileState, RunResult
from depesch.connect.sending.following import Follower
from depesch.connect.settings import EventClass, Sending
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice
from tests.connect.sending.conftest import Office, names
from tests.hub.flows.papers import ubl_invoice

NO_MORE = -1.0


class Followed(Office):
    """An office whose agent follows what it sent, too."""

    def __init__(self, place: Path, client: HubClient) -> None:
        super().__init__(place, client)
        self.follower = self._follower()

    def _follower(self) -> Follower:
        sending = Sending(folder=self.out, sent=self.sent, failed=self.failed)
        account = type(self.account)(name="nordbygg", hub=self.account.hub, sending=(sending,))
        return Follower(account, client=self.hub, home=self.home, clock=self.time.now)

    def follow(self) -> RunResult:
        """Let the next question come due and ask it."""
        self.time.passes(self.follower.again_s or 0.0)
        return self.follower.run()

    def pause_s(self) -> float:
        """Return how long the follower waits for its next question."""
        return NO_MORE if self.follower.again_s is None else self.follower.again_s


@pytest.fixture
def office(tmp_path: Path, hub: Hub, nordbygg_key: Secret) -> Followed:
    return Followed(tmp_path, hub.client(nordbygg_key))


@pytest.mark.row("S-128")
def test_a_file_is_followed_until_it_is_delivered(office: Followed, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    office.run()
    assert office.follow().files == ()
    assert office.pause_s() > 0
    hub.work(nordbygg)
    run = office.follow()
    assert run.direction is Direction.FOLLOWING
    assert [(f.name, f.state, f.event, f.number, f.other) for f in run.files] == [
        ("F-1.xml", FileState.DELIVERED, EventClass.DELIVERED, "F-1", "Fjordtre AS")
    ]
    assert office.follow().files == ()
    assert office.pause_s() == NO_MORE
    records = office.records()
    assert [(row.state, row.number) for row in records.search()] == [(FileState.DELIVERED, "F-1")]
    assert records.on_their_way("nordbygg", 10) == []
    records.close()


@pytest.mark.row("S-128")
def test_what_has_to_be_corrected_lies_in_failed_with_its_findings(
    office: Followed, hub: Hub, nordbygg: Company
) -> None:
    office.lay("F-1.xml", ubl_invoice("F-1", wrong_by="1"))
    office.lay("F-1.pdf", b"%PDF-1.7")
    office.run()
    hub.work(nordbygg)
    (file,) = office.follow().files
    assert (file.state, file.event) == (FileState.FAILED, EventClass.FAILED)
    assert file.reason
    assert file.next_step
    assert names(office.sent) == []
    assert names(office.failed) == ["F-1.pdf", "F-1.xml", "F-1.xml.reason.txt", "F-1.xml.receipt.json"]
    text = (office.failed / "F-1.xml.reason.txt").read_text("utf-8")
    assert text.startswith("F-1.xml was handed over, but did not arrive.")
    assert "BR-CO-16" in text
    assert str(file.document_id) in text
    assert office.follow().files == (), "it is told once"


def test_what_is_mended_in_the_portal_is_told_after_all(office: Followed, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", ubl_invoice("F-1", endpoint=("0192", "999000999"), buyer_name="Nobody AS"))
    office.run()
    hub.work(nordbygg)
    (file,) = office.follow().files
    assert file.state in (FileState.UNDELIVERED, FileState.FAILED)
    with acting_for(nordbygg.id):
        Document.objects.update(state=DocumentState.DELIVERED, problem_code="")
    assert [file.state for file in office.follow().files] == [FileState.DELIVERED]
    assert office.follower.again_s is None or office.follow().files == ()


@pytest.mark.row("D-15")
def test_each_document_of_a_file_is_followed(office: Followed, hub: Hub, nordbygg: Company) -> None:
    batch = io.BytesIO()
    with zipfile.ZipFile(batch, "w") as archive:
        archive.writestr("F-1.xml", invoice("F-1"))
        archive.writestr("F-2.xml", ubl_invoice("F-2", wrong_by="1"))
    office.lay("may.zip", batch.getvalue())
    office.run()
    hub.work(nordbygg)
    results = [*office.follow().files, *office.follow().files]
    assert {(file.name, file.number): file.state for file in results} == {
        ("may.zip#1", "F-1"): FileState.DELIVERED, ("may.zip#2", "F-2"): FileState.FAILED,
    }  # fmt: skip
    assert names(office.sent) == ["may.zip", "may.zip.receipt.json"]
    assert names(office.failed) == ["may.zip#2.reason.txt"]
    records = office.records()
    assert [row.state for row in records.search()] == [FileState.FAILED]
    records.close()


def test_a_hub_that_is_away_is_asked_again(office: Followed, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    office.run()
    there, office.hub = office.hub, HubClient("http://127.0.0.1:9", "x")
    office.follower = office._follower()
    assert office.follow().fault
    office.hub = there
    office.follower = office._follower()
    hub.work(nordbygg)
    assert [file.state for file in office.follow().files] == [FileState.DELIVERED]


def test_questions_become_rarer(office: Followed) -> None:
    office.lay("F-1.xml", invoice())
    office.run()
    pauses = []
    for _ in range(20):
        office.follow()
        pauses.append(office.follower.again_s or 0)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1.0, 300.0)


def test_a_clock_set_back_does_not_stop_the_following(office: Followed, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    office.run()
    office.follow()
    office.time.at = office.time.at.replace(year=2025)
    hub.work(nordbygg)
    assert [file.state for file in office.follower.run().files] == [FileState.DELIVERED]
