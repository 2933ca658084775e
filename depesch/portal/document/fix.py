"""Fix in place: a new value at each finding, checked while typing, then saved and sent in the refused one's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from depesch.documents.editing import Kind, Refused, Spot
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.fixing import Fix, NotFixable, fix_and_send, may_be_fixed, spots_of, suggestions, try_fix
from depesch.hub.flows.models import Document
from depesch.hub.flows.problems import problem
from depesch.hub.flows.reach import within_reach
from depesch.hub.flows.submission import SubmissionRefused
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.model.issue import Issue
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.document.findings import Finding, ShownChange, findings_of, shown_changes
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import exact, language
from depesch.portal.person import PortalRequest
from depesch.rules.explaining import field_name

_FAULTS: dict[str, Promise] = {
    "not-a-number": _lazy("This is no number. Write it like {example}."),
    "not-a-day": _lazy("This is no day. Write it like 2026-11-20."),
    "too-long": _lazy("This is too long: at most 1,000 characters."),
}
_REFUSED: dict[Refused, Promise] = {
    Refused.NOT_WRITTEN: _lazy("Documents of this format are read here but not written. Correct it in the form."),
    Refused.WOULD_LOSE: _lazy(
        "The file holds values that would be lost if it were changed here. Correct it in the form, or where it "
        "was made."
    ),
    Refused.NOT_SAID: _lazy(
        "The file cannot be changed in this place with certainty. Correct it in the form, or where it was made."
    ),
}
_GONE: dict[str, Promise] = {
    "not-readable": _lazy("The file can no longer be read. Correct it where it was made and hand it over again."),
    "too-large": _lazy("The file is too large to be changed here. Correct it where it was made."),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value to give anew, as the form shows it."""

    name: str  # of the input
    label: str
    row: int | None
    kind: str  # of the input: text or date
    mode: str  # inputmode: decimal or empty
    stands: str
    expected: str
    follows: bool  # it is right as soon as another value is
    typed: str
    fault: str | Promise
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The values that are asked for, what is typed for each by its path, and those that are right together."""

    at: Sequence[Spot]
    typed: Mapping[str, str]
    right: Mapping[str, str]


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND, acting=False)
def fix_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show the form, check what is typed, or send the fixed document."""
    company = company_at(request).pk
    with acting_for(company):
        document = Document.objects.filter(within_reach(), pk=document_id).first()
    if document is None:
        raise Http404
    if not may_be_fixed(document):
        messages.info(request, _("There is nothing to fix here now. This is how the document stands."))
        return redirect("document", document_id)
    at = spots_of(document)
    typed = {spot.path: request.POST.get(f"value-{number}", "") for number, spot in enumerate(at)}
    try:
        right = suggestions(company, document_id)
        if request.method != "POST":
            return _form(request, document, _Wanted(at, _suggested(at, right), right), None)
        wanted = _Wanted(at, typed, right)
        if request.POST.get("do") == "send":
            return _send(request, document, wanted)
        return _form(request, document, wanted, try_fix(company, document_id, typed))
    except NotFixable as error:
        gone = _GONE.get(error.code)
        messages.error(request, str(gone) if gone else _("There is nothing to fix here now."))
        return redirect("document", document_id)


def _send(request: PortalRequest, document: Document, wanted: _Wanted) -> HttpResponseBase:
    actor = person_at(request).actor
    try:
        done = fix_and_send(company_at(request).pk, document.pk, wanted.typed, actor=actor, route="portal")
    except (ActionRefused, SubmissionRefused) as refusal:
        words = problem(refusal.code, language())
        messages.error(request, f"{words.title} {words.what_next}")
        return redirect("document", document.pk)
    if isinstance(done, Fix):
        return _form(request, document, wanted, done)
    messages.success(request, _("This is the fixed document. It is on its way; the original stays in the archive."))
    return redirect("document", done.document_id)


def _form(request: PortalRequest, document: Document, wanted: _Wanted, fix: Fix | None) -> HttpResponseBase:
    page = {
        "document": document,
        "heading": heading_of(document),
        "values": _values(document, wanted, fix),
        **_verdict(document, fix),
    }
    return render(request, "document/fix.html", page)


def _values(document: Document, wanted: _Wanted, fix: Fix | None) -> list[Value]:
    issues = msgspec.convert(document.findings, list[Issue])
    faults = fix.edited.faults if fix else {}
    return [
        Value(
            name=f"value-{number}",
            label=field_name(spot.term, language()) if spot.term else spot.path,
            row=spot.row,
            kind="date" if spot.kind is Kind.DAY else "text",
            mode="decimal" if spot.kind is Kind.NUMBER else "",
            stands=_shown(spot, spot.value),
            expected=_shown(spot, wanted.right.get(spot.path, "")),
            follows=bool(spot.expected) and not spot.where and spot.path not in wanted.right,
            typed=wanted.typed.get(spot.path, ""),
            fault=_fault(faults.get(spot.path, "")),
            findings=findings_of([issues[each] for each in spot.issues], language(), syntax=document.syntax)[0],
        )
        for number, spot in enumerate(wanted.at)
    ]


def _fault(code: str) -> str:
    """Return what is wrong with a typed value, with an example as the reader would write it; nothing for no fault."""
    return str(_FAULTS[code]).format(example=exact(Decimal("1234.50"))) if code in _FAULTS else ""


def _verdict(document: Document, fix: Fix | None) -> dict[str, object]:
    """Return what a check came to: what is left to correct, why it cannot be done here, or that it can go."""
    if fix is None or fix.edited.faults:
        return {"is_checked": False}
    if fix.edited.refused is not None:
        return {"is_checked": True, "refused": _REFUSED[fix.edited.refused]}
    if fix.examined is None:
        return {"is_checked": True, "unchanged": True}
    left: list[Finding] = []
    if fix.examined.problem is not None:
        left = findings_of(fix.examined.problem.findings, language(), syntax=document.syntax)[0]
    changes: list[ShownChange] = shown_changes(fix.edited.changes, language())
    return {"is_checked": True, "left": left, "may_go": fix.examined.problem is None, "changes": changes}


def _suggested(at: Sequence[Spot], right: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the form at first: what is known to be right, else what stands in the document."""
    return {
        spot.path: _typed(spot, right.get(spot.path) or (spot.expected if spot.where else spot.value)) for spot in at
    }


def _typed(spot: Spot, value: str) -> str:
    """Return a value as its input takes it: a number as the reader writes it, a day in ISO form."""
    return _shown(spot, value) if spot.kind is Kind.NUMBER else value


def _shown(spot: Spot, value: str) -> str:
    try:
        if spot.kind is Kind.NUMBER:
            return exact(Decimal(value))
        return exact(date.fromisoformat(value)) if spot.kind is Kind.DAY else value
    except (InvalidOperation, ValueError):  # as it stood in the file
        return value
