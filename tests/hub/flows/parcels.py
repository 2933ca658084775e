"""Parcels as a channel hands them to an inbox."""

from __future__ import annotations

from uuid import uuid4

from depesch.channels import File, Parcel, Recipient, SendMode


def parcel(content: bytes, *, message_id: str) -> Parcel:
    """Return a parcel with one XML document in it."""
    return Parcel(
        message_id=message_id, document_id=str(uuid4()), sender_name="Fjordtre AS",
        recipient=Recipient(name="Nordbygg Fasad AB"), send_mode=SendMode.PRODUCTION, subject={},
        main=File(name="invoice.xml", media_type="application/xml", content=content),
    )  # fmt: skip
