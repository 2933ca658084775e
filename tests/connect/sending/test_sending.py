"""A file in the watched folder is sent, once, and lies in `sent` with its receipt or in `failed` with the reason."""

from __future__ import annotations

import pytest

from depesch.connect.runs import Direction, FileState
from depesch.hub.tenancy.models import Company
from depesch.kit.hashing import sha256_hex
from tests.connect.conftest import Hub, invoice
from tests.connect.sending.conftest import Office, names, note


@pytest.mark.row("S-014", "S-114")
def test_a_file_in_the_folder_is_sent_and_moved_to_sent(office: Office, hub: Hub, nordbygg: Company) -> None:
    office.lay("F-1.xml", invoice())
    run = office.run()
    (document,) = hub.documents(nordbygg)
    assert (run.account, run.direction, run.fault) == ("nordbygg", Direction.SENDING, "")
    assert [(each.name, each.state, each.document_id) for each in run.files] == [
        ("F-1.xml", FileState.SENT, document.id)
    ]
    assert document.file_name == "F-1.xml"
    assert (names(office.out), names(office.failed)) == ([], [])
    assert names(office.sent) == ["F-1.xml", "F-1.xml.receipt.json"]
    assert (office.sent / "F-1.xml").read_bytes() == invoice()
    receipt = note(office.sent / "F-1.xml.receipt.json")
    assert (receipt["document"], receipt["sha256"]) == (str(document.id), sha256_hex(invoice()))
