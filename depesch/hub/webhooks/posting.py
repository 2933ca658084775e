"""One message of a webhook over HTTP: what the endpoint answered, in words that can be shown, or why it did not."""

from __future__ import annotations

import ssl

import msgspec

from depesch.exchange.http.posting import Limits
from depesch.exchange.http.posting import post as post_message

READ_S = 10.0
KEPT_CHARACTERS = 1000
_KEPT_BYTES = 4000


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one try. `code` is empty when there was an answer, else as in `exchange.http.posting`."""

    status: int | None = None
    code: str = ""
    text: str = ""
    duration_ms: int = 0

    @property
    def is_taken(self) -> bool:
        """Return whether the endpoint has it."""
        return self.status is not None and 200 <= self.status < 300


def post(url: str, headers: dict[str, str], body: bytes, *, private_too: bool, ca_file: str = "") -> Answer:
    """Send one message and return the answer; redirects are not followed, of the answer a little is read."""
    answer = post_message(
        url, headers, body, private_too=private_too, trusted=ssl.create_default_context(cafile=ca_file or None),
        limits=Limits(read_s=READ_S, most_bytes=_KEPT_BYTES),
    )  # fmt: skip
    text = answer.detail if answer.status is None else answer.body.decode(errors="replace")
    shown = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)[:KEPT_CHARACTERS]
    return Answer(status=answer.status, code=answer.code, text=shown, duration_ms=answer.duration_ms)
