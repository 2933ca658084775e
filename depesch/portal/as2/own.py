"""The company's own side: its AS2 name, its certificates, and how one follows the other."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.exchange.as2.certificates import read_certificate
from depesch.exchange.as2.names import BadName
from depesch.hub.as2 import station
from depesch.hub.as2.models import As2OwnCertificate, As2Partner, As2Station
from depesch.hub.as2.station import NameTaken, NotNow
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.as2.words import shown_certificate
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest


class NameForm(PortalForm):
    """The company's AS2 name."""

    name = forms.CharField(
        label=_("Your AS2 name"), max_length=128,
        help_text=_("Partners put it into AS2-To, letter for letter. Agree on it before you change it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2(request: PortalRequest) -> HttpResponseBase:
    """Show the company's own side and its partners, or give the company its AS2 name."""
    here = As2Station.objects.first()
    form = NameForm(request.POST or None, initial={"name": here.name if here else station.suggested_name()})
    if request.method == "POST" and form.is_valid():
        try:
            station.set_up(form.cleaned_data["name"], actor=person_at(request).actor)
        except BadName:
            form.add_error(
                "name", _("An AS2 name has 1 to 128 letters, digits and signs, without å, ä, ø and the like.")
            )
        except NameTaken:
            form.add_error("name", _("Another company here has that name. Choose one of your own."))
        else:
            messages.success(request, _("Saved."))
            return redirect("as2")
    rows = [shown_certificate(row) for row in station.certificates()] if here else []
    partners = As2Partner.objects.filter(removed_at=None).order_by("title", "id").prefetch_related("certificates")
    return render(request, "as2/as2.html", {
        "form": form,
        "here": here,
        "url": station.own_url(),
        "current": rows[0] if rows else None,
        "next": next((each for each in rows[1:] if each.row.chosen_at is None), None),
        "former": [each for each in rows[1:] if each.row.chosen_at is not None],
        "partners": [_shown(partner) for partner in partners],
    })  # fmt: skip


def _shown(partner: As2Partner) -> dict[str, object]:
    live = [row for row in partner.certificates.all() if row.removed_at is None]
    latest = max(live, key=lambda row: row.not_after, default=None)
    return {"partner": partner, "certificate": shown_certificate(latest) if latest else None}


@require_POST
@for_member(Permission.ADMINISTER)
def as2_certificate_new(request: PortalRequest) -> HttpResponseBase:
    """Make the certificate that is to follow the present one."""
    try:
        station.make_certificate(actor=person_at(request).actor)
    except NotNow:
        messages.error(request, _("There is a new certificate already."))
    else:
        messages.success(request, _("The new certificate is made. Give it to your partners."))
    return redirect("as2")


@require_GET
@for_member(Permission.ADMINISTER)
def as2_certificate_pem(_request: PortalRequest, as2_certificate_id: UUID) -> HttpResponseBase:
    """Give the certificate out as PEM text."""
    return _file(_own(as2_certificate_id), "pem")


@require_GET
@for_member(Permission.ADMINISTER)
def as2_certificate_der(_request: PortalRequest, as2_certificate_id: UUID) -> HttpResponseBase:
    """Give the certificate out as DER bytes."""
    return _file(_own(as2_certificate_id), "cer")


def _file(row: As2OwnCertificate, kind: str) -> HttpResponse:
    der = read_certificate(row.pem.encode()).der
    content, media_type = (
        (row.pem.encode(), "application/x-pem-file") if kind == "pem" else (der, "application/pkix-cert")
    )
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="as2-{row.fingerprint[:8]}.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_certificate_choose(request: PortalRequest, as2_certificate_id: UUID) -> HttpResponseBase:
    """Ask, then sign with the new certificate."""
    row = _own(as2_certificate_id)
    if request.method == "POST":
        try:
            station.choose(row.id, actor=person_at(request).actor)
        except NotNow:
            messages.error(request, _("This certificate is in use already."))
        else:
            messages.success(request, _("The new certificate signs from now on. The one before is still read."))
        return redirect("as2")
    partners = As2Partner.objects.filter(removed_at=None, enabled=True).order_by("title")
    return render(request, "as2/choose.html", {"certificate": shown_certificate(row), "partners": partners})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_certificate_retire(request: PortalRequest, as2_certificate_id: UUID) -> HttpResponseBase:
    """Ask, then destroy the key of a certificate that no longer signs."""
    row = _own(as2_certificate_id)
    if request.method == "POST":
        try:
            station.retire(row.id, actor=person_at(request).actor)
        except NotNow:
            messages.error(request, _("This certificate signs now: choose a new one first."))
        else:
            messages.success(request, _("The certificate is retired and its key destroyed."))
        return redirect("as2")
    return render(request, "as2/retire.html", {"certificate": shown_certificate(row)})


def _own(certificate_id: UUID) -> As2OwnCertificate:
    found = As2OwnCertificate.objects.filter(id=certificate_id, retired_at=None).first()
    if found is None:
        raise Http404
    return found
