"""What people asked on the public pages, and which of it has been answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from depesch.hub.support.models import ContactWish
from depesch.portal.access import for_operator, person_at
from depesch.portal.operator.tabs import cockpit_page
from depesch.portal.person import PortalRequest

SHOWN = 100


@require_GET
@for_operator
def operator_questions(request: PortalRequest) -> HttpResponseBase:
    """Show the wishes to be contacted, the latest first."""
    wishes = list(ContactWish.objects.order_by("-made_at", "pk")[:SHOWN])
    return cockpit_page(request, "operator/questions.html", {"wishes": wishes}, here="operator_questions")


@require_POST
@for_operator
def operator_question(request: PortalRequest, wish_id: UUID) -> HttpResponseBase:
    """Note that a wish has been answered; the first note stands."""
    actor = f"operator:{person_at(request).user.pk}"
    wishes = ContactWish.objects.filter(pk=wish_id)
    if not wishes.exists():
        raise Http404
    wishes.filter(answered_at=None).update(answered_at=timezone.now(), answered_by=actor)
    messages.success(request, _("Noted as answered."))
    return redirect("operator_questions")
