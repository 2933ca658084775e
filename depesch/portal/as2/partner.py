"""AS2 partners: what was agreed, their certificates, test messages, and what they sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.channels import SendMode
from depesch.exchange.as2.certificates import MOST_BYTES, BadCertificate
from depesch.exchange.as2.names import BadName
from depesch.hub.as2 import partners
from depesch.hub.as2.models import As2Message, As2Partner, As2PartnerCertificate, As2Sent
from depesch.hub.as2.partners import Agreed, BadPlace, PartnerExists, TooMany
from depesch.hub.as2.trying import CannotTry, try_partner
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.as2.words import (
    CANNOT_TRY,
    CERTIFICATE_FAULTS,
    URL_FAULTS,
    shown_certificate,
    shown_message,
    shown_test,
)
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest

PAGE = 25
_PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class PartnerForm(PortalForm):
    """What was agreed with a partner."""

    title = forms.CharField(
        label=_("Which system is it?"), max_length=100, help_text=_("Such as the name of your accounting program.")
    )
    name = forms.CharField(
        label=_("Its AS2 name"), max_length=128, help_text=_("As it stands in AS2-From, letter for letter."),
        widget=forms.TextInput(attrs=_PLAIN),
    )  # fmt: skip
    url = forms.CharField(
        label=_("Its web address"), max_length=500, required=False,
        help_text=_("For test messages. Receipts that it wants later go to this server alone."),
        widget=forms.URLInput(attrs=_PLAIN),
    )  # fmt: skip
    receipt_url = forms.CharField(
        label=_("Another address for receipts"), max_length=500, required=False,
        help_text=_("Only when receipts are to go to another server."), widget=forms.URLInput(attrs=_PLAIN),
    )  # fmt: skip
    send_mode = forms.ChoiceField(
        label=_("What it hands over is sent"),
        choices=[
            (SendMode.PRODUCTION.value, _("for real")),
            (SendMode.TEST.value, _("as a test")),
            (SendMode.CERTIFICATION.value, _("not at all: everything is only gone through")),
        ],
    )  # fmt: skip
    must_be_signed = forms.BooleanField(
        label=_("Messages must be signed"), required=False, initial=True,
        help_text=_("Without a signature, anybody who knows both names can hand documents over."),
    )  # fmt: skip
    must_be_encrypted = forms.BooleanField(label=_("Messages must be encrypted"), required=False, initial=True)
    takes_sha1 = forms.BooleanField(
        label=_("Take SHA-1 signatures"),
        required=False,
        help_text=_("Outdated; only for a system that knows no other."),
    )
    takes_3des = forms.BooleanField(
        label=_("Take 3DES encryption"), required=False, help_text=_("Outdated; only for a system that knows no other.")
    )


class CertificateForm(PortalForm):
    """A certificate, pasted or as a file."""

    pem = forms.CharField(
        label=_("Certificate as text"), required=False, max_length=MOST_BYTES,
        help_text=_("The lines from BEGIN CERTIFICATE to END CERTIFICATE."),
        widget=forms.Textarea(attrs={"rows": 6, **_PLAIN}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or as a file"), required=False, help_text=_("With the ending .cer, .crt, .pem, .der or .p7b."),
        widget=forms.FileInput(attrs={"accept": ".cer,.crt,.pem,.der,.p7b,.p7c"}),
    )  # fmt: skip

    def given(self) -> bytes:
        """Return the bytes of the certificate, at most a little more than one may have."""
        file = self.cleaned_data.get("file")
        if file is not None:
            return bytes(file.read(MOST_BYTES + 1))
        return str(self.cleaned_data.get("pem") or "").encode()


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_partner_new(request: PortalRequest) -> HttpResponseBase:
    """Add a partner."""
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partner = _saved(form, None, person_at(request).actor)
        if partner is not None:
            messages.success(request, _("The partner is added. Add its certificate now."))
            return redirect("as2_partner_certificate", partner.id)
    return render(request, "as2/partner_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_partner(request: PortalRequest, as2_partner_id: UUID) -> HttpResponseBase:
    """Show a partner with its certificates and messages, or change what was agreed."""
    partner = _partner(as2_partner_id)
    form = PartnerForm(request.POST or None, initial={name: getattr(partner, name) for name in PartnerForm.base_fields})
    if request.method == "POST" and form.is_valid():
        enabled = "off" not in request.POST
        if _saved(form, partner, person_at(request).actor, enabled=enabled) is not None:
            messages.success(request, _("Saved."))
            return redirect("as2_partner", partner.id)
    certificates = partner.certificates.filter(removed_at=None).order_by("-added_at")
    came = As2Message.objects.filter(partner=partner).order_by("-came_at").defer("receipt_body")[:PAGE]
    tests = As2Sent.objects.filter(partner=partner).order_by("-sent_at")[:5]
    return render(request, "as2/partner.html", {
        "partner": partner,
        "form": form,
        "certificates": [shown_certificate(row) for row in certificates],
        "came": [shown_message(row) for row in came],
        "tests": [shown_test(row) for row in tests],
    })  # fmt: skip


@require_POST
@for_member(Permission.ADMINISTER)
def as2_partner_test(request: PortalRequest, as2_partner_id: UUID) -> HttpResponseBase:
    """Put a test message in line."""
    try:
        try_partner(_partner(as2_partner_id))
    except CannotTry as error:
        messages.error(request, str(CANNOT_TRY[error.code]))
    else:
        messages.success(request, _("A test message is on its way. Load the page again to see what came of it."))
    return redirect("as2_partner", as2_partner_id)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_partner_certificate(request: PortalRequest, as2_partner_id: UUID) -> HttpResponseBase:
    """Add a certificate of the partner's, pasted or as a file."""
    partner = _partner(as2_partner_id)
    form = CertificateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            partners.add_certificate(partner, form.given(), actor=person_at(request).actor)
        except BadCertificate as error:
            form.add_error("file" if form.cleaned_data.get("file") else "pem", str(CERTIFICATE_FAULTS[error.code]))
        except TooMany:
            form.add_error(None, _("The partner has as many certificates as there can be. Remove an old one first."))
        else:
            messages.success(request, _("The certificate is added. Compare its fingerprint with the partner."))
            return redirect("as2_partner", partner.id)
    return render(request, "as2/certificate_new.html", {"partner": partner, "form": form})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_theirs_remove(request: PortalRequest, as2_theirs_id: UUID) -> HttpResponseBase:
    """Ask, then accept a certificate no more."""
    row = As2PartnerCertificate.objects.filter(id=as2_theirs_id, removed_at=None).select_related("partner").first()
    if row is None or row.partner.removed_at is not None:
        raise Http404
    if request.method == "POST":
        partners.remove_certificate(row.partner, row.id, actor=person_at(request).actor)
        messages.success(request, _("The certificate is accepted no more."))
        return redirect("as2_partner", row.partner_id)
    return render(request, "as2/theirs_remove.html", {"partner": row.partner, "certificate": shown_certificate(row)})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def as2_partner_remove(request: PortalRequest, as2_partner_id: UUID) -> HttpResponseBase:
    """Ask, then take nothing more of the partner."""
    partner = _partner(as2_partner_id)
    if request.method == "POST":
        partners.remove_partner(partner, actor=person_at(request).actor)
        messages.success(request, _("Nothing more is taken from %(title)s.") % {"title": partner.title})
        return redirect("as2")
    return render(request, "as2/partner_remove.html", {"partner": partner})


@require_GET
@for_member(Permission.ADMINISTER)
def as2_message(request: PortalRequest, as2_message_id: UUID) -> HttpResponseBase:
    """Show one message: what became of it, its documents, its receipt."""
    row = As2Message.objects.select_related("partner").filter(id=as2_message_id).first()
    if row is None:
        raise Http404
    receipt = bytes(row.receipt_body).decode("ascii", "replace")
    return render(request, "as2/message.html", {**shown_message(row), "receipt_text": receipt})


def _saved(form: PartnerForm, partner: As2Partner | None, actor: str, *, enabled: bool = True) -> As2Partner | None:
    """Return the partner as it was saved; None when the form says what is wrong."""
    given: dict[str, Any] = {name: form.cleaned_data[name] for name in PartnerForm.base_fields}
    agreed = Agreed(**given, enabled=enabled)
    try:
        if partner is None:
            return partners.add_partner(agreed, actor=actor)
        partners.change_partner(partner, agreed, actor=actor)
    except BadName:
        words = _("An AS2 name has 1 to 128 letters, digits and signs, without å, ä, ø and the like.")
        form.add_error("name", words)
    except PartnerExists:
        form.add_error("name", _("There is a partner with that AS2 name already."))
    except BadPlace as error:
        form.add_error(error.field, str(URL_FAULTS[error.code]))
    except TooMany:
        form.add_error(None, _("You have as many partners as there can be. Remove one that is not needed."))
    else:
        return partner
    return None


def _partner(partner_id: UUID) -> As2Partner:
    found = As2Partner.objects.filter(id=partner_id, removed_at=None).first()
    if found is None:
        raise Http404
    return found
