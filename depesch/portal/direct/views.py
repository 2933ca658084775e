"""Direct connections: logins listed, made, changed and revoked; a password is shown once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.direct.managing import (
    BadLogin,
    change_login,
    make_login,
    new_password,
    remove_password,
    revoke_login,
    suggested_name,
)
from depesch.hub.direct.models import DirectLogin, LoginAddress, LoginCertificate, LoginKey, Protocol
from depesch.hub.direct.naming import PROTOCOLS, protocol_words
from depesch.hub.tenancy.access import Permission
from depesch.kit.clock import now
from depesch.kit.secret import Secret
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.direct.commands import ways
from depesch.portal.direct.forms import NEW, CertificateForm, KeyForm, LoginForm, NewLoginForm, said_of
from depesch.portal.direct.words import DIRECTIONS, direction_of
from depesch.portal.person import PortalRequest
from depesch.portal.words import SEND_MODES

_UNUSED = (None, "", False, "0")  # 0 is False
SOON = timedelta(days=30)
MOST_ADDRESSES = 10


@require_GET
@for_member(Permission.ADMINISTER)
def direct_logins(request: PortalRequest) -> HttpResponseBase:
    """Show the logins in force, the latest first, and those that were revoked."""
    rows = list(DirectLogin.objects.order_by("-made_at", "name"))
    valid = [_shown(each) for each in rows if each.revoked_at is None]
    revoked = [each for each in rows if each.revoked_at is not None]
    return render(request, "direct/logins.html", {"valid": valid, "revoked": revoked})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def direct_login_new(request: PortalRequest) -> HttpResponseBase:
    """Make a login; the page that answers shows its password, and no other page ever will."""
    initial = {**NEW, "name": suggested_name(company_at(request))}
    form = NewLoginForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            login, password = make_login(
                said["name"], wanted=form.wanted(), send_mode=said["send_mode"], with_password=said["with_password"],
                actor=person_at(request).actor,
            )  # fmt: skip
        except BadLogin as error:
            form.refuse(error)
        else:
            return _made(request, login, password, is_new=True)
    return render(request, "direct/login_new.html", {"form": form, **_unfolded(form)})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def direct_login(request: PortalRequest, login_id: UUID) -> HttpResponseBase:
    """Show a login with all that belongs to it, or change what it may do."""
    login = login_of(login_id)
    form = LoginForm(request.POST or None, initial=said_of(login))
    if request.method == "POST" and form.is_valid():
        try:
            change_login(login, wanted=form.wanted(), actor=person_at(request).actor)
        except BadLogin as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("direct_login", login_id)
    return login_page(request, login, form=form)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def direct_login_password(request: PortalRequest, login_id: UUID) -> HttpResponseBase:
    """Ask, then give the login another password and show it once, or take the one that it has away."""
    login = login_of(login_id)
    if request.method == "POST" and "remove" in request.POST:
        remove_password(login, actor=person_at(request).actor)
        messages.success(request, _("The login %(name)s has no password any more.") % {"name": login.name})
        return redirect("direct_login", login_id)
    if request.method == "POST":
        return _made(request, login, new_password(login, actor=person_at(request).actor), is_new=False)
    return render(request, "direct/password.html", {"login": login})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def direct_login_revoke(request: PortalRequest, login_id: UUID) -> HttpResponseBase:
    """Ask, then make the login worthless at once."""
    login = login_of(login_id)
    if request.method == "POST":
        revoke_login(login, actor=person_at(request).actor)
        messages.success(request, _("The login %(name)s is no longer valid.") % {"name": login.name})
        return redirect("direct_logins")
    return render(request, "direct/revoke.html", {"login": login})


def login_of(login_id: UUID) -> DirectLogin:
    """Return a login in force of the acting company; raises Http404."""
    login = DirectLogin.objects.filter(id=login_id, revoked_at=None).first()
    if login is None:
        raise Http404
    return login


def login_page(
    request: PortalRequest,
    login: DirectLogin,
    *,
    form: LoginForm | None = None,
    key_form: KeyForm | None = None,
    certificate_form: CertificateForm | None = None,
) -> HttpResponseBase:
    """Return the page of a login; a form that is given is shown with its faults."""
    form = form or LoginForm(initial=said_of(login))
    keys = LoginKey.objects.filter(login=login).order_by("added_at")
    certificates = LoginCertificate.objects.filter(login=login).order_by("added_at")
    addresses = LoginAddress.objects.filter(login=login).order_by("-first_at")[:MOST_ADDRESSES]
    values = {
        **_shown(login), "form": form, "key_form": key_form or KeyForm(),
        "certificate_form": certificate_form or CertificateForm(), "keys": list(keys),
        "certificates": [_certificate(each) for each in certificates], "addresses": list(addresses),
        "ways": ways(login), "takes_keys": Protocol.SFTP in login.protocols,
        "takes_certificates": Protocol.DROP in login.protocols, **_unfolded(form),
    }  # fmt: skip
    values["is_shut"] = not (login.password_digest or keys or certificates)
    return render(request, "direct/login.html", values)


def _made(request: PortalRequest, login: DirectLogin, password: Secret | None, *, is_new: bool) -> HttpResponseBase:
    if password is None:
        messages.success(request, _("The login %(name)s was made. Now give it a key.") % {"name": login.name})
        return redirect("direct_login", login.pk)
    values = {"login": login, "password": password.reveal(), "is_new": is_new, "ways": ways(login)}
    answer = render(request, "direct/made.html", values)
    answer["Cache-Control"] = "no-store"
    return answer


def _shown(login: DirectLogin) -> dict[str, Any]:
    return {
        "login": login, "protocols": protocol_words(login), "direction": DIRECTIONS[direction_of(login)],
        "mode": SEND_MODES[login.send_mode], "last_protocol": PROTOCOLS.get(login.last_protocol, ""),
    }  # fmt: skip


def _certificate(certificate: LoginCertificate) -> dict[str, Any]:
    at, expires_at = now(), certificate.expires_at
    return {
        "certificate": certificate,
        "is_expired": expires_at is not None and expires_at <= at,
        "expires_soon": expires_at is not None and at < expires_at <= at + SOON,
    }


def _unfolded(form: LoginForm) -> dict[str, bool]:
    """Return whether what is seldom needed is shown at once: it is in use, or has a fault."""
    rare: Sequence[str] = ("syntax", "attachments_wait_min", "networks", "plain_ftp")
    fields = [form[name] for name in rare]
    return {"is_unfolded": any(each.value() not in _UNUSED or (form.is_bound and each.errors) for each in fields)}
