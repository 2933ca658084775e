"""The settings of the SFTP channel: one receiver's server."""

from __future__ import annotations

import base64
import re
from typing import Annotated

import msgspec

from depesch.channels.server_fields import FOLDER, JOURNAL, STEP_LIMIT, USER
from depesch.exchange.remote_folder.paths import checked_host, checked_path, checked_user
from depesch.kit.secret import Secret
from depesch.kit.settings import field_words

# PROTOCOL.key of OpenSSH: after the base64's magic comes the name of the cipher, "none" for a key that lies open.
_OPENSSH = re.compile(r"-----BEGIN OPENSSH PRIVATE KEY-----(.+)-----END OPENSSH PRIVATE KEY-----", re.DOTALL)
_MAGIC = b"openssh-key-v1\0"
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The server, its key, and who we are there."""

    host: Annotated[
        str,
        field_words(
            ("Server", "Name or address of the receiver's SFTP server."),
            sv=("Server", "Namn på eller adress till mottagarens SFTP-server."),
            nb=("Server", "Navn på eller adresse til mottakerens SFTP-server."),
            min_length=1,
        ),
    ]
    user: Annotated[str, USER]
    port: Annotated[
        int,
        field_words(
            ("Port", "Mostly 22."),
            sv=("Port", "Oftast 22."),
            nb=("Port", "Oftest 22."),
            ge=1,
            le=65535,
        ),
    ] = 22
    fingerprint: Annotated[
        str,
        field_words(
            (
                "Fingerprint of the server's key",
                "Such as SHA256:… and 43 signs; ask the receiver. Several with commas. Left empty, nothing is sent: "
                "the first try shows the one that was found.",
            ),
            sv=(
                "Serverns fingeravtryck",
                "Till exempel SHA256:… och 43 tecken; fråga mottagaren. Flera med kommatecken. Är det tomt skickas "
                "inget: första försöket visar det som hittades.",
            ),
            nb=(
                "Fingeravtrykk for serverens nøkkel",
                "For eksempel SHA256:… og 43 tegn; spør mottakeren. Flere med komma. Er det tomt, sendes ingenting: "
                "første forsøk viser det som ble funnet.",
            ),
        ),
    ] = ""
    password: Annotated[
        Secret,
        field_words(
            ("Password", "Kept secret: it can be replaced here, not read. Empty with a key."),
            sv=("Lösenord", "Hemligt: det kan bytas här, inte läsas. Tomt när en nyckel används."),
            nb=("Passord", "Hemmelig: det kan byttes her, ikke leses. Tomt når en nøkkel brukes."),
        ),
    ] = Secret("")
    private_key: Annotated[
        Secret,
        field_words(
            ("Private key", "As OpenSSH or PEM text. Kept secret; the receiver has its public half."),
            sv=("Privat nyckel", "Som OpenSSH- eller PEM-text. Hemlig; mottagaren har den publika halvan."),
            nb=("Privat nøkkel", "Som OpenSSH- eller PEM-tekst. Hemmelig; mottakeren har den offentlige delen."),
            is_long=True,
        ),
    ] = Secret("")
    passphrase: Annotated[
        Secret,
        field_words(
            ("Passphrase of the key", "Empty when the key has none."),
            sv=("Nyckelns lösenfras", "Tomt om nyckeln inte har någon."),
            nb=("Passordfrase for nøkkelen", "Tomt når nøkkelen ikke har noen."),
        ),
    ] = Secret("")
    folder: Annotated[str, FOLDER] = ""
    journal: Annotated[str, JOURNAL] = ".depesch"
    timeout_s: Annotated[float, STEP_LIMIT] = 30.0

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        checked_host(self.host)
        checked_user(self.user)
        checked_path(self.folder)
        checked_path(self.journal)
        if is_sealed_by_openssh(self.private_key):
            raise ValueError(
                "the private key has a passphrase in OpenSSH's own form, which cannot be opened here; give a copy"
                " without one (ssh-keygen -p -N '' -f COPY), which is kept encrypted, or one in PKCS 8"
            )
        for each in self.fingerprints():
            if not _FINGERPRINT.fullmatch(each):
                raise ValueError(f"{each!r} is no fingerprint: one is SHA256: and 43 signs, as ssh-keygen -l shows it")

    def fingerprints(self) -> tuple[str, ...]:
        """Return the fingerprints that the server's key may have."""
        return tuple(each.rstrip("=") for each in self.fingerprint.replace(",", " ").split())


def is_sealed_by_openssh(key: Secret) -> bool:
    """Return whether a private key is in OpenSSH's own form and encrypted: bcrypt would be needed to open it."""
    found = _OPENSSH.search(key.reveal())
    if found is None:
        return False
    try:
        content = base64.b64decode("".join(found[1].split()), validate=True)
    except ValueError:
        return False  # no key at all: the login will say so
    begin = len(_MAGIC) + 4
    cipher = content[begin : begin + int.from_bytes(content[len(_MAGIC) : begin], "big")]
    return content.startswith(_MAGIC) and cipher != b"none"
