"""The list of customers: search first, chips, pages that go on by a key."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.hub.directory.customers import RecipientChoice, choices_of, matching
from depesch.hub.directory.models import Customer, CustomerKind
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.network.places import network_page, plain
from depesch.portal.network.words import KINDS, STANDINGS, country_word
from depesch.portal.person import PortalRequest
from depesch.portal.words import StateWords

PAGE = 50
FILTERS = (
    ("", _("All")),
    (CustomerKind.PUBLIC.value, KINDS[CustomerKind.PUBLIC]),
    (CustomerKind.PRIVATE.value, KINDS[CustomerKind.PRIVATE]),
    ("left", _("No longer in the network")),
    ("unreachable", _("Without network and e-mail")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A customer as a row of the list."""

    url: str
    name: str
    country: str
    numbers: str
    email: str
    standing: str
    words: StateWords


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter, on or off."""

    url: str
    label: str | Promise
    here: bool


@require_GET
@for_member()
def customers(request: PortalRequest) -> HttpResponseBase:
    """Show the register."""
    query, chosen, after = plain(request, "q"), plain(request, "only"), plain(request, "after", 300)
    chosen = chosen if chosen in dict(FILTERS) else ""
    found = _narrowed(matching(query), chosen)
    rows = list(_beyond(found, after).select_related("participant").order_by("name", "id")[: PAGE + 1])
    shown = rows[:PAGE]
    context = {
        "query": query,
        "only": chosen,
        "chips": [Chip(_url(query, value), label, value == chosen) for value, label in FILTERS],
        "rows": [_row(each) for each in choices_of(shown)],
        "next_url": _url(query, chosen, _key(shown[-1])) if len(rows) > PAGE else None,
        "first_url": _url(query, chosen) if after else None,
        "is_narrowed": bool(query or chosen),
        "may_change": person_at(request).may(Permission.SEND),
    }
    return network_page(request, "customers/customers.html", "customers", context)


def _narrowed(rows: QuerySet[Customer], chosen: str) -> QuerySet[Customer]:
    if chosen == "left":
        return rows.filter(participant__left_network_at__isnull=False)
    if chosen == "unreachable":
        here = Q(participant__company__isnull=False, participant__left_network_at=None)
        return rows.filter(email="", folder="").exclude(here)
    return rows.filter(kind=chosen) if chosen else rows


def _beyond(rows: QuerySet[Customer], after: str) -> QuerySet[Customer]:
    """Return the rows after the one that the key names: its id and its name."""
    if not after:
        return rows
    number, _colon, name = after.partition(":")
    try:
        last = UUID(number)
    except ValueError:
        raise Http404 from None
    return rows.filter(Q(name__gte=name) & (Q(name__gt=name) | Q(id__gt=last)))


def _key(customer: Customer) -> str:
    return f"{customer.id}:{customer.name}"


def _url(query: str, only: str, after: str = "") -> str:
    wanted = {name: value for name, value in (("q", query), ("only", only), ("after", after)) if value}
    return f"{reverse('customers')}?{urlencode(wanted)}" if wanted else reverse("customers")


def _row(choice: RecipientChoice) -> Row:
    numbers = [each for each in (choice.organisation_number, *choice.customer_numbers) if each]
    return Row(
        url=reverse("customer", args=[choice.customer_id]),
        name=choice.name,
        country=country_word(choice.country),
        numbers=" · ".join(numbers[:3]),
        email=choice.email,
        standing=choice.standing.value,
        words=STANDINGS[choice.standing],
    )
