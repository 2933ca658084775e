"""How a request came: TLS at the proxy, client certificates that it hands on, and headers that only pretend."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from depesch.hub.direct.certificates import ClientCertificate, parse_certificate
from depesch.hub.direct.managing import add_certificate, remove_certificate
from depesch.hub.direct.models import DirectLogin, LoginAddress, LoginCertificate
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.gateways.drop.conftest import LOGIN, Hub, invoice

HEADER = "X-Client-Certificate"
CLIENT = "203.0.113.7"
PASSED = ("-H", f"X-Forwarded-For: {CLIENT}", "-H", "X-Forwarded-Proto: https")


@pytest.fixture
def proxied(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """The hub told that a proxy stands before it; here curl plays the proxy."""
    monkeypatch.setenv("DEPESCH_PROXIES", "1")
    monkeypatch.setenv("DEPESCH_CLIENT_CERTIFICATE_HEADER", HEADER)
    return hub


def certificate(name: str = "erp.nordbygg.example", *, until: datetime | None = None) -> str:
    """Return a self-signed certificate in PEM."""
    key, at = ec.generate_private_key(ec.SECP256R1()), now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    built = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number()).not_valid_before(at - timedelta(days=9))
    signed = built.not_valid_after(until or at + timedelta(days=90)).sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode()


def known(hub: Hub, pem: str) -> ClientCertificate:
    """Put the certificate on the login and return it."""
    parsed = parse_certificate(pem)
    with acting_for(hub.nordbygg.pk):
        add_certificate(DirectLogin.objects.get(name=LOGIN), parsed, actor="user:x")
    return parsed


@pytest.mark.row("D-14")
def test_a_certificate_that_the_proxy_hands_on_opens_its_login(proxied: Hub) -> None:
    pem = certificate()
    given = ("-T", proxied.file(invoice()))
    unknown = proxied.curl(f"{proxied.root}/out/", *PASSED, "-H", f"{HEADER}: {quote(pem)}", *given)
    assert unknown.status == 401
    parsed = known(proxied, pem)
    taken = proxied.curl(f"{proxied.root}/out/", *PASSED, "-H", f"{HEADER}: {quote(pem)}", *given)
    again = proxied.curl(f"{proxied.root}/out/", *PASSED, "-H", f"{HEADER}: {parsed.fingerprint.upper()}", *given)
    assert (taken.status, again.status, again.json["id"]) == (202, 200, taken.json["id"])
    with acting_for(proxied.nordbygg.pk):
        assert LoginAddress.objects.get().address == CLIENT
        remove_certificate(LoginCertificate.objects.get(), actor="user:x")
    assert proxied.curl(f"{proxied.root}/in/", *PASSED, "-H", f"{HEADER}: {quote(pem)}").status == 401


def test_a_certificate_opens_no_login_but_the_one_that_the_address_names(proxied: Hub) -> None:
    pem = certificate()
    known(proxied, pem)
    shown = (*PASSED, "-H", f"{HEADER}: {quote(pem)}")
    assert proxied.curl(f"/drop/{proxied.nordbygg.pk}/production/in/", *shown).status == 401
    assert proxied.curl("/drop/fjordtre/production/in/", *shown).status == 401
    assert proxied.curl(f"{proxied.root}/in/", *shown).status == 200


def test_a_certificate_that_came_past_the_proxy_is_refused(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate()
    known(hub, pem)
    shown = ("-H", f"{HEADER}: {quote(pem)}")
    assert hub.curl(f"{hub.root}/in/", *shown).status == 401, "no such header is set: it means nothing"
    monkeypatch.setenv("DEPESCH_CLIENT_CERTIFICATE_HEADER", HEADER)
    monkeypatch.setenv("DEPESCH_PROXIES", "2")
    refused = hub.curl(f"{hub.root}/in/", "-H", f"X-Forwarded-For: {CLIENT}", *shown)
    assert (refused.status, refused.json["code"]) == (403, "certificate-from-elsewhere")


def test_certificates_that_are_none_expired_or_only_a_sha1_are_told_so(proxied: Hub) -> None:
    old = certificate(until=now() - timedelta(days=1))
    told = {quote(old): "expired", "ab" * 20: "certificate-sha1", "hello": "bad-certificate", "%00": "bad-certificate"}
    for value, code in told.items():
        refused = proxied.curl(f"{proxied.root}/in/", *PASSED, "-H", f"{HEADER}: {value}")
        assert (refused.status, refused.json["code"]) == (403, code)


def test_a_request_in_the_clear_is_refused_before_the_password_is_looked_at(proxied: Hub) -> None:
    for told in ((), ("-H", "X-Forwarded-Proto: http"), ("-H", "X-Forwarded-Proto: https, http")):
        refused = proxied.curl(f"{proxied.root}/in/", *proxied.basic, "-H", f"X-Forwarded-For: {CLIENT}", *told)
        assert (refused.status, refused.json["code"]) == (403, "not-encrypted")
    assert proxied.curl(f"{proxied.root}/in/", *proxied.basic, *PASSED).status == 200
    assert proxied.curl(f"{proxied.root}/in/", *proxied.basic).status == 200, "within this machine"


def test_addresses_that_the_client_made_up_do_not_count(proxied: Hub) -> None:
    pretended = ("-H", f"X-Forwarded-For: 127.0.0.1, {CLIENT}", "-H", "X-Forwarded-Proto: http")
    assert proxied.curl(f"{proxied.root}/in/", *proxied.basic, *pretended).status == 403
