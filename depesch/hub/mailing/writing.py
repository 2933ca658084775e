"""Write a letter, in the transaction of what it tells of: it goes exactly when that was committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from depesch.exchange.mail.message import parse_address
from depesch.hub.mailing.composing import Enclosure, Sheet, compose
from depesch.hub.mailing.models import Letter
from depesch.hub.server.config import load
from depesch.hub.server.secrets import encrypt
from depesch.kit.clock import now


def write_letter(
    kind: str,
    *,
    to: str,
    language: str,
    values: Mapping[str, str],
    path: str = "",
    name: str = "",
    reply_to: str = "",
    sender_name: str = "",
    company_id: UUID | None = None,
    enclosures: Sequence[Enclosure] = (),
    unsubscribe: str = "",
) -> Letter:
    """Write a letter of that kind to one address and return it; raises BadAddress.

    `path` is the address in the portal that its button leads to, `name` the reader's; `values` fill the words.
    `unsubscribe` is the address in the portal where mail programs stop letters of this kind.
    """
    link = f"{load().url}{path}" if path else ""
    subject, text, html = compose(kind, language, values, link)
    sheet = Sheet(
        language=language, subject=subject, text=text, html=html, recipient_name=name, reply_to=reply_to,
        sender_name=sender_name, enclosures=tuple(enclosures),
        unsubscribe=f"{load().url}{unsubscribe}" if unsubscribe else "",
    )  # fmt: skip
    return post_sheet(kind, sheet, to=to, company_id=company_id)


def post_sheet(kind: str, sheet: Sheet, *, to: str, company_id: UUID | None = None) -> Letter:
    """Let a sheet that is written already be posted to one address and return the letter; raises BadAddress."""
    address, at = parse_address(to), now()
    sealed = encrypt(msgspec.json.encode(sheet).decode())
    return Letter.objects.create(
        kind=kind, company_id=company_id, recipient=address, sealed=sealed, try_at=at, made_at=at
    )
