"""The client against a real hub, and against servers that misbehave."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from depesch.connect.hub_client import (
    AgentReport,
    Attachment,
    DirectionReport,
    HubAway,
    HubClient,
    HubRefused,
    Wire,
)
from depesch.connect.hub_client.answers import AccountReport
from depesch.hub.tenancy.models import Company
from depesch.kit.hashing import sha256_hex
from depesch.kit.secret import Secret
from tests.connect.conftest import Hub, invoice

KEY = "dep_nobody"
Serve = Callable[[bytes], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Return a function that starts a server with one fixed answer to everything, and gives its address."""
    listeners: list[socket.socket] = []

    def started(answer: bytes) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=_answer_all, args=(listener, answer), daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield started
    for listener in listeners:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _answer_all(listener: socket.socket, answer: bytes) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            asked = connection.recv(65536)
            connection.sendall(answer.replace(b"ASKED", asked.split(b"\r\n", 1)[0]))


def _plain(status: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]  # the body ends where the connection does
    return "\r\n".join(lines).encode() + body


def test_a_document_goes_with_its_attachments_from_files(hub: Hub, nordbygg: Company, nordbygg_key: Secret) -> None:
    client = hub.client(nordbygg_key)
    attachment = Attachment(name="ritning å.pdf", content=io.BytesIO(b"%PDF-1.7 drawing"))
    receipt = client.submit(io.BytesIO(invoice()), file_name="F-1.xml", key="k", attachments=(attachment,))
    assert [(f.role, f.name, f.size) for f in client.files(receipt.id)] == [
        ("original", "F-1.xml", len(invoice())), ("attachment", "ritning_å.pdf", 16),
    ]  # fmt: skip
    again = Attachment(name="ritning å.pdf", content=b"%PDF-1.7 drawing")
    assert client.submit(invoice(), file_name="F-1.xml", key="k", attachments=(again,)) == receipt


@pytest.mark.parametrize("name", ["a\nb.xml", 'q".xml', "\udcff.xml", "x" * 300 + ".xml", "../../etc/passwd"])
def test_any_name_is_handed_over(hub: Hub, nordbygg: Company, nordbygg_key: Secret, name: str) -> None:
    client = hub.client(nordbygg_key)
    client.submit(invoice(), file_name=name, key="one")
    client.submit(invoice(), file_name=name, key="two", attachments=(Attachment(name=name, content=b"x"),))
    assert len(hub.documents(nordbygg)) == 2


def test_what_came_in_is_fetched_and_acknowledged(hub: Hub, fjordtre: Company, fjordtre_key: Secret) -> None:
    client = hub.client(fjordtre_key)
    hub.arrived(fjordtre, invoice("F-1"), invoice("F-2"))
    page = client.inbox(limit=1)
    assert page.next
    (first,) = page.items
    (second,) = client.inbox(after=first.id).items
    into = io.BytesIO()
    (original,) = [file for file in client.files(first.id) if file.role == "original"]
    fetched = client.fetch_file(first.id, original.id, into)
    assert (fetched.sha256, fetched.size) == (original.sha256, original.size) == (
        sha256_hex(into.getvalue()), len(into.getvalue()),
    )  # fmt: skip
    converted = client.fetch_as(first.id, "svefaktura1", io.BytesIO())
    assert converted.name.endswith(".xml")
    client.acknowledge(first.id)
    client.acknowledge(first.id)
    assert [each.id for each in client.inbox().items] == [second.id]


def test_an_agent_reports(hub: Hub, nordbygg: Company, nordbygg_key: Secret) -> None:
    account = AccountReport(name="nordbygg", send_mode="test", directions=(DirectionReport(direction="sending"),))
    report = AgentReport(
        agent=uuid4(), machine="pc", system="Linux", version="1", started_at=datetime.now(UTC), account=account
    )
    client = hub.client(nordbygg_key)
    assert client.report(report).reported_at
    assert client.company().name == "Nordbygg Fasad AB"


def test_a_refusal_says_what_and_what_next(hub: Hub, nordbygg_key: Secret) -> None:
    with pytest.raises(HubRefused) as refused:
        hub.client(nordbygg_key, "sv").submit(b" ", file_name="x", key="k")
    assert (refused.value.problem.code, refused.value.problem.status) == ("empty", 400)
    with pytest.raises(HubRefused) as refused:
        hub.client(Secret(KEY)).company()
    assert refused.value.problem.status == 401
    assert KEY not in f"{refused.value!r}"


def test_a_redirect_is_not_followed_with_the_key(serve: Serve) -> None:
    thief = serve(_plain("200 OK", b'{"company":{"id":"' + str(uuid4()).encode() + b'"}}'))
    honest = serve(_plain("302 Found", b"", f"Location: {thief}/api/v1/me"))
    with pytest.raises(HubAway, match="points elsewhere"):
        HubClient(honest, KEY).company()


def test_a_busy_hub_says_how_long_to_leave_it_alone(serve: Serve) -> None:
    with pytest.raises(HubAway) as away:
        HubClient(serve(_plain("429 Too Many Requests", b"", "Retry-After: 7")), KEY).company()
    assert away.value.retry_after_s == 7


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", b"SSH-2.0-OpenSSH_9\r\n", _plain("200 OK", b"<html>"),
        _plain("200 OK", b"{}"), _plain("403 Forbidden", b"<html>"), _plain("502 Bad Gateway"),
        _plain("200 OK", b"\x1f\x8b\x08nonsense", "Content-Encoding: gzip"),
    ],
)  # fmt: skip
def test_what_is_no_answer_means_try_later(serve: Serve, answer: bytes) -> None:
    with pytest.raises(HubAway):
        HubClient(serve(answer), KEY).company()


def test_an_endless_answer_is_not_read_to_its_end(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("depesch.connect.hub_client.wire.MAX_JSON_BYTES", 1000)
    with pytest.raises(HubAway, match="more than"):
        HubClient(serve(_plain("200 OK", b" " * 5000)), KEY).company()


def test_a_hub_on_this_machine_is_not_asked_through_the_proxy(hub: Hub, nordbygg_key: Secret, serve: Serve) -> None:
    proxy = serve(_plain("200 OK", b'{"said":"by the proxy"}'))
    assert HubClient(hub.url, nordbygg_key.reveal(), proxy=proxy).company().name == "Nordbygg Fasad AB"


@pytest.mark.parametrize(("setting", "asks_proxy"), [("explicit", True), ("", True), ("none", False)])
def test_another_hub_is_asked_through_the_proxy_told(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, setting: str, asks_proxy: bool
) -> None:
    proxy = serve(_plain("403 Forbidden", b'{"code":"p","title":"ASKED","status":403}'))
    monkeypatch.setenv("http_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    client = HubClient("http://hub.invalid", KEY, wire=Wire(proxy=proxy if setting == "explicit" else setting))
    with pytest.raises(HubRefused if asks_proxy else HubAway) as told:
        client.company()
    if isinstance(told.value, HubRefused):
        assert told.value.problem.title == "GET http://hub.invalid/api/v1/me HTTP/1.1"


@pytest.mark.parametrize("url", ["", "hub.example", "ftp://hub.example", "https://"])
def test_an_address_that_is_none_is_told_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        HubClient(url, KEY)
