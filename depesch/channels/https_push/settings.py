"""The settings of HTTPS push: one receiver's address and how we show who we are."""

from __future__ import annotations

import ssl
from enum import StrEnum
from typing import Annotated

import msgspec

from depesch.channels.server_fields import AUTHORITY, PASSWORD
from depesch.exchange.certificates import checked_authority, show_certificate, trust
from depesch.exchange.http.guarding import BadUrl, checked_url
from depesch.exchange.http.signing import checked_secret
from depesch.kit.secret import Secret
from depesch.kit.settings import field_words


class Body(StrEnum):
    """What one request holds."""

    FILES = "files"  # multipart/form-data: the document, the PDF and the attachments
    DOCUMENT = "document"  # the document alone, as it is


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The address, and who we are there."""

    url: Annotated[
        str,
        field_words(
            ("Web address", "Begins with https://; each document is posted there."),
            sv=("Webbadress", "Börjar med https://; varje dokument postas dit."),
            nb=("Nettadresse", "Begynner med https://; hvert dokument postes dit."),
            min_length=1,
        ),
    ]
    body: Annotated[
        Body,
        field_words(
            (
                "What is posted",
                "A document with attachments beside it is held back when the document alone is posted.",
            ),
            sv=(
                "Vad som postas",
                "Ett dokument med bilagor vid sidan av hålls tillbaka när bara dokumentet postas.",
            ),
            nb=(
                "Hva som postes",
                "Et dokument med vedlegg ved siden av holdes tilbake når bare dokumentet postes.",
            ),
            choices={
                "files": (
                    "Document, PDF and attachments, as a form (multipart/form-data)",
                    "Dokument, PDF och bilagor, som ett formulär (multipart/form-data)",
                    "Dokument, PDF og vedlegg, som et skjema (multipart/form-data)",
                ),
                "document": ("The document alone", "Bara dokumentet", "Bare dokumentet"),
            },
        ),
    ] = Body.FILES
    user: Annotated[
        str,
        field_words(
            ("User", "For a login with name and password (HTTP Basic); else empty."),
            sv=("Användare", "För inloggning med namn och lösenord (HTTP Basic); annars tomt."),
            nb=("Bruker", "For innlogging med navn og passord (HTTP Basic); ellers tomt."),
        ),
    ] = ""
    password: Annotated[Secret, PASSWORD] = Secret("")
    token: Annotated[
        Secret,
        field_words(
            ("Token", "Goes along as Authorization: Bearer; instead of user and password."),
            sv=("Token", "Skickas som Authorization: Bearer; i stället för användare och lösenord."),
            nb=("Token", "Sendes som Authorization: Bearer; i stedet for bruker og passord."),
        ),
    ] = Secret("")
    signing_secret: Annotated[
        Secret,
        field_words(
            ("Signing secret", "whsec_ and base64: each request is signed with it by Standard Webhooks 1.0."),
            sv=("Signeringshemlighet", "whsec_ och base64: varje anrop signeras med den enligt Standard Webhooks 1.0."),
            nb=("Signeringshemmelighet", "whsec_ og base64: hvert kall signeres med den etter Standard Webhooks 1.0."),
        ),
    ] = Secret("")
    client_certificate: Annotated[
        Secret,
        field_words(
            (
                "Client certificate",
                "PEM text: the certificate and its private key without a passphrase, one after another.",
            ),
            sv=("Klientcertifikat", "PEM-text: certifikatet och dess privata nyckel utan lösenfras, efter varandra."),
            nb=(
                "Klientsertifikat",
                "PEM-tekst: sertifikatet og den private nøkkelen uten passordfrase, etter hverandre.",
            ),
            is_long=True,
        ),
    ] = Secret("")
    authority: Annotated[str, AUTHORITY] = ""
    timeout_s: Annotated[
        float,
        field_words(
            ("Time limit in seconds", "How long the answer may take."),
            sv=("Tidsgräns i sekunder", "Hur länge svaret får dröja."),
            nb=("Tidsgrense i sekunder", "Hvor lenge svaret kan ta."),
            ge=0.1,
            le=120,
        ),
    ] = 30.0

    def __post_init__(self) -> None:
        """Refuse what could never work, and a secret that would cross the network in clear text."""
        try:
            checked_url(self.url, private_too=True)  # whether a private one is allowed, the hub says when it sends
        except BadUrl as error:
            raise ValueError(f"the web address cannot be used ({error})") from error
        if self.url.startswith("http:") and (self.password or self.token):
            raise ValueError("a password or a token needs an address that begins with https://")
        if self.token and (self.user or self.password):
            raise ValueError("give a token, or a user with a password, not both")
        if self.password and not self.user:
            raise ValueError("a password needs a user")
        if ":" in self.user or not self.user.isprintable():
            raise ValueError("the user holds a colon or a sign that no user name has")
        if not self.token.reveal().isprintable() or not self.token.reveal().isascii():
            raise ValueError("the token holds signs that no token has")
        if self.signing_secret:
            checked_secret(self.signing_secret)
        checked_authority(self.authority)
        if self.client_certificate:
            self.trusted()

    def trusted(self) -> ssl.SSLContext:
        """Return whom we trust, with our certificate where there is one."""
        context = trust(self.authority)
        if self.client_certificate:
            show_certificate(context, self.client_certificate)
        return context
