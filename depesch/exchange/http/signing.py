"""The signature of a message, by which its receiver knows that it is ours and new.

Source: Standard Webhooks 1.0: base64(HMAC-SHA256(secret, id + "." + timestamp + "." + body)), prefixed `v1,`; a secret
is `whsec_` and 24 to 64 bytes in base64.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Sequence

from depesch.kit.secret import Secret

PREFIX = "whsec_"


def new_secret() -> Secret:
    """Return a new secret of 256 bits."""
    return Secret(PREFIX + base64.b64encode(secrets.token_bytes(32)).decode())


def signature(keys: Sequence[Secret], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the header `webhook-signature`: one signature for each key, so that keys can change without a gap."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(f"v1,{base64.b64encode(hmac.digest(_key(each), signed, 'sha256')).decode()}" for each in keys)


def checked_secret(secret: Secret) -> None:
    """Raise ValueError unless the text is a secret to sign with."""
    try:
        key = base64.b64decode(secret.reveal().removeprefix(PREFIX), validate=True)
    except ValueError as error:
        raise ValueError("the signing secret is none: it is whsec_ and base64") from error
    if not 24 <= len(key) <= 64:
        raise ValueError(f"the signing secret has {len(key)} bytes; 24 to 64 are asked for")


def _key(secret: Secret) -> bytes:
    return base64.b64decode(secret.reveal().removeprefix(PREFIX))
