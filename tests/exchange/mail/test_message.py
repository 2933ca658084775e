"""A mail is good MIME, says the same bytes at every try, and no text in it can become a header."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesch.exchange.mail.message import (
    BadAddress,
    Mail,
    MailFile,
    mail_bytes,
    message_id_header,
    parse_address,
)

MAIL = Mail(
    message_id="<0190@hub.example>",
    date=datetime(2026, 11, 22, 5, 0, tzinfo=UTC),
    sender_name="Nordbygg AB",
    sender="faktura@nordbygg.example",
    recipient_name="Blåbär & Son",
    recipient="kund@brodboden.example",
    subject="Faktura 1",
    language="sv",
    text="Hej\n",
    html="<p>Hej</p>\n",
)


def _read(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def test_same_mail_is_the_same_bytes() -> None:
    assert mail_bytes(MAIL) == mail_bytes(MAIL)


@given(text=st.text())
def test_no_text_adds_or_takes_a_header(text: str) -> None:
    hostile = msgspec.structs.replace(MAIL, subject=text, sender_name=text, recipient_name=text, language=text)
    assert _read(mail_bytes(hostile)).keys() == _read(mail_bytes(MAIL)).keys()


# Encoded words (RFC 2047), whole and in pieces: decoded, they hold line breaks, a header, the end of all headers.
WORDS = (
    "=?utf-8?q?Faktura=0d=0aBcc:_all=40example.com?=",
    "=?utf-8?q?1=0D=0A=0D=0Ahej?=",
    "=?utf-8?b?MQ0KQmNjOiBhbGxAZXhhbXBsZS5jb20=?=",
    "=?utf-8?q?Banken_=3Cx=40bank.example=3E,?=",
    "=\r\n?utf-8?q?1=0d=0aBcc:_x?=",
    "==??utf-8?q?1=0d=0aBcc:_x?=",
    "x" * 190 + "=?utf-8?q?=0d=0aBcc:_x?=",
)


@pytest.mark.parametrize("text", WORDS)
def test_encoded_word_in_a_text_is_no_way_into_the_headers(text: str) -> None:
    file = MailFile(name=text, media_type="application/pdf", content=b"x")
    sound = msgspec.structs.replace(MAIL, files=(msgspec.structs.replace(file, name="x"),))
    hostile = msgspec.structs.replace(
        sound, subject=text, sender_name=text, recipient_name=text, language=text, files=(file,)
    )
    mail = _read(mail_bytes(hostile))
    assert mail.keys() == _read(mail_bytes(sound)).keys()
    assert [a.addr_spec for header in ("From", "To") for a in mail[header].addresses] == [MAIL.sender, MAIL.recipient]
    assert "?utf-8?" in str(mail["Subject"])  # shown as it was written, not what it stands for


@given(pieces=st.lists(st.sampled_from(["=?", "?=", "utf-8", "?q?", "?b?", "=0d=0a", "=0D=0A", "DQo=", "a", " ", "="])))
def test_no_text_made_of_encoded_words_adds_a_header(pieces: list[str]) -> None:
    text = "".join(pieces)
    hostile = msgspec.structs.replace(MAIL, subject=text, sender_name=text, recipient_name=text, language=text)
    assert _read(mail_bytes(hostile)).keys() == _read(mail_bytes(MAIL)).keys()


@given(name=st.text(alphabet=st.sampled_from('a ,;:<>@"\\()[]=?å_ \r\n\t.'), max_size=150))
def test_no_name_adds_or_changes_an_address(name: str) -> None:
    mail = _read(mail_bytes(msgspec.structs.replace(MAIL, sender_name=name, recipient_name=name)))
    assert [a.addr_spec for header in ("From", "To") for a in mail[header].addresses] == [MAIL.sender, MAIL.recipient]


@given(name=st.text(), content=st.binary())
def test_every_file_arrives_byte_for_byte(name: str, content: bytes) -> None:
    file = MailFile(name=name, media_type="application/xml", content=content)
    (read,) = _read(mail_bytes(msgspec.structs.replace(MAIL, files=(file,)))).iter_attachments()
    assert read.get_payload(decode=True) == content


@given(text=st.text())
def test_mail_is_ascii_with_short_lines(text: str) -> None:
    file = MailFile(name=text, media_type=text, content=text.encode("utf-8", "replace"))
    data = mail_bytes(msgspec.structs.replace(MAIL, subject=text, sender_name=text, files=(file,)))
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_long_name_in_another_script_is_kept() -> None:
    name = "Följesedel " + "åäö" * 40 + " 発票.pdf"
    file = MailFile(name=name, media_type="application/pdf", content=b"x")
    (read,) = _read(mail_bytes(msgspec.structs.replace(MAIL, files=(file,)))).iter_attachments()
    assert read.get_filename() == name


def test_text_and_html_stand_side_by_side() -> None:
    mail = _read(mail_bytes(MAIL))
    bodies = [mail.get_body((kind,)) for kind in ("plain", "html")]
    assert [body.get_content().strip() for body in bodies if body] == ["Hej", "<p>Hej</p>"]


def test_mail_tells_that_no_person_wrote_it() -> None:
    assert _read(mail_bytes(MAIL))["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b\r\nBcc: c@d.example",
        "a@b.example,c@d.example",
        "<a@b.example>",
        "a@-b.example",
        ".a@b.example",
        "å@b.example",
        "=?utf-8?q?a?=@b.example",
        "a" * 65 + "@b.example",
        "a@" + "b." * 150 + "example",
        "a@b..c",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        parse_address(text)


@given(message_id=st.text())
def test_every_id_of_ours_gives_a_message_id_of_its_own_form(message_id: str) -> None:
    header = message_id_header(message_id)
    assert parse_address(header[1:-1]).isascii()


@given(one=st.text(), other=st.text())
def test_two_ids_never_share_a_message_id(one: str, other: str) -> None:
    assert (message_id_header(one) == message_id_header(other)) == (one == other)
