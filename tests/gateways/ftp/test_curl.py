"""`curl` over FTP with TLS in whole sessions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from depesch.hub.flows.models import Direction, DocumentState
from tests.gateways.ftp.conftest import Curl, RunningGateway
from tests.hub.direct.mailbox.scene import Someone, documents, work
from tests.hub.flows.papers import ubl_invoice

S = DocumentState


@pytest.mark.row("S-033")
def test_an_invoice_is_put_by_one_company_and_fetched_by_another(
    curl: Curl, gateway: RunningGateway, nordbygg_erp: Someone, fjordtre_erp: Someone, tmp_path: Path
) -> None:
    (tmp_path / "F-1042.xml").write_bytes(ubl_invoice("F-1042"))
    put = curl("out/", "-T", "F-1042.xml")
    assert put.returncode == 0, put.stderr
    assert curl.ls("out") == ["F-1042.xml"]
    (document,) = work(nordbygg_erp.company)
    assert (document.state, document.route_in, document.file_name) == (S.DELIVERED, "ftp", "F-1042.xml")
    (receipt,) = curl.ls("receipts")
    assert json.loads(curl(f"receipts/{receipt}").stdout)["message"]["state"] == "delivered"

    fjordtre = Curl(tmp_path, gateway, fjordtre_erp)
    (name,) = fjordtre.ls("in")
    got = fjordtre(f"in/{name}", "-Q", f"-DELE /in/{name}")
    assert (got.returncode, got.stdout) == (0, ubl_invoice("F-1042")), got.stderr
    assert (fjordtre.ls("in"), fjordtre.ls("done")) == ([], [name])
    (received,) = documents(fjordtre_erp.company, Direction.IN)
    assert received.collected_by == f"login:{fjordtre_erp.login.id}"
