"""How the company uses the network: who may send to it, and to whom its own documents may go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from depesch.hub.directory.admission import is_closed
from depesch.hub.directory.models import NetworkSettings, Participant
from depesch.hub.history.kinds.network import NetworkSettingsChanged
from depesch.hub.history.record import record
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


class NetworkForm(PortalForm):
    """Two choices."""

    directory = forms.ChoiceField(
        label=gettext_lazy("To whom your invoices go"),
        widget=forms.RadioSelect,
        choices=(
            ("open", gettext_lazy("To whomever the invoice names: the numbers in the file decide (open directory)")),
            ("closed", gettext_lazy("To your own customers alone: others are stopped and told (closed directory)")),
        ),
        help_text=gettext_lazy("Holds for invoices from files, from your programs and from the form."),
    )
    accepting = forms.ChoiceField(
        label=gettext_lazy("Who may send to you"),
        widget=forms.RadioSelect,
        choices=(
            ("all", gettext_lazy("Everybody in the network")),
            ("chosen", gettext_lazy("Only those whom you have accepted: others send a request first")),
        ),
    )


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def network_settings(request: PortalRequest) -> HttpResponseBase:
    """Show and change how the company uses the network."""
    company = company_at(request)
    participant = Participant.objects.filter(company=company).first()
    form = NetworkForm(request.POST if request.method == "POST" else None, initial=_now(participant))
    if participant is None:
        del form.fields["accepting"]
    if request.method == "POST" and form.is_valid():
        _save(company, participant, form.cleaned_data, person_at(request).actor)
        messages.success(request, _("Saved."))
        return redirect("network_settings")
    return render(request, "network/settings.html", {"form": form, "participant": participant})


def _now(participant: Participant | None) -> dict[str, str]:
    accepts_all = participant is None or participant.auto_accept
    return {"directory": "closed" if is_closed() else "open", "accepting": "all" if accepts_all else "chosen"}


def _save(company: Company, participant: Participant | None, values: dict[str, Any], actor: str) -> None:
    closed, accepts_all = values["directory"] == "closed", values.get("accepting", "all") == "all"
    NetworkSettings.objects.update_or_create(tenant=company, defaults={"closed_directory": closed})
    if participant is not None and participant.auto_accept != accepts_all:
        participant.auto_accept = accepts_all
        participant.save(update_fields=["auto_accept"])
    event = NetworkSettingsChanged(closed_directory=int(closed), auto_accept=int(accepts_all))
    record(event, document_id=None, actor=actor)
