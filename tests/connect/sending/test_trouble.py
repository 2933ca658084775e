"""What a machine does to a watched folder: no permission, ten thousand files at once, a hundred thousand to look at."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType

import pytest

from depesch.connect.hub_client import HubClient
from depesch.connect.runs import FileState
from depesch.connect.sending.looking import MOST_WATCHED, Look, Lookout
from depesch.connect.settings import Sending
from tests.connect.sending.conftest import NOBODY, Office, names

NOBODY_ID = 65534


@pytest.fixture
def unprivileged() -> Iterator[Office]:
    """Give an office whose agent has no more rights than its files give it, whoever runs the tests."""
    place = Path(tempfile.mkdtemp(prefix="depesch-tests-"))
    office = Office(place / "office", HubClient(NOBODY, "dep_x"))
    is_root = os.geteuid() == 0
    if is_root:
        for path in (place, *place.rglob("*")):
            os.chown(path, NOBODY_ID, NOBODY_ID)
        os.seteuid(NOBODY_ID)
    try:
        yield office
    finally:
        if is_root:
            os.seteuid(0)
        for path in place.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(place)


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o500])
def test_a_folder_without_permission_is_told_and_used_when_it_is_given(unprivileged: Office, mode: int) -> None:
    unprivileged.lay("F-1.xml", b"")
    unprivileged.out.chmod(mode)
    run = unprivileged.run()
    assert run.fault.startswith("The agent may not read, write or rename in")
    assert str(unprivileged.out) in run.fault
    assert run.fault_next
    unprivileged.out.chmod(0o700)
    assert [file.state for file in unprivileged.run().files] == [FileState.FAILED]


def test_a_file_that_may_not_be_read_lies_in_failed_and_stops_no_other(unprivileged: Office) -> None:
    unprivileged.lay("F-1.xml", b"x").chmod(0o000)
    unprivileged.lay("F-2.xml", b"")
    reasons = {file.name: file.reason for file in unprivileged.run().files}
    assert reasons == {
        "F-1.xml": "The file cannot be read: F-1.xml: Permission denied.", "F-2.xml": "The file is empty.",
    }  # fmt: skip
    assert "F-1.xml" in names(unprivileged.failed)


def test_a_folder_for_what_failed_without_permission_holds_nothing_back(unprivileged: Office) -> None:
    unprivileged.failed.mkdir()
    unprivileged.failed.chmod(0o500)
    unprivileged.lay("F-1.xml", b"")
    assert str(unprivileged.failed) in unprivileged.run().fault
    unprivileged.failed.chmod(0o700)
    unprivileged.run()
    assert names(unprivileged.failed) == ["F-1.xml", "F-1.xml.reason.txt"]


def test_a_journal_that_cannot_be_written_sends_nothing(unprivileged: Office) -> None:
    unprivileged.home.chmod(0o500)
    unprivileged.lay("F-1.xml", b"content")
    assert unprivileged.run().fault.startswith("The agent's journal cannot be written")
    unprivileged.home.chmod(0o700)
    assert unprivileged.run().fault.startswith("The hub cannot be reached")


def test_ten_thousand_files_at_once_wait_for_a_hub_that_is_away(cut_off: Office) -> None:
    for number in range(10_000):
        (cut_off.out / f"F-{number}.xml").write_bytes(b"%d" % number)
    run = cut_off.run()
    assert run.fault
    assert len(names(cut_off.out)) == 9_999, "one is tried; none of the others is touched while the hub is away"


def test_looking_costs_what_the_number_of_files_costs(tmp_path: Path) -> None:
    """Each look is one pass, and a bounded number of files is watched at a time: counted in calls, not in seconds."""
    calls = {}
    for count in (500, 5_000):
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            (folder / f"{number}.xml").touch()
        lookout = Lookout(Sending(folder=folder, settle_s=3600))
        look, calls[count] = counted(partial(lookout.look, at=datetime.now(UTC), awaiting={}, most=1000))
        assert look.unsettled == count <= MOST_WATCHED
    assert calls[500] > 500, "each file is looked at"
    assert calls[5_000] < 11 * calls[500], "ten times as many files, ten times the work"


def counted(work: Callable[[], Look]) -> tuple[Look, int]:
    """Return what the work gives, and how many calls of functions it took, those of C included."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        result = work()
    finally:
        sys.setprofile(None)
    return result, calls
