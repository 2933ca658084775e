"""The settings: the provider, its certificates as one follows the other, the rules."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.exchange.as2.certificates import read_certificate
from depesch.hub.saml import provider
from depesch.hub.saml.models import SamlCertificate, SamlConnection
from depesch.hub.saml.places import answers_to, entity_id, start_at
from depesch.hub.saml.provider import ProviderRefused, connection_here
from depesch.hub.saml.rules import RulesRefused, change_rules
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Role
from depesch.kit.clock import now
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.person import PortalRequest
from depesch.portal.saml.forms import CertificateForm, ProviderForm, RulesForm
from depesch.portal.saml.words import METADATA_FAULTS, RULE_FAULTS
from depesch.portal.sign_in_marks import note_emergency

_SOON_DAYS = 30


@require_GET
@for_member(Permission.ADMINISTER)
def saml(request: PortalRequest) -> HttpResponseBase:
    """Show the provider and all that was agreed with it; before there is one, what it needs of us."""
    return _page(request, connection_here())


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def saml_provider(request: PortalRequest) -> HttpResponseBase:
    """Take a provider: from its metadata, or by hand."""
    form = ProviderForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            provider.set_provider(form.provider, actor=person_at(request).actor)
        except ProviderRefused as refused:
            form.add_error("file", str(METADATA_FAULTS[refused.code]))
        else:
            messages.success(request, _("The sign-in service is saved. Add your mail domain, then try it."))
            return redirect("saml")
    page = {"form": form, "connection": connection_here(), **_ours(request)}
    return render(request, "saml/provider.html", page, status=422 if form.errors else 200)


@require_POST
@for_member(Permission.ADMINISTER)
def saml_rules(request: PortalRequest) -> HttpResponseBase:
    """Save the rules."""
    connection, person = connection_here(), person_at(request)
    if connection is None:
        return redirect("saml")
    form = _rules_form(request, connection, request.POST)
    if form.is_valid():
        try:
            change_rules(company_at(request), form.rules(), actor=person.actor, by_group=_by_group(request))
        except RulesRefused as refused:
            field, words = RULE_FAULTS[refused.code]
            form.add_error(field if field in form.fields else None, str(words))
        else:
            note_emergency(request.session, person.user)  # whoever was chosen for it goes on working
            messages.success(request, _("Saved."))
            return redirect("saml")
    return _page(request, connection, form)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def saml_remove(request: PortalRequest) -> HttpResponseBase:
    """Ask, then let nobody in through the provider any more."""
    connection = connection_here()
    if connection is None:
        return redirect("saml")
    if request.method == "POST":
        provider.remove_provider(actor=person_at(request).actor)
        messages.success(request, _("The sign-in service is removed. Passwords open everything again."))
        return redirect("saml")
    return render(request, "saml/remove.html", {"connection": connection})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def saml_certificate_new(request: PortalRequest) -> HttpResponseBase:
    """Add a certificate beside those that stand here."""
    connection = connection_here()
    if connection is None:
        return redirect("saml")
    form = CertificateForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            provider.add_certificate(connection, form.certificate, actor=person_at(request).actor)
        except ProviderRefused as refused:
            form.add_error("pem", str(METADATA_FAULTS[refused.code]))
        else:
            messages.success(request, _("The certificate is added."))
            return redirect("saml")
    return render(request, "saml/certificate_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def saml_certificate_remove(request: PortalRequest, saml_certificate_id: UUID) -> HttpResponseBase:
    """Ask, then believe what is signed with it no more."""
    found = SamlCertificate.objects.filter(pk=saml_certificate_id).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            provider.remove_certificate(found.pk, actor=person_at(request).actor)
        except ProviderRefused as refused:
            messages.error(request, str(METADATA_FAULTS[refused.code]))
        else:
            messages.success(request, _("The certificate is removed."))
        return redirect("saml")
    return render(request, "saml/certificate_remove.html", {"certificate": _shown(found)})


def _page(
    request: PortalRequest, connection: SamlConnection | None, rules: RulesForm | None = None
) -> HttpResponseBase:
    page = _ours(request) | {"connection": connection, "form": rules or ProviderForm()}
    if connection is not None:
        domains = list(connection.domains.order_by("domain"))
        page |= {
            "certificates": [_shown(row) for row in connection.certificates.order_by("not_after")],
            "domains": domains,
            "is_proved": any(each.proved_at for each in domains),
            "now": now(),
            "rules": rules or _rules_form(request, connection),
        }
    return render(request, "saml/saml.html", page, status=422 if rules is not None and rules.errors else 200)


def _ours(request: PortalRequest) -> dict[str, object]:
    company_id = company_at(request).pk
    return {
        "entity_id": entity_id(company_id),
        "answers_to": answers_to(company_id),
        "start_at": start_at(company_id),
        "saml_company_id": company_id,
    }


def _rules_form(request: PortalRequest, connection: SamlConnection, data: object = None) -> RulesForm:
    return RulesForm(data, company=company_at(request), by_group=_by_group(request), connection=connection)


def _by_group(request: PortalRequest) -> bool:
    return Role.GROUP_ADMINISTRATOR in person_at(request).roles


def _shown(row: SamlCertificate) -> dict[str, object]:
    certificate, left = read_certificate(row.pem.encode()), (row.not_after - now()).days
    tone = "need" if left < 0 else "wait" if left < _SOON_DAYS else "done"
    words = ":".join(row.fingerprint[at : at + 2].upper() for at in range(0, 16, 2))
    return {"row": row, "subject": certificate.subject, "key": certificate.key_words, "short": words, "tone": tone}
