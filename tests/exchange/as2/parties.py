"""Two parties that exchange AS2 messages: Nordbygg and its customer Brödboden, with a stranger's certificate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import msgspec

from depesch.exchange.as2.certificates import Identity, make_identity
from depesch.exchange.as2.message import Built, File, Terms, build
from depesch.exchange.as2.opening import Accepts, Opened, open_message

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MESSAGE_ID = "<0190-1@hub.example>"
INVOICE = File(
    name="F-1042.xml", media_type="application/xml", content=b"<Invoice>\n\xc3\xa5\r\n.\r\n--x\n</Invoice>\n"
)
DRAWING = File(name="ritning.png", media_type="image/png", content=b"\x89PNG\r\n\x1a\n\x00\xff")


@cache
def party(name: str) -> Identity:
    """Return somebody's key and certificate, the same one in all tests; RSA 2048, to be quick."""
    return make_identity(name, at=AT - timedelta(days=30), days=365, bits=2048)


def terms(**changes: Any) -> Terms:
    """Return what Nordbygg agreed with Brödboden."""
    return msgspec.structs.replace(Terms(own_name="nordbygg", partner_name="Bröd boden".replace("ö", "o")), **changes)


def built(*files: File, own: Identity | None = None, **changes: Any) -> Built:
    """Return a message of Nordbygg's to Brödboden."""
    return build(
        files or (INVOICE,), terms(**changes), own or party("nordbygg"), party("brodboden").certificate,
        message_id=MESSAGE_ID, subject="F-1042", at=AT,
    )  # fmt: skip


def accepts(**changes: Any) -> Accepts:
    """Return what Brödboden takes of Nordbygg."""
    wanted = Accepts(own=(party("brodboden"),), partner=(party("nordbygg").certificate,))
    return msgspec.structs.replace(wanted, **changes)


def small(headers: Mapping[str, str]) -> dict[str, str]:
    """Return headers as a server gives them."""
    return {name.lower(): value for name, value in headers.items()}


def opened(message: Built, at: datetime = AT, **changes: Any) -> Opened:
    """Return what Brödboden finds in the message."""
    return open_message(small(message.headers), message.body, accepts(**changes), at=at)
