"""The e-mail channel with a real SMTP server that wants TLS and a login."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from aiosmtpd.smtp import AuthResult, LoginPassword

from depesch.channels import Services
from depesch.exchange.mail.catcher import Catcher, caught
from depesch.kit.hashing import sha256_hex
from tests.channels.contract import SECRET, Harness
from tests.channels.inbox_in_sqlite import InboxInSqlite
from tests.channels.people import CUSTOMER
from tests.exchange.mail.certificates import Certificate


def _admits(_server: object, _session: object, _envelope: object, _mechanism: str, given: object) -> AuthResult:
    return AuthResult(success=isinstance(given, LoginPassword) and given.password == SECRET.encode())


class EmailHarness:
    """A catcher that can be killed and revived on its port. The receiver counts mails by Message-ID."""

    def __init__(self, folder: Path, services: Services) -> None:
        certificate = Certificate.issue(folder)
        self._mails = folder / "mails"
        self._options: dict[str, Any] = {
            "tls_context": certificate.server_context(),
            "require_starttls": True,
            "authenticator": _admits,
            "auth_required": True,
        }
        self._catcher = Catcher(self._mails, **self._options)
        self._catcher.start()
        self.settings: Mapping[str, object] = {
            "host": "localhost",
            "port": self._catcher.port,
            "from_address": "faktura@nordbygg.example",
            "user": "nordbygg",
            "password": SECRET,
            "ca_file": str(certificate.path),
            "timeout_s": 20,
        }
        self.services = services
        self.recipient = msgspec.structs.replace(CUSTOMER, email="kund@brodboden.example")

    def arrivals(self) -> list[str]:
        by_id = {}
        for _, mail in caught(self._mails):
            document = next(part for part in mail.iter_attachments() if part.get_content_type() == "application/xml")
            by_id[str(mail["Message-ID"])] = sha256_hex(document.get_content())
        return list(by_id.values())

    def kill(self) -> None:
        self._catcher.stop()

    def revive(self) -> None:
        self._catcher = Catcher(self._mails, port=self._catcher.port, **self._options)
        self._catcher.start()


@contextmanager
def HARNESS(folder: Path) -> Iterator[Harness]:  # noqa: N802 - a constant by which the suite finds it
    """Open the harness."""
    inbox = InboxInSqlite(folder / "inbox.sqlite", "nobody")
    harness = EmailHarness(folder, Services(inbox=inbox))
    yield harness
    harness.kill()
    inbox.close()
