"""`/destinations`: the servers that documents are brought to: the company's own, and those of its customers."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import ConfigDict, Field

from depesch.api.callers import Caller, caller_who_may
from depesch.api.problems import ApiProblem
from depesch.api.shapes import ProblemDetails
from depesch.documents.targets import targets
from depesch.hub.directory.customer_cards import customer_of
from depesch.hub.directory.destinations import (
    known_destinations,
    receiver_channels,
    remove_destination,
    save_destination,
    settings_in,
)
from depesch.hub.directory.models import Customer, Destination
from depesch.hub.flows.bringing_trial import try_server
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.settings import BadSettings, FieldKind, settings_form

RESOURCE = Router(tags=["destinations"])
OWN = "own"
TRIALS = threading.BoundedSemaphore(2)  # of one web process: each may wait for a server of somebody else's
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}
Owner = Annotated[str, Path(description="`own`, or a customer's id.", max_length=40)]
ChannelName = Annotated[str, Path(description="sftp, ftps, https_push or as2.", max_length=40)]


class DestinationIn(Schema):
    """A destination, whole: a setting that is left out has its default, a secret that is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    settings: dict[str, str | bool | int | float] = Field(
        {}, max_length=50, description="As the channel has them; the answer shows all but the secrets."
    )
    format: str = Field("", max_length=40, description="The company's own server alone; empty: as the document came.")
    enabled: bool = True


class DestinationOut(Schema):
    """A destination. Secrets are never told: `secrets` names those that are set."""

    customer: UUID | None
    channel: str
    format: str
    enabled: bool
    usable: bool = Field(description="Whether the settings are still such as the channel takes.")
    settings: dict[str, str | bool | int | float]
    secrets: list[str]
    set_at: datetime


class DestinationListOut(Schema):
    """The destinations, the company's own first."""

    items: list[DestinationOut]


class TrialOut(Schema):
    """Whether the server lets us in; `answers` is null for a channel that cannot be asked without sending."""

    answers: bool | None
    code: str
    detail: str


@RESOURCE.get(
    "/destinations", response={200: DestinationListOut, 401: ProblemDetails, 403: ProblemDetails},
    operation_id="destinations",
)  # fmt: skip
def destinations(request: HttpRequest) -> DestinationListOut:
    """The servers that documents are brought to over SFTP, FTPS, HTTPS push and AS2."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return DestinationListOut(items=[_out(row) for row in known_destinations()])


@RESOURCE.get(
    "/destinations/{owner}/{channel}", response={200: DestinationOut, **_PROBLEMS}, operation_id="destination"
)
def destination(request: HttpRequest, owner: Owner, channel: ChannelName) -> DestinationOut:
    """One destination."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return _out(_row(owner, channel))


@RESOURCE.put(
    "/destinations/{owner}/{channel}",
    response={200: DestinationOut, 409: ProblemDetails, 422: ProblemDetails, **_PROBLEMS},
    operation_id="setDestination",
)
def set_destination(request: HttpRequest, owner: Owner, channel: ChannelName, wanted: DestinationIn) -> DestinationOut:
    """Set a destination up, or change it. The company has one server of its own: another channel takes its place."""
    caller = _administrator(request)
    try:
        with acting_for(caller.company_id):
            customer = _customer(owner)
            _must_be_a_channel(channel)
            if wanted.format and (customer is not None or wanted.format not in targets()):
                raise ApiProblem("invalid-request", 422, value=f"format: {wanted.format!r} cannot be chosen here")
            save_destination(
                channel, wanted.settings, customer=customer, syntax=wanted.format, enabled=wanted.enabled,
                actor=caller.actor,
            )  # fmt: skip
            return _out(_row(owner, channel))
    except BadSettings as error:
        raise ApiProblem("invalid-request", 422, value=f"settings: {error}") from error
    except IntegrityError as error:
        raise ApiProblem("invalid-request", 409, value="another request sets the same up; send it again") from error


@RESOURCE.delete("/destinations/{owner}/{channel}", response={204: None, **_PROBLEMS}, operation_id="removeDestination")
def delete_destination(request: HttpRequest, owner: Owner, channel: ChannelName) -> Status[None]:
    """Forget a destination with its secrets."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        _must_be_a_channel(channel)
        if not remove_destination(channel, customer=_customer(owner), actor=caller.actor):
            raise ApiProblem("not-found", 404, what="destination", value=f"{owner}/{channel}")
    return Status(204, None)


@RESOURCE.post(
    "/destinations/{owner}/{channel}/try",
    response={200: TrialOut, 409: ProblemDetails, 429: ProblemDetails, **_PROBLEMS},
    operation_id="tryDestination",
)
def try_destination(request: HttpRequest, owner: Owner, channel: ChannelName) -> TrialOut:
    """Log in at the server and look, without bringing anything: SFTP and FTPS. Of the others, look at the settings."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        settings = settings_in(_row(owner, channel))
    if settings is None:
        raise ApiProblem("invalid-request", 409, value="the settings are not complete any more: set them again")
    if not TRIALS.acquire(blocking=False):
        raise ApiProblem("too-many-requests", 429, value=10)
    try:
        found = try_server(caller.company_id, receiver_channels()[channel], settings)
    finally:
        TRIALS.release()
    return TrialOut(answers=found.answers, code=found.code, detail=found.detail)


def _administrator(request: HttpRequest) -> Caller:
    return caller_who_may(request, Permission.ADMINISTER)


def _customer(owner: str) -> Customer | None:
    """Return the customer, None for the company itself; raises ApiProblem `not-found`."""
    if owner == OWN:
        return None
    try:
        found = customer_of(UUID(owner))
    except ValueError:
        found = None
    if found is None:
        raise ApiProblem("not-found", 404, what="customer", value=owner)
    return found


def _must_be_a_channel(channel: str) -> None:
    if channel not in receiver_channels():
        raise ApiProblem("not-found", 404, what="channel", value=channel)


def _row(owner: str, channel: str) -> Destination:
    customer = _customer(owner)
    found = next((each for each in known_destinations(customer) if each.channel == channel), None)
    if found is None:
        raise ApiProblem("not-found", 404, what="destination", value=f"{owner}/{channel}")
    return found


def _out(row: Destination) -> DestinationOut:
    settings = settings_in(row)
    fields = settings_form(receiver_channels()[row.channel].Settings, settings) if settings is not None else ()
    told = {each.name: each.value for each in fields if each.kind is not FieldKind.SECRET and each.value is not None}
    return DestinationOut(
        customer=row.customer_id, channel=row.channel, format=row.syntax, enabled=row.enabled,
        usable=settings is not None, settings=told, set_at=row.set_at,
        secrets=[each.name for each in fields if each.kind is FieldKind.SECRET and each.is_set],
    )  # fmt: skip
