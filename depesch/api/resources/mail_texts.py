"""`/mail-texts`: what the mails say that the company's invoices go with, one text for each kind and language."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from depesch.api.callers import Caller, caller_who_may
from depesch.api.problems import ApiProblem, faults_response
from depesch.api.shapes import ProblemDetails
from depesch.channels.letter import predefined_text
from depesch.hub.directory.mail_texts import (
    BadText,
    ChangedMeanwhile,
    KeptText,
    NoSuchText,
    mark_of,
    own_text,
    own_texts,
    remove_text,
    save_text,
    text_called,
)
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.kit import strict
from depesch.rendering.mail_text import MOST_BODY, MOST_SUBJECT, MailText, TextKind
from depesch.rendering.mail_text.fields import FIELDS
from depesch.rendering.mail_text.reading import Fault
from depesch.rendering.words import languages

RESOURCE = Router(tags=["mail texts"])
_READ = {401: ProblemDetails, 403: ProblemDetails}
_ONE = {**_READ, 404: ProblemDetails}
_SEEN = "The `mark` of the text that you began from; 409 when another one stands there. None: whatever stands there."


class MailTextIn(Schema):
    """A text with its merge fields, such as {DueDate}."""

    model_config = ConfigDict(extra="forbid")

    subject: str = Field(max_length=4 * MOST_SUBJECT)
    body: str = Field(max_length=4 * MOST_BODY)
    seen: str | None = Field(None, max_length=32, description=_SEEN)


class MailTextOut(Schema):
    """What goes with one kind of document in one language."""

    kind: str = Field(description="invoice or credit_note.")
    language: str
    is_own: bool = Field(description="Whether it is the company's own; else it is the predefined one.")
    subject: str
    body: str
    mark: str = Field(description="Another one for another wording; empty for the predefined text.")
    set_at: datetime | None


class MergeFieldOut(Schema):
    """What may stand between braces, in any case."""

    name: str
    also: list[str] = Field(description="Further names of the same field.")
    term: str = Field(description="The business term of EN 16931 that it becomes.")


class MailTextListOut(Schema):
    """Every text, and the fields."""

    items: list[MailTextOut]
    fields: list[MergeFieldOut]


@RESOURCE.get("/mail-texts", response={200: MailTextListOut, **_READ}, operation_id="mailTexts")
def list_mail_texts(request: HttpRequest) -> MailTextListOut:
    """What the mails say, for each kind of document and each language."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        own = own_texts()
    items = [_out(kind, each, own.get((kind, each))) for kind in TextKind for each in languages()]
    return MailTextListOut(
        items=items, fields=[MergeFieldOut(name=each.name, also=list(each.also), term=each.term) for each in FIELDS]
    )


@RESOURCE.get("/mail-texts/{kind}/{language}", response={200: MailTextOut, **_ONE}, operation_id="mailText")
def read_mail_text(request: HttpRequest, kind: str, language: str) -> MailTextOut:
    """One text."""
    caller = caller_who_may(request, Permission.READ)
    which, spoken = _called(kind, language)
    with acting_for(caller.company_id):
        return _out(which, spoken, own_text(which, spoken))


@RESOURCE.put(
    "/mail-texts/{kind}/{language}",
    response={200: MailTextOut, 409: ProblemDetails, 422: ProblemDetails, **_ONE},
    operation_id="setMailText",
)
def set_mail_text(request: HttpRequest, kind: str, language: str, wanted: MailTextIn) -> MailTextOut | HttpResponse:
    """Put an own text in force: the next mails have it. The same one once more changes nothing."""
    caller = _administrator(request)
    which, spoken = _called(kind, language)
    text = MailText(subject=wanted.subject, body=wanted.body)
    try:
        with acting_for(caller.company_id):
            return _out(which, spoken, save_text(which, spoken, text, seen=wanted.seen, actor=caller.actor))
    except BadText as bad:
        return faults_response(request, "bad-mail-text", [_told(each) for each in bad.faults])
    except ChangedMeanwhile as changed:
        raise ApiProblem("mail-text-changed", 409) from changed


@RESOURCE.delete("/mail-texts/{kind}/{language}", response={204: None, **_ONE}, operation_id="removeMailText")
def remove_mail_text(request: HttpRequest, kind: str, language: str) -> Status[None]:
    """Let the predefined text go again; also when it does already."""
    caller = _administrator(request)
    which, spoken = _called(kind, language)
    with acting_for(caller.company_id):
        remove_text(which, spoken, actor=caller.actor)
    return Status(204, None)


def _administrator(request: HttpRequest) -> Caller:
    return caller_who_may(request, Permission.ADMINISTER)


def _called(kind: str, language: str) -> tuple[TextKind, str]:
    try:
        return text_called(kind, language)
    except NoSuchText as error:
        raise ApiProblem("unknown-address", 404, value=f"/mail-texts/{kind[:40]}/{language[:40]}") from error


def _told(fault: Fault) -> strict.Fault:
    """Return the fault with its place: `subject`, or a line of the body such as `body:3`."""
    place = f"{fault.part}:{fault.line}" if fault.part == "body" and fault.line else fault.part
    meant = f", did you mean {{{fault.meant}}}?" if fault.meant else ""
    return strict.Fault(place, f"{fault.code} {fault.found}".strip() + meant)


def _out(kind: TextKind, language: str, kept: KeptText | None) -> MailTextOut:
    text = kept.text if kept else predefined_text(kind, language)
    return MailTextOut(
        kind=kind.value, language=language, is_own=kept is not None, subject=text.subject, body=text.body,
        mark=mark_of(kept), set_at=kept.set_at if kept else None,
    )  # fmt: skip
