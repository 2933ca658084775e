"""AS2: before the name is chosen, with partners, certificates that run out, messages both good and bad."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from depesch.exchange.as2.certificates import make_identity
from depesch.hub.as2.models import As2Delivery, As2Message, As2Partner, As2Sent
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner
from depesch.hub.as2.station import make_certificate, set_up
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """None; in the middle of a roll-over; a partner with all that can stand there; a certificate that is none."""
    stage.open("/settings/as2/")
    yield "as2-none"
    with acting_for(stage.company.pk):
        set_up("SE5566010103", actor="user:x", bits=2048)
        make_certificate(actor="user:x", bits=2048)
        partner = add_partner(
            Agreed(title="Ekonomiprogrammet", name="Nordbygg ERP", url="https://erp.nordbygg.example/as2"),
            actor="user:x",
        )  # fmt: skip
        add_partner(Agreed(title="Gamla kassan", name="KASSA-1"), actor="user:x")
        identity = make_identity("Nordbygg ERP", at=now(), days=25, bits=2048)
        add_certificate(partner, identity.certificate.pem.encode(), actor="user:x")
        message_id = _told(partner)
    stage.open("/settings/as2/")
    yield "as2"
    stage.open(f"/settings/as2/{partner.pk}/")
    yield "as2-partner"
    stage.open(f"/settings/as2/messages/{message_id}/")
    yield "as2-message"
    stage.open(f"/settings/as2/{partner.pk}/certificate/")
    stage.page.fill("textarea[name=pem]", "hej")
    stage.page.click("main button.button--main")
    stage.page.wait_for_selector(".field__fault")
    yield "as2-certificate-faults"


def _told(partner: As2Partner) -> object:
    """Give the partner messages and tests in each state that looks different."""
    at = now()
    for number, (fault, receipt) in enumerate(
        (("", As2Delivery.ANSWERED), ("", As2Delivery.WAITING), ("decryption-failed", As2Delivery.ANSWERED))
    ):
        row = As2Message.objects.create(
            tenant_id=partner.tenant_id, partner=partner, message_id=f"<{number}.F-1042@erp.nordbygg.example>",
            came_at=at - timedelta(hours=number), fault=fault, receipt=receipt, repeats=number,
            detail="decryption-failed: encrypted for none of our certificates" if fault else "",
            receipt_body=b"--b\r\nDisposition: automatic-action/MDN-sent-automatically; processed\r\n--b--\r\n",
        )  # fmt: skip
    for state in ("taken", "failed", "waiting"):
        As2Sent.objects.create(
            tenant_id=partner.tenant_id, partner=partner, message_id=f"<{state}@hub>", to=partner.name, sent_at=at,
            state=state, detail="timed-out ReadTimeout" if state == "failed" else "",
        )  # fmt: skip
    return row.pk
