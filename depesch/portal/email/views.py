"""What e-mails to customers hold, and who they say that they are from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.channels.email.settings import Settings
from depesch.exchange.mail.message import header_text
from depesch.hub.directory.channel_settings import change_settings, settings_of
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.email.forms import CHANNEL, EmailForm
from depesch.portal.person import PortalRequest


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def email_settings(request: PortalRequest) -> HttpResponseBase:
    """Show what mails hold and who they are from; POST writes it."""
    kept = settings_of(CHANNEL)
    if not isinstance(kept, Settings):  # not set up, or no longer usable
        return render(request, "email/not_set_up.html", {})
    form = EmailForm(kept, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        change_settings(CHANNEL, form.values(), actor=person_at(request).actor)
        messages.success(request, _("Saved. It holds from the next e-mail on."))
        return redirect("email_settings")
    focus_first_fault(form)
    page = {
        "form": form,
        "server": kept.host,
        "bounces": kept.from_address,
        "shown_name": header_text(kept.sender_name or company_at(request).name),
        "shown_address": kept.sender(),
    }
    return render(request, "email/email.html", page, status=422 if form.is_bound else 200)
