"""Ways out: this file is the contract; each sibling with a `CHANNEL` is one channel.

A channel knows a receiver's service and its settings. It knows nothing of the database: what it needs of the hub
(another company's inbox) is handed in through `Services`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, cast

import msgspec

from depesch.kit.discovery import plugins
from depesch.kit.filenames import safe_file_name, safe_stem, split_suffix
from depesch.kit.hashing import sha256_hex
from depesch.kit.settings import BadSettings, load_values
from depesch.rendering.mail_text import FilledText

if TYPE_CHECKING:
    from depesch.exchange.as2.certificates import Identity
    from depesch.exchange.as2.receipt import Carried
    from depesch.exchange.mail.smtp import Relay

_STEM_BYTES = 100


class Misuse(AssertionError):
    """The hub used a channel as the contract forbids: our own fault, never an outcome."""


class InboxUnavailable(Exception):
    """The hub's inbox stored nothing, for a reason that passes (the database is away)."""


class SendMode(StrEnum):
    """The send mode of a document."""

    PRODUCTION = "production"  # the real thing
    TEST = "test"  # marked as a test everywhere, refused by receivers that take none
    CERTIFICATION = "certification"  # the whole flow, but not one byte leaves


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a parcel."""

    name: str
    media_type: str
    content: bytes


class PostalAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where letters go: BT-50, BT-51, BT-53, BT-52, BT-55. What is not known is empty."""

    street: str = ""
    street_2: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to have it, as the sender's directory knows them."""

    name: str
    participant: str | None = None  # such as 0192:991825827
    email: str | None = None
    folder: str | None = None  # name of an agreed folder
    company_id: str | None = None  # when it is a company on the same hub
    language: str = "en"  # of the texts we write to them
    country: str | None = None
    address: PostalAddress | None = None


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """One document on its way over one channel; `message_id` was stored before the first byte and stays on retry."""

    message_id: str
    document_id: str
    send_mode: SendMode
    sender_name: str
    recipient: Recipient
    subject: Mapping[str, str]  # number, type (invoice or credit_note), amount, currency, due_date, title: for texts
    main: File  # in the format the receiver chose
    rendering: File | None = None  # the PDF
    attachments: tuple[File, ...] = ()
    reply_to: str | None = None
    created_at: datetime | None = None
    own_text: FilledText | None = None  # what the sender says in a mail; None: the predefined text


class Delivered(msgspec.Struct, frozen=True, kw_only=True, tag="delivered"):
    """The receiver's side has it; `receipt` is what it said, kept in the archive.

    `left_out` names the files of the parcel that could not go this way, and which the sender is told of.
    """

    receipt: bytes
    reference: str = ""
    left_out: tuple[str, ...] = ()


class TryLater(msgspec.Struct, frozen=True, kw_only=True, tag="try_later"):
    """A passing obstacle; certainly nothing was handed over. `is_planned`: none, it goes at that time as it should."""

    code: str
    detail: str
    retry_after_s: float | None = None
    is_planned: bool = False


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The receiver's side said no; the next channel of the run is tried."""

    code: str
    detail: str
    receipt: bytes = b""


class Unknown(msgspec.Struct, frozen=True, kw_only=True, tag="unknown"):
    """It may or may not have been handed over; ask with `find`, never send blindly again.

    `is_taken`: the other side surely has it and says later what became of it; it is asked every `ask_after_s`.
    """

    code: str
    detail: str
    is_taken: bool = False
    ask_after_s: float | None = None


Outcome = Delivered | TryLater | Refused | Unknown


class Reachable(msgspec.Struct, frozen=True, kw_only=True, tag="reachable"):
    """The recipient can be reached this way."""

    formats: tuple[str, ...] = ()  # syntaxes that the receiver takes this way; empty: any


class Unreachable(msgspec.Struct, frozen=True, kw_only=True, tag="unreachable"):
    """The recipient cannot be reached this way: the next channel is tried, and the reason is shown."""

    code: str
    detail: str


Check = Reachable | Unreachable | TryLater


class Inbox(Protocol):
    """The hub's way into another company's inbox; the implementation commits before it answers."""

    def put(self, company_id: str, parcel: Parcel) -> bytes:
        """Store the parcel once per `message_id` and return the receipt, the same one at every call.

        Raises LookupError when there is no such company, InboxUnavailable when certainly nothing was stored.
        """

    def find(self, company_id: str, message_id: str) -> bytes | None:
        """Return the receipt of an earlier `put`, or None; InboxUnavailable when it cannot be asked."""


class As2Side(msgspec.Struct, frozen=True, kw_only=True):
    """The sending company as its AS2 partners know it."""

    name: str
    identity: Identity  # what signs
    receipt_url: str  # where receipts shall come to that are sent later


class As2Desk(Protocol):
    """The sending company's own side of AS2, and the receipts for its messages; raises InboxUnavailable."""

    def side(self) -> As2Side | None:
        """Return the company's name and key; None when it has none."""

    def sending(self, message_id: str, *, parcel_id: str, to: str) -> None:
        """Note a message before its first byte, so that receipts for it are known when they come."""

    def sent_at(self, message_id: str) -> datetime | None:
        """Return when the message was last noted by `sending`, None for one that never was."""

    def keep(self, message_id: str, receipt: Carried) -> None:
        """Keep the receipt that came in the answer to a message."""

    def receipts(self, message_id: str) -> tuple[Carried, ...]:
        """Return what came for a message since it was last sent. Whether one is the partner's is the asker's to see."""


class MailServer(msgspec.Struct, frozen=True, kw_only=True):
    """The server that takes the sending company's mails, and whom they are from."""

    relay: Relay
    sender: str  # the address that receivers see
    bounces: str  # the address that mails come back to
    max_bytes: int = 20_000_000


class MailDesk(Protocol):
    """The sending company's mail, for channels that send mails without being set up for it."""

    def server(self) -> MailServer | None:
        """Return the mail server: the company's own, else the hub's; None when there is neither."""


class LetterOrder(msgspec.Struct, frozen=True, kw_only=True):
    """How a letter is to be sent: the lines of its address, its country, and what the company has set."""

    lines: tuple[str, ...]
    country: str  # ISO 3166-1, two letters
    goes_at: str  # HH:MM in the company's time zone
    colour: bool
    returns: str  # report or forward: what the print partner does with a letter that comes back


class LetterDesk(Protocol):
    """Where the sending company's letters wait and are packed. Commits before it answers; raises InboxUnavailable."""

    def is_open(self) -> bool:
        """Tell whether somebody prints and posts."""

    def take(self, parcel: Parcel, order: LetterOrder) -> Outcome:
        """Take the letter, once per message id, and say where it is."""

    def ask(self, message_id: str) -> Outcome:
        """Say where the letter is; TryLater when it was never taken."""


class Services(msgspec.Struct, frozen=True, kw_only=True):
    """What the hub lends to channels.

    `exchange_root` is the operator's absolute path below which the folders of the sending company have to lie, so that
    no company on a shared hub writes where another's files are; empty where the operator and the company are one.
    `private_too` says that servers which companies name may stand in the operator's own network.
    """

    inbox: Inbox
    exchange_root: str = ""
    private_too: bool = False
    as2: As2Desk | None = None
    mail: MailDesk | None = None
    letters: LetterDesk | None = None


class Channel(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One way out.

    `Settings` is a frozen msgspec Struct; forms and docs are drawn from it, so each field has an annotation
    `Annotated[..., msgspec.Meta(title=..., description=...)]`; a secret's type is `depesch.kit.secret.Secret`.
    `send` gives the same result when called twice with one `message_id`: the receiver has it once. `find` says what
    became of a send whose outcome was unknown: Delivered, TryLater (certainly not there), or Unknown still.
    `outbound` is False when no connection leaves the hub.

    `resend_when_unknown` says what the hub does when `find` still answers Unknown: True means that every copy carries
    one id by which the receiver recognises the repeat (a mail's Message-ID), so the hub waits, sends again under the
    same `message_id` and records the repeat. False means that a person decides; nothing is sent again by itself.

    `per_receiver` means that the settings say where one receiver's server is: they belong to a customer's card, or to
    a company that has its own documents brought there, and never to a company's whole run.

    `by_choice` means that a document goes this way only where a run or a customer's card names it: the channel is in no
    run by itself. `pdf_only` means that the receiver gets the PDF and not the document's own file. `handed` are the
    words for "delivered", by language, where nobody can tell more than that it was handed over; empty: delivered.

    `prefers` gives the format that the settings ask for, by the document's type ("invoice" or "credit_note"); it goes
    before what is usual, and after what the receiver or the customer's card says. Empty: none.

    `own_texts` means that a company's own text (`Parcel.own_text`) is what the receiver reads beside the document.

    `send` raises Misuse for a document in send mode certification: the hub never gets as far as calling it.
    """

    name: str
    title: str
    Settings: type[msgspec.Struct]
    check_recipient: Callable[[Any, Recipient, Services], Check]
    send: Callable[[Any, Parcel, Services], Outcome]
    find: Callable[[Any, Parcel, Services], Outcome]
    prefers: Callable[[Any, str], str] = lambda _settings, _document_type: ""
    titles: Mapping[str, str] = {}  # `title` in other languages: sv, nb
    wants_rendering: bool = False
    outbound: bool = True
    resend_when_unknown: bool = False
    per_receiver: bool = False
    by_choice: bool = False
    pdf_only: bool = False
    own_texts: bool = False
    handed: Mapping[str, str] = {}


def channels() -> dict[str, Channel]:
    """Return every channel by its name."""
    return {cast(Channel, c).name: cast(Channel, c) for c in plugins(__name__, "CHANNEL").values()}


def load_settings(
    channel: Channel, values: Mapping[str, object], *, kept: msgspec.Struct | None = None
) -> msgspec.Struct:
    """Return the channel's settings from stored values or a form's texts; a blank secret keeps that of `kept`.

    Raises BadSettings, which names the channel and the field and never holds a secret.
    """
    try:
        return load_values(channel.Settings, values, kept=kept)
    except BadSettings as error:
        raise BadSettings(f"{channel.name}: {error}") from error


def forbid_certification(parcel: Parcel) -> None:
    """Raise Misuse when the parcel is one of which not one byte may leave."""
    if parcel.send_mode is SendMode.CERTIFICATION:
        raise Misuse(f"document {parcel.document_id} is in send mode certification and may not be sent")


def file_name(name: str, send_mode: SendMode) -> str:
    """Return a safe name for a file of a parcel, which tells the send mode when it is not production.

    >>> file_name("F-1042.xml", SendMode.TEST)
    'TEST_F-1042.xml'
    """
    marked = name if send_mode is SendMode.PRODUCTION else f"{send_mode.value.upper()}_{name}"
    return safe_file_name(marked)


def named_files(parcel: Parcel) -> tuple[File, ...]:
    """Return the files of a parcel under the names that they have in a folder: the companions, then the main document.

    The message id's hash in each name keeps documents of one name apart, and companions with their document.
    """
    stem, suffix = split_suffix(file_name(parcel.main.name, parcel.send_mode))
    base = f"{safe_stem(stem, max_bytes=_STEM_BYTES)}_{sha256_hex(parcel.message_id.encode())[:16]}"
    companions = parcel.attachments if parcel.rendering is None else (parcel.rendering, *parcel.attachments)
    named = [
        msgspec.structs.replace(file, name=f"{base}_{number}_{safe_file_name(file.name, max_bytes=60)}")
        for number, file in enumerate(companions, 1)
    ]
    return (*named, msgspec.structs.replace(parcel.main, name=base + suffix))
