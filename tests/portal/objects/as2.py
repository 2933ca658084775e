"""An AS2 certificate of ours, a partner with one of its own, a message of it."""

from __future__ import annotations

from depesch.hub.as2.models import As2Delivery, As2Message, As2Partner, As2PartnerCertificate
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner
from depesch.hub.as2.station import certificates, make_certificate, set_up
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.as2.partners import key_of
from tests.portal.objects import Ours


def _certificate(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        set_up(f"test {ours.company.pk}", actor="user:x", bits=2048)
        return next((row.pk for row in certificates() if row.chosen_at is None), None) or make_certificate(
            actor="user:x", bits=2048
        ).pk  # fmt: skip


def _partner(ours: Ours) -> As2Partner:
    with acting_for(ours.company.pk):
        known = As2Partner.objects.filter(name="ERP", removed_at=None).first()
        return known or add_partner(Agreed(title="Ekonomiprogrammet", name="ERP"), actor="user:x")


def _theirs(ours: Ours) -> object:
    partner = _partner(ours)
    with acting_for(ours.company.pk):
        known = As2PartnerCertificate.objects.filter(removed_at=None).first()
        return (known or add_certificate(partner, key_of("ERP").certificate.pem.encode(), actor="user:x")).pk


def _message(ours: Ours) -> object:
    partner = _partner(ours)
    with acting_for(ours.company.pk):
        row, _ = As2Message.objects.get_or_create(
            tenant_id=ours.company.pk, partner=partner, message_id="<1@erp>",
            defaults={"came_at": now(), "receipt": As2Delivery.NONE},
        )  # fmt: skip
        return row.pk


OBJECTS = {
    "as2_certificate_id": _certificate,
    "as2_partner_id": lambda ours: _partner(ours).pk,
    "as2_theirs_id": _theirs,
    "as2_message_id": _message,
}
