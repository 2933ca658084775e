"""Handing over a mail says exactly what is known afterwards, whatever the server does."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from depesch.exchange.mail.catcher import Catcher, caught
from depesch.exchange.mail.smtp import Accepted, Handover, NotTaken, Rejected, Relay, Tls, Unsure, dns_code, hand_over
from depesch.kit.secret import Secret
from tests.exchange.mail.certificates import Certificate
from tests.exchange.mail.rude_server import DROP, HANG, RudeServer, rude_server

MAIL = b"Message-ID: <1@x.example>\r\nSubject: x\r\n\r\n.\r\n..\r\n.hidden\r\nend\r\n"


def _hand_over(port: int, *, mail: bytes = MAIL, **changes: Any) -> Handover:
    relay = Relay(host="127.0.0.1", port=port, tls=Tls.NONE, timeout_s=5)
    relay = msgspec.structs.replace(relay, **changes)
    return hand_over(relay, sender="a@x.example", recipient="b@y.example", mail=mail)


def _talk(server: RudeServer, **changes: Any) -> Handover:
    return _hand_over(server.port, **changes)


def test_mail_arrives_byte_for_byte() -> None:
    with rude_server() as server:
        _talk(server)
    assert server.mails == [MAIL]


def test_last_reply_of_the_server_is_kept() -> None:
    with rude_server(mail=b"250-2.0.0 Ok\r\n250 queued as 4F2\r\n") as server:
        assert _talk(server) == Accepted(reply="250 2.0.0 Ok queued as 4F2")


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("greeting", b"421 too busy\r\n"),
        ("greeting", b"554 no service here\r\n"),
        ("greeting", b"SSH-2.0-OpenSSH\r\n"),
        ("greeting", DROP),
        ("EHLO", b"502 no\r\n"),
        ("EHLO", DROP),
        ("MAIL", b"451 later\r\n"),
        ("MAIL", b"530 5.7.0 login first\r\n"),
        ("MAIL", DROP),
        ("RCPT", b"450 greylisted\r\n"),
        ("RCPT", DROP),
        ("DATA", b"451 later\r\n"),
        ("DATA", DROP),
        ("mail", b"451 4.3.0 disk full\r\n"),
        ("mail", b"421 4.3.0 closing\r\n"),
    ],
)
def test_passing_obstacle_is_certainly_not_taken(moment: str, answer: bytes) -> None:
    with rude_server(**{moment: answer}) as server:
        assert isinstance(_talk(server), NotTaken)


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("MAIL", "smtp-sender-refused"),
        ("RCPT", "smtp-recipient-refused"),
        ("DATA", "smtp-mail-refused"),
        ("mail", "smtp-mail-refused"),
    ],
)
def test_permanent_no_is_a_refusal(moment: str, code: str) -> None:
    with rude_server(**{moment: b"550 5.1.1 no such user\r\n"}) as server:
        outcome = _talk(server)
    assert isinstance(outcome, Rejected)
    assert (outcome.code, outcome.reply) == (code, "550 5.1.1 no such user")


@pytest.mark.parametrize("answer", [DROP, b"hello\r\n", b"354 go on\r\n", b"250-" + b"x" * 9000, b"250-x\r\n" * 200])
def test_no_clear_answer_after_the_data_is_unsure(answer: bytes) -> None:
    with rude_server(mail=answer) as server:
        assert isinstance(_talk(server), Unsure)


def test_silence_after_the_data_is_unsure_when_the_time_is_over() -> None:
    with rude_server(mail=HANG) as server:
        assert isinstance(_talk(server, timeout_s=3), Unsure)


def test_silence_before_the_data_is_not_taken_when_the_time_is_over() -> None:
    with rude_server(RCPT=HANG) as server:
        assert _talk(server, timeout_s=0.2) == NotTaken(
            code="smtp-connection-lost", detail=f"127.0.0.1:{server.port}: timed out"
        )


def test_connection_lost_at_quit_changes_nothing() -> None:
    with rude_server(QUIT=DROP) as server:
        assert isinstance(_talk(server), Accepted)


def test_nobody_listening_is_not_taken() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = _hand_over(free.getsockname()[1])
    assert isinstance(outcome, NotTaken)
    assert outcome.code == "smtp-unreachable"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (socket.EAI_NONAME, "smtp-host-unknown"),
        (socket.EAI_AGAIN, "smtp-dns-unavailable"),
        (socket.EAI_FAIL, "smtp-dns-unavailable"),
    ],
)
def test_unknown_host_is_told_from_a_name_service_that_is_away(number: int, code: str) -> None:
    assert dns_code(socket.gaierror(number, "x")) == code


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 300])
def test_host_that_does_not_exist_is_not_taken(host: str) -> None:
    assert isinstance(_hand_over(25, host=host), NotTaken)


def test_too_large_for_the_server_is_a_refusal_before_a_byte_is_sent() -> None:
    with rude_server(EHLO=b"250-rude.example\r\n250 SIZE 20\r\n") as server:
        outcome = _talk(server)
    assert isinstance(outcome, Rejected)
    assert outcome.code == "mail-too-large"


def test_wrong_password_is_not_taken_and_the_echo_of_it_is_not_repeated() -> None:
    with rude_server(AUTH=b"535 bad: s3cret\r\n") as server:
        outcome = _talk(server, user="u", password=Secret("s3cret"))
    assert isinstance(outcome, NotTaken)
    assert outcome.code == "smtp-login-failed"
    assert "s3cret" not in outcome.detail


def test_starttls_that_is_not_offered_ends_the_talk_before_the_login() -> None:
    with rude_server() as server:
        outcome = _talk(server, tls=Tls.STARTTLS, user="u", password=Secret("p"))
    assert isinstance(outcome, NotTaken)
    assert [line.split()[0] for line in server.heard] == [b"EHLO"]


def test_words_before_the_handshake_end_the_talk() -> None:
    answers = {"EHLO": b"250-x\r\n250 STARTTLS\r\n", "STARTTLS": b"220 go\r\n250 injected\r\n"}
    with rude_server(**answers) as server:
        assert isinstance(_talk(server, tls=Tls.STARTTLS), NotTaken)


def test_certificate_of_nobody_we_trust_ends_the_talk(tmp_path: Path) -> None:
    options: dict[str, Any] = {"tls_context": Certificate.issue(tmp_path).server_context()}
    with Catcher(tmp_path / "mails", **options) as catcher:
        outcome = _hand_over(catcher.port, tls=Tls.STARTTLS, host="localhost")
    assert isinstance(outcome, NotTaken)
    assert outcome.code == "smtp-tls-failed"


def test_mail_goes_through_starttls(tmp_path: Path) -> None:
    certificate = Certificate.issue(tmp_path)
    options: dict[str, Any] = {"tls_context": certificate.server_context(), "require_starttls": True}
    with Catcher(tmp_path / "mails", **options) as catcher:
        _hand_over(catcher.port, tls=Tls.STARTTLS, host="localhost", ca_file=str(certificate.path))
    assert len(caught(tmp_path / "mails")) == 1


def test_mail_goes_through_tls_from_the_first_byte(tmp_path: Path) -> None:
    certificate = Certificate.issue(tmp_path)
    with Catcher(tmp_path / "mails", tls=certificate.server_context()) as catcher:
        _hand_over(catcher.port, tls=Tls.TLS, host="localhost", ca_file=str(certificate.path))
    assert len(caught(tmp_path / "mails")) == 1


def test_server_that_knows_only_the_login_mechanism_is_logged_in_to(tmp_path: Path) -> None:
    given: list[object] = []

    def admits(_server: object, _session: object, _envelope: object, _mechanism: str, data: object) -> AuthResult:
        given.append(data)
        return AuthResult(success=True)

    options: dict[str, Any] = {
        "authenticator": admits, "auth_require_tls": False, "auth_exclude_mechanism": ["PLAIN"],
    }  # fmt: skip
    with Catcher(tmp_path, **options) as catcher:
        outcome = _hand_over(catcher.port, user="nordbygg", password=Secret("Bläck"))
    assert isinstance(outcome, Accepted)
    assert given == [LoginPassword(b"nordbygg", "Bläck".encode())]


def test_mail_of_many_megabytes_arrives_byte_for_byte() -> None:
    long = MAIL + b"x" * 76 * 100_000 + b"\r\n"
    with rude_server() as server:
        _talk(server, mail=long)
    assert server.mails == [long]


def test_command_cannot_be_split_into_two() -> None:
    with rude_server() as server, pytest.raises(ValueError, match="one line"):
        hand_over(
            Relay(host="127.0.0.1", port=server.port, tls=Tls.NONE, timeout_s=5),
            sender="a@x.example",
            recipient="b@y.example>\r\nRCPT TO:<c@z.example",
            mail=MAIL,
        )
