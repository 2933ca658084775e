"""HTTPS push to a real program: what is posted, how we show who we are, and the outcome for each answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from depesch.channels import (
    Delivered,
    File,
    Outcome,
    Parcel,
    Refused,
    SendMode,
    Services,
    TryLater,
    Unknown,
    Unreachable,
    load_settings,
)
from depesch.channels.https_push import CHANNEL
from depesch.exchange.http.signing import new_secret
from depesch.kit.clock import now
from depesch.kit.settings import BadSettings
from tests.channels.https_push.server import Program, answer, asking_for_a_certificate, parts_in, program
from tests.channels.people import CUSTOMER, parcel_to
from tests.exchange.mail.certificates import Certificate

SERVICES = Services(inbox=None, private_too=True)  # type: ignore[arg-type]  # no inbox in this channel
PARCEL = parcel_to(CUSTOMER)
URL = {"url": "https://erp.example.com/in"}


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path / "program") as running:
        yield running


def send(receiver: Program, parcel: Parcel = PARCEL, **changes: object) -> Outcome:
    return CHANNEL.send(load_settings(CHANNEL, receiver.settings(**changes)), parcel, SERVICES)


def test_a_form_holds_the_document_the_pdf_and_the_attachments(receiver: Program) -> None:
    assert isinstance(send(receiver), Delivered)
    ((headers, body),) = receiver.requests
    parts = parts_in(headers, body)
    assert [(name, file.rpartition(".")[2]) for name, file, _ in parts] == [
        ("document", "xml"), ("rendering", "pdf"), ("attachment", "png"),
    ]  # fmt: skip
    assert parts[0][2] == PARCEL.main.content
    assert PARCEL.rendering is not None
    assert [content for _, _, content in parts[1:]] == [PARCEL.rendering.content, PARCEL.attachments[0].content]


def test_the_document_alone_is_posted_as_it_is(receiver: Program) -> None:
    parcel = parcel_to(CUSTOMER, attachments=())
    assert isinstance(send(receiver, parcel, body="document"), Delivered)
    ((headers, body),) = receiver.requests
    assert (headers["content-type"], body) == ("application/xml", parcel.main.content)


def test_attachments_are_never_left_behind_in_silence(receiver: Program) -> None:
    outcome = send(receiver, body="document")
    assert isinstance(outcome, Refused)
    assert "ritning.png" in outcome.detail
    assert receiver.requests == []


def test_the_answer_is_kept_as_the_receipt(receiver: Program) -> None:
    outcome = send(receiver)
    assert isinstance(outcome, Delivered)
    assert outcome.receipt == f'{{"taken": "{PARCEL.message_id}"}}'.encode()
    assert outcome.reference == "HTTP 201"


def test_an_empty_answer_gives_a_receipt_too(receiver: Program) -> None:
    receiver.answering = answer(204)
    outcome = send(receiver)
    assert isinstance(outcome, Delivered)
    assert outcome.receipt.startswith(b"HTTP 204")


def test_every_try_is_the_same_bytes_under_the_same_key(receiver: Program) -> None:
    send(receiver)
    send(receiver)
    first, second = receiver.requests
    assert first[1] == second[1]
    assert first[0]["idempotency-key"] == second[0]["idempotency-key"] == PARCEL.message_id


def test_user_and_password_go_as_basic(receiver: Program) -> None:
    send(receiver, user="nordbygg", password="lösen")
    shown = receiver.requests[0][0]["authorization"].removeprefix("Basic ")
    assert base64.b64decode(shown).decode() == "nordbygg:lösen"


def test_a_token_goes_as_bearer(receiver: Program) -> None:
    send(receiver, token="abc.def")
    assert receiver.requests[0][0]["authorization"] == "Bearer abc.def"


def test_a_signature_is_that_of_standard_webhooks(receiver: Program) -> None:
    secret = new_secret().reveal()
    send(receiver, signing_secret=secret)
    headers, body = receiver.requests[0]
    signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    wanted = base64.b64encode(hmac.new(base64.b64decode(secret[6:]), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert headers["webhook-id"] == PARCEL.message_id


def test_a_client_certificate_opens_the_door(receiver: Program, tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    ours = Certificate.issue(tmp_path / "ours")
    receiver.tls = asking_for_a_certificate(receiver.certificate, ours.path)
    without = send(receiver)
    pem = ours.path.read_text() + ours.key_path.read_text()
    assert isinstance(without, TryLater | Unknown)
    assert receiver.requests == []
    assert isinstance(send(receiver, client_certificate=pem), Delivered)


def test_a_server_of_a_strangers_authority_is_told_nothing(receiver: Program, tmp_path: Path) -> None:
    (tmp_path / "stranger").mkdir()
    stranger = Certificate.issue(tmp_path / "stranger")
    outcome = send(receiver, authority=stranger.path.read_text())
    assert isinstance(outcome, TryLater)
    assert outcome.code == "push-tls-failed"
    assert receiver.requests == []


@pytest.mark.parametrize(
    ("status", "expected", "code"),
    [
        (200, Delivered, ""), (202, Delivered, ""), (302, TryLater, "push-redirected"), (400, Refused, "push-refused"),
        (401, TryLater, "push-login-failed"), (403, TryLater, "push-login-failed"), (404, Refused, "push-refused"),
        (409, TryLater, "push-still-at-work"), (413, Refused, "push-refused"), (422, Refused, "push-refused"),
        (429, TryLater, "push-later"), (500, Unknown, "push-server-failed"), (501, Refused, "push-refused"),
        (502, Unknown, "push-server-failed"), (503, TryLater, "push-later"), (504, Unknown, "push-server-failed"),
    ],
)  # fmt: skip
def test_outcome_for_each_answer(status: int, expected: type, code: str, receiver: Program) -> None:
    receiver.answering = answer(status, "because", Location="https://127.0.0.1:9/elsewhere")
    outcome = send(receiver)
    assert type(outcome) is expected
    assert getattr(outcome, "code", "") == code
    assert len(receiver.requests) == 1, "redirects are not followed"
    if not isinstance(outcome, Delivered):
        assert "because" in outcome.detail


def test_a_conflict_that_names_our_key_says_that_it_is_there(receiver: Program) -> None:
    receiver.answering = answer(409, f'{{"error": "have {PARCEL.message_id} already"}}')
    assert isinstance(send(receiver), Delivered)


@pytest.mark.parametrize("as_date", [False, True])
def test_the_time_that_the_program_names_is_kept(receiver: Program, as_date: bool) -> None:
    at = format_datetime(now() + timedelta(seconds=120), usegmt=True)
    receiver.answering = answer(503, Retry_After=at if as_date else "120")
    outcome = send(receiver)
    assert isinstance(outcome, TryLater)
    assert outcome.retry_after_s is not None
    assert 110 < outcome.retry_after_s <= 120


@pytest.mark.parametrize("text", ["soon", "-1", "9" * 400, "²"])
def test_a_time_that_is_none_is_ours_to_choose(receiver: Program, text: str) -> None:
    receiver.answering = answer(503, Retry_After=text.encode("utf-8").decode("latin-1"))
    outcome = send(receiver)
    assert isinstance(outcome, TryLater)
    assert outcome.retry_after_s is None or outcome.retry_after_s <= 86400


def test_a_line_that_breaks_after_the_request_leaves_it_unknown(receiver: Program) -> None:
    receiver.answering = lambda request: request.connection.close()
    outcome = send(receiver)
    assert isinstance(outcome, Unknown)
    assert isinstance(CHANNEL.find(load_settings(CHANNEL, receiver.settings()), PARCEL, SERVICES), Unknown)


def test_an_answer_that_does_not_come_leaves_it_unknown(receiver: Program) -> None:
    import threading

    held = threading.Event()
    receiver.answering = lambda request: (held.wait(60), None)[1]
    outcome = send(receiver, timeout_s=3)  # enough for a busy machine to greet and to hand over
    held.set()
    assert isinstance(outcome, Unknown)
    assert outcome.code == "push-timed-out"


def test_hostile_media_type_adds_no_header(receiver: Program) -> None:
    main = File(name="x.xml", media_type="text/xml\r\nX-Evil: 1", content=b"<Invoice/>")
    send(receiver, parcel_to(CUSTOMER, main=main, attachments=()), body="document")
    headers, _ = receiver.requests[0]
    assert "x-evil" not in headers
    assert headers["content-type"] == "application/octet-stream"


def test_send_mode_goes_along(receiver: Program) -> None:
    send(receiver, parcel_to(CUSTOMER, send_mode=SendMode.TEST))
    headers, body = receiver.requests[0]
    assert headers["depesch-send-mode"] == "test"
    assert all(file.startswith("TEST_") for _, file, _ in parts_in(headers, body))


def test_program_inside_is_not_talked_to_unless_the_operator_permits_it(receiver: Program) -> None:
    settings = load_settings(CHANNEL, receiver.settings())
    closed = Services(inbox=None)  # type: ignore[arg-type]  # no inbox in this channel
    assert isinstance(CHANNEL.check_recipient(settings, CUSTOMER, closed), Unreachable)
    outcome = CHANNEL.send(settings, PARCEL, closed)
    assert isinstance(outcome, TryLater)
    assert outcome.code == "push-private-address"
    assert receiver.requests == []


@pytest.mark.parametrize(
    "changes",
    [
        {"url": "ftp://x.example/"}, {"url": "https://u:p@x.example/"}, {"url": ""},
        {"url": "http://x.example/", "token": "t"}, {"token": "t", "user": "u"}, {"password": "p"},
        {"user": "a:b"}, {"token": "a\r\nX-Evil: 1"}, {"signing_secret": "whsec_eA=="}, {"signing_secret": "x y"},
        {"authority": "none"}, {"client_certificate": "none"}, {"timeout_s": 1000}, {"body": "all"},
    ],
)  # fmt: skip
def test_settings_that_could_never_work_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BadSettings, match="https_push: ") as refused:
        load_settings(CHANNEL, {**URL, **changes})
    assert "whsec_eA" not in str(refused.value)
