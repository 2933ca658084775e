"""The settings of the FTPS channel: one receiver's server."""

from __future__ import annotations

from typing import Annotated

import msgspec

from depesch.channels.server_fields import AUTHORITY, FOLDER, JOURNAL, PASSWORD, STEP_LIMIT, USER
from depesch.exchange.certificates import checked_authority
from depesch.exchange.remote_folder.paths import checked_host, checked_path, checked_user
from depesch.kit.secret import Secret
from depesch.kit.settings import field_words


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The server, and who we are there."""

    host: Annotated[
        str,
        field_words(
            ("Server", "Name or address of the receiver's FTP server."),
            sv=("Server", "Namn på eller adress till mottagarens FTP-server."),
            nb=("Server", "Navn på eller adresse til mottakerens FTP-server."),
            min_length=1,
        ),
    ]
    user: Annotated[str, USER]
    port: Annotated[
        int,
        field_words(
            ("Port", "Mostly 21; TLS begins on the line itself (AUTH TLS)."),
            sv=("Port", "Oftast 21; TLS börjar på själva förbindelsen (AUTH TLS)."),
            nb=("Port", "Oftest 21; TLS begynner på selve forbindelsen (AUTH TLS)."),
            ge=1,
            le=65535,
        ),
    ] = 21
    password: Annotated[Secret, PASSWORD] = Secret("")
    authority: Annotated[str, AUTHORITY] = ""
    folder: Annotated[str, FOLDER] = ""
    journal: Annotated[str, JOURNAL] = ".depesch"
    timeout_s: Annotated[float, STEP_LIMIT] = 30.0

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        checked_host(self.host)
        checked_user(self.user)
        checked_path(self.folder)
        checked_path(self.journal)
        checked_authority(self.authority)
