"""The words of states, views, channels and formats: one word for one thing on every page (docs/words.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from depesch.channels import channels
from depesch.documents.targets import targets
from depesch.hub.flows.models import DocumentState
from depesch.syntaxes import syntaxes


class Tone(StrEnum):
    """What a state asks of the reader; each has its colour and its shape."""

    DONE = "done"  # nothing more to do
    WAIT = "wait"  # somebody else's turn
    PLAN = "plan"  # ours, under way
    NEED = "need"  # yours
    OFF = "off"  # out of the game


@dataclass(frozen=True, slots=True)
class StateWords:
    """How a state is shown."""

    tone: Tone
    label: Promise


STATES = {
    DocumentState.RECEIVED: StateWords(Tone.PLAN, _("Being checked")),
    DocumentState.REFUSED: StateWords(Tone.NEED, _("Needs correcting")),
    DocumentState.SENDING: StateWords(Tone.PLAN, _("Being sent")),
    DocumentState.WAITING: StateWords(Tone.WAIT, _("Waiting to be delivered")),
    DocumentState.UNCERTAIN: StateWords(Tone.WAIT, _("Delivery uncertain")),
    DocumentState.DELIVERED: StateWords(Tone.DONE, _("Delivered")),
    DocumentState.UNDELIVERABLE: StateWords(Tone.NEED, _("Could not be delivered")),
    DocumentState.CANCELLED: StateWords(Tone.OFF, _("Cancelled")),
    DocumentState.CERTIFIED: StateWords(Tone.DONE, _("Certified, not sent")),
    DocumentState.UNPACKED: StateWords(Tone.DONE, _("Several documents, each on its way")),
    DocumentState.FAILED: StateWords(Tone.NEED, _("Stopped by a fault here")),
    DocumentState.ARRIVED: StateWords(Tone.DONE, _("Received")),
}

NEED_SOMEBODY = (DocumentState.REFUSED, DocumentState.UNDELIVERABLE, DocumentState.FAILED)

# Of many documents; the states above are of one. English has one word for both, Swedish and Norwegian do not.
VIEWS = {
    "received": pgettext_lazy("list", "Received"),
    "sent": pgettext_lazy("list", "Sent"),
    "in_progress": pgettext_lazy("list", "In progress"),
    "errors": pgettext_lazy("list", "Errors"),
    "cancelled": pgettext_lazy("list", "Cancelled"),
}

SEND_MODES = {
    "production": _("Production"),
    "test": _("Test"),
    "certification": _("Certification"),
}

FILE_ROLES = {
    "original": _("The original, as it was handed over"),
    "attachment": _("Attachment"),
    "transcript": _("What its pages say, as an e-invoice"),
    "envelope": _("The signed message that it came in"),
    "sent": _("What was sent"),
    "beside": _("Attachment that went with it"),
    "rendering": _("Rendering"),
    "receipt": _("The receiver's receipt"),
}


def channel_word(name: str, language: str) -> str:
    """Return a channel's name for people; one whose plug-in is gone keeps its own name."""
    found = channels().get(name)
    return found.titles.get(language, found.title) if found else name


def handed_word(name: str, language: str) -> str:
    """Return what "delivered" means over a channel of which nobody can tell more; empty: delivered."""
    found = channels().get(name)
    return found.handed.get(language, found.handed.get("en", "")) if found else ""


def is_pdf_only(name: str) -> bool:
    """Return whether receivers get the PDF alone over a channel, so that no format matters."""
    found = channels().get(name)
    return found is not None and found.pdf_only


def syntax_word(name: str) -> str:
    """Return a format's name for people."""
    if name in syntaxes():
        return syntaxes()[name].title
    return targets()[name].title if name in targets() else name


def formats_read() -> list[str]:
    """Return the names of the formats that are read, in the order of the alphabet."""
    return sorted((each.title for each in syntaxes().values()), key=str.lower)
