"""`/documents/{id}/coding`: which accounts the rows of an incoming document go to, proposed and saved."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from depesch.api.callers import caller_who_may
from depesch.api.coding_shapes import CodingIn, CodingOut, CodingRowOut, MatchOut, PartOut, ProposalOut
from depesch.api.language import language_of
from depesch.api.lookups import document_of
from depesch.api.problems import ApiProblem, faults_response
from depesch.api.shapes import ProblemDetails
from depesch.hub.books.coding import BadCoding, SavedMeanwhile, SavedPart, WantedPart
from depesch.hub.books.reason_words import reason
from depesch.hub.flows.coding import CodingSheet, NothingToCode, code, coding_sheet
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.strict import Fault

RESOURCE = Router(tags=["coding"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails, 404: ProblemDetails}


@RESOURCE.get("/documents/{uuid:document_id}/coding", response={200: CodingOut, **_PROBLEMS}, operation_id="coding")
def coding(request: HttpRequest, document_id: UUID) -> CodingOut:
    """What is proposed for each row and why, and what was saved. Only incoming documents that can be read have one."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        return _out(_sheet(document_id), language_of(request))


@RESOURCE.put(
    "/documents/{uuid:document_id}/coding",
    response={200: CodingOut, 409: ProblemDetails, 422: ProblemDetails, **_PROBLEMS}, operation_id="saveCoding",
)  # fmt: skip
def save_coding(request: HttpRequest, document_id: UUID, wanted: CodingIn) -> CodingOut | HttpResponse:
    """Save a coding. The same again changes nothing; one that goes out from an older version is `coding-changed`."""
    caller = caller_who_may(request, Permission.PROCESS)
    with acting_for(caller.company_id):
        sheet = _sheet(document_id)
        rows = {each.row: [WantedPart(account=part.account, amount=part.amount) for part in each.parts]
                for each in wanted.rows}  # fmt: skip
        unknown = [number for number in rows if number >= len(sheet.rows)]
        if unknown or len(rows) < len(wanted.rows):
            raise ApiProblem("invalid-request", 422, value=f"rows: {unknown or 'a row stands twice'}")
        try:
            code(document_of(document_id), rows, seen=wanted.version, seen_rows=wanted.rows_sha256, actor=caller.actor)
        except BadCoding as bad:
            faults = [Fault(f"rows[{each.row}].parts[{each.part}].{each.field}", _told(each.code, each.value))
                      for each in bad.faults]  # fmt: skip
            return faults_response(request, "bad-coding", faults)
        except SavedMeanwhile as error:
            raise ApiProblem("coding-changed", 409, value=sheet.version) from error
        return _out(_sheet(document_id), language_of(request))


def _sheet(document_id: UUID) -> CodingSheet:
    try:
        return coding_sheet(document_of(document_id))
    except NothingToCode as error:
        raise ApiProblem("not-found", 404, what="coding", value=document_id) from error


def _told(code: str, value: str) -> str:
    return f"{code}: {value}" if value else code


def _out(sheet: CodingSheet, language: str) -> CodingOut:
    saved, found = sheet.saved, sheet.match
    parts = saved.parts if saved and not sheet.is_of_other_rows else {}
    return CodingOut(
        state="saved" if saved else "proposed", version=sheet.version, rows_sha256=sheet.rows_sha256,
        currency=sheet.currency,
        supplier=MatchOut(
            id=found.supplier.id, name=found.supplier.name, by=found.by, value=found.value,
            is_contradicted=found.is_contradicted,
        ) if found else None,
        saved_by=saved.saved_by if saved else "", saved_at=saved.saved_at if saved else None,
        rows=[
            CodingRowOut(
                row=row.number, kind=row.kind, line=row.line, text=row.text, articles=list(row.articles),
                amount=_amount(row.amount),
                proposal=ProposalOut(
                    account=proposal.account.number if proposal.account else None, code=proposal.why,
                    reason=reason(proposal, language),
                    remembered=proposal.remembered.number if proposal.remembered else None,
                ),
                parts=[_part(each) for each in parts.get(row.number, ())],
            )
            for row, proposal in zip(sheet.rows, sheet.proposals, strict=True)
        ],
    )  # fmt: skip


def _part(part: SavedPart) -> PartOut:
    return PartOut(account=part.account.number, amount=_amount(part.amount), origin=part.origin)


def _amount(amount: Decimal) -> str:
    """Return the amount with two decimals at least and without the zeros that the database adds."""
    plain = amount.normalize()
    return f"{plain:.2f}" if int(plain.as_tuple().exponent) > -2 else f"{plain:f}"
