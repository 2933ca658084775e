"""The rounds: test messages to a partner, and letters before a certificate runs out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from depesch.hub.as2.expiry import warn
from depesch.hub.as2.models import As2OwnCertificate, As2Partner, As2PartnerCertificate, As2Sent
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner, remove_partner
from depesch.hub.as2.station import choose, make_certificate
from depesch.hub.as2.trying import FAILED, WAITING, send_tests, try_partner
from depesch.hub.mailing.models import Letter
from depesch.hub.tenancy.companies import add_member
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.as2.partners import partner_of
from tests.hub.as2.scene import FJORDTRE, Scene, pem_of

OWN, THEIRS = "as2-own-certificate-expires", "as2-partner-certificate-expires"


def tried(scene: Scene) -> As2Sent:
    """Let Fjordtre send a test message to Nordbygg; return what came of it."""
    with acting_for(scene.fjordtre.id):
        assert try_partner(As2Partner.objects.get(id=scene.partner.id)).state == WAITING
    assert send_tests(now()) == 1
    assert send_tests(now()) == 0
    with acting_for(scene.fjordtre.id):
        return As2Sent.objects.order_by("-sent_at")[0]


@pytest.mark.row("S-036")
def test_test_message_and_what_its_receipt_says(scene: Scene) -> None:
    strange = tried(scene)  # Nordbygg has no partner of that name: an unsigned receipt
    assert (strange.state, strange.detail.split()[0]) == (FAILED, "receipt-not-signed")
    with acting_for(scene.nordbygg.id):
        partner = add_partner(Agreed(title="Fjordtre", name=FJORDTRE, url=f"{scene.url}/as2"), actor="test")
    no_certificate = tried(scene)
    assert (no_certificate.state, "authentication-failed" in no_certificate.detail) == ("not-taken", True)
    with acting_for(scene.nordbygg.id):
        add_certificate(partner, pem_of(scene.fjordtre).encode(), actor="test")
    assert tried(scene).state == "taken"
    with acting_for(scene.fjordtre.id):
        scene.partner.url = "http://127.0.0.1:1/as2"
        scene.partner.save()
        assert As2Sent.objects.exclude(receipts=None).count() == 3
    nobody = tried(scene)
    assert (nobody.state, nobody.detail.split()[0]) == (FAILED, "unreachable")


@pytest.fixture
def administrator(nordbygg: Company) -> User:
    """Somebody who administers Nordbygg."""
    user = User.objects.create(email="ulla@nordbygg.example", name="Ulla Berg", language="sv")
    add_member(nordbygg, user, Role.ADMINISTRATOR)
    return user


def until(company: Company, kind: type[As2OwnCertificate | As2PartnerCertificate], end: datetime) -> None:
    with acting_for(company.id):
        kind.objects.update(not_after=end)


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("made_at").values_list("kind", "recipient"))


@pytest.mark.django_db
def test_letter_is_written_60_30_and_7_days_before_and_once_each(nordbygg: Company, administrator: User) -> None:
    partner_of(nordbygg)
    end = now() + timedelta(days=300)
    until(nordbygg, As2OwnCertificate, end)
    until(nordbygg, As2PartnerCertificate, end)
    counts = [warn(end - timedelta(days=days)) for days in (61, 60, 59, 31, 30, 29, 8, 7, 1, -1)]
    assert counts == [0, 2, 0, 0, 2, 0, 0, 2, 0, 0]
    assert letters() == [(OWN, administrator.email), (THEIRS, administrator.email)] * 3


@pytest.mark.django_db
def test_certificate_that_was_missed_for_long_brings_one_letter(nordbygg: Company, administrator: User) -> None:
    partner_of(nordbygg)
    until(nordbygg, As2OwnCertificate, now() + timedelta(days=3))
    assert [warn(now()), warn(now())] == [1, 0]
    assert letters() == [(OWN, administrator.email)]


@pytest.mark.django_db
def test_no_letter_about_what_is_used_no_more(nordbygg: Company, administrator: User) -> None:
    partner = partner_of(nordbygg)
    until(nordbygg, As2OwnCertificate, now() + timedelta(days=3))
    until(nordbygg, As2PartnerCertificate, now() + timedelta(days=3))
    with acting_for(nordbygg.id):
        choose(make_certificate(actor="test", bits=2048).id, actor="test")  # the one before signs nothing more
        remove_partner(partner, actor="test")
    assert [warn(now()), warn(now())] == [0, 0]
    assert letters() == []
