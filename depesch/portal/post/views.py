"""Whether the company sends letters on paper, and how."""

from __future__ import annotations

from typing import Any

import structlog
from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from depesch.channels import channels
from depesch.hub.directory.channel_settings import settings_of
from depesch.hub.letters.partner import BadPartner, Partner, print_partner
from depesch.hub.letters.switching import CHANNEL, is_on, switch
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.destinations.forms import DestinationForm
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.person import PortalRequest

log = structlog.get_logger(__name__)


class PostForm(DestinationForm):
    """The channel's own settings, and the switch."""

    in_use = forms.BooleanField(
        label=_("Send letters on paper"),
        required=False,
        help_text=_("Those who can get an invoice no other way get it by post. Without this, it stops with an error."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["in_use"])

    def _say(self, reason: str) -> None:
        if "time of day" in reason:
            self.add_error("goes_at", _("Write hours and minutes, such as 15:00."))
        else:
            super()._say(reason)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def post_settings(request: PortalRequest) -> HttpResponseBase:
    """Show the settings of letters; POST writes them."""
    partner = _partner()
    if partner is None:
        return render(request, "post/no_partner.html", {})
    posted = request.POST if request.method == "POST" else None
    form = PostForm(channels()[CHANNEL], settings_of(CHANNEL), posted, initial={"in_use": is_on()})
    if form.is_bound and form.is_valid():
        switch(form.values(), on=form.cleaned_data["in_use"], actor=person_at(request).actor)
        messages.success(request, _("Saved. It holds from the next letter on."))
        return redirect("post_settings")
    focus_first_fault(form)
    prices = [each for each in partner.postage if each.price is not None or each.price_abroad is not None]
    page = {"form": form, "partner": partner, "prices": prices}
    return render(request, "post/post.html", page, status=422 if form.is_bound else 200)


def _partner() -> Partner | None:
    try:
        return print_partner()
    except BadPartner as error:  # whoever runs the hub has to correct the file; nobody here can
        log.warning("letters.partner_unusable", detail=str(error))
        return None
