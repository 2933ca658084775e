"""What the API says and takes of customers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from depesch.api.problems import ApiProblem
from depesch.channels import channels
from depesch.documents.targets import targets
from depesch.exchange.mail.message import BadAddress, parse_address
from depesch.hub.directory.customer_cards import Card, card_of
from depesch.hub.directory.identifiers import PartyIdentifier, canonical
from depesch.hub.directory.models import Customer, CustomerKind, Design, Printer, Run

_LINE = r"^[^\x00-\x1f\x7f]*$"
Line = Annotated[str, Field(pattern=_LINE, max_length=200)]


class CustomerIn(Schema):
    """A customer's card, whole: what is left out is empty."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(pattern=_LINE, min_length=1, max_length=200)]
    kind: CustomerKind = CustomerKind.COMPANY
    country: str = Field("", pattern="^([A-Z]{2})?$")
    email: str = Field("", max_length=254)
    language: Literal["sv", "nb", "en", "da", "fi", "de"] = "en"
    format: str = Field("", max_length=40, description="Name of the format wanted where the way leaves a choice.")
    run: list[str] = Field([], max_length=20, description="Names of channels, the first first; none: as for all.")
    named_run: UUID | None = Field(None, description="One of `/runs`, in the place of a run of its own.")
    printer: UUID | None = Field(None, description="One of `/printers`; none: the default one.")
    design: UUID | None = Field(None, description="One of `/designs`; none: what their rules say.")
    street: Line = ""
    street_2: Line = ""
    postal_code: Annotated[str, Field(pattern=_LINE, max_length=20)] = ""
    city: Annotated[str, Field(pattern=_LINE, max_length=100)] = ""
    contact_name: Line = ""
    identifiers: list[Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,10}:[^\x00-\x1f\x7f]{1,60}$")]] = Field(
        [], max_length=50,
        description="scheme:value, such as 0007:5566010103, vat:SE556601010301, 0088:GLN, customer:K-17",
    )  # fmt: skip


class CustomerOut(Schema):
    """A customer's card."""

    id: UUID
    name: str
    kind: str
    country: str
    email: str
    language: str
    format: str
    run: list[str]
    named_run: UUID | None
    printer: UUID | None
    design: UUID | None
    street: str
    street_2: str
    postal_code: str
    city: str
    contact_name: str
    identifiers: list[str]
    is_in_network: bool
    created_at: datetime


class CustomerListOut(Schema):
    """Customers by name."""

    items: list[CustomerOut]
    next: str | None = None


def card_from(wanted: CustomerIn, *, folder: str = "") -> Card:
    """Return the card; raises ApiProblem `invalid-request` for a format, a channel, an identifier, a
    run, a printer or a design that is none. Call it inside `acting_for`.
    """
    if wanted.format and wanted.format not in targets():
        raise ApiProblem("invalid-request", 422, value=f"format: {wanted.format!r} is none that is written")
    if unknown := sorted(set(wanted.run) - set(channels())):
        raise ApiProblem("invalid-request", 422, value=f"run: {', '.join(unknown)}: no such channel")
    if wanted.email:
        try:
            parse_address(wanted.email)
        except BadAddress as error:
            raise ApiProblem("invalid-request", 422, value=f"email: {error}") from error
    if wanted.named_run and not Run.objects.filter(pk=wanted.named_run, is_default=False).exists():
        raise ApiProblem("invalid-request", 422, value=f"named_run: {wanted.named_run} is none of /runs")
    if wanted.named_run and wanted.run:
        raise ApiProblem("invalid-request", 422, value="run, named_run: give one of the two")
    if wanted.printer and not Printer.objects.filter(pk=wanted.printer).exists():
        raise ApiProblem("invalid-request", 422, value=f"printer: {wanted.printer} is none of /printers")
    if wanted.design and not Design.objects.filter(pk=wanted.design, removed_at=None).exists():
        raise ApiProblem("invalid-request", 422, value=f"design: {wanted.design} is none of /designs")
    given = wanted.model_dump(exclude={"format", "run", "identifiers", "kind", "named_run", "printer", "design"})
    return Card(
        **given, kind=wanted.kind.value, syntax=wanted.format, run=tuple(wanted.run), folder=folder,
        named_run_id=wanted.named_run, printer_id=wanted.printer, design_id=wanted.design,
        identifiers=tuple(dict.fromkeys(_identifier(text) for text in wanted.identifiers)),
    )  # fmt: skip


def _identifier(text: str) -> PartyIdentifier:
    scheme, _, value = text.partition(":")
    found = canonical(scheme, value)
    if found is None:
        raise ApiProblem("invalid-request", 422, value=f"identifiers: {text!r} is no identifier")
    return found


def customer_out(customer: Customer) -> CustomerOut:
    """Return the card as the API shows it."""
    card = card_of(customer, list(customer.identifiers.all()))
    names = CustomerIn.model_fields.keys() - {"format", "run", "identifiers", "named_run", "printer", "design"}
    return CustomerOut(
        id=customer.id, format=card.syntax, run=list(card.run), identifiers=[str(each) for each in card.identifiers],
        named_run=card.named_run_id, printer=card.printer_id, design=card.design_id,
        is_in_network=customer.participant_id is not None, created_at=customer.created_at,
        **{name: getattr(card, name) for name in names},
    )  # fmt: skip
