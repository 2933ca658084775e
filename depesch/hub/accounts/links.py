"""Links with secrets: 256 random bits in the mail, their SHA-256 in the database."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from enum import StrEnum

from depesch.kit.hashing import sha256_hex

_FORM = re.compile(r"[A-Za-z0-9_-]{43}")


class LinkState(StrEnum):
    """What a link can still do."""

    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"  # whoever made it took it back, or made another one in its place
    FULL = "full"  # an invitation to a company whose licences are all in use by now
    UNKNOWN = "unknown"


def new_secret() -> tuple[str, str]:
    """Return a new secret for an address and the digest to store."""
    secret = secrets.token_urlsafe(32)
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """Return what is stored of a secret; of a text that cannot be one, a digest that nothing has.

    >>> len(digest_of("x" * 43)), digest_of("../etc")
    (64, '')
    """
    return sha256_hex(secret.encode()) if _FORM.fullmatch(secret) else ""


def state_of(
    *, used_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, now: datetime
) -> LinkState:
    """Return what the link can still do."""
    if used_at is not None:
        return LinkState.USED
    if withdrawn_at is not None:
        return LinkState.WITHDRAWN
    return LinkState.EXPIRED if expires_at <= now else LinkState.GOOD
