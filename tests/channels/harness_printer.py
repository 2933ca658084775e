"""The printer channel with a real SMTP server that wants TLS and a login; the printer counts mails by Message-ID."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import msgspec

from depesch.channels import MailServer, Services, load_settings
from depesch.channels.email.channel import CHANNEL as EMAIL
from depesch.channels.email.settings import Settings as EmailSettings
from depesch.exchange.mail.catcher import caught
from depesch.kit.hashing import sha256_hex
from tests.channels.contract import Harness
from tests.channels.harness_email import EmailHarness
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER

PDF = b"%PDF-1.7\r\n.\r\n\x00\xff"  # how the PDF of `people.parcel_to` begins; the rest is one of a kind


class Desk:
    """The company's mail server, as its e-mail settings have it."""

    def __init__(self, settings: Mapping[str, object]) -> None:
        own = cast(EmailSettings, load_settings(EMAIL, settings))
        self._server = MailServer(relay=own.relay(), sender=own.sender(), bounces=own.from_address)

    def server(self) -> MailServer:
        return self._server


class PrinterHarness(EmailHarness):
    """The mail server of the e-mail channel's harness; what arrives is paper, by which its document is told."""

    def __init__(self, folder: Path, services: Services) -> None:
        super().__init__(folder, services)
        self.services = msgspec.structs.replace(services, mail=Desk(self.settings))
        self.settings = {"name": "Kontoret", "address": "kontoret@print.example"}
        self.recipient = CUSTOMER

    def arrivals(self) -> list[str]:
        by_id = {}
        for _, mail in caught(self._mails):
            paper = next(part for part in mail.iter_attachments() if part.get_content_type() == "application/pdf")
            body = paper.get_content().removeprefix(PDF)
            by_id[str(mail["Message-ID"])] = sha256_hex(b"<Invoice>\n.\n" + body + b"</Invoice>")
        return list(by_id.values())


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    inbox = InboxInSqlite(folder / "inbox.sqlite", "nobody")
    harness = PrinterHarness(folder, Services(inbox=inbox))
    yield harness
    harness.kill()
    inbox.close()
