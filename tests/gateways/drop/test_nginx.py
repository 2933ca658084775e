"""The drop behind nginx as docs/direct.md and docs/operate.md say to set it up: their blocks are run as they stand."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from depesch.hub.direct.certificates import parse_certificate
from depesch.hub.direct.managing import add_certificate
from depesch.hub.direct.models import DirectLogin
from depesch.hub.tenancy.scope import acting_for
from tests.gateways.drop.conftest import LOGIN, Answer, Hub, invoice
from tests.gateways.drop.nginx import NGINX, Nginx, block_in, write_certificate
from tests.hub.server.hub_process import until

HEADER = "X-Client-Certificate"
pytestmark = [
    pytest.mark.row("D-14"),
    pytest.mark.skipif(NGINX is None, reason="needs `nginx` (Debian): scripts/setup.sh dev installs it"),
]


class Front:
    """The hub as it is reached from outside, through nginx."""

    def __init__(self, hub: Hub, nginx: Nginx) -> None:
        self.hub, self.nginx = hub, nginx

    def curl(self, path: str, *arguments: str) -> Answer:
        """Return what curl gets through nginx."""
        url = f"https://localhost:{self.nginx.port}{path}"
        return self.hub.curl(url, "--cacert", str(self.nginx.home / "server.pem"), *arguments)

    def shows(self, file_name: str) -> tuple[str, ...]:
        """Return curl's arguments to show a client certificate."""
        return "--cert", str(self.nginx.home / f"{file_name}.pem"), "--key", str(self.nginx.home / f"{file_name}.key")


def front_of(hub: Hub, folder: Path, block: str) -> Iterator[Front]:
    nginx = Nginx(folder / "nginx", block, hub.url)
    yield Front(hub, nginx)
    nginx.stop()


@pytest.fixture
def front(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """The block of docs/direct.md, with the settings that stand below it."""
    monkeypatch.setenv("DEPESCH_PROXIES", "1")
    monkeypatch.setenv("DEPESCH_CLIENT_CERTIFICATE_HEADER", HEADER)
    yield from front_of(hub, tmp_path, block_in("direct.md", "### Client certificates at the proxy"))


@pytest.fixture
def known(front: Front) -> str:
    """The certificate of Nordbygg's ERP, which stands on its login; `erp` is its file name."""
    pem = write_certificate(front.nginx.home, "erp", "erp.nordbygg.example")
    with acting_for(front.hub.nordbygg.pk):
        add_certificate(DirectLogin.objects.get(name=LOGIN), parse_certificate(pem), actor="user:x")
    return pem


OUT = f"/drop/{LOGIN}/production/out/"


def test_certificate_of_a_tls_client_opens_its_login(front: Front, known: str) -> None:
    taken = front.curl(OUT, *front.shows("erp"), "-T", front.hub.file(invoice()))
    assert (taken.status, len(front.hub.documents(front.hub.nordbygg))) == (202, 1)
    write_certificate(front.nginx.home, "other", "erp.nordbygg.example")
    assert front.curl(OUT, *front.shows("other"), "-T", front.hub.file(invoice("F-2"))).status == 401
    assert front.curl(OUT, "-T", front.hub.file(invoice("F-3"))).status == 401
    assert len(front.hub.documents(front.hub.nordbygg)) == 1


def test_header_that_a_client_made_up_is_dropped_by_nginx(front: Front, known: str) -> None:
    fingerprint = parse_certificate(known).fingerprint
    sent: tuple[str, ...]
    for forged in (quote(known), fingerprint):
        sent = ("-H", f"{HEADER}: {forged}", "-H", "X-Forwarded-For: 127.0.0.1", "-H", "X-Forwarded-Proto: https")
        assert front.curl(OUT, *sent, "-T", front.hub.file(invoice())).status == 401
    write_certificate(front.nginx.home, "other", "somebody")
    sent = ("-H", f"{HEADER}: {quote(known)}", *front.shows("other"))
    assert front.curl(OUT, *sent, "-T", front.hub.file(invoice())).status == 401
    assert front.hub.documents(front.hub.nordbygg) == []
    through = front.curl(OUT, *front.hub.basic, "-H", "X-Forwarded-For: 127.0.0.1", "-T", front.hub.file(invoice()))
    assert through.status == 202


def test_slow_sender_waits_at_nginx_and_keeps_no_thread_of_the_hub(front: Front, known: str) -> None:
    """nginx hands a request on when it has all of it: of one that sends half the hub sees nothing at all."""
    content = invoice()
    context = ssl.create_default_context(cafile=str(front.nginx.home / "server.pem"))
    context.load_cert_chain(front.nginx.home / "erp.pem", front.nginx.home / "erp.key")
    plain = socket.create_connection(("127.0.0.1", front.nginx.port), 60)
    with context.wrap_socket(plain, server_hostname="localhost") as line:
        head = f"PUT {OUT}F-1.xml HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(content)}\r\n\r\n"
        line.sendall(head.encode() + content[: len(content) // 2])
        assert front.curl(OUT, *front.shows("erp"), "-T", front.hub.file(invoice("F-2"), "F-2.xml")).status == 202
    broken_off = until(
        lambda: next((each for each in front.nginx.requests() if f"{OUT}F-1.xml" in each), ""), "nginx gives it up"
    )
    assert broken_off.endswith("handed-on-to:-")
    assert [each.file_name for each in front.hub.documents(front.hub.nordbygg)] == ["F-2.xml"]


@pytest.fixture
def portal_front(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """The block of docs/operate.md."""
    monkeypatch.setenv("DEPESCH_PROXIES", "1")
    yield from front_of(hub, tmp_path, block_in("operate.md", "## Reverse proxy and TLS"))


def test_block_for_the_whole_hub_tells_that_a_request_came_over_tls(portal_front: Front) -> None:
    taken = portal_front.curl(OUT, *portal_front.hub.basic, "-T", portal_front.hub.file(invoice()))
    assert taken.status == 202
    assert portal_front.curl("/healthz").status == 200


@pytest.fixture
def impatient_front(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    """The block of docs/operate.md with one second instead of its twenty."""
    monkeypatch.setenv("DEPESCH_PROXIES", "1")
    block = block_in("operate.md", "## Reverse proxy and TLS")
    assert "client_body_timeout 20s;" in block
    yield from front_of(hub, tmp_path, block.replace("client_body_timeout 20s;", "client_body_timeout 1s;"))


def test_block_for_the_whole_hub_gives_up_a_sender_that_sends_nothing_more(impatient_front: Front) -> None:
    """The hub sees nothing of it."""
    nginx = impatient_front.nginx
    context = ssl.create_default_context(cafile=str(nginx.home / "server.pem"))
    plain = socket.create_connection(("127.0.0.1", nginx.port), 60)
    with context.wrap_socket(plain, server_hostname="localhost") as line:
        head = f"PUT {OUT}F-1.xml HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
        line.sendall(head.encode() + b"<Invoice")
        while line.recv(4096):
            pass
    noted = until(lambda: next((each for each in nginx.requests() if f"{OUT}F-1.xml" in each), ""), "it is noted")
    assert noted.endswith("408 handed-on-to:-")
