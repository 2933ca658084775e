"""OpenSSH's `sftp` in whole sessions: put an invoice, have it arrive elsewhere, get it, acknowledge, see errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from depesch.hub.flows.models import Direction, DocumentState
from tests.gateways.sftp.conftest import Sftp
from tests.hub.direct.mailbox.scene import Someone, documents, work
from tests.hub.flows.papers import ubl_invoice

S = DocumentState


@pytest.mark.row("S-034")
def test_an_invoice_is_put_by_one_company_and_fetched_by_another(
    sftp: Sftp, fjordtre_sftp: Sftp, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    (tmp_path / "F-1042.xml").write_bytes(ubl_invoice("F-1042"))
    put = sftp("put F-1042.xml out/")
    assert put.returncode == 0, put.stderr
    assert sftp.ls("out") == ["F-1042.xml"]
    (document,) = work(nordbygg_erp.company)
    assert (document.state, document.route_in, document.file_name) == (S.DELIVERED, "sftp", "F-1042.xml")
    assert document.submitted_by == f"login:{nordbygg_erp.login.id}"
    assert (sftp.ls("out"), len(sftp.ls("sent"))) == ([], 1)
    (receipt,) = sftp.ls("receipts")
    assert sftp(f"get receipts/{receipt}").returncode == 0
    assert json.loads((tmp_path / receipt).read_bytes())["message"]["state"] == "delivered"

    (name,) = fjordtre_sftp.ls("in")
    assert name.startswith("Nordbygg_Fasad_AB_F-1042_2026-11-02_")
    got = fjordtre_sftp(f"get in/{name} got.xml", f"get in/{name} again.xml", f"rm in/{name}")
    assert got.returncode == 0, got.stderr
    assert (tmp_path / "got.xml").read_bytes() == (tmp_path / "again.xml").read_bytes() == ubl_invoice("F-1042")
    assert (fjordtre_sftp.ls("in"), fjordtre_sftp.ls("done")) == ([], [name])
    (received,) = documents(fjordtre_erp.company, Direction.IN)
    assert received.collected_by == f"login:{fjordtre_erp.login.id}"
