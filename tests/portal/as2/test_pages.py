"""The pages of AS2: a name is chosen, partners are added, one certificate follows another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from depesch.exchange.as2.certificates import make_identity, read_certificate
from depesch.hub.as2.models import As2OwnCertificate, As2Partner, As2Sent
from depesch.hub.as2.partners import Agreed, add_certificate, add_partner
from depesch.hub.as2.station import certificates, set_up
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.as2.partners import ERP, key_of, partner_of

pytestmark = pytest.mark.django_db
PARTNER = {
    "title": "Ekonomiprogrammet", "name": ERP, "url": "https://erp.nordbygg.example/as2", "send_mode": "test",
    "must_be_signed": "on", "must_be_encrypted": "on",
}  # fmt: skip


def named(company: Company) -> None:
    with acting_for(company.pk):
        set_up("SE5566010103", actor="test", bits=2048)


def test_name_is_chosen_and_a_certificate_made(doris_browser: Client, nordbygg: Company) -> None:
    assert b"SE5566010103" in doris_browser.get("/settings/as2/").content
    doris_browser.post("/settings/as2/", {"name": "SE5566010103"})
    with acting_for(nordbygg.pk):
        (row,) = certificates()
    page = doris_browser.get("/settings/as2/").content.decode()
    assert read_certificate(row.pem.encode()).fingerprint[:2].upper() in page
    assert "/as2</code>" in page


@pytest.mark.parametrize("name", ["Nordbygg å", "x" * 129])
def test_name_that_is_none_is_refused_in_words(doris_browser: Client, name: str) -> None:
    page = doris_browser.post("/settings/as2/", {"name": name})
    assert b"field__fault" in page.content


def test_name_of_another_company_is_refused(doris_browser: Client, carls_company: Company) -> None:
    named(carls_company)
    page = doris_browser.post("/settings/as2/", {"name": "SE5566010103"}).content.decode()
    assert "Ett annat företag här har det namnet" in page


def test_certificate_is_given_out_as_text_and_as_bytes(doris_browser: Client, nordbygg: Company) -> None:
    named(nordbygg)
    with acting_for(nordbygg.pk):
        (row,) = certificates()
    pem = doris_browser.get(f"/settings/as2/certificates/{row.pk}.pem").content
    der = doris_browser.get(f"/settings/as2/certificates/{row.pk}.cer").content
    assert read_certificate(pem) == read_certificate(der)
    assert b"PRIVATE" not in pem


def test_one_certificate_follows_another_in_steps(doris_browser: Client, nordbygg: Company) -> None:
    named(nordbygg)
    with acting_for(nordbygg.pk):
        (old,) = certificates()
    doris_browser.post("/settings/as2/certificates/new/")
    with acting_for(nordbygg.pk):
        assert certificates()[0].pk == old.pk
        new = As2OwnCertificate.objects.exclude(pk=old.pk).get()
    doris_browser.post(f"/settings/as2/certificates/{old.pk}/retire/")
    with acting_for(nordbygg.pk):
        assert not As2OwnCertificate.objects.exclude(retired_at=None).exists()
    doris_browser.post(f"/settings/as2/certificates/{new.pk}/choose/")
    with acting_for(nordbygg.pk):
        assert [row.pk for row in certificates()] == [new.pk, old.pk]
    doris_browser.post(f"/settings/as2/certificates/{old.pk}/retire/")
    with acting_for(nordbygg.pk):
        assert [row.pk for row in certificates()] == [new.pk]
        assert As2OwnCertificate.objects.get(pk=old.pk).sealed_key == ""


@pytest.mark.row("S-036")
def test_partner_is_added_with_its_certificate(doris_browser: Client, nordbygg: Company) -> None:
    named(nordbygg)
    doris_browser.post("/settings/as2/partners/new/", PARTNER)
    with acting_for(nordbygg.pk):
        partner = As2Partner.objects.get()
    assert (partner.name, partner.send_mode, partner.must_be_encrypted, partner.takes_sha1) == (
        ERP,
        "test",
        True,
        False,
    )
    der = SimpleUploadedFile("erp.cer", key_of(ERP).certificate.der)
    doris_browser.post(f"/settings/as2/{partner.pk}/certificate/", {"file": der})
    page = doris_browser.get(f"/settings/as2/{partner.pk}/").content.decode()
    assert f"CN={ERP}" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"url": "http://10.0.0.1/"}, "privat nät"),
        ({"receipt_url": "ftp://x.example"}, "ingen adress"),
        ({"name": "å"}, "AS2-namn"),
        ({"title": ""}, "fyllas i"),
    ],
)
def test_partner_that_cannot_be_is_refused_in_words(
    doris_browser: Client, nordbygg: Company, changed: dict[str, str], words: str
) -> None:
    named(nordbygg)
    page = doris_browser.post("/settings/as2/partners/new/", {**PARTNER, **changed}).content.decode()
    assert words in page
    with acting_for(nordbygg.pk):
        assert not As2Partner.objects.exists()


@pytest.mark.parametrize(
    ("pem", "words"),
    [("hej", "inget certifikat"), ("-----BEGIN PRIVATE KEY-----", "privat nyckel"), ("", "inget certifikat")],
)
def test_what_is_no_certificate_is_refused_in_words(
    doris_browser: Client, nordbygg: Company, pem: str, words: str
) -> None:
    partner = partner_of(nordbygg)
    page = doris_browser.post(f"/settings/as2/{partner.pk}/certificate/", {"pem": pem}).content.decode()
    assert words in page


@pytest.mark.parametrize(
    ("days", "words"), [(400, "Gäller"), (59, "Går ut om 58 dagar"), (5, "Går ut om 4 dagar"), (1, "Har gått ut")]
)
def test_certificate_that_runs_out_is_shown(doris_browser: Client, nordbygg: Company, days: int, words: str) -> None:
    named(nordbygg)
    begun = now() - timedelta(days=2) if days == 1 else now() - timedelta(hours=2)
    identity = make_identity(ERP, at=begun, days=days, bits=2048)
    with acting_for(nordbygg.pk):
        partner = add_partner(Agreed(title="x", name="y"), actor="test")
        add_certificate(partner, identity.certificate.pem.encode(), actor="test")
    assert words in doris_browser.get("/settings/as2/").content.decode()


def test_test_message_waits_for_the_round(doris_browser: Client, nordbygg: Company) -> None:
    partner = partner_of(nordbygg)
    doris_browser.post(f"/settings/as2/{partner.pk}/test/")
    with acting_for(nordbygg.pk):
        assert As2Sent.objects.get().state == "waiting"


def test_partner_is_switched_off_and_removed(doris_browser: Client, nordbygg: Company) -> None:
    partner = partner_of(nordbygg)
    doris_browser.post(f"/settings/as2/{partner.pk}/", {**PARTNER, "off": "1"})
    with acting_for(nordbygg.pk):
        assert not As2Partner.objects.get().enabled
    doris_browser.post(f"/settings/as2/{partner.pk}/remove/")
    assert doris_browser.get(f"/settings/as2/{partner.pk}/").status_code == 404
