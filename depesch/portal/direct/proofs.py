"""What a login may come with beside its password: SSH keys and client certificates, added and removed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from depesch.hub.direct.managing import BadLogin, add_certificate, add_key, remove_certificate, remove_key
from depesch.hub.direct.models import LoginCertificate, LoginKey
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.direct.forms import CertificateForm, KeyForm
from depesch.portal.direct.views import login_of, login_page
from depesch.portal.direct.words import FAULTS
from depesch.portal.person import PortalRequest


@require_POST
@for_member(Permission.ADMINISTER)
def key_add(request: PortalRequest, login_id: UUID) -> HttpResponseBase:
    """Let the login come with one more SSH key."""
    login, form = login_of(login_id), KeyForm(request.POST)
    if form.is_valid():
        try:
            key = add_key(login, form.cleaned_data["key"], actor=person_at(request).actor)
        except BadLogin as error:
            form.add_error("key", FAULTS[error.code] % {"value": error.value})
        else:
            words = _("The key %(fingerprint)s was added.") % {"fingerprint": key.fingerprint}
            messages.success(request, words)
            return redirect("direct_login", login_id)
    return login_page(request, login, key_form=form)


@require_POST
@for_member(Permission.ADMINISTER)
def certificate_add(request: PortalRequest, login_id: UUID) -> HttpResponseBase:
    """Let the login come with one more client certificate."""
    login, form = login_of(login_id), CertificateForm(request.POST)
    if form.is_valid():
        try:
            add_certificate(login, form.cleaned_data["certificate"], actor=person_at(request).actor)
        except BadLogin as error:
            form.add_error("certificate", FAULTS[error.code] % {"value": error.value})
        else:
            messages.success(request, _("The certificate was added."))
            return redirect("direct_login", login_id)
    return login_page(request, login, certificate_form=form)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def key_remove(request: PortalRequest, login_key_id: UUID) -> HttpResponseBase:
    """Ask, then let the login no longer come with the key."""
    key = LoginKey.objects.select_related("login").filter(id=login_key_id, login__revoked_at=None).first()
    if key is None:
        raise Http404
    if request.method == "POST":
        login_id, name = key.login_id, key.fingerprint
        remove_key(key, actor=person_at(request).actor)
        messages.success(request, _("The key %(fingerprint)s is no longer valid.") % {"fingerprint": name})
        return redirect("direct_login", login_id)
    return render(request, "direct/proof_remove.html", {"login": key.login, "key": key})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def certificate_remove(request: PortalRequest, login_certificate_id: UUID) -> HttpResponseBase:
    """Ask, then let the login no longer come with the certificate."""
    rows = LoginCertificate.objects.select_related("login")
    certificate = rows.filter(id=login_certificate_id, login__revoked_at=None).first()
    if certificate is None:
        raise Http404
    if request.method == "POST":
        login_id = certificate.login_id
        remove_certificate(certificate, actor=person_at(request).actor)
        messages.success(request, _("The certificate is no longer valid."))
        return redirect("direct_login", login_id)
    return render(request, "direct/proof_remove.html", {"login": certificate.login, "certificate": certificate})
