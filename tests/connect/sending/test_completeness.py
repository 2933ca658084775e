"""A file is taken when it is complete: nobody writes to it, and it stays as it is for a while."""

from __future__ import annotations

import os
import sys

import pytest

from depesch.connect.runs import FileState
from depesch.connect.sending.looking import is_open_for_writing
from depesch.hub.tenancy.models import Company
from tests.connect.conftest import Hub, invoice
from tests.connect.sending.conftest import Office, names

linux = pytest.mark.skipif(sys.platform != "linux", reason="read leases are Linux's")


def test_a_file_that_grows_is_waited_for(office: Office, hub: Hub, nordbygg: Company) -> None:
    whole = invoice()
    office.started(settle_s=5)
    for end in range(0, len(whole), len(whole) // 5):
        office.lay("F-1.xml", whole[:end])
        office.time.passes(3)
        assert office.run().files == ()
    office.lay("F-1.xml", whole)
    assert office.run().files == ()
    assert office.sender.again_s == pytest.approx(4.0)
    office.time.passes(4)
    assert [file.state for file in office.sender.run().files] == [FileState.SENT]
    assert (office.sent / "F-1.xml").read_bytes() == whole


def test_a_clock_that_is_set_does_not_make_a_file_complete(office: Office) -> None:
    office.started(settle_s=60)
    office.lay("F-1.xml", invoice())
    office.sender.run()
    office.time.at = office.time.at.replace(year=2030)
    assert office.sender.run().files == ()
    office.time.at = office.time.at.replace(year=2020)
    office.time.steady += 60
    assert len(office.sender.run().files) == 1


@linux
def test_a_file_that_somebody_has_open_for_writing_is_left(office: Office) -> None:
    with (office.out / "F-1.xml").open("wb") as file:
        file.write(invoice())
        file.flush()
        assert is_open_for_writing(office.out / "F-1.xml")
        assert office.run().files == ()
        assert office.sender.again_s is not None
    assert not is_open_for_writing(office.out / "F-1.xml")
    assert len(office.run().files) == 1


@linux
def test_a_file_that_is_only_read_is_taken(office: Office) -> None:
    path = office.lay("F-1.xml", invoice())
    with path.open("rb"):
        assert len(office.run().files) == 1


def test_a_file_changed_between_the_looks_is_looked_at_again(office: Office) -> None:
    office.lay("F-1.xml", invoice())
    office.sender.run()
    office.lay("F-1.xml", invoice("F-2"))
    office.time.passes(1)
    assert office.sender.run().files == ()
    office.time.passes(1)
    assert len(office.sender.run().files) == 1
    assert (office.sent / "F-1.xml").read_bytes() == invoice("F-2")


def test_the_oldest_goes_first(office: Office) -> None:
    for number, at in ((1, 300), (2, 100), (3, 200)):
        os.utime(office.lay(f"F-{number}.xml", invoice(f"F-{number}")), (at, at))
    assert [file.name for file in office.run().files] == ["F-2.xml", "F-3.xml", "F-1.xml"]
    assert names(office.out) == []
