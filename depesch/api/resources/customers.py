"""`/customers`: the company's own cards of its customers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from depesch.api.callers import caller_who_may
from depesch.api.customer_shapes import CustomerIn, CustomerListOut, CustomerOut, card_from, customer_out
from depesch.api.listing import address_of_next
from depesch.api.once import PARAMETER, once
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.hub.directory.customer_cards import add_card, change_card, customer_of, remove_card
from depesch.hub.directory.customers import IdentifierOnAnotherCard, matching
from depesch.hub.directory.models import Customer
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["customers"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}


@RESOURCE.get(
    "/customers",
    response={200: CustomerListOut, 401: ProblemDetails, 403: ProblemDetails, 422: ProblemDetails},
    operation_id="customers",
)
def customers(
    request: HttpRequest,
    text: Annotated[str, Query(max_length=200, description="Parts of a name or a number.")] = "",
    after: Annotated[UUID | None, Query(description="From `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CustomerListOut:
    """The customers whose name or number has the text in it, by name."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        rows = matching(text)
        last = customer_of(after) if after else None
        if last is not None:
            rows = rows.extra(where=["(name, directory_customer.id) > (%s, %s)"], params=[last.name, last.id])
        found = list(rows.order_by("name", "id").prefetch_related("identifiers")[: limit + 1])
        items = [customer_out(each) for each in found[:limit]]
    more = str(items[-1].id) if len(found) > limit else None
    return CustomerListOut(items=items, next=address_of_next(request, more))


@RESOURCE.post(
    "/customers",
    response={201: CustomerOut, 401: ProblemDetails, 403: ProblemDetails, 409: ProblemDetails, 422: ProblemDetails},
    operation_id="addCustomer",
    openapi_extra={"parameters": [PARAMETER]},
)
def add_customer(request: HttpRequest, wanted: CustomerIn) -> HttpResponse:
    """Add a customer. An identifier that stands on another card is refused."""
    caller = caller_who_may(request, Permission.SEND)

    def make() -> CustomerOut:
        try:
            return customer_out(add_card(card_from(wanted), actor=caller.actor))
        except IdentifierOnAnotherCard as error:
            raise ApiProblem("identifier-taken", 409, value=str(error)) from error

    return once(request, caller.company_id, make)


@RESOURCE.get("/customers/{uuid:customer_id}", response={200: CustomerOut, **_PROBLEMS}, operation_id="customer")
def customer(request: HttpRequest, customer_id: UUID) -> CustomerOut:
    """One customer."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return customer_out(_customer(customer_id))


@RESOURCE.put(
    "/customers/{uuid:customer_id}",
    response={200: CustomerOut, 409: ProblemDetails, 422: ProblemDetails, **_PROBLEMS},
    operation_id="changeCustomer",
)
def change_customer(request: HttpRequest, customer_id: UUID, wanted: CustomerIn) -> CustomerOut:
    """Make a customer's card say what the request says; what that leaves out is emptied."""
    caller = caller_who_may(request, Permission.SEND)
    with acting_for(caller.company_id):
        found = _customer(customer_id)
        try:
            change_card(found, card_from(wanted, folder=found.folder), actor=caller.actor)
        except IdentifierOnAnotherCard as error:
            raise ApiProblem("identifier-taken", 409, value=str(error)) from error
        return customer_out(_customer(customer_id))


@RESOURCE.delete("/customers/{uuid:customer_id}", response={204: None, **_PROBLEMS}, operation_id="removeCustomer")
def remove_customer(request: HttpRequest, customer_id: UUID) -> Status[None]:
    """Take a customer out of the register; what was sent to it stays."""
    caller = caller_who_may(request, Permission.SEND)
    with acting_for(caller.company_id):
        found = _customer(customer_id)
        is_referred_to = Document.objects.filter(customer_id=customer_id).exists()
        remove_card(found, is_referred_to=is_referred_to, actor=caller.actor)
    return Status(204, None)


def _customer(customer_id: UUID) -> Customer:
    found = customer_of(customer_id)
    if found is None:
        raise ApiProblem("not-found", 404, what="customer", value=customer_id)
    return found
