"""What a login is called where the history tells who did something: its user name, and what it connects over."""

from __future__ import annotations

from uuid import UUID

from depesch.hub.direct.models import DirectLogin, Protocol

PROTOCOLS: dict[str, str] = {Protocol.DROP: "HTTPS", Protocol.SFTP: "SFTP", Protocol.FTP: "FTP"}
_WORDS = {"sv": "inloggningen {name} ({over})", "nb": "innloggingen {name} ({over})", "en": "the login {name} ({over})"}


def words_of_logins(ids: set[UUID], language: str) -> dict[UUID, str]:
    """Return the words for the company's logins, revoked ones too; call it inside `acting_for`."""
    said = _WORDS.get(language, _WORDS["en"])
    rows = DirectLogin.objects.filter(id__in=ids).only("id", "name", "protocols")
    return {row.id: said.format(name=row.name, over=protocol_words(row)) for row in rows}


def protocol_words(login: DirectLogin) -> str:
    """Return what a login connects over, in the order of its form."""
    return ", ".join(word for name, word in PROTOCOLS.items() if name in login.protocols)
