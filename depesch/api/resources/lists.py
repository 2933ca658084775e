"""`GET /documents`: the lists of documents, filtered and sorted, in pages that go on from a key; and their counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from depesch.api import described
from depesch.api.callers import caller_who_may
from depesch.api.language import language_of
from depesch.api.problems import ApiProblem
from depesch.api.shapes import CountsOut, DocumentListOut, ProblemDetails
from depesch.channels import SendMode
from depesch.hub.flows import queries
from depesch.hub.flows.queries import MOST, PAGE, BadKey, Filters, Sort, View
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["documents"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 422: ProblemDetails}


class ListQuery(Schema):
    """What a list is narrowed to; a day counts to its end."""

    model_config = ConfigDict(extra="forbid")

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


@RESOURCE.get("/documents", response={200: DocumentListOut, **_PROBLEMS}, operation_id="documents")
def documents(request: HttpRequest, query: Annotated[ListQuery, Query()]) -> DocumentListOut:
    """One page of a view; `next` leads on, for as long as there is more."""
    caller = caller_who_may(request, Permission.READ)
    narrowed = Filters(**query.dict(include=set(Filters.__struct_fields__)))
    try:
        with acting_for(caller.company_id):
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
        next=_address_of_next(request, page.next_key),
    )


@RESOURCE.get("/counts", response={200: CountsOut, **_PROBLEMS}, operation_id="counts")
def counts(request: HttpRequest) -> CountsOut:
    """How many documents each view has; 10,000 means at least so many."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return CountsOut(**{view.value: number for view, number in queries.counts().items()})


def _address_of_next(request: HttpRequest, key: str | None) -> str | None:
    if key is None:
        return None
    parameters = request.GET.copy()
    parameters["after"] = key
    return f"{request.path}?{parameters.urlencode()}"
