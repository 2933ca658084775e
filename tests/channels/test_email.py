"""The mail of the e-mail channel: what the receiver reads, and the outcome for each answer of the server."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
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
from depesch.channels.email import CHANNEL
from depesch.channels.letter_words import WORDS
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.kit.settings import BadSettings
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER, parcel_to
from tests.exchange.mail.rude_server import DROP, HANG, rude_server

RECIPIENT = msgspec.structs.replace(CUSTOMER, email="kund@brodboden.example")


class Post:
    """Sends over a given port and reads what a catcher kept."""

    def __init__(self, folder: Path, port: int, services: Services) -> None:
        self._folder = folder
        self._port = port
        self._services = services

    def send(self, parcel: Parcel, *, port: int | None = None, **changes: Any) -> Outcome:
        values = {
            "host": "127.0.0.1",
            "port": port or self._port,
            "from_address": "faktura@nordbygg.example",
            "tls": "none",
            "timeout_s": 5,
            **changes,
        }
        return CHANNEL.send(load_settings(CHANNEL, values), parcel, self._services)

    def sent(self, parcel: Parcel) -> EmailMessage:
        self.send(parcel)
        return caught(self._folder)[-1][1]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    inbox = InboxInSqlite(tmp_path / "inbox.sqlite", "nobody")
    with Catcher(tmp_path / "mails") as catcher:
        yield Post(tmp_path / "mails", catcher.port, Services(inbox=inbox))
    inbox.close()


def _text(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_repeat_is_byte_for_byte_the_same_mail(post: Post, tmp_path: Path) -> None:
    post.send(parcel_to(RECIPIENT))
    post.send(parcel_to(RECIPIENT))
    first, second = (path.read_bytes() for path, _ in caught(tmp_path / "mails"))
    assert first == second


def test_message_id_is_the_parcels(post: Post) -> None:
    assert post.sent(parcel_to(RECIPIENT))["Message-ID"] == "<0190-1@hub.example>"


def test_pdf_comes_first_then_the_document_then_the_attachments(post: Post) -> None:
    names = [part.get_filename() for part in post.sent(parcel_to(RECIPIENT)).iter_attachments()]
    assert names == ["F-1042.pdf", "F-1042.xml", "ritning.png"]


def test_subject_names_document_and_sender(post: Post) -> None:
    assert post.sent(parcel_to(RECIPIENT))["Subject"] == "Faktura F-1042 från Nordbygg AB"


def test_text_tells_amount_and_due_date_as_swedes_write_them(post: Post) -> None:
    text = _text(post.sent(parcel_to(RECIPIENT))).replace("\xa0", " ")
    assert "Belopp: 12 500,50 SEK" in text
    assert "Förfallodatum: 24 december 2026" in text


def test_credit_note_is_called_one(post: Post) -> None:
    note = parcel_to(RECIPIENT, subject={"number": "K-1", "type": "credit_note"})
    assert post.sent(note)["Subject"] == "Kreditfaktura K-1 från Nordbygg AB"


@pytest.mark.parametrize("language", sorted(WORDS))
def test_letter_is_in_the_receivers_language(post: Post, language: str) -> None:
    recipient = msgspec.structs.replace(RECIPIENT, language=language)
    assert WORDS[language].files in _text(post.sent(parcel_to(recipient)), "html")


def test_language_we_have_no_words_for_gets_english(post: Post) -> None:
    recipient = msgspec.structs.replace(RECIPIENT, language="pl")
    assert post.sent(parcel_to(recipient))["Content-Language"] == "en"


def test_html_shows_a_hostile_sender_as_text(post: Post) -> None:
    mail = post.sent(parcel_to(RECIPIENT, sender_name="<script>alert(1)</script>"))
    assert "<script>" not in _text(mail, "html")


def test_test_mode_is_told_in_subject_text_and_file_names(post: Post) -> None:
    mail = post.sent(parcel_to(RECIPIENT, send_mode=SendMode.TEST))
    names = [part.get_filename() for part in mail.iter_attachments()]
    assert mail["Subject"].startswith("[TEST] ")
    assert "Betala inte" in _text(mail)
    assert names == ["TEST_F-1042.pdf", "TEST_F-1042.xml", "TEST_ritning.png"]


def test_answers_go_to_the_reply_address(post: Post) -> None:
    assert (
        post.sent(parcel_to(RECIPIENT, reply_to="ekonomi@nordbygg.example"))["Reply-To"] == "ekonomi@nordbygg.example"
    )


def test_reply_address_that_is_none_waits_for_the_sender_to_correct_it(post: Post) -> None:
    outcome = post.send(parcel_to(RECIPIENT, reply_to="ekonomi"))
    assert isinstance(outcome, TryLater)
    assert outcome.code == "reply-address-invalid"


def test_recipient_whose_address_is_none_is_unreachable() -> None:
    settings = load_settings(CHANNEL, {"host": "127.0.0.1", "from_address": "faktura@nordbygg.example"})
    recipient = msgspec.structs.replace(RECIPIENT, email="kund@")
    check = CHANNEL.check_recipient(settings, recipient, Services(inbox=None))  # type: ignore[arg-type]  # asks nobody
    assert isinstance(check, Unreachable)


def test_amount_and_date_that_are_none_are_shown_as_they_stand(post: Post) -> None:
    odd = parcel_to(RECIPIENT, subject={"number": "1", "type": "invoice", "amount": "ca 5", "due_date": "soon"})
    text = _text(post.sent(odd))
    assert "Belopp: ca 5" in text
    assert "Förfallodatum: soon" in text


def test_name_with_a_line_break_adds_no_recipient(post: Post) -> None:
    recipient = msgspec.structs.replace(RECIPIENT, name="X\r\nBcc: all@example.com")
    mail = post.sent(parcel_to(recipient))
    assert mail["Bcc"] is None
    assert mail["Delivered-To"] == "kund@brodboden.example"


def test_too_large_mail_is_refused_before_a_connection(post: Post) -> None:
    large = File(name="x.bin", media_type="application/octet-stream", content=b"x" * 50_000)
    outcome = post.send(parcel_to(RECIPIENT, attachments=(large,)), port=1, max_bytes=60_000)
    assert isinstance(outcome, Refused)
    assert outcome.code == "mail-too-large"


@pytest.mark.parametrize(
    ("moment", "answer", "expected"),
    [
        ("greeting", b"554 no\r\n", TryLater),
        ("RCPT", b"450 greylisted\r\n", TryLater),
        ("RCPT", b"550 no such user\r\n", Refused),
        ("mail", b"452 later\r\n", TryLater),
        ("mail", b"554 spam\r\n", Refused),
        ("mail", DROP, Unknown),
        ("mail", HANG, Unknown),
        ("RCPT", HANG, TryLater),
        ("QUIT", HANG, Delivered),
    ],
)
def test_outcome_for_each_answer(post: Post, moment: str, answer: bytes, expected: type) -> None:
    with rude_server(**{moment: answer}) as server:
        # Three seconds are enough for a busy machine to come to the moment of silence.
        outcome = post.send(parcel_to(RECIPIENT), port=server.port, timeout_s=3 if answer == HANG else 60)
    assert type(outcome) is expected


def test_refusal_keeps_the_servers_words(post: Post) -> None:
    with rude_server(RCPT=b"550 5.1.1 no such user\r\n") as server:
        outcome = post.send(parcel_to(RECIPIENT), port=server.port)
    assert isinstance(outcome, Refused)
    assert outcome.receipt == b"550 5.1.1 no such user"


@pytest.mark.parametrize(
    "changes",
    [
        {"from_address": "nobody"},
        {"port": 0},
        {"port": "x"},
        {"host": ""},
        {"host": "a b"},
        {"tls": "ssl"},
        {"host": "mail.example", "password": "p"},
        {"password": 7},
    ],
)
def test_settings_that_could_never_work_are_refused(changes: dict[str, object]) -> None:
    values = {"host": "127.0.0.1", "from_address": "faktura@nordbygg.example", "tls": "none", **changes}
    with pytest.raises(BadSettings, match="email: "):
        load_settings(CHANNEL, values)
