"""Requests to us and from us, and the page of one connection: read, accept, decline, take back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.directory import connections
from depesch.hub.directory.models import Connection, ConnectionState, Customer
from depesch.hub.directory.news import tell_news
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.network.places import network_page, plain
from depesch.portal.network.words import CONNECTIONS, country_word
from depesch.portal.person import PortalRequest
from depesch.portal.words import StateWords, channel_word

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A connection as a row: the other side, what it says, since when."""

    url: str
    name: str
    number: str
    state: str
    words: StateWords
    since: datetime
    is_new: bool


@require_GET
@for_member()
def requests(request: PortalRequest) -> HttpResponseBase:
    """Show the requests to us first, then those from us."""
    query = plain(request, "q")
    us = tenant_id()
    sides = Connection.objects.select_related("asker", "receiver").order_by("-state_since", "id")
    to_us, from_us = sides.filter(receiver_id=us), sides.filter(asker_id=us)
    if query:
        to_us, from_us = to_us.filter(_named("asker", query)), from_us.filter(_named("receiver", query))
    context = {
        "query": query,
        "received": _rows(to_us),
        "sent": _rows(from_us),
        "most": PAGE,
    }
    return network_page(request, "requests/requests.html", "requests", context)


@require_http_methods(["GET", "POST"])
@for_member(acting=False)
def connection(request: PortalRequest, connection_id: UUID) -> HttpResponseBase:
    """Show one connection, or take a step."""
    company = company_at(request)
    if request.method == "POST":
        _step(request, company, connection_id)
        tell_news(now())
        return redirect("connection", connection_id)
    with acting_for(company.pk):
        found = _found(connection_id)
        connections.note_as_seen(found)
        return network_page(request, "requests/connection.html", "requests", _context(request, found, company))


def _step(request: PortalRequest, company: Company, connection_id: UUID) -> None:
    """Take the step that was asked for; accepting and declining is the administrators', the rest the senders'."""
    person, action, words = person_at(request), request.POST.get("action", ""), request.POST.get("answer", "")
    needed = Permission.SEND if action == "cancel" else Permission.ADMINISTER
    if not person.may(needed):
        raise PermissionDenied
    words = words.replace("\0", "")
    try:
        with acting_for(company.pk):
            if action == "accept":
                found = connections.accept(connection_id, words=words, actor=person.actor)
                done = _("{name} may send to you from now on.").format(name=found.asker.name)
            elif action == "decline":
                found = connections.decline(connection_id, words=words, actor=person.actor)
                done = _("{name} may not send to you, and has been told.").format(name=found.asker.name)
            elif action == "cancel":
                found = connections.cancel(connection_id, actor=person.actor)
                done = _("The connection to {name} is taken back.").format(name=found.receiver.name)
            else:
                raise Http404
    except Connection.DoesNotExist:
        raise Http404 from None
    except connections.NotPossible:
        messages.error(request, _("Somebody was faster: the connection is in another state now. Look at it below."))
    else:
        messages.success(request, done)


def _found(connection_id: UUID) -> Connection:
    try:
        return Connection.objects.select_related("asker", "receiver").get(id=connection_id)
    except Connection.DoesNotExist:
        raise Http404 from None


def _context(request: PortalRequest, found: Connection, company: Company) -> dict[str, object]:
    person, is_asker = person_at(request), found.asker_id == company.pk
    other = connections.other_side(found)
    customer = Customer.objects.filter(participant__company=other, removed_at=None).first() if is_asker else None
    state = ConnectionState(found.state)
    return {
        "connection": found,
        "other": other,
        "country": country_word(other.country),
        "is_asker": is_asker,
        "words": CONNECTIONS[state],
        "channel": channel_word(found.channel, language()),
        "customer": customer,
        "may_answer": not is_asker and person.may(Permission.ADMINISTER) and state is ConnectionState.REQUESTED,
        "may_decline": not is_asker and person.may(Permission.ADMINISTER) and state is ConnectionState.ACCEPTED,
        "may_accept": not is_asker and person.may(Permission.ADMINISTER) and state is ConnectionState.DECLINED,
        "may_cancel": is_asker and person.may(Permission.SEND) and state in ("requested", "accepted"),
        "may_ask": is_asker and person.may(Permission.SEND) and state in ("declined", "cancelled"),
        "participant_id": getattr(getattr(other, "participant", None), "pk", None),
        "most_words": connections.MOST_WORDS,
    }


def _named(side: str, query: str) -> Q:
    return Q(**{f"{side}__name__icontains": query}) | Q(**{f"{side}__organisation_number__icontains": query})


def _rows(found: QuerySet[Connection]) -> list[Row]:
    return [_row(each) for each in found[:PAGE]]


def _row(each: Connection) -> Row:
    is_asker = each.asker_id == tenant_id()
    other = connections.other_side(each)
    answered = each.answered_at is not None and each.seen_by_asker_at is None
    is_new = answered if is_asker else each.state == ConnectionState.REQUESTED
    return Row(
        url=reverse("connection", args=[each.pk]),
        name=other.name,
        number=other.organisation_number,
        state=each.state,
        words=CONNECTIONS[ConnectionState(each.state)],
        since=each.state_since,
        is_new=is_new,
    )
