"""Mail domains of the company: added, proved by their postmaster, removed."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from depesch.hub.accounts.limits import LINK_ADDRESS, TooOften, take
from depesch.hub.saml.domains import DomainRefused, ask_for_domain, confirm_domain, open_domain, remove_domain
from depesch.hub.saml.models import SamlDomain
from depesch.hub.saml.provider import connection_here
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, for_anybody, for_member, person_at
from depesch.portal.accounts import too_often
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest
from depesch.portal.saml.words import DOMAIN_FAULTS
from depesch.portal.visitors import address_of


class DomainForm(PortalForm):
    """What stands behind the @ in the company's addresses."""

    domain = forms.CharField(
        label=_("What stands behind the @ in your addresses?"), max_length=254, help_text=_("Such as nordbygg.example"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "inputmode": "url"}),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def saml_domain_new(request: PortalRequest) -> HttpResponseBase:
    """Write to a domain's postmaster."""
    connection = connection_here()
    if connection is None:
        return redirect("saml")
    form = DomainForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            row = ask_for_domain(
                company_at(request), connection, form.cleaned_data["domain"], by=person_at(request).user
            )
        except DomainRefused as refused:
            form.add_error("domain", str(DOMAIN_FAULTS[refused.code]))
        except TooOften as error:
            form.add_error(None, too_often(error))
        else:
            messages.success(request, _("An e-mail is on its way to {to}.").format(to=row.mailed_to))
            return redirect("saml")
    return render(request, "saml/domain_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def saml_domain_remove(request: PortalRequest, saml_domain_id: UUID) -> HttpResponseBase:
    """Ask, then let the provider vouch for the domain no more."""
    found = SamlDomain.objects.filter(pk=saml_domain_id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        remove_domain(found.pk, actor=person_at(request).actor)
        messages.success(request, _("{domain} is removed.").format(domain=found.domain))
        return redirect("saml")
    return render(request, "saml/domain_remove.html", {"domain": found})


@require_http_methods(["GET", "POST"])
@never_cache
@for_anybody
def saml_domain_proof(request: PortalRequest, saml_domain_secret: str) -> HttpResponseBase:
    """Ask the postmaster whether the domain is the company's; POST says yes."""
    found = open_domain(saml_domain_secret)
    if found is None:
        return _nothing(request)
    if request.method == "GET":
        return render(request, "saml/domain_proof.html", {"domain": found, "company": found.tenant})
    try:
        confirm_domain(saml_domain_secret)
    except DomainRefused as refused:
        return _nothing(request, was_taken=refused.code == "domain-taken")
    return render(request, "saml/domain_proved.html", {"domain": found, "company": found.tenant})


def _nothing(request: PortalRequest, *, was_taken: bool = False) -> HttpResponseBase:
    """Say that a link does nothing; guessing links is limited."""
    try:
        take(LINK_ADDRESS, address_of(request))
    except TooOften as error:
        return render(request, "429.html", {"said": too_often(error)}, status=429)
    return render(request, "saml/domain_refused.html", {"was_taken": was_taken}, status=410)
