"""Search the network, and the page of whoever was found: numbers, what it takes, by which ways."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from depesch.hub.directory.connections import asks_senders, connection_to
from depesch.hub.directory.identifiers import PartyIdentifier, canonical
from depesch.hub.directory.models import Connection, ConnectionState
from depesch.hub.directory.public_directory import public_directory
from depesch.hub.directory.search import (
    Hit,
    Kind,
    Way,
    ask_about,
    ask_directory,
    hit_of_entry,
    hit_of_participant,
    search,
    with_ways,
)
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.model.identifiers import InvalidIdentifier
from depesch.model.identifiers import participant_id as parsed
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.network.places import network_page, plain
from depesch.portal.network.words import CONNECTIONS, country_word, document_type_word, identifier_word
from depesch.portal.person import PortalRequest
from depesch.portal.words import StateWords, channel_word, syntax_word


@dataclass(frozen=True, slots=True)
class ShownHit:
    """Somebody found, as a row of the list."""

    url: str
    name: str
    country: str
    place: str
    numbers: str
    on_hub: bool
    has_left: bool
    customer_url: str


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One who serves a participant, as its page shows it."""

    on_hub: bool
    operator: str
    address: str
    takes: list[tuple[str, str]]  # channel and format
    document_types: list[str]
    connect_url: str


@require_GET
@for_member(acting=False)
def network(request: PortalRequest) -> HttpResponseBase:
    """Show the search, and what it finds."""
    query = plain(request, "q")
    asked = ask_directory(query, public_directory())  # before a transaction is opened: it may take seconds
    with acting_for(company_at(request).pk):
        found = search(query, asked)
        context = {
            "query": query,
            "kind": found.recognised.kind.value if query else "",
            "too_short": bool(query) and found.recognised.kind is Kind.NOTHING,
            "hits": [_row(hit) for hit in found.hits],
            "directory_away": found.directory_away,
        }
        return network_page(request, "network/network.html", "network", context)


@require_GET
@for_member(acting=False)
def participant(request: PortalRequest, participant_id: UUID) -> HttpResponseBase:
    """Show somebody whom this hub knows, with the ways that the public directory has too."""
    with acting_for(company_at(request).pk):
        hit = hit_of_participant(participant_id)
    if hit is None:
        raise Http404
    asked = ask_about(hit.identifiers, public_directory())
    return _page_of(request, with_ways(hit, asked), is_away=asked.is_away)


@require_GET
@for_member(acting=False)
def public_participant(request: PortalRequest) -> HttpResponseBase:
    """Show somebody whom only the public directory knows."""
    asked = ask_about([address_from(plain(request, "address"))], public_directory())
    with acting_for(company_at(request).pk):
        hit = hit_of_entry(asked)
    if hit is None and not asked.is_away:
        raise Http404
    return _page_of(request, hit, is_away=asked.is_away)


def address_from(text: str) -> PartyIdentifier:
    """Return the participant identifier that the address names; Http404 for anything else."""
    try:
        found = parsed(text)
    except InvalidIdentifier:
        raise Http404 from None
    pair = canonical(found.scheme, found.value)
    if pair is None:
        raise Http404
    return pair


def connect_url(hit: Hit, way: Way) -> str:
    """Return where a connection over one of the hit's ways begins."""
    named = {"participant": str(hit.participant_id)} if way.on_hub else {"address": str(way.address)}
    return f"{reverse('connect')}?{urlencode(named)}"


def _page_of(request: PortalRequest, hit: Hit | None, *, is_away: bool) -> HttpResponseBase:
    with acting_for(company_at(request).pk):
        connection = connection_to(hit.company_id) if hit and hit.company_id else None
        context = {
            "hit": hit,
            "country": country_word(hit.country) if hit else "",
            "numbers": [(identifier_word(each), each.value) for each in hit.identifiers] if hit else [],
            "ways": [_way(hit, way) for way in hit.ways] if hit else [],
            "asks": hit is not None and asks_senders(hit.company_id, auto_accepts=hit.auto_accepts),
            "is_us": hit is not None and hit.company_id == company_at(request).pk,
            "connection": connection,
            "connection_words": _words_of(connection),
            "directory_away": is_away,
            "may_connect": person_at(request).may(Permission.SEND),
        }
        return network_page(request, "network/participant.html", "network", context, status=200 if hit else 503)


def _words_of(connection: Connection | None) -> StateWords | None:
    return CONNECTIONS[ConnectionState(connection.state)] if connection else None


def _row(hit: Hit) -> ShownHit:
    if hit.participant_id is not None:
        url = reverse("participant", args=[hit.participant_id])
    else:
        url = f"{reverse('public_participant')}?{urlencode({'address': str(hit.ways[0].address)})}"
    return ShownHit(
        url=url,
        name=hit.name,
        country=country_word(hit.country),
        place=hit.place,
        numbers=_numbers(hit),
        on_hub=hit.company_id is not None,
        has_left=hit.has_left,
        customer_url=reverse("customer", args=[hit.customer_id]) if hit.customer_id else "",
    )


def _numbers(hit: Hit) -> str:
    """Return the first number of each sort, such as "Organisation number 999000053"."""
    first: dict[str | Promise, str] = {}
    for each in hit.identifiers:
        first.setdefault(str(identifier_word(each)), each.value)
    return " · ".join(f"{word} {value}" for word, value in list(first.items())[:2])


def _way(hit: Hit, way: Way) -> ShownWay:
    return ShownWay(
        on_hub=way.on_hub,
        operator=way.operator,
        address=str(way.address or ""),
        takes=[(channel_word(channel, language()), syntax_word(syntax)) for channel, syntax in way.channels],
        document_types=list(dict.fromkeys(document_type_word(each) for each in way.document_types)),
        connect_url=connect_url(hit, way),
    )
