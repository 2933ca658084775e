"""Webhooks: the addresses that a company's programs are told at, what each was told, and "send again"."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.tenancy.access import Permission
from depesch.hub.webhooks import endpoints
from depesch.hub.webhooks.endpoints import MOST_ENDPOINTS, TooMany, event_names
from depesch.hub.webhooks.guarding import BadUrl
from depesch.hub.webhooks.models import MessageState, WebhookEndpoint, WebhookMessage
from depesch.hub.webhooks.publishing import publish_test
from depesch.hub.webhooks.reading import messages_of
from depesch.kit.clock import now
from depesch.portal.access import for_member, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.keys.words import MESSAGE_STATES, NO_ANSWER, SWITCHED_OFF, event_title
from depesch.portal.person import PortalRequest

PAGE = 25
REPLAYED = timedelta(days=3)


class WebhookForm(PortalForm):
    """Where a program is told, and of what."""

    url = forms.CharField(
        label=_("Web address"), max_length=500,
        help_text=_("Begins with https:// and is reached from the open internet."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    description = forms.CharField(label=_("What is it for?"), max_length=200, required=False)
    events = forms.MultipleChoiceField(
        label=_("Only of these events"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to be told of all of them."),
        choices=lambda: [(name, event_title(name)) for name in event_names()],
    )  # fmt: skip


@require_GET
@for_member(Permission.ADMINISTER)
def webhooks(request: PortalRequest) -> HttpResponseBase:
    """Show the addresses, and how each of them does."""
    rows = WebhookEndpoint.objects.filter(removed_at=None).order_by("made_at", "id")
    shown = [{"webhook": row, "why": SWITCHED_OFF.get(row.disabled_why, "")} for row in rows]
    return render(request, "keys/webhooks.html", {"rows": shown})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def webhook_new(request: PortalRequest) -> HttpResponseBase:
    """Add an address; the page that answers shows its secret, and no other page ever will."""
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            endpoint, secret = endpoints.add_endpoint(actor=person_at(request).actor, **_wanted(form))
        except BadUrl as error:
            form.add_error("url", str(NO_ANSWER[error.code]))
        except TooMany:
            words = gettext("You have %(most)s addresses, the most there can be. Remove one that is not needed.")
            form.add_error(None, words % {"most": MOST_ENDPOINTS})
        else:
            return _with_secret(request, endpoint, secret.reveal(), is_new=True)
    return render(request, "keys/webhook_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def webhook(request: PortalRequest, webhook_id: UUID) -> HttpResponseBase:
    """Show an address with what it was told, or change it."""
    endpoint = _endpoint(webhook_id)
    given = {"url": endpoint.url, "description": endpoint.description, "events": endpoint.events}
    form = WebhookForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            endpoints.change_endpoint(
                endpoint, enabled="off" not in request.POST, actor=person_at(request).actor, **_wanted(form)
            )
        except BadUrl as error:
            form.add_error("url", str(NO_ANSWER[error.code]))
        else:
            messages.success(request, _("Saved."))
            return redirect("webhook", webhook_id)
    return render(request, "keys/webhook.html", {"webhook": endpoint, "form": form, **_told(request, endpoint)})


@require_POST
@for_member(Permission.ADMINISTER)
def webhook_secret(request: PortalRequest, webhook_id: UUID) -> HttpResponseBase:
    """Give the address another secret and show it once."""
    endpoint = _endpoint(webhook_id)
    secret = endpoints.new_secret_for(endpoint, actor=person_at(request).actor)
    return _with_secret(request, endpoint, secret.reveal(), is_new=False)


@require_POST
@for_member(Permission.ADMINISTER)
def webhook_test(request: PortalRequest, webhook_id: UUID) -> HttpResponseBase:
    """Put a test message in line."""
    message = publish_test(_endpoint(webhook_id))
    messages.success(request, _("A test message is on its way. Open it below to see what was answered."))
    return redirect(f"{reverse('webhook', args=[webhook_id])}#message-{message.id}")


@require_POST
@for_member(Permission.ADMINISTER)
def webhook_again(request: PortalRequest, webhook_id: UUID) -> HttpResponseBase:
    """Put one message in line again, or all that did not arrive in the last three days."""
    endpoint = _endpoint(webhook_id)
    chosen = request.POST.get("message", "")
    if chosen:
        count = endpoints.send_again(endpoint, message_id=_uuid(chosen))
    else:
        count = endpoints.send_again(endpoint, since=now() - REPLAYED)
    words = ngettext("%(count)s message is sent again.", "%(count)s messages are sent again.", count)
    messages.success(request, words % {"count": count})
    return redirect("webhook", webhook_id)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def webhook_remove(request: PortalRequest, webhook_id: UUID) -> HttpResponseBase:
    """Ask, then remove the address."""
    endpoint = _endpoint(webhook_id)
    if request.method == "POST":
        endpoints.remove_endpoint(endpoint, actor=person_at(request).actor)
        messages.success(request, _("%(url)s is told nothing more.") % {"url": endpoint.url})
        return redirect("webhooks")
    return render(request, "keys/webhook_remove.html", {"webhook": endpoint})


@require_GET
@for_member(Permission.ADMINISTER)
def webhook_message(request: PortalRequest, message_id: UUID) -> HttpResponseBase:
    """Show one message: what was said, and what was answered at each try."""
    message = WebhookMessage.objects.select_related("endpoint").filter(id=message_id).first()
    if message is None:
        raise Http404
    tries = [{"row": row, "why": NO_ANSWER.get(row.code, row.code)} for row in message.attempts.order_by("-id")[:50]]
    return render(request, "keys/webhook_message.html", {**_shown(message), "tries": tries})


def _told(request: PortalRequest, endpoint: WebhookEndpoint) -> dict[str, Any]:
    after = request.GET.get("after")
    rows = list(messages_of(endpoint, after=_uuid(after) if after else None, limit=PAGE + 1))
    return {
        "rows": [_shown(row) for row in rows[:PAGE]],
        "next": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "why_off": SWITCHED_OFF.get(endpoint.disabled_why, ""),
        "missed": WebhookMessage.objects.filter(
            endpoint=endpoint, state__in=(MessageState.FAILED, MessageState.DROPPED), made_at__gte=now() - REPLAYED
        ).count(),
    }


def _shown(message: WebhookMessage) -> dict[str, Any]:
    tone, label = MESSAGE_STATES[message.state]
    return {
        "message": message,
        "title": event_title(message.type),
        "tone": tone,
        "state": label,
        "identifier": f"msg_{message.id.hex}",
    }


def _with_secret(request: PortalRequest, endpoint: WebhookEndpoint, secret: str, *, is_new: bool) -> HttpResponseBase:
    answer = render(request, "keys/webhook_secret.html", {"webhook": endpoint, "secret": secret, "is_new": is_new})
    answer["Cache-Control"] = "no-store"
    return answer


def _wanted(form: WebhookForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("url", "description", "events")}


def _endpoint(webhook_id: UUID) -> WebhookEndpoint:
    found = WebhookEndpoint.objects.filter(id=webhook_id, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
