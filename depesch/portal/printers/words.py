"""What became of a print, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from depesch.hub.flows.models import PrintState
from depesch.portal.words import StateWords, Tone

PRINT_STATES = {
    PrintState.WAITING: StateWords(Tone.PLAN, _("On its way to the printer's mail")),
    PrintState.HANDED: StateWords(Tone.DONE, _("Handed to the printer's mail")),
    PrintState.UNCERTAIN: StateWords(Tone.NEED, _("Perhaps printed: look at the printer")),
    PrintState.FAILED: StateWords(Tone.NEED, _("Did not get to the printer")),
}
