"""The hub's own letters that wait or could not be posted: kind, reason, and "try again"; what they say is not shown."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.history.kinds.company import LetterTriedAgain
from depesch.hub.history.record import record
from depesch.hub.mailing.composing import letter_kinds
from depesch.hub.mailing.models import Letter, LetterState
from depesch.hub.mailing.posting import try_again
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import for_operator, person_at
from depesch.portal.formatting import language
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest
from depesch.portal.words import Tone

SHOWN = 100
_NAMED = re.compile(r"\{\w+\}")
STATES = {
    LetterState.WAITING: (Tone.WAIT, gettext_lazy("Waits")),
    LetterState.REFUSED: (Tone.NEED, gettext_lazy("Refused by the mail server")),
    LetterState.GIVEN_UP: (Tone.NEED, gettext_lazy("Given up after days")),
}


@require_GET
@for_operator
def operator_letters(request: PortalRequest) -> HttpResponseBase:
    """Show the letters that are not posted, the latest first."""
    found = list(Letter.objects.exclude(state=LetterState.POSTED).order_by("-made_at", "pk")[:SHOWN])
    names = dict(Company.objects.filter(pk__in=[each.company_id for each in found]).values_list("pk", "name"))
    rows = [
        {
            "letter": each,
            "about": _about(each.kind),
            "company": names.get(each.company_id) if each.company_id else "",
            "tone": STATES[LetterState(each.state)][0],
            "state": STATES[LetterState(each.state)][1],
            "may_try": bool(each.sealed),
        }
        for each in found
    ]
    page = {"rows": rows, "is_full": len(found) == SHOWN, "has_server": bool(load().mail_host)}
    return cockpit_page(request, "operator/letters.html", page, here="operator_letters")


def _about(kind: str) -> str:
    """Return the subject of a kind of letter, without the names in it, which are shown to nobody."""
    found = letter_kinds().get(kind)
    return _NAMED.sub("…", found.words[language()].subject) if found else kind


@require_POST
@for_operator
def operator_letter_again(request: PortalRequest, letter_id: UUID) -> HttpResponseBase:
    """Let a letter be posted at once; if it is on a company's behalf, its change log tells who did."""
    with transaction.atomic():
        letter = try_again(letter_id, timezone.now())
        if letter is not None and letter.company_id and Company.objects.filter(pk=letter.company_id).exists():
            with acting_for(letter.company_id):
                event = LetterTriedAgain(letter_kind=letter.kind)
                record(event, document_id=None, actor=f"operator:{person_at(request).user.pk}")
    if letter is None:
        messages.error(request, _("The e-mail was sent meanwhile, or what it said is forgotten."))
    else:
        messages.success(request, _("The e-mail goes to the mail server at once."))
    return redirect("operator_letters")
