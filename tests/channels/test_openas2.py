"""OpenAS2, another whole AS2 system, as the receiver: it opens our messages, and we believe its signed receipts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.channels import Delivered, Services, TryLater, channels, load_settings
from tests.channels.as2.peer import DeskInMemory
from tests.channels.harness_as2 import key_of
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER, parcel_to
from tests.exchange.as2.openas2 import IS_THERE, MISSING, OpenAs2

pytestmark = [pytest.mark.skipif(not IS_THERE, reason=MISSING), pytest.mark.row("S-036")]
AS2 = channels()["as2"]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[OpenAs2]:
    made = OpenAs2(tmp_path / "openas2", key_of("brodboden"), key_of("nordbygg").certificate)
    made.agree("http://127.0.0.1:1/")
    made.start()
    yield made
    made.stop()


def test_openas2_takes_ours_and_signs_for_them(other: OpenAs2, tmp_path: Path) -> None:
    inbox = InboxInSqlite(tmp_path / "inbox.sqlite", "nobody")
    services = Services(inbox=inbox, private_too=True, as2=DeskInMemory(key_of("nordbygg")))
    common = {
        "url": f"http://127.0.0.1:{other.port}/", "partner_name": "brodboden",
        "certificates": key_of("brodboden").certificate.pem,
    }  # fmt: skip
    parcels = [parcel_to(CUSTOMER, message_id=f"0190-{n}@hub.example", body=str(n).encode()) for n in range(4)]
    for parcel, compress in zip(parcels, ("none", "before-signing", "after-signing"), strict=False):
        settings = load_settings(AS2, {**common, "compress": compress, "encrypt": "aes128_cbc"})
        assert isinstance(AS2.send(settings, parcel, services), Delivered), other.log()[-4000:]
    assert sorted(other.received()) == sorted(parcel.main.content for parcel in parcels[:3])
    unknown_there = AS2.send(load_settings(AS2, {**common, "encrypt": "aes256_gcm"}), parcels[3], services)
    assert isinstance(unknown_there, TryLater)  # this OpenAS2 has no AES-GCM: its administrator or ours has to choose
    assert unknown_there.detail == "processed/Error: decryption-failed"
    assert len(other.received()) == 3
    inbox.close()
