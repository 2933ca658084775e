"""Who a mail says that it is from, and what lies in it, as the settings ask; through a real SMTP server."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
import pytest

from depesch.channels import Delivered, File, Parcel, Services, channels, load_settings
from depesch.channels.email import CHANNEL
from depesch.documents.reading import read
from depesch.documents.targets import targets, write_as
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.kit.settings import BadSettings, settings_form
from depesch.model.invoice import Attachment, SupportingDocument
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER, parcel_to
from tests.hub.flows.papers import ubl_invoice

RECIPIENT = msgspec.structs.replace(CUSTOMER, email="kund@brodboden.example")
DRAWING = b"\x89PNG drawing"


class Post:
    """Sends with given settings to a catcher, and reads the one mail that it got."""

    def __init__(self, folder: Path, port: int, services: Services) -> None:
        self._folder, self._port, self._services = folder, port, services

    def sent(self, parcel: Parcel, **changes: Any) -> EmailMessage:
        values = {"host": "127.0.0.1", "port": self._port, "from_address": "studs@nordbygg.example", "tls": "none"}
        settings = load_settings(CHANNEL, values | changes)
        assert isinstance(CHANNEL.send(settings, parcel, self._services), Delivered)
        ((_path, mail),) = caught(self._folder)
        return mail


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    inbox = InboxInSqlite(tmp_path / "inbox.sqlite", "nobody")
    with Catcher(tmp_path / "mails") as catcher:
        yield Post(tmp_path / "mails", catcher.port, Services(inbox=inbox))
    inbox.close()


def invoice_with_a_drawing() -> File:
    """An invoice whose attachment lies inside it."""
    invoice = read(ubl_invoice("F-1042")).invoice
    drawing = Attachment(content=DRAWING, mime_code="image/png", filename="ritning-7.png")
    held = msgspec.structs.replace(
        invoice, supporting_documents=(SupportingDocument(reference="7", attachment=drawing),)
    )
    return File(name="F-1042.xml", media_type="application/xml", content=write_as(targets()["ubl21"], held).data)


def names_of(mail: EmailMessage) -> list[str | None]:
    return [part.get_filename() for part in mail.iter_attachments()]


@pytest.mark.row("D-18")
def test_sender_is_who_the_settings_say_and_bounces_come_to_the_servers_address(post: Post) -> None:
    mail = post.sent(
        parcel_to(RECIPIENT),
        sender_prefix="faktura",
        sender_name="Nordbygg Ekonomi",
        reply_to="ekonomi@nordbygg.example",
    )
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Nordbygg Ekonomi", "faktura@nordbygg.example")
    assert str(mail["Reply-To"]) == "ekonomi@nordbygg.example"
    assert mail["Return-Path"] == "<studs@nordbygg.example>"
    assert str(mail["Subject"]) == "Faktura F-1042 från Nordbygg Ekonomi"


def test_without_settings_of_the_sender_it_is_the_company(post: Post) -> None:
    mail = post.sent(parcel_to(RECIPIENT))
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("Nordbygg AB", "studs@nordbygg.example")
    assert mail["Reply-To"] is None


@pytest.mark.row("D-18")
@pytest.mark.parametrize(
    ("contents", "files"),
    [
        ("advanced", ["F-1042.pdf", "F-1042.xml", "ritning.png"]),
        ("basic", ["F-1042.pdf", "ritning-7.png", "ritning.png"]),
    ],
)
def test_basic_is_the_pdf_alone_and_no_attachment_is_left_behind(post: Post, contents: str, files: list[str]) -> None:
    mail = post.sent(parcel_to(RECIPIENT, main=invoice_with_a_drawing()), contents=contents)
    assert names_of(mail) == files
    by_name = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert contents == "advanced" or by_name["ritning-7.png"] == DRAWING


def test_attachment_that_lies_inside_and_beside_goes_once(post: Post) -> None:
    beside = File(name="ritning-7.png", media_type="image/png", content=DRAWING)
    parcel = parcel_to(RECIPIENT, main=invoice_with_a_drawing(), attachments=(beside,))
    assert names_of(post.sent(parcel, contents="basic")) == ["F-1042.pdf", "ritning-7.png"]


def test_document_that_cannot_be_looked_into_goes_itself(post: Post) -> None:
    assert names_of(post.sent(parcel_to(RECIPIENT), contents="basic")) == ["F-1042.pdf", "F-1042.xml", "ritning.png"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sender_name", "Nordbygg\r\nBcc: alla@example.com"),
        ("sender_name", "Nordbygg\nX"),
        ("sender_name", "Banken <kund@bank.example>"),
        ("sender_name", "kund@bank.example"),
        ("sender_name", "=?utf-8?q?Banken?="),
        ("sender_name", "Nord\u202ebygg"),
        ("sender_name", "N" * 101),
        ("sender_prefix", "faktura@bank.example"),
        ("sender_prefix", "a b"),
        ("sender_prefix", "faktura\r\nBcc"),
        ("sender_prefix", "a, b"),
        ("sender_prefix", '"a b"'),
        ("sender_prefix", "x" * 65),
        ("sender_prefix", "fakturå"),
        ("reply_to", "en@nordbygg.example, tva@nordbygg.example"),
        ("reply_to", "Ekonomi <en@nordbygg.example>"),
        ("reply_to", "en@nordbygg.example\r\nBcc: alla@example.com"),
        ("reply_to", "=?utf-8?q?en?=@nordbygg.example"),
        ("reply_to", "nobody"),
        ("invoice_format", "no-such-format"),
        ("credit_note_format", "ubl21\r\n"),
        ("contents", "pdf"),
    ],
)
def test_sender_that_is_none_is_refused_and_the_field_is_named(field: str, value: str) -> None:
    values = {"host": "127.0.0.1", "from_address": "studs@nordbygg.example", "tls": "none", field: value}
    words = {"sender_name": "sender's name", "sender_prefix": "sender prefix", "reply_to": "replies"}
    with pytest.raises(BadSettings, match=words.get(field, field)):
        load_settings(CHANNEL, values)


@pytest.mark.parametrize("name", ["Nordbygg Ekonomi, Luleå", 'Bygg "Norr" AB', "Æther & Søn", "Nordbygg; Fasad"])
def test_name_with_any_sign_of_a_name_is_one_sender(post: Post, name: str) -> None:
    mail = post.sent(parcel_to(RECIPIENT), sender_name=name)
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "studs@nordbygg.example")


def test_number_and_company_that_hide_a_header_add_none(post: Post) -> None:
    hidden = "=?utf-8?q?1=0d=0aBcc:_alla=40example.com?="
    subject = {"number": hidden, "type": "invoice"}
    mail = post.sent(parcel_to(msgspec.structs.replace(RECIPIENT, name=hidden), sender_name=hidden, subject=subject))
    assert mail["Bcc"] is None
    assert mail["Delivered-To"] == "kund@brodboden.example"
    assert [each.addr_spec for each in mail["From"].addresses] == ["studs@nordbygg.example"]


def test_settings_stored_before_there_was_a_sender_still_hold() -> None:
    settings = load_settings(CHANNEL, {"host": "127.0.0.1", "from_address": "studs@nordbygg.example", "tls": "none"})
    assert (CHANNEL.prefers(settings, "invoice"), CHANNEL.prefers(settings, "credit_note")) == ("", "")


@pytest.mark.parametrize("name", sorted(channels()))
def test_every_choice_of_every_channel_has_its_words(name: str) -> None:
    for field in settings_form(channels()[name].Settings):
        for choice in field.choices:
            for language in ("en", "sv", "nb"):
                assert field.choice_titles[choice][language]
