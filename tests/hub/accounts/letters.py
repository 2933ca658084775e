"""Reading the hub's own letters before they are posted, and through a real mail server."""

from __future__ import annotations

import re

import msgspec

from depesch.hub.mailing.composing import Sheet
from depesch.hub.mailing.models import Letter
from depesch.hub.server.secrets import decrypt


def letters_to(address: str) -> list[tuple[str, Sheet]]:
    """Return the kind and the sheet of every letter that waits for the address, the latest first."""
    waiting = Letter.objects.filter(recipient=address).order_by("-made_at")
    return [(each.kind, msgspec.json.decode(decrypt(each.sealed), type=Sheet)) for each in waiting]


def link_in(text: str) -> str:
    """Return the path of the link that a letter is about: its last one."""
    found: list[str] = re.findall(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[-1]


def secret_in(text: str) -> str:
    """Return the secret of the link that a letter is about."""
    return link_in(text).rstrip("/").rpartition("/")[2]
