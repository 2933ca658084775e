"""`/runs`: in which order the ways to a customer are tried, and for which customers each order is."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from depesch.api.callers import Caller, caller_who_may
from depesch.api.once import PARAMETER, once
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.hub.directory.destinations import ways_to
from depesch.hub.directory.models import Run
from depesch.hub.directory.runs import (
    BadRun,
    RunFacts,
    as_rule,
    company_runs,
    order_runs,
    remove_run,
    save_default_run,
    save_run,
)
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["runs"])
_READ = {401: ProblemDetails, 403: ProblemDetails}
_ONE = {**_READ, 404: ProblemDetails}


class RunIn(Schema):
    """A run, whole. Without countries and kinds, only customers whose card names it take it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    channels: list[str] = Field(max_length=20, description="Names of channels, the first first.")
    countries: list[str] = Field([], max_length=250, description="Such as NO; none: any.")
    kinds: list[str] = Field([], max_length=3, description="company, public, private; none: any.")


class RunOut(Schema):
    """A run."""

    id: UUID
    name: str
    channels: list[str]
    countries: list[str]
    kinds: list[str]


class RunListOut(Schema):
    """The runs in the order in which they are looked at, and the channels of the default one."""

    items: list[RunOut]
    default: list[str]


class DefaultRunIn(Schema):
    """The default run: for all customers that no other run is for."""

    model_config = ConfigDict(extra="forbid")

    channels: list[str] = Field(max_length=20)


class RunOrderIn(Schema):
    """The ids of the runs in the wanted order; those left out keep theirs, below."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(max_length=50)


@RESOURCE.get("/runs", response={200: RunListOut, **_READ}, operation_id="runs")
def runs(request: HttpRequest) -> RunListOut:
    """The company's runs."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return _listed()


@RESOURCE.post(
    "/runs", response={201: RunOut, 409: ProblemDetails, 422: ProblemDetails, **_READ}, operation_id="addRun",
    openapi_extra={"parameters": [PARAMETER]},
)  # fmt: skip
def add_run(request: HttpRequest, wanted: RunIn) -> HttpResponse:
    """Add a run below the others."""
    caller = _administrator(request)
    return once(request, caller.company_id, lambda: _saved(wanted, None, caller))


@RESOURCE.put("/runs/default", response={200: RunListOut, 422: ProblemDetails, **_READ}, operation_id="setDefaultRun")
def set_default_run(request: HttpRequest, wanted: DefaultRunIn) -> RunListOut:
    """Order the default run."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        try:
            save_default_run(wanted.channels, actor=caller.actor)
        except BadRun as bad:
            raise ApiProblem("invalid-request", 422, value=str(bad)) from bad
        return _listed()


@RESOURCE.put("/runs/order", response={200: RunListOut, 422: ProblemDetails, **_READ}, operation_id="orderRuns")
def set_order(request: HttpRequest, wanted: RunOrderIn) -> RunListOut:
    """Say which run is looked at first."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        order_runs([str(each) for each in wanted.ids], actor=caller.actor)
        return _listed()


@RESOURCE.put("/runs/{uuid:run_id}", response={200: RunOut, 422: ProblemDetails, **_ONE}, operation_id="changeRun")
def change_run(request: HttpRequest, run_id: UUID, wanted: RunIn) -> RunOut:
    """Change a run; what was sent stays as it is."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return _saved(wanted, _run(run_id), caller)


@RESOURCE.delete("/runs/{uuid:run_id}", response={204: None, **_ONE}, operation_id="removeRun")
def delete_run(request: HttpRequest, run_id: UUID) -> Status[None]:
    """Forget a run; customers whose card names it take what the other runs say."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        remove_run(_run(run_id), actor=caller.actor)
    return Status(204, None)


def _administrator(request: HttpRequest) -> Caller:
    return caller_who_may(request, Permission.ADMINISTER)


def _run(run_id: UUID) -> Run:
    found = Run.objects.filter(pk=run_id, is_default=False).first()
    if found is None:
        raise ApiProblem("not-found", 404, what="run", value=str(run_id))
    return found


def _saved(wanted: RunIn, run: Run | None, caller: Caller) -> RunOut:
    facts = RunFacts(
        name=wanted.name, channels=tuple(wanted.channels), countries=tuple(wanted.countries), kinds=tuple(wanted.kinds)
    )
    try:
        return _out(save_run(facts, run=run, actor=caller.actor))
    except BadRun as bad:
        raise ApiProblem("invalid-request", 422, value=str(bad)) from bad


def _listed() -> RunListOut:
    known = company_runs()
    rows = Run.objects.filter(is_default=False).order_by("rank", "name")
    return RunListOut(items=[_out(row) for row in rows], default=list(known.default_order(ways_to(None))))


def _out(row: Run) -> RunOut:
    rule = as_rule(row)
    return RunOut(
        id=row.pk, name=rule.name, channels=list(rule.channels), countries=list(rule.countries), kinds=list(rule.kinds)
    )
