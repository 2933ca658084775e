"""`/check`: what the rules and the receiver's own demands say of a document, without handing it over."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from depesch.api import described
from depesch.api.callers import caller_who_may
from depesch.api.intake import BODY, Intake, intake_of
from depesch.api.language import language_of
from depesch.api.shapes import CheckOut, MendedOut, ProblemDetails, ProblemOut, RuleSetOut
from depesch.channels import SendMode
from depesch.documents.mending import mendable, mended
from depesch.hub.flows import problems
from depesch.hub.flows.examination import BROKEN_RULES, Examined
from depesch.hub.flows.trial import try_out
from depesch.hub.tenancy.access import Permission
from depesch.model.facts import FileBeside

RESOURCE = Router(tags=["check"])
_REFUSALS = {
    400: ProblemDetails, 401: ProblemDetails, 403: ProblemDetails, 411: ProblemDetails, 413: ProblemDetails,
    422: ProblemDetails,
}  # fmt: skip


@RESOURCE.post(
    "/check",
    response={200: CheckOut, **_REFUSALS},
    operation_id="check",
    openapi_extra={"requestBody": BODY},
)
def check(
    request: HttpRequest,
    mend: Annotated[bool, Query(description="Give the mended document and what was changed, too.")] = False,
) -> CheckOut:
    """Say what would become of a document if it were handed over; nothing of it is kept.

    It meets the rules that it calls for and, when its receiver is known, what that one demands beyond them.
    """
    caller = caller_who_may(request, Permission.READ)
    intake = intake_of(request, file_name="", send_mode=SendMode.PRODUCTION)
    trial = try_out(caller.company_id, intake.content, files_beside=_beside(intake))
    found, language = trial.examined, language_of(request)
    verdict = found.verdict
    mends = mendable(found.reading, verdict) if found.reading and verdict else frozenset[str]()
    return CheckOut(
        verdict=verdict.verdict.value if verdict else "unreadable",
        syntax=verdict.syntax if verdict else None,
        number=verdict.document if verdict else None,
        profile=verdict.profile if verdict else None,
        schema_valid=verdict.schema_valid if verdict else None,
        rule_sets=[RuleSetOut(name=s.name, version=s.version) for s in verdict.rule_sets] if verdict else [],
        receiver=trial.receiver,
        problem=_problem(found, language),
        findings=[described.finding(issue, language, mends) for issue in verdict.issues] if verdict else [],
        mendable=found.data is not None,
        mended=_mended(found, language) if mend else None,
    )


def _beside(intake: Intake) -> tuple[FileBeside, ...]:
    return tuple(FileBeside(name=file.name, media_type=file.media_type) for file in intake.attachments)


def _problem(found: Examined, language: str) -> ProblemOut | None:
    """Return why the file cannot be read; what the rules find needs no words beside the findings."""
    if found.problem is None or found.problem.code == BROKEN_RULES:
        return None
    words = problems.problem(found.problem.code, language, found.problem.values)
    return ProblemOut(code=found.problem.code, title=words.title, detail=words.detail, next=words.what_next)


def _mended(found: Examined, language: str) -> MendedOut | None:
    """Return the document with everything mended that is certain, also when that does not make it acceptable."""
    if found.reading is None:
        return None
    mending = mended(found.reading)
    if mending.data is None:
        return None
    return MendedOut(
        document=b64encode(mending.data).decode(),
        changes=[described.change(each, language) for each in mending.changes],
        left=[described.finding(issue, language) for issue in mending.left],
    )
