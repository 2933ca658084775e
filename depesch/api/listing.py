"""The query of `GET /documents`, and the page it gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from depesch.api import described
from depesch.api.language import language_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import DocumentListOut
from depesch.channels import SendMode
from depesch.hub.flows import queries
from depesch.hub.flows.queries import MOST, PAGE, BadKey, Filters, Sort, View
from depesch.hub.tenancy.scope import acting_for


class ListQuery(Schema):
    """What a list is narrowed to; a day counts to its end."""

    view: View = View.SENT
    text: str = Field("", max_length=200, description="Words that must all occur: number, names, references.")
    received_from: date | None = None
    received_to: date | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    channel: str = Field("", max_length=40, description="The channel that delivered it.")
    send_mode: SendMode | None = None
    credit_notes: bool | None = Field(None, description="true: only these, false: only invoices")
    sort: Sort = Sort.RECEIVED_AT
    descending: bool = True
    limit: int = Field(PAGE, ge=1, le=MOST)
    after: str | None = Field(None, max_length=500, description="From `next` of the page before; do not make it.")


def page_of(request: HttpRequest, company_id: UUID, query: ListQuery) -> DocumentListOut:
    """Return one page of the company's documents; raises ApiProblem for a key or a parameter that is none of ours."""
    if unknown := sorted(set(request.GET) - set(ListQuery.model_fields)):
        raise ApiProblem("invalid-request", 422, value=f"{', '.join(unknown)}: not a parameter of this list")
    narrowed = Filters(**query.dict(include=set(Filters.__struct_fields__)))
    try:
        with acting_for(company_id):
            page = queries.documents(
                query.view,
                narrowed,
                sort=query.sort,
                descending=query.descending,
                after=query.after,
                limit=query.limit,
            )
    except BadKey as error:
        raise ApiProblem("invalid-request", 422, value=f"after: {error}") from error
    language = language_of(request)
    return DocumentListOut(
        items=[described.summary(document, language) for document in page.documents],
        next=address_of_next(request, page.next_key),
    )


def address_of_next(request: HttpRequest, key: str | None) -> str | None:
    """Return the same request's address from behind `key`; None when there is nothing more."""
    if key is None:
        return None
    parameters = request.GET.copy()
    parameters["after"] = key
    return f"{request.path}?{parameters.urlencode()}"
