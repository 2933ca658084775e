"""The settings of the e-mail channel."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import msgspec

from depesch.channels.server_fields import PASSWORD
from depesch.exchange.mail.message import parse_address
from depesch.exchange.mail.smtp import Relay, Tls
from depesch.kit.secret import Secret
from depesch.kit.settings import field_words


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The server that takes our mails, and who they come from."""

    host: Annotated[
        str,
        field_words(
            ("Mail server", "Name or address of the SMTP server that sends your mails."),
            sv=("E-postserver", "Namn eller adress på den SMTP-server som skickar era brev."),
            nb=("E-postserver", "Navn eller adresse på SMTP-serveren som sender e-posten deres."),
            min_length=1,
        ),
    ]
    from_address: Annotated[
        str,
        field_words(
            ("From address", "The address that the mails come from; your mail server must allow it."),
            sv=("Avsändaradress", "Adressen som breven kommer från; e-postservern måste tillåta den."),
            nb=("Avsenderadresse", "Adressen e-posten kommer fra; e-postserveren må tillate den."),
            min_length=3,
        ),
    ]
    port: Annotated[
        int,
        field_words(
            ("Port", "Mostly 587 with STARTTLS, 465 with TLS."),
            sv=("Port", "Oftast 587 med STARTTLS, 465 med TLS."),
            nb=("Port", "Oftest 587 med STARTTLS, 465 med TLS."),
            ge=1,
            le=65535,
        ),
    ] = 587
    tls: Annotated[
        Tls,
        field_words(
            ("Encryption", "STARTTLS never falls back to clear text; none only inside your own network."),
            sv=("Kryptering", "STARTTLS faller aldrig tillbaka till klartext; ingen bara i det egna nätet."),
            nb=("Kryptering", "STARTTLS faller aldri tilbake til klartekst; ingen bare i eget nett."),
        ),
    ] = Tls.STARTTLS
    user: Annotated[
        str,
        field_words(
            ("User", "Empty when the server asks for no login."),
            sv=("Användare", "Tomt om servern inte kräver inloggning."),
            nb=("Bruker", "Tomt når serveren ikke krever innlogging."),
        ),
    ] = ""
    password: Annotated[Secret, PASSWORD] = Secret("")
    ca_file: Annotated[
        str,
        field_words(
            ("Certificate authority", "Path of a PEM file with your own authority; empty: those of the system."),
            sv=("Certifikatutfärdare", "Sökväg till en PEM-fil med egen utfärdare; tomt: systemets."),
            nb=("Sertifikatutsteder", "Sti til en PEM-fil med egen utsteder; tomt: systemets."),
        ),
    ] = ""
    timeout_s: Annotated[
        float,
        field_words(
            ("Time limit in seconds", "For each step of the talk with the mail server."),
            sv=("Tidsgräns i sekunder", "För varje steg i samtalet med e-postservern."),
            nb=("Tidsgrense i sekunder", "For hvert steg i samtalen med e-postserveren."),
            ge=0.1,
            le=600,
        ),
    ] = 60.0
    max_bytes: Annotated[
        int,
        field_words(
            ("Largest mail in bytes", "As it travels, a third larger than its files; larger ones take another way."),
            sv=("Största brev i byte", "Som det sänds, en tredjedel större än filerna; större tar en annan väg."),
            nb=("Største e-post i byte", "Slik den sendes, en tredel større enn filene; større tar en annen vei."),
            ge=1000,
        ),
    ] = 20_000_000

    def __post_init__(self) -> None:
        """Refuse what could never work, and a password that would cross the network in clear text."""
        parse_address(self.from_address)
        if any(not c.isprintable() or c.isspace() for c in self.host):
            raise ValueError("the mail server is no name of a host")
        if self.password and self.tls is Tls.NONE and not _is_this_machine(self.host):
            raise ValueError("a password needs encryption: set it to starttls or tls")

    def relay(self) -> Relay:
        """Return the server as the SMTP client wants it; the from address' domain is our name in the greeting."""
        return Relay(
            host=self.host,
            port=self.port,
            tls=self.tls,
            user=self.user,
            password=self.password,
            hello_name=parse_address(self.from_address).rpartition("@")[2],
            timeout_s=self.timeout_s,
            ca_file=self.ca_file,
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
