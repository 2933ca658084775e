"""`/rule-pack`: what the caller's company demands of documents to it, beyond the published rules."""

from __future__ import annotations

from typing import Annotated

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from depesch.api.callers import caller_who_may
from depesch.api.problems import ApiProblem, faults_response
from depesch.api.shapes import ProblemDetails, RulePackOut
from depesch.hub.directory.rule_packs import KeptPack, keep_pack, own_pack, remove_pack
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.rules.packs import MAX_BYTES, BadPack, pack_from

RESOURCE = Router(tags=["rule pack"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pack"}}},
    }
}


@RESOURCE.get("/rule-pack", response={200: RulePackOut, **_PROBLEMS}, operation_id="rulePack")
def rule_pack(
    request: HttpRequest,
    version: Annotated[int | None, Query(ge=1, description="An earlier version; the one in force by default.")] = None,
) -> RulePackOut:
    """What the company demands of documents to it; `no-rule-pack` when it demands nothing."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        kept = own_pack(version)
    if kept is None:
        raise ApiProblem("no-rule-pack", 404)
    return _out(kept)


@RESOURCE.put(
    "/rule-pack",
    response={200: RulePackOut, 401: ProblemDetails, 403: ProblemDetails, 413: ProblemDetails, 422: ProblemDetails},
    operation_id="setRulePack",
    openapi_extra=_BODY,
)
def set_rule_pack(request: HttpRequest) -> RulePackOut | HttpResponse:
    """Put a rule pack in force, as a new version unless it is the present one; documents checked from now on meet it.

    A pack with faults changes nothing, and every fault is told.
    """
    caller = caller_who_may(request, Permission.ADMINISTER)
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > MAX_BYTES:  # before a byte of it is read
        raise ApiProblem("rule-pack-too-large", 413, value=length, limit=MAX_BYTES)
    try:
        pack = pack_from(request.body)
    except BadPack as error:
        return faults_response(request, "bad-rule-pack", error.faults)
    with acting_for(caller.company_id):
        return _out(keep_pack(pack, actor=caller.actor))


@RESOURCE.delete("/rule-pack", response={204: None, **_PROBLEMS}, operation_id="removeRulePack")
def remove_rule_pack(request: HttpRequest) -> Status[None]:
    """Demand nothing from now on; earlier versions can still be read."""
    caller = caller_who_may(request, Permission.ADMINISTER)
    with acting_for(caller.company_id):
        if not remove_pack(actor=caller.actor):
            raise ApiProblem("no-rule-pack", 404)
    return Status(204, None)


def _out(kept: KeptPack) -> RulePackOut:
    return RulePackOut(
        version=kept.version, made_at=kept.made_at, made_by=kept.made_by, pack=msgspec.to_builtins(kept.pack)
    )
