"""A parcel from Nordbygg AB to a customer, told in one place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from depesch.channels import File, Parcel, Recipient, SendMode

CUSTOMER = Recipient(name="Lilla Brödboden AB", language="sv", country="SE")


def parcel_to(
    recipient: Recipient, *, message_id: str = "0190-1@hub.example", body: bytes = b"", **changes: Any
) -> Parcel:
    """Return a parcel with an invoice, its PDF and one attachment; `body` makes its content one of a kind."""
    values: dict[str, Any] = {
        "message_id": message_id,
        "document_id": f"document-of-{message_id}",
        "send_mode": SendMode.PRODUCTION,
        "sender_name": "Nordbygg AB",
        "recipient": recipient,
        "subject": {
            "number": "F-1042",
            "type": "invoice",
            "amount": "12500.50",
            "currency": "SEK",
            "due_date": "2026-12-24",
        },
        "main": File(name="F-1042.xml", media_type="application/xml", content=b"<Invoice>\n.\n" + body + b"</Invoice>"),
        "rendering": File(name="F-1042.pdf", media_type="application/pdf", content=b"%PDF-1.7\r\n.\r\n\x00\xff" + body),
        "attachments": (File(name="ritning.png", media_type="image/png", content=b"\x89PNG" + body),),
        "created_at": datetime(2026, 11, 22, 5, 0, tzinfo=UTC),
    }
    return Parcel(**(values | changes))
