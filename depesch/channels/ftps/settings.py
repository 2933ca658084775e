"""The settings of the FTPS channel: one receiver's server."""

from __future__ import annotations

from typing import Annotated

import msgspec

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
    user: Annotated[
        str,
        field_words(
            ("User", "The name that we log in with."),
            sv=("Användare", "Namnet som vi loggar in med."),
            nb=("Bruker", "Navnet vi logger inn med."),
            min_length=1,
        ),
    ]
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
    password: Annotated[
        Secret,
        field_words(
            ("Password", "Kept secret: it can be replaced here, not read."),
            sv=("Lösenord", "Hemligt: det kan bytas här, inte läsas."),
            nb=("Passord", "Hemmelig: det kan byttes her, ikke leses."),
        ),
    ] = Secret("")
    authority: Annotated[
        str,
        field_words(
            ("Certificate authority", "PEM text of the receiver's own authority; empty: those of the system."),
            sv=("Certifikatutfärdare", "PEM-text för mottagarens egen utfärdare; tomt: systemets."),
            nb=("Sertifikatutsteder", "PEM-tekst for mottakerens egen utsteder; tomt: systemets."),
            is_long=True,
        ),
    ] = ""
    folder: Annotated[
        str,
        field_words(
            ("Folder", "Where the files go on the server; empty: where the login begins. It has to be there."),
            sv=("Mapp", "Dit filerna läggs på servern; tomt: där inloggningen börjar. Den måste finnas."),
            nb=("Mappe", "Der filene legges på serveren; tomt: der innloggingen begynner. Den må finnes."),
        ),
    ] = ""
    journal: Annotated[
        str,
        field_words(
            (
                "Folder of the journal",
                "Where files are written before they are moved, and what was handed over is noted; on the same disk. "
                "Made when it is not there. The receiver leaves it alone.",
            ),
            sv=(
                "Journalmapp",
                "Där filer skrivs innan de flyttas, och där det antecknas vad som lämnats; på samma disk. "
                "Skapas om den saknas. Mottagaren låter den vara.",
            ),
            nb=(
                "Journalmappe",
                "Der filer skrives før de flyttes, og der det noteres hva som er levert; på samme disk. "
                "Opprettes når den mangler. Mottakeren lar den være.",
            ),
            min_length=1,
        ),
    ] = ".depesch"
    timeout_s: Annotated[
        float,
        field_words(
            ("Time limit in seconds", "For each step of the talk with the server."),
            sv=("Tidsgräns i sekunder", "För varje steg i samtalet med servern."),
            nb=("Tidsgrense i sekunder", "For hvert steg i samtalen med serveren."),
            ge=0.1,
            le=60,
        ),
    ] = 30.0

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        checked_host(self.host)
        checked_user(self.user)
        checked_path(self.folder)
        checked_path(self.journal)
        checked_authority(self.authority)
