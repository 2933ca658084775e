"""FTP over TLS against a real server: exactly once however the line breaks, nothing in clear text."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesch.channels import (
    Delivered,
    Misuse,
    Outcome,
    Parcel,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    load_settings,
)
from depesch.channels.ftps import CHANNEL
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import BadSettings
from tests.channels.cutting import cutting, moments
from tests.channels.ftps.server import Ftpd, ftpd
from tests.channels.people import CUSTOMER, parcel_to
from tests.exchange.mail.certificates import Certificate

SERVICES = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
PARCEL = parcel_to(CUSTOMER)
KEY = sha256_hex(PARCEL.message_id.encode())[:16]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Ftpd]:
    with ftpd(tmp_path / "ftpd") as running:
        yield running


def send(server: Ftpd, parcel: Parcel = PARCEL, **changes: object) -> Outcome:
    return CHANNEL.send(load_settings(CHANNEL, server.settings(**changes)), parcel, SERVICES)


def find(server: Ftpd, parcel: Parcel = PARCEL) -> Outcome:
    return CHANNEL.find(load_settings(CHANNEL, server.settings()), parcel, SERVICES)


def fetched(server: Ftpd) -> list[bytes]:
    """Take the documents away, as a receiver's system does."""
    found = [path for path in server.folder.iterdir() if path.suffix == ".xml"]
    contents = [path.read_bytes() for path in found]
    for path in found:
        path.unlink()
    return contents


def test_companions_have_the_name_of_their_document(server: Ftpd) -> None:
    assert isinstance(send(server), Delivered)
    assert server.names() == [f"F-1042_{KEY}.xml", f"F-1042_{KEY}_1_F-1042.pdf", f"F-1042_{KEY}_2_ritning.png"]


def test_document_that_the_receiver_fetched_does_not_come_again(server: Ftpd) -> None:
    send(server)
    fetched(server)
    assert isinstance(send(server), Delivered)
    assert isinstance(find(server), Delivered)
    assert fetched(server) == []


def test_document_arrives_once_and_whole_wherever_the_line_breaks(server: Ftpd) -> None:
    """The receiver fetches and deletes after the break, then the hub asks, and sends again when it is not there."""
    with cutting(server.port) as whole:
        send(server, parcel_to(CUSTOMER, rendering=None), port=whole.port)
    fetched(server)
    seen: list[tuple[int, str, str, list[bytes]]] = []
    for pieces in moments(whole.passed):
        parcel = parcel_to(CUSTOMER, message_id=f"0190-{pieces}@hub.example", rendering=None)
        with cutting(server.port, pieces) as relay:
            first = send(server, parcel, port=relay.port)
        arrived = fetched(server)
        asked = find(server, parcel)
        if not isinstance(asked, Delivered):
            assert isinstance(send(server, parcel), Delivered)
        arrived += fetched(server)
        seen.append((pieces, type(first).__name__, type(asked).__name__, arrived))
    assert seen
    assert [each for each in seen if each[3] != [PARCEL.main.content]] == []
    assert "TryLater" in {each[1] for each in seen}, "some lines break before the hand-over"
    assert all(each[2] == "TryLater" for each in seen if each[1] == "TryLater"), "try later means certainly not there"


def test_answer_that_is_lost_after_the_document_is_there_is_asked_for(server: Ftpd) -> None:
    """The server has given the file its name, and the line breaks before it says so."""

    def is_there() -> bool:
        return any(path.suffix == ".xml" for path in server.folder.iterdir())

    with cutting(server.port, sign=is_there) as relay:
        first = send(server, port=relay.port)
    assert relay.is_cut
    assert isinstance(first, Unknown)
    assert isinstance(find(server), Delivered)
    assert fetched(server) == [PARCEL.main.content]


def test_wrong_password_is_not_let_in(server: Ftpd) -> None:
    outcome = send(server, password="fel")
    assert isinstance(outcome, TryLater)
    assert (outcome.code, outcome.retry_after_s) == ("ftps-login-failed", 900)
    assert "fel" not in outcome.detail


def test_certificate_of_a_stranger_is_refused_before_the_password_is_said(server: Ftpd, tmp_path: Path) -> None:
    (tmp_path / "stranger").mkdir()
    stranger = Certificate.issue(tmp_path / "stranger")
    outcome = send(server, authority=stranger.path.read_text())
    assert isinstance(outcome, TryLater)
    assert outcome.code == "ftps-tls-failed"


def test_server_without_tls_is_never_given_the_password() -> None:
    """A server that speaks FTP, and says no to TLS, as one in the middle would."""
    import threading

    said: list[bytes] = []

    def speak(listening: socket.socket) -> None:
        line, _ = listening.accept()
        line.sendall(b"220 hello\r\n")
        while piece := line.recv(1000):
            said.append(piece)
            line.sendall(b"502 no TLS here\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=speak, args=(listening,), daemon=True)
        thread.start()
        values = {"host": "127.0.0.1", "port": listening.getsockname()[1], "user": "u", "password": "hemligt"}
        outcome = CHANNEL.send(load_settings(CHANNEL, values), PARCEL, SERVICES)
        thread.join(5)
    assert isinstance(outcome, TryLater)
    assert b"".join(said).strip() == b"AUTH TLS"


def test_folder_without_rights_is_named(server: Ftpd) -> None:
    server.stop()
    server.permissions = "elr"
    server.start()
    outcome = send(server)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "ftps-not-allowed"


def test_missing_folder_is_named_and_not_made(server: Ftpd) -> None:
    outcome = send(server, folder="in/invoices")
    assert isinstance(outcome, TryLater)
    assert outcome.code == "ftps-not-allowed"
    assert not (server.folder / "in").exists()


def test_agreed_folder_takes_the_document(server: Ftpd) -> None:
    (server.folder / "in").mkdir()
    assert isinstance(send(server, folder="in"), Delivered)
    assert (server.folder / "in" / f"F-1042_{KEY}.xml").read_bytes() == PARCEL.main.content


def test_file_of_somebody_else_is_never_overwritten(server: Ftpd) -> None:
    taken = server.folder / f"F-1042_{KEY}.xml"
    taken.write_bytes(b"of somebody else")
    outcome = send(server)
    assert isinstance(outcome, TryLater)
    assert (outcome.code, taken.read_bytes()) == ("ftps-name-taken", b"of somebody else")
    taken.unlink()
    assert isinstance(send(server), Delivered)


def test_one_id_for_two_contents_is_our_own_fault(server: Ftpd) -> None:
    send(server)
    with pytest.raises(Misuse, match="another content"):
        send(server, parcel_to(CUSTOMER, body=b"other"))


def test_find_does_not_guess_when_the_server_is_away(server: Ftpd) -> None:
    send(server)
    server.stop()
    assert isinstance(find(server), Unknown)


def test_server_inside_is_not_talked_to_unless_the_operator_permits_it(server: Ftpd) -> None:
    settings = load_settings(CHANNEL, server.settings())
    closed = Services(inbox=None)  # type: ignore[arg-type]  # no inbox in this channel
    assert isinstance(CHANNEL.check_recipient(settings, CUSTOMER, closed), Unreachable)
    assert isinstance(CHANNEL.send(settings, PARCEL, closed), TryLater)


@pytest.mark.parametrize(
    "changes",
    [
        {"host": "a b"}, {"user": "a\nb"}, {"port": 0}, {"folder": "in\r\nDELE x"}, {"journal": ""},
        {"authority": "no certificate"}, {"timeout_s": 1000},
    ],
)  # fmt: skip
def test_settings_that_could_never_work_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadSettings, match="ftps: "):
        load_settings(CHANNEL, {"host": "ftp.example.com", "user": "u", "password": "p", **changes})
