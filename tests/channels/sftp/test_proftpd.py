"""The SFTP channel against ProFTPD's mod_sftp: another SSH than OpenSSH's and asyncssh's."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.channels import Delivered, Services, TryLater, load_settings
from depesch.channels.sftp import CHANNEL
from depesch.kit.hashing import sha256_hex
from tests.channels.ftps.foreign import ProftpdSftp, running
from tests.channels.people import CUSTOMER, parcel_to

SERVICES = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
PARCEL = parcel_to(CUSTOMER)
KEY = sha256_hex(PARCEL.message_id.encode())[:16]


@pytest.mark.row("S-033")
def test_a_document_arrives_whole_and_once(tmp_path: Path) -> None:
    with running(ProftpdSftp, tmp_path / "server") as server:
        settings = load_settings(CHANNEL, server.settings())
        first = CHANNEL.send(settings, PARCEL, SERVICES)
        assert isinstance(first, Delivered), (first, server.log())
        document = server.folder / f"F-1042_{KEY}.xml"
        assert server.names() == [document.name, f"F-1042_{KEY}_1_F-1042.pdf", f"F-1042_{KEY}_2_ritning.png"]
        assert sha256_hex(document.read_bytes()) == sha256_hex(PARCEL.main.content)
        document.unlink()
        assert isinstance(CHANNEL.send(settings, PARCEL, SERVICES), Delivered)
        assert not document.exists()
        stranger = load_settings(CHANNEL, server.settings(user="somebody"))
        assert isinstance(CHANNEL.send(stranger, PARCEL, SERVICES), TryLater)
