"""`/printers`, and printing a document: printers that print what is mailed to their own address."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from depesch.api.callers import Caller, caller_who_may
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.once import PARAMETER, once
from depesch.api.problems import ApiProblem, refusal_response
from depesch.api.shapes import ProblemDetails
from depesch.hub.directory.models import Printer
from depesch.hub.directory.printers import BadPrinter, printers, remove_printer, save_printer
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.models import PrintJob
from depesch.hub.flows.printing import ask_print, ask_test_page
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["printers"])
_READ = {401: ProblemDetails, 403: ProblemDetails}
_ONE = {**_READ, 404: ProblemDetails}


class PrinterIn(Schema):
    """A printer."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    address: str = Field(min_length=3, max_length=254, description="The printer's own e-mail address.")
    is_default: bool = Field(False, description="For all customers whose card names no other; the first one always is.")


class PrinterOut(Schema):
    """A printer."""

    id: UUID
    name: str
    address: str
    is_default: bool


class PrinterListOut(Schema):
    """The printers, the default one first."""

    items: list[PrinterOut]


class PrintIn(Schema):
    """On which printer; none: that of the customer's card, else the default one."""

    model_config = ConfigDict(extra="forbid")

    printer: UUID | None = None


class PrintOut(Schema):
    """A print. `handed` says that the mail server took it; whether it was printed nobody tells."""

    id: UUID
    printer: str
    state: str = Field(description="waiting, handed, uncertain or failed.")
    asked_at: datetime


@RESOURCE.get("/printers", response={200: PrinterListOut, **_READ}, operation_id="printers")
def list_printers(request: HttpRequest) -> PrinterListOut:
    """The company's printers."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return PrinterListOut(items=[_out(each) for each in printers()])


@RESOURCE.post(
    "/printers", response={201: PrinterOut, 409: ProblemDetails, 422: ProblemDetails, **_READ},
    operation_id="addPrinter", openapi_extra={"parameters": [PARAMETER]},
)  # fmt: skip
def add_printer(request: HttpRequest, wanted: PrinterIn) -> HttpResponse:
    """Add a printer."""
    caller = _administrator(request)
    return once(request, caller.company_id, lambda: _saved(wanted, None, caller))


@RESOURCE.put(
    "/printers/{uuid:printer_id}", response={200: PrinterOut, 422: ProblemDetails, **_ONE}, operation_id="changePrinter"
)
def change_printer(request: HttpRequest, printer_id: UUID, wanted: PrinterIn) -> PrinterOut:
    """Change a printer."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        return _saved(wanted, _printer(printer_id), caller)


@RESOURCE.delete("/printers/{uuid:printer_id}", response={204: None, **_ONE}, operation_id="removePrinter")
def delete_printer(request: HttpRequest, printer_id: UUID) -> Status[None]:
    """Forget a printer; customers whose card names it get the default one."""
    caller = _administrator(request)
    with acting_for(caller.company_id):
        remove_printer(_printer(printer_id), actor=caller.actor)
    return Status(204, None)


@RESOURCE.post(
    "/printers/{uuid:printer_id}/test", response={202: PrintOut, 409: ProblemDetails, **_ONE},
    operation_id="printTestPage", openapi_extra={"parameters": [PARAMETER]},
)  # fmt: skip
def print_test_page(request: HttpRequest, printer_id: UUID) -> HttpResponse:
    """Mail a test page to the printer."""
    caller, spoken = _administrator(request), language_of(request)

    def make() -> PrintOut:
        found = _printer(printer_id)
        return _print(ask_test_page(found, language=spoken, asked_as=f"api:{uuid4().hex}", actor=caller.actor))

    return once(request, caller.company_id, make, status=202)


@RESOURCE.post(
    "/documents/{uuid:document_id}/print", response={202: PrintOut, 409: ProblemDetails, **_ONE},
    operation_id="printDocument", openapi_extra={"parameters": [PARAMETER]},
)  # fmt: skip
def print_document(request: HttpRequest, document_id: UUID, wanted: PrintIn) -> HttpResponse:
    """Mail a document's PDF to a printer. It is no delivery and changes nothing of the document."""
    caller = caller_who_may(request, Permission.SEND)

    def make() -> PrintOut:
        document_of(document_id)
        found = _printer(wanted.printer) if wanted.printer else None
        return _print(ask_print(document_id, found, asked_as=f"api:{uuid4().hex}", actor=caller.actor))

    try:
        return once(request, caller.company_id, make, status=202)
    except ActionRefused as refused:
        return refusal_response(request, refused.code, 409, "")


def _administrator(request: HttpRequest) -> Caller:
    return caller_who_may(request, Permission.ADMINISTER)


def _printer(printer_id: UUID) -> Printer:
    found = Printer.objects.filter(pk=printer_id).first()
    if found is None:
        raise ApiProblem("not-found", 404, what="printer", value=str(printer_id))
    return found


def _saved(wanted: PrinterIn, found: Printer | None, caller: Caller) -> PrinterOut:
    try:
        return _out(
            save_printer(wanted.name, wanted.address, printer=found, is_default=wanted.is_default, actor=caller.actor)
        )
    except BadPrinter as bad:
        raise ApiProblem("invalid-request", 422, value=str(bad)) from bad


def _out(row: Printer) -> PrinterOut:
    return PrinterOut(id=row.pk, name=row.name, address=row.address, is_default=row.is_default)


def _print(job: PrintJob) -> PrintOut:
    return PrintOut(id=job.pk, printer=job.printer, state=job.state, asked_at=job.asked_at)
