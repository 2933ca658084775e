"""The settings of AS2: one receiver's address, AS2 name and certificates, and what was agreed."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from depesch.exchange.as2.algorithms import Cipher, Digest
from depesch.exchange.as2.certificates import BadCertificate, Certificate, read_certificate
from depesch.exchange.as2.message import Compression, Receipts, Terms
from depesch.exchange.as2.names import checked_name
from depesch.exchange.http.guarding import BadUrl, checked_url
from depesch.kit.settings import field_words

_PEM = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
_MOST_CERTIFICATES = 5


class Signing(StrEnum):
    """With which digest messages are signed."""

    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"
    SHA1 = "sha1"  # only for receivers that know nothing else


class Encryption(StrEnum):
    """How messages are encrypted."""

    AES256_CBC = "aes256_cbc"
    AES192_CBC = "aes192_cbc"
    AES128_CBC = "aes128_cbc"
    AES256_GCM = "aes256_gcm"
    AES128_GCM = "aes128_gcm"
    NONE = "none"  # then the address has to begin with https://


class ReceiptWhen(StrEnum):
    """When the receiver sends its signed receipt."""

    SYNC = "sync"  # in the answer to the message
    ASYNC = "async"  # in a message of its own


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Who the receiver is in AS2, and what was agreed with it."""

    url: Annotated[
        str,
        field_words(
            ("Web address", "Where the receiver takes AS2 messages."),
            sv=("Webbadress", "Dit mottagaren tar emot AS2-meddelanden."),
            nb=("Nettadresse", "Dit mottakeren tar imot AS2-meldinger."),
            min_length=1,
        ),
    ]
    partner_name: Annotated[
        str,
        field_words(
            ("AS2 name", "The receiver's AS2 name, letter for letter."),
            sv=("AS2-namn", "Mottagarens AS2-namn, tecken för tecken."),
            nb=("AS2-navn", "Mottakerens AS2-navn, tegn for tegn."),
            min_length=1,
        ),
    ]
    certificates: Annotated[
        str,
        field_words(
            (
                "Certificates",
                "The receiver's certificates as PEM text. While one follows another, put both, the new one first: "
                "messages are encrypted to the first that is valid, receipts may be signed with any.",
            ),
            sv=(
                "Certifikat",
                "Mottagarens certifikat som PEM-text. Vid byte: lägg in båda, det nya först. Meddelanden krypteras "
                "med det första giltiga, kvitton får vara signerade med vilket som helst.",
            ),
            nb=(
                "Sertifikater",
                "Mottakerens sertifikater som PEM-tekst. Ved bytte: legg inn begge, det nye først. Meldinger krypteres "
                "med det første gyldige, kvitteringer kan være signert med hvilket som helst.",
            ),
            min_length=1,
            is_long=True,
        ),
    ]
    sign: Annotated[
        Signing,
        field_words(
            ("Signature", "The digest of the signature. Choose SHA-1 only when the receiver knows nothing else."),
            sv=("Signatur", "Signaturens kontrollsumma. Välj SHA-1 bara om mottagaren inte kan något annat."),
            nb=("Signatur", "Signaturens kontrollsum. Velg SHA-1 bare når mottakeren ikke kan noe annet."),
            choices={f"sha{bits}": (f"SHA-{bits}",) * 3 for bits in (256, 384, 512, 1)},
        ),
    ] = Signing.SHA256
    encrypt: Annotated[
        Encryption,
        field_words(
            ("Encryption", "Without it, the address has to begin with https://."),
            sv=("Kryptering", "Utan den måste adressen börja med https://."),
            nb=("Kryptering", "Uten den må adressen begynne med https://."),
            choices={
                **{f"aes{bits}_cbc": (f"AES-{bits} CBC",) * 3 for bits in (256, 192, 128)},
                **{f"aes{bits}_gcm": (f"AES-{bits} GCM",) * 3 for bits in (256, 128)},
                "none": ("None", "Ingen", "Ingen"),
            },
        ),
    ] = Encryption.AES256_CBC
    compress: Annotated[
        Compression,
        field_words(
            ("Compression", "Only when it was agreed; before or after signing."),
            sv=("Komprimering", "Bara om det är överenskommet; före eller efter signering."),
            nb=("Komprimering", "Bare når det er avtalt; før eller etter signering."),
            choices={
                "none": ("None", "Ingen", "Ingen"),
                "before-signing": ("Before signing", "Före signering", "Før signering"),
                "after-signing": ("After signing", "Efter signering", "Etter signering"),
            },
        ),
    ] = Compression.NONE
    receipt: Annotated[
        ReceiptWhen,
        field_words(
            ("Receipt", "With a message of its own, the document waits until it has come."),
            sv=("Kvitto", "Vid ett eget meddelande väntar dokumentet tills det har kommit."),
            nb=("Kvittering", "Ved en egen melding venter dokumentet til den er kommet."),
            choices={
                "sync": ("In the answer (sync)", "I svaret (sync)", "I svaret (sync)"),
                "async": (
                    "In a message of its own (async)",
                    "I ett eget meddelande (async)",
                    "I en egen melding (async)",
                ),
            },
        ),
    ] = ReceiptWhen.SYNC
    attachments: Annotated[
        bool,
        field_words(
            ("PDF and attachments too", "In the same message (multipart/related). Not every AS2 system takes that."),
            sv=("Även PDF och bilagor", "I samma meddelande (multipart/related). Alla AS2-system klarar det inte."),
            nb=("Også PDF og vedlegg", "I samme melding (multipart/related). Ikke alle AS2-systemer tar imot det."),
        ),
    ] = False
    timeout_s: Annotated[
        float,
        field_words(
            ("Time limit in seconds", "How long the answer may take."),
            sv=("Tidsgräns i sekunder", "Hur länge svaret får dröja."),
            nb=("Tidsgrense i sekunder", "Hvor lenge svaret kan ta."),
            ge=1,
            le=300,
        ),
    ] = 60.0

    def __post_init__(self) -> None:
        """Refuse what could never work."""
        try:  # whether a private one is allowed, the hub says when it sends
            checked_url(self.url, private_too=True)
        except BadUrl as error:
            raise ValueError(f"the web address cannot be used ({error})") from error
        if self.encrypt is Encryption.NONE and not self.url.startswith("https:"):
            raise ValueError("without encryption the web address has to begin with https://")
        checked_name(self.partner_name)
        found = self.accepted()
        if not 0 < len(found) <= _MOST_CERTIFICATES:
            raise ValueError(f"certificates holds {len(found)} PEM certificates; 1 to {_MOST_CERTIFICATES} are wanted")
        if self.encrypt is not Encryption.NONE and not any(each.may_encrypt for each in found):
            raise ValueError("none of the certificates may be encrypted to: it takes an RSA key and its key usage")

    def accepted(self) -> tuple[Certificate, ...]:
        """Return the receiver's certificates in their order; raises ValueError for one that is none."""
        try:
            return tuple(read_certificate(each[0].encode()) for each in _PEM.finditer(self.certificates))
        except BadCertificate as error:
            raise ValueError(f"certificates: {error}") from error

    def reader(self, at: datetime) -> Certificate | None:
        """Return the certificate to encrypt to, None when none is valid."""
        return next((each for each in self.accepted() if each.may_encrypt and each.is_valid_at(at)), None)

    def terms(self, own_name: str, receipt_url: str) -> Terms:
        """Return what was agreed, as messages are built by it."""
        return Terms(
            own_name=own_name,
            partner_name=self.partner_name,
            sign=Digest(self.sign.value),
            encrypt=None if self.encrypt is Encryption.NONE else Cipher(self.encrypt.value),
            compress=self.compress,
            receipt=Receipts.LATER if self.receipt is ReceiptWhen.ASYNC else Receipts.IN_ANSWER,
            receipt_url=receipt_url,
        )
