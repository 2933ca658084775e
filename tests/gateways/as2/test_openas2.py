"""OpenAS2, another whole AS2 system, as the sender: its documents are taken, and it believes our signed receipts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from depesch.hub.as2.later import send_receipts
from depesch.hub.as2.models import As2Message, As2Partner
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner
from depesch.hub.as2.station import set_up
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.channels.cutting import Relay, cutting
from tests.exchange.as2.openas2 import IS_THERE, MISSING, OpenAs2
from tests.gateways.web_process import WebProcess
from tests.hub.as2.partners import hub_certificate, key_of
from tests.hub.flows.papers import ubl_invoice
from tests.hub.server.hub_process import until

pytestmark = [pytest.mark.skipif(not IS_THERE, reason=MISSING), pytest.mark.row("S-036")]
NAMES = ("brodboden", "brodboden-later")


class Talk(msgspec.Struct, kw_only=True):
    """OpenAS2 with its line to the hub, and Nordbygg on the hub, who knows it under both its names."""

    other: OpenAs2
    line: Relay
    company: Company

    def knows_its_certificate(self) -> None:
        """Put OpenAS2's certificate on the partners' pages."""
        with acting_for(self.company.id):
            for partner in As2Partner.objects.all():
                add_certificate(partner, key_of("brodboden").certificate.pem.encode(), actor="test")

    def message(self, file_name: str) -> As2Message | None:
        """Return the hub's note of the message that a document came in, None as long as there is none."""
        with acting_for(self.company.id):
            found = Document.objects.filter(direction=Direction.OUT, route_in="as2", file_name=file_name).first()
            return As2Message.objects.get(document_ids=[str(found.id)]) if found else None

    def taken(self, file_name: str) -> As2Message:
        """Return the same, as soon as the document is there."""
        return until(lambda: self.message(file_name), f"{file_name} is taken: {self.other.log()[-4000:]}")

    def count(self) -> int:
        """Return how many documents the hub has."""
        with acting_for(self.company.id):
            return Document.objects.filter(direction=Direction.OUT).count()

    def accepts(self, row: As2Message) -> None:
        """Check that OpenAS2 keeps the very receipt that the hub made; one that says no it does not keep."""
        until(lambda: any(row.message_id in each for each in self.other.receipts()), f"a receipt for {row.message_id}")
        (receipt,) = [each for each in self.other.receipts() if row.message_id in each]
        assert row.receipt_headers["Message-ID"] in receipt
        assert row.mic in receipt


@pytest.fixture
def talk(
    web: WebProcess, transactional_db: None, nordbygg: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Talk]:
    """Both sides set up, OpenAS2 running; the hub has not got its certificate yet."""
    monkeypatch.setenv("DEPESCH_PRIVATE_CHANNELS", "true")  # for the receipts that are sent later
    with acting_for(nordbygg.id):
        set_up("nordbygg", actor="test", bits=2048)
        for name in NAMES:
            add_partner(Agreed(title=name, name=name, url="http://127.0.0.1:1/"), actor="test")
    other = OpenAs2(tmp_path / "openas2", key_of("brodboden"), hub_certificate(nordbygg.id))
    with cutting(web.port) as line:
        other.agree(
            f"http://127.0.0.1:{line.port}/as2", sign="SHA256", encrypt="AES128", compression="ZLIB",
            resend_max_retries="30", resend_requires_new_message_id="false",
        )  # fmt: skip
        other.start()
        yield Talk(other=other, line=line, company=nordbygg)
        other.stop()


def test_whole_session_of_openas2_as_the_sender(talk: Talk) -> None:
    """Refused, mended and repeated; an answer that is lost; a receipt that is wanted later.

    In one test, since OpenAS2 takes seconds to start. It looks at what it has to send again when it starts and every
    30 s, so that a step may see one repeat more than it asked for.
    """
    talk.other.send("F-1.xml", ubl_invoice("F-1"))
    until(lambda: "processed/error: authentication-failed" in talk.other.log(), "OpenAS2 reads a receipt that says no")
    assert (talk.count(), talk.other.receipts()) == (0, [])
    talk.knows_its_certificate()

    talk.line.sign = lambda: True  # the first byte of the hub's answer, which comes after its commit, goes lost
    talk.other.send("F-2.xml", ubl_invoice("F-2"))
    before = talk.taken("F-2.xml")
    queued = f"message put in resend queue [{before.message_id}]"
    until(lambda: queued in talk.other.log(), "OpenAS2 means to send it again")
    assert talk.line.is_cut
    talk.line.sign = bool
    talk.other.stop()
    talk.other.start()
    talk.accepts(talk.taken("F-1.xml"))
    talk.accepts(before)
    after = talk.taken("F-2.xml")
    assert (after.id, bytes(after.receipt_body)) == (before.id, bytes(before.receipt_body))
    assert after.repeats >= 1

    talk.other.send("F-3.xml", ubl_invoice("F-3"), folder="out-later")
    wanted = talk.taken("F-3.xml")
    assert wanted.receipt_url == f"http://127.0.0.1:{talk.other.mdn_port}/"
    until(lambda: (send_receipts(now()), len(talk.other.receipts()))[1] == 3, "the receipt is sent, at once or again")
    talk.accepts(wanted)
    until(lambda: not list((talk.other.home / "pending").iterdir()), "OpenAS2 waits for no receipt any more")
    assert (talk.count(), len(talk.other.receipts())) == (3, 3)
