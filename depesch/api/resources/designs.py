"""`/designs`: how the company's documents look, and which design is for whom."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from depesch.api.callers import Caller, caller_who_may
from depesch.api.once import PARAMETER, once
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.documents.design_trial import SourceRefused, checked_source, try_source
from depesch.hub.accounts.logo import logo_bytes
from depesch.hub.directory.designs import (
    BadDesign,
    DesignFacts,
    as_ruled,
    current_version,
    designs,
    look_of,
    order_designs,
    remove_design,
    restore_design,
    save_design,
)
from depesch.hub.directory.models import Design, DesignVersion
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.designs import (
    MOST_INTRO,
    MOST_SOURCE_BYTES,
    Choices,
    LogoPlace,
    LogoSize,
    OptionalColumn,
    Paper,
    Typeface,
)
from depesch.rendering.designs import Design as Look

RESOURCE = Router(tags=["designs"])
_READ = {401: ProblemDetails, 403: ProblemDetails}
_ONE = {**_READ, 404: ProblemDetails}
_TEXT = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
Text = Annotated[str, Field(pattern=_TEXT, max_length=MOST_INTRO)]


class TextsIn(Schema):
    """What the company adds in one language."""

    model_config = ConfigDict(extra="forbid")

    intro: Text = Field("", description="Above the lines.")
    footer: Text = Field("", description="At the foot of every page: at most 3 lines of 110 characters.")


class ChoicesIn(Schema):
    """What can be chosen without typst; what is left out is as in our own look."""

    model_config = ConfigDict(extra="forbid")

    accent: str = Field("#0b5a52", pattern="^#[0-9a-f]{6}$", description="Printed dark enough to be read.")
    typeface: Typeface = Typeface.SANS
    paper: Paper = Paper.A4
    logo_place: LogoPlace = LogoPlace.LEFT
    logo_size: LogoSize = LogoSize.MEDIUM
    columns: list[OptionalColumn] = Field(list(OptionalColumn), max_length=5)
    texts: dict[str, TextsIn] = Field({}, max_length=6, description="By language: sv, nb, en, da, fi, de.")
    show_code: bool = True
    show_details: bool = True


class DesignIn(Schema):
    """A design, whole. Without any condition, only customers whose card names it get it, or all others by default."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    is_default: bool = False
    countries: list[str] = Field([], max_length=250, description="Such as NO; none: any.")
    kinds: list[str] = Field([], max_length=3, description="company, public, private; none: any.")
    languages: list[str] = Field([], max_length=6, description="Of the document; none: any.")
    documents: list[str] = Field([], max_length=2, description="invoice, credit_note; none: any.")
    choices: ChoicesIn = Field(default_factory=lambda: ChoicesIn.model_validate({}))
    source: str | None = Field(
        None, max_length=MOST_SOURCE_BYTES, description="A typst source in place of our template; it is tried at once."
    )


class DesignOut(Schema):
    """A design with its present look."""

    id: UUID
    name: str
    is_default: bool
    countries: list[str]
    kinds: list[str]
    languages: list[str]
    documents: list[str]
    version: int
    choices: ChoicesIn
    source: str | None


class DesignListOut(Schema):
    """The designs in the order in which they are looked at."""

    items: list[DesignOut]


class DesignOrderIn(Schema):
    """The ids of the designs in the wanted order; those left out keep theirs, below."""

    model_config = ConfigDict(extra="forbid")

    ids: list[UUID] = Field(max_length=50)


@RESOURCE.get("/designs", response={200: DesignListOut, **_READ}, operation_id="designs")
def listed_designs(request: HttpRequest) -> DesignListOut:
    """The company's designs."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return DesignListOut(items=[_out(each) for each in designs()])


@RESOURCE.post(
    "/designs", response={201: DesignOut, 409: ProblemDetails, 422: ProblemDetails, **_READ},
    operation_id="addDesign", openapi_extra={"parameters": [PARAMETER]},
)  # fmt: skip
def add_design(request: HttpRequest, wanted: DesignIn) -> HttpResponse:
    """Add a design below the others."""
    caller = _administrator(request)
    look = _look(wanted, caller)
    return once(request, caller.company_id, lambda: _saved(wanted, look, None, caller))


@RESOURCE.put(
    "/designs/order", response={200: DesignListOut, 422: ProblemDetails, **_READ}, operation_id="orderDesigns"
)
def set_order(request: HttpRequest, wanted: DesignOrderIn) -> DesignListOut:
    """Say which design is looked at first."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        order_designs([str(each) for each in wanted.ids], actor=caller.actor)
        return DesignListOut(items=[_out(each) for each in designs()])


@RESOURCE.put(
    "/designs/{uuid:design_id}", response={200: DesignOut, 422: ProblemDetails, **_ONE}, operation_id="changeDesign"
)
def change_design(request: HttpRequest, design_id: UUID, wanted: DesignIn) -> DesignOut:
    """Change a design; documents that were begun with it keep the look that it had."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        design = _design(design_id)
    look = _look(wanted, caller)
    with acting_for(caller.company_id):
        return _saved(wanted, look, design, caller)


@RESOURCE.delete("/designs/{uuid:design_id}", response={204: None, **_ONE}, operation_id="removeDesign")
def delete_design(request: HttpRequest, design_id: UUID) -> Status[None]:
    """Take a design out of use."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        remove_design(_design(design_id), actor=caller.actor)
    return Status(204, None)


@RESOURCE.post(
    "/designs/{uuid:design_id}/restore", response={200: DesignOut, 422: ProblemDetails, **_ONE},
    operation_id="restoreDesign",
)  # fmt: skip
def bring_back(request: HttpRequest, design_id: UUID) -> DesignOut:
    """Bring a removed design back, below the others; one in use stays as it is."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        design = _design(design_id, removed=True)
        if design.removed_at is not None:
            try:
                restore_design(design, actor=caller.actor)
            except BadDesign as bad:
                raise ApiProblem("invalid-request", 422, value=str(bad)) from bad
        return _out(current_version(design))


def _administrator(request: HttpRequest) -> Caller:
    return caller_who_may(request, Permission.ADMINISTER)


def _design(design_id: UUID, *, removed: bool = False) -> Design:
    found = Design.objects.filter(pk=design_id).first()
    if found is None or (found.removed_at is not None and not removed):
        raise ApiProblem("not-found", 404, what="design", value=str(design_id))
    return found


def _look(wanted: DesignIn, caller: Caller) -> Look:
    """Return the look that is wanted; a source is tried, outside any transaction."""
    choices = msgspec.convert(wanted.choices.model_dump(mode="json"), Choices)
    if wanted.source is None:
        return Look(choices=choices)
    try:
        source = checked_source(wanted.source.encode("utf-8", "replace"))
        try_source(source, choices=choices, logo=logo_bytes(caller.company_id))
    except SourceRefused as refused:
        raise ApiProblem("invalid-request", 422, value=f"source: {refused}") from refused
    return Look(choices=choices, source=source)


def _saved(wanted: DesignIn, look: Look, design: Design | None, caller: Caller) -> DesignOut:
    facts = DesignFacts(
        name=wanted.name, is_default=wanted.is_default, countries=tuple(wanted.countries), kinds=tuple(wanted.kinds),
        languages=tuple(wanted.languages), documents=tuple(wanted.documents),
    )  # fmt: skip
    try:
        return _out(save_design(facts, look, design=design, actor=caller.actor))
    except BadDesign as bad:
        raise ApiProblem("invalid-request", 422, value=str(bad)) from bad


def _out(version: DesignVersion) -> DesignOut:
    rule, look = as_ruled(version.design), look_of(version)
    return DesignOut(
        id=version.design_id, name=rule.name, is_default=rule.is_default, countries=list(rule.countries),
        kinds=list(rule.kinds), languages=list(rule.languages), documents=list(rule.documents),
        version=version.number, choices=ChoicesIn(**msgspec.to_builtins(look.choices)),
        source=look.source.decode() if look.source is not None else None,
    )  # fmt: skip
