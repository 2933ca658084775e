"""The settings of the e-mail channel."""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum
from typing import Annotated

import msgspec

from depesch.channels.server_fields import PASSWORD
from depesch.documents.targets import targets
from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.exchange.mail.smtp import Relay, Tls
from depesch.kit.secret import Secret
from depesch.kit.settings import field_words

MOST_OF_NAME = 100
# What a mail program could show as another sender: an address, an address in brackets, an encoded word (RFC 2047).
_NO_NAME = re.compile(r"[<>]|=\?|\S@\S")


class Contents(StrEnum):
    """What lies in a mail beside the invoice's own attachments. The values are stored."""

    BASIC = "basic"  # the PDF alone
    ADVANCED = "advanced"  # the PDF and the document in its structured format


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The server that takes our mails, who they come from, and what lies in them.

    `sender_prefix` changes what receivers see before the @, not where mails come back to that cannot be delivered:
    that stays `from_address`, which the mail server knows.
    """

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
            choices={
                "starttls": ("STARTTLS", "STARTTLS", "STARTTLS"),
                "tls": ("TLS from the start", "TLS från början", "TLS fra starten"),
                "none": ("None", "Ingen", "Ingen"),
            },
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

    contents: Annotated[
        Contents,
        field_words(
            ("Content of the mail", "Attachments of the invoice go with it in either case."),
            sv=("Innehåll i mejlet", "Fakturans bilagor följer med i båda fallen."),
            nb=("Innhold i e-posten", "Fakturaens vedlegg følger med i begge tilfeller."),
            choices={
                "basic": ("Basic: the PDF alone", "Bas: bara PDF", "Basis: bare PDF"),
                "advanced": (
                    "Advanced: the PDF and the structured file",
                    "Avancerat: PDF och den strukturerade filen",
                    "Avansert: PDF og den strukturerte filen",
                ),
            },
        ),
    ] = Contents.ADVANCED
    invoice_format: Annotated[
        str,
        field_words(
            ("Format of invoices", "Of the structured file. What a customer's card says goes first."),
            sv=("Format för fakturor", "För den strukturerade filen. Det som står på kundens kort går före."),
            nb=("Format for fakturaer", "For den strukturerte filen. Det som står på kundens kort går foran."),
        ),
    ] = ""
    credit_note_format: Annotated[
        str,
        field_words(
            ("Format of credit notes", "Of the structured file. What a customer's card says goes first."),
            sv=("Format för kreditfakturor", "För den strukturerade filen. Det som står på kundens kort går före."),
            nb=("Format for kreditnotaer", "For den strukturerte filen. Det som står på kundens kort går foran."),
        ),
    ] = ""
    sender_name: Annotated[
        str,
        field_words(
            ("Sender's name", "What the receiver sees as sender. Empty: the company's name."),
            sv=("Avsändarens namn", "Det som mottagaren ser som avsändare. Tomt: företagets namn."),
            nb=("Avsenderens navn", "Det mottakeren ser som avsender. Tomt: bedriftens navn."),
        ),
    ] = ""
    sender_prefix: Annotated[
        str,
        field_words(
            ("Sender prefix", "What stands before the @ in the sender's address. Empty: as in the from address."),
            sv=("Avsändarprefix", "Det som står före @ i avsändarens adress. Tomt: som i avsändaradressen."),
            nb=("Avsenderprefiks", "Det som står foran @ i avsenderens adresse. Tomt: som i avsenderadressen."),
        ),
    ] = ""
    reply_to: Annotated[
        str,
        field_words(
            ("Replies go to", "One address. Empty: to the sender's address."),
            sv=("Svar går till", "En adress. Tomt: till avsändarens adress."),
            nb=("Svar går til", "Én adresse. Tomt: til avsenderens adresse."),
        ),
    ] = ""

    def __post_init__(self) -> None:
        """Refuse what could never work, and a password that would cross the network in clear text."""
        parse_address(self.from_address)
        _check_sender(self)
        for field in ("invoice_format", "credit_note_format"):
            _check_format(field, getattr(self, field))
        if any(not c.isprintable() or c.isspace() for c in self.host):
            raise ValueError("the mail server is no name of a host")
        if self.password and self.tls is Tls.NONE and not _is_this_machine(self.host):
            raise ValueError("a password needs encryption: set it to starttls or tls")

    def sender(self) -> str:
        """Return the address that receivers see."""
        address = parse_address(self.from_address)
        return f"{self.sender_prefix}@{address.rpartition('@')[2]}" if self.sender_prefix else address

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


def _check_sender(settings: Settings) -> None:
    """Refuse what would be no sender: a prefix that is none, a name that passes for an address, several addresses."""
    try:
        parse_address(settings.sender())
    except BadAddress as error:
        raise ValueError(f"the sender prefix {settings.sender_prefix[:64]!r} cannot stand before an @") from error
    name = settings.sender_name
    if not name.isprintable() or len(name) > MOST_OF_NAME or _NO_NAME.search(name):
        raise ValueError(
            f"the sender's name is at most {MOST_OF_NAME} signs in one line, without addresses, < > and =?"
        )
    if settings.reply_to:
        try:
            parse_address(settings.reply_to)
        except BadAddress as error:
            raise ValueError("replies can go to one address of the form name@domain") from error


def _check_format(field: str, name: str) -> None:
    if name and name not in targets():
        raise ValueError(f"{field}: {name[:40]!r} is no format that can be written; known are {', '.join(targets())}")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
