"""The company's own server: set up, switched off, removed; what could not be brought there, and the way out by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.channels import Channel
from depesch.hub.directory.destinations import (
    OwnServer,
    own_server,
    receiver_channels,
    remove_destination,
    save_destination,
)
from depesch.hub.flows.bringing_actions import (
    BringingRefused,
    bring_again,
    bring_all_again,
    bring_uncollected,
    end_bringing,
    troubled,
)
from depesch.hub.flows.models import Bringing, BringingState, Direction, Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.destinations.forms import OwnServerForm
from depesch.portal.destinations.words import STATES, reason
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.portal.words import channel_word, syntax_word

SHOWN = 50
LATELY = 10
MOST_COUNTED = 500


@require_GET
@for_member(Permission.ADMINISTER)
def own_server_page(request: PortalRequest) -> HttpResponseBase:
    """Show the server, or which ways there are to one; and what is not there yet."""
    server = own_server()
    ways = [{"channel": name, "title": channel_word(name, language())} for name in receiver_channels()]
    context: dict[str, Any] = {"server": server, "ways": ways}
    if server is not None:
        rows = [_row(each) for each in troubled()[:SHOWN]]
        context |= {
            "title": channel_word(server.channel.name, language()),
            "format": syntax_word(server.syntax) if server.syntax else gettext("As it came"),
            "rows": rows,
            "brought": Bringing.objects.filter(state=BringingState.BROUGHT)
            .select_related("document")
            .order_by("-state_since", "-id")[:LATELY],
            "earlier": _earlier() if server.enabled else 0,
            "can_all": any(row["may"] for row in rows),
            "ways": [way for way in ways if way["channel"] != server.channel.name],
        }
    return render(request, "destinations/own_server.html", context)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def own_server_set(request: PortalRequest, channel: str) -> HttpResponseBase:
    """Show the form of a channel, or set the server up."""
    found = channel_called(channel)
    server = own_server()
    same = server if server is not None and server.channel.name == channel else None
    form = OwnServerForm(found, same.settings if same else None, request.POST or None, initial=_initial(same))
    if request.method == "POST" and form.is_valid():
        save_destination(
            channel, form.values(), customer=None, syntax=form.cleaned_data["wanted_format"],
            enabled=form.cleaned_data["in_use"], actor=person_at(request).actor,
        )  # fmt: skip
        messages.success(request, _("Saved."))
        return redirect("own_server")
    other = channel_word(server.channel.name, language()) if server and not same else ""
    context = {"form": form, "title": channel_word(channel, language()), "other": other}
    return render(request, "destinations/own_server_set.html", context)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def own_server_remove(request: PortalRequest) -> HttpResponseBase:
    """Ask, then forget the server with its secrets."""
    server = own_server()
    if server is None:
        return redirect("own_server")
    if request.method == "POST":
        remove_destination(server.channel.name, customer=None, actor=person_at(request).actor)
        messages.success(request, _("What comes in stays in the inbox from now on."))
        return redirect("own_server")
    return render(request, "destinations/own_server_remove.html", {})


@require_POST
@for_member(Permission.ADMINISTER)
def bring_all(request: PortalRequest) -> HttpResponseBase:
    """Try everything again that waits or stands still."""
    _told(request, bring_all_again(actor=person_at(request).actor))
    return redirect("own_server")


@require_POST
@for_member(Permission.ADMINISTER)
def bring_earlier(request: PortalRequest) -> HttpResponseBase:
    """Bring what came before the server was set up and nobody collected."""
    _told(request, bring_uncollected(actor=person_at(request).actor))
    return redirect("own_server")


@require_POST
@for_member(Permission.ADMINISTER)
def bring_again_now(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Bring one document now."""
    _must_be_ours(document_id)
    try:
        bring_again(document_id, actor=person_at(request).actor)
    except BringingRefused:
        messages.error(request, _("Switch your own server on first."))
    else:
        _told(request, 1)
    return redirect("own_server")


@require_POST
@for_member(Permission.ADMINISTER)
def bring_no_more(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Leave one document in the inbox."""
    _must_be_ours(document_id)
    try:
        end_bringing(document_id, actor=person_at(request).actor)
    except BringingRefused:
        messages.info(request, _("It is not on its way any more."))
    else:
        messages.success(request, _("It stays in the inbox and is not brought."))
    return redirect("own_server")


def channel_called(name: str) -> Channel:
    """Return the channel whose settings belong to one receiver; 404 for any other."""
    found = receiver_channels().get(name)
    if found is None:
        raise Http404
    return found


def _must_be_ours(document_id: UUID) -> None:
    if not Document.objects.filter(within_reach(), id=document_id, direction=Direction.IN).exists():
        raise Http404


def _initial(server: OwnServer | None) -> dict[str, object]:
    if server is None:
        return {"in_use": True}
    return {"wanted_format": server.syntax, "in_use": server.enabled}


def _earlier() -> int:
    waiting = Document.objects.filter(direction=Direction.IN, collected_at=None, bringing=None)
    return waiting[:MOST_COUNTED].count()


def _row(bringing: Bringing) -> dict[str, Any]:
    words = STATES[BringingState(bringing.state)]
    return {
        "bringing": bringing,
        "words": words,
        "reason": reason(bringing.code, bringing.detail),
        "may": bringing.state != BringingState.UNCERTAIN,
    }


def _told(request: PortalRequest, count: int) -> None:
    words = ngettext("%(count)s document is brought now.", "%(count)s documents are brought now.", count)
    messages.success(request, words % {"count": count})
