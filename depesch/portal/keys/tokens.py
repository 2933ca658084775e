"""Keys for programs: made and shown once, seen by their first letters, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.history.kinds.programs import TokenMade, TokenRevoked
from depesch.hub.history.record import record
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import ApiToken, Role
from depesch.hub.tenancy.tokens import create_token, revoke_token
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.keys.words import KEY_ROLES
from depesch.portal.person import PortalRequest


class KeyForm(PortalForm):
    """What a new key is called, and what it may do."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=100, help_text=_("Such as the name of your accounting program.")
    )
    role = forms.ChoiceField(
        label=_("What it may do"), widget=forms.RadioSelect, initial=Role.PROGRAM,
        choices=[(role, label) for role, (label, _what) in KEY_ROLES.items()],
    )  # fmt: skip


@require_GET
@for_member(Permission.ADMINISTER)
def keys(request: PortalRequest) -> HttpResponseBase:
    """Show the keys in force, the latest first, and those that were revoked."""
    rows = ApiToken.objects.order_by("-created_at")
    valid = [each for each in rows if each.revoked_at is None]
    revoked = [each for each in rows if each.revoked_at is not None]
    return render(request, "keys/keys.html", {"valid": _shown(valid), "revoked": _shown(revoked)})


def _shown(tokens: Sequence[ApiToken]) -> list[dict[str, Any]]:
    return [{"key": each, "role": KEY_ROLES[each.role][0] if each.role in KEY_ROLES else each.role} for each in tokens]


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def key_new(request: PortalRequest) -> HttpResponseBase:
    """Make a key; the page that answers shows it, and no other page ever will."""
    form = KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, role = form.cleaned_data["name"], Role(form.cleaned_data["role"])
        token, secret = create_token(company_at(request).pk, name, role)
        record(TokenMade(name=name, role=role.value), document_id=None, actor=person_at(request).actor)
        answer = render(request, "keys/key_made.html", {"key": token, "secret": secret.reveal()})
        answer["Cache-Control"] = "no-store"
        return answer
    roles = [(value, label, what) for value, (label, what) in KEY_ROLES.items()]
    return render(request, "keys/key_new.html", {"form": form, "roles": roles})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def key_revoke(request: PortalRequest, token_id: UUID) -> HttpResponseBase:
    """Ask, then make the key worthless at once."""
    token = ApiToken.objects.filter(id=token_id).first()
    if token is None:
        raise Http404
    if request.method == "POST":
        if token.revoked_at is None:
            revoke_token(company_at(request).pk, token.id)
            record(TokenRevoked(name=token.name), document_id=None, actor=person_at(request).actor)
        messages.success(request, _("The key %(name)s is no longer valid.") % {"name": token.name})
        return redirect("keys")
    return render(request, "keys/key_revoke.html", {"key": token})
