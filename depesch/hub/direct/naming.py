"""What a login is called where the history tells who did something: its user name, and what it connects over."""

from __future__ import annotations

import re

from depesch.hub.direct.models import DirectLogin, Protocol

PROTOCOLS: dict[str, str] = {Protocol.DROP: "HTTPS", Protocol.SFTP: "SFTP", Protocol.FTP: "FTP"}
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORDS = {"sv": "inloggningen {name} ({over})", "nb": "innloggingen {name} ({over})", "en": "the login {name} ({over})"}


def words_of_logins(ids: set[str], language: str) -> dict[str, str]:
    """Return the words for the company's logins, revoked ones too; call it inside `acting_for`."""
    said = _WORDS.get(language, _WORDS["en"])
    known = {each for each in ids if _UUID.fullmatch(each)}
    rows = DirectLogin.objects.filter(id__in=known).only("id", "name", "protocols")
    return {str(row.id): said.format(name=row.name, over=protocol_words(row)) for row in rows}


def protocol_words(login: DirectLogin) -> str:
    """Return what a login connects over, in the order of its form."""
    return ", ".join(word for name, word in PROTOCOLS.items() if name in login.protocols)
