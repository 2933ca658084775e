"""What those who run the hub see of all companies: numbers, silence, certificates; and nobody else sees any of it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from uuid import uuid4

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from depesch.hub.flows import certificates, operating
from depesch.hub.flows.certificates import Server, days_left
from depesch.hub.flows.models import CompanyNumbers, Direction, Document, DocumentState, ServerCertificate
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def sent(company: Company, *days_ago: float, send_mode: str = "production", direction: str = "out") -> None:
    with acting_for(company.pk):
        Document.objects.bulk_create(
            Document(
                id=uuid4(), tenant=company, direction=direction, state=DocumentState.DELIVERED, state_since=NOW,
                send_mode=send_mode, route_in="api", original_sha256="0" * 64, submitted_by="token:test",
                received_at=NOW - timedelta(days=days),
            )
            for days in days_ago
        )  # fmt: skip


@pytest.fixture
def operator(astrid: User) -> User:
    User.objects.filter(pk=astrid.pk).update(is_operator=True)
    return astrid


def test_volumes_are_counted_once_an_hour(nordbygg: Company, carls_company: Company, operator: User) -> None:
    sent(nordbygg, 1, 2, 31)
    sent(nordbygg, 3, direction=Direction.IN)
    assert operating.count_if_due(NOW) == 2
    assert operating.count_if_due(NOW + timedelta(minutes=50)) == 0
    found = operating.numbers_of(operator.pk, [nordbygg.pk, carls_company.pk])
    assert (found[nordbygg.pk].sent_30_days, found[nordbygg.pk].received_30_days) == (2, 1)
    assert found[nordbygg.pk].last_document_at == NOW - timedelta(days=1)
    assert (found[carls_company.pk].sent_30_days, found[carls_company.pk].last_document_at) == (0, None)
    sent(carls_company, 0.5)
    assert operating.count_if_due(NOW + timedelta(minutes=70)) == 2
    assert operating.numbers_of(operator.pk, [carls_company.pk])[carls_company.pk].sent_30_days == 1


def test_who_does_not_run_the_hub_sees_no_numbers(nordbygg: Company, bo: User, operator: User) -> None:
    sent(nordbygg, *range(20, 60, 5))
    operating.count_if_due(NOW)
    assert operating.numbers_of(bo.pk, [nordbygg.pk]) == {}
    assert operating.silences(bo.pk, NOW) == []
    assert not CompanyNumbers.objects.exists()
    User.objects.filter(pk=operator.pk).update(is_active=False)
    assert operating.numbers_of(operator.pk, [nordbygg.pk]) == {}


@pytest.mark.parametrize(
    ("days_ago", "is_silent"),
    [
        (range(20, 70, 5), True),  # every fifth day, and then nothing for twenty
        (range(9, 70, 5), False),  # nine days are less than twice five
        (range(11, 70, 5), True),
        (range(3, 40), False),  # every day, and a long weekend
        (range(5, 40), True),
        ((20, 25), False),  # twice is no habit
        ((), False),
    ],
)
def test_silence_is_measured_by_the_companys_own_habit(
    nordbygg: Company, operator: User, days_ago: range | tuple[int, ...], is_silent: bool
) -> None:
    sent(nordbygg, *days_ago)
    operating.count_if_due(NOW)
    found = operating.silences(operator.pk, NOW)
    assert bool(found) is is_silent
    if found:
        assert (found[0].company_name, found[0].silent_days) == (nordbygg.name, min(days_ago))


def test_tests_and_closed_companies_raise_no_alarm(nordbygg: Company, carls_company: Company, operator: User) -> None:
    sent(nordbygg, *range(20, 70, 5), send_mode="test")
    sent(carls_company, *range(20, 70, 5))
    Company.objects.filter(pk=carls_company.pk).update(closed_at=NOW)
    operating.count_if_due(NOW)
    assert operating.silences(operator.pk, NOW) == []


class Shaking(BaseRequestHandler):
    """Shakes hands and hangs up."""

    def handle(self) -> None:
        assert isinstance(self.server, TlsServer)
        try:
            with self.server.context.wrap_socket(self.request, server_side=True):
                pass
        except ssl.SSLError:
            pass


class TlsServer(ThreadingTCPServer):
    """A server of one's own with a certificate of one's own."""

    context: ssl.SSLContext


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[TlsServer]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub.example")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(NOW).not_valid_after(NOW + timedelta(days=20))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    with TlsServer(("127.0.0.1", 0), Shaking) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(file)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.django_db
def test_the_portals_certificate_is_looked_at_once_a_day(
    tls_server: TlsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = tls_server.server_address[1]
    monkeypatch.setenv("DEPESCH_PUBLIC_URL", f"https://127.0.0.1:{port}")
    assert certificates.look_if_due(NOW) == 1
    assert certificates.look_if_due(NOW + timedelta(hours=20)) == 0
    seen = ServerCertificate.objects.get(name="portal")
    assert (seen.subject, seen.fault, days_left(seen, NOW)) == ("CN=hub.example", "", 20)
    assert certificates.look_if_due(NOW + timedelta(hours=25)) == 1


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "servers", lambda config: [Server(name="mail", host="127.0.0.1", port=1)])
    assert certificates.look_if_due(NOW) == 1
    seen = ServerCertificate.objects.get(name="mail")
    assert (seen.expires_at, days_left(seen, NOW)) == (None, None)
    assert "refused" in seen.fault.lower()
