"""What the roles of keys, the events and the answers of addresses are called on these pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from depesch.hub.history.events import event_titles
from depesch.hub.tenancy.models import Role
from depesch.hub.webhooks.models import MessageState
from depesch.hub.webhooks.publishing import TEST
from depesch.portal.formatting import language
from depesch.portal.words import Tone

KEY_ROLES: dict[str, tuple[Promise, Promise]] = {
    Role.PROGRAM: (_("Send and collect"), _("Hands documents over, fetches what came in and says that it has it.")),
    Role.ISSUER: (_("Send only"), _("Hands documents over and follows them.")),
    Role.READER: (_("Read only"), _("Sees documents and their states, changes nothing.")),
    Role.ADMINISTRATOR: (
        _("Administer"),
        _("Settings, customers and webhooks too. Give it to a program that you trust as yourself."),
    ),
}

MESSAGE_STATES: dict[str, tuple[Tone, Promise]] = {
    MessageState.WAITING: (Tone.WAIT, _("Waiting")),
    MessageState.DELIVERED: (Tone.DONE, _("Taken")),
    MessageState.FAILED: (Tone.NEED, _("Not taken")),
    MessageState.DROPPED: (Tone.OFF, _("Dropped")),
}

SWITCHED_OFF: dict[str, Promise] = {
    "by-hand": _("Switched off by somebody here"),
    "gone": _("Switched off: the address says that it is gone"),
    "failing": _("Switched off: no answer for three days"),
}

NO_ANSWER: dict[str, Promise] = {
    "bad-url": _("The address is none"),
    "needs-https": _("The address has to begin with https://"),
    "private-address": _("The address leads into a private network"),
    "unknown-host": _("The name of the address is unknown"),
    "tls-failed": _("The certificate of the address is not trusted"),
    "unreachable": _("Nobody answers at the address"),
    "timed-out": _("The answer took too long"),
    "broke-off": _("The connection broke off"),
}


def event_title(name: str) -> str:
    """Return what an event that a program is told of is called, in the reader's language."""
    return gettext("Test message") if name == TEST else event_titles()[name][language()]
