"""What can happen to an invoice that is being written, before it is a document."""

from __future__ import annotations

from datetime import datetime

from depesch.hub.history.event import Event, Words


class DraftFinished(Event, frozen=True, kw_only=True, tag="draft.finished"):
    """Somebody finished writing; it waits in the list."""

    draft: str
    number: str
    sha256: str  # of the bytes that will be handed over
    approval: str = ""  # asked, where somebody has to let it go out first


class DraftApproved(Event, frozen=True, kw_only=True, tag="draft.approved"):
    """Somebody let it go out."""

    draft: str
    number: str
    sha256: str


class DraftSentBack(Event, frozen=True, kw_only=True, tag="draft.sent_back"):
    """An approver gave it back to its writer."""

    draft: str
    number: str
    reason: str


class DraftReopened(Event, frozen=True, kw_only=True, tag="draft.reopened"):
    """A finished invoice is being changed again."""

    draft: str
    number: str


class DraftScheduled(Event, frozen=True, kw_only=True, tag="draft.scheduled"):
    """It is to be sent by itself at that moment."""

    draft: str
    number: str
    send_at: datetime


class DraftNotSent(Event, frozen=True, kw_only=True, tag="draft.not_sent"):
    """Its moment came, and it could not be handed over."""

    draft: str
    number: str
    code: str


class DraftSent(Event, frozen=True, kw_only=True, tag="draft.sent"):
    """It was handed over and is a document from here on."""

    draft: str
    number: str
    sha256: str


class DraftRecalled(Event, frozen=True, kw_only=True, tag="draft.recalled"):
    """The document was withdrawn before it left, and is a draft again."""

    draft: str
    number: str


class DraftDiscarded(Event, frozen=True, kw_only=True, tag="draft.discarded"):
    """A draft was thrown away; it can be brought back for thirty days."""

    draft: str
    number: str


class DraftBroughtBack(Event, frozen=True, kw_only=True, tag="draft.brought_back"):
    """A discarded draft was brought back."""

    draft: str
    number: str


class TemplateSaved(Event, frozen=True, kw_only=True, tag="template.saved"):
    """A template for a customer was made, changed or renamed."""

    template: str
    name: str
    customer: str  # its name


class TemplateDeleted(Event, frozen=True, kw_only=True, tag="template.deleted"):
    """A template was deleted."""

    template: str
    name: str
    customer: str


EVENTS = (
    DraftFinished, DraftApproved, DraftSentBack, DraftReopened, DraftScheduled, DraftNotSent, DraftSent, DraftRecalled,
    DraftDiscarded, DraftBroughtBack, TemplateSaved, TemplateDeleted,
)  # fmt: skip

WORDS: Words = {
    "draft.finished": {
        "sv": "Faktura {number} skrevs klart.",
        "nb": "Faktura {number} ble skrevet ferdig.",
        "en": "Invoice {number} was finished.",
    },
    "draft.approved": {
        "sv": "Faktura {number} godkändes för utskick.",
        "nb": "Faktura {number} ble godkjent for utsending.",
        "en": "Invoice {number} was approved for sending.",
    },
    "draft.sent_back": {
        "sv": "Faktura {number} skickades tillbaka till den som skrev den: {reason}",
        "nb": "Faktura {number} ble sendt tilbake til den som skrev den: {reason}",
        "en": "Invoice {number} was sent back to its writer: {reason}",
    },
    "draft.reopened": {
        "sv": "Faktura {number} öppnades igen för att ändras.",
        "nb": "Faktura {number} ble åpnet igjen for å endres.",
        "en": "Invoice {number} was opened again to be changed.",
    },
    "draft.scheduled": {
        "sv": "Faktura {number} skickas {send_at}.",
        "nb": "Faktura {number} sendes {send_at}.",
        "en": "Invoice {number} is to be sent {send_at}.",
    },
    "draft.not_sent": {
        "sv": "Faktura {number} kunde inte skickas på sin tid ({code}).",
        "nb": "Faktura {number} kunne ikke sendes til avtalt tid ({code}).",
        "en": "Invoice {number} could not be sent at its time ({code}).",
    },
    "draft.sent": {
        "sv": "Faktura {number} lämnades in för att skickas.",
        "nb": "Faktura {number} ble levert inn for å sendes.",
        "en": "Invoice {number} was handed over to be sent.",
    },
    "draft.recalled": {
        "sv": "Faktura {number} togs tillbaka innan den hade lämnat oss, och kan ändras igen.",
        "nb": "Faktura {number} ble trukket tilbake før den forlot oss, og kan endres igjen.",
        "en": "Invoice {number} was taken back before it left us and can be changed again.",
    },
    "draft.discarded": {
        "sv": "Utkastet {number} kastades. Det kan hämtas tillbaka i trettio dagar.",
        "nb": "Utkastet {number} ble kastet. Det kan hentes tilbake i tretti dager.",
        "en": "The draft {number} was thrown away. It can be brought back for thirty days.",
    },
    "draft.brought_back": {
        "sv": "Utkastet {number} hämtades tillbaka.",
        "nb": "Utkastet {number} ble hentet tilbake.",
        "en": "The draft {number} was brought back.",
    },
    "template.saved": {
        "sv": "Mallen ”{name}” för {customer} sparades.",
        "nb": "Malen «{name}» for {customer} ble lagret.",
        "en": "The template “{name}” for {customer} was saved.",
    },
    "template.deleted": {
        "sv": "Mallen ”{name}” för {customer} togs bort.",
        "nb": "Malen «{name}» for {customer} ble slettet.",
        "en": "The template “{name}” for {customer} was deleted.",
    },
}
