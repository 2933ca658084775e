"""Check: what would become of a file, what is wrong with it, and the mended file where that is certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.documents.checking import Verdict
from depesch.documents.envelopes import Part
from depesch.documents.unreadable import Code
from depesch.hub.flows.examination import BROKEN_RULES, Examined
from depesch.hub.flows.problems import problem
from depesch.hub.flows.submission import submit
from depesch.hub.flows.trial import Trial, try_out
from depesch.hub.flows.unpacking import parts_in
from depesch.hub.tenancy.access import Permission
from depesch.kit.filenames import safe_file_name, split_suffix
from depesch.kit.hashing import sha256_hex
from depesch.model.facts import FileBeside
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.document.files import NOTHING_RUNS
from depesch.portal.document.findings import findings_of, shown_changes
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.portal.words import formats_read
from depesch.rules import rule_sets

MOST_CHECKED = 20  # of a file of several documents; each takes its time


@dataclass(frozen=True, slots=True)
class Checked:
    """What the page says of a file beside its findings."""

    name: str
    heading: str
    receiver: str
    sets: str
    must_be_corrected: bool


@dataclass(frozen=True, slots=True)
class Several:
    """What the page says of a file of several documents as a whole."""

    count: int
    must_be_corrected: int
    more: int  # that were not looked at


@require_http_methods(["GET", "POST"])
@for_member(Permission.READ, acting=False)
def check(request: PortalRequest) -> HttpResponseBase:
    """Show the form; on POST what the rules say of the file, or hand out or send its mended form."""
    file = request.FILES.get("files")
    if request.method != "POST" or not isinstance(file, UploadedFile):
        fault = _("Choose a file.") if request.method == "POST" else ""
        return _page(request, {"fault": fault}, status=422 if fault else 200)
    name, content = safe_file_name(file.name or "") or _("The file"), file.read()
    trial = try_out(company_at(request).pk, content)
    if trial.examined.problem is not None and trial.examined.problem.code == Code.NOT_ONE_DOCUMENT:
        parts = parts_in(content)
        if len(parts) > 1:
            return _page(request, _told_of_each(request, parts, name))
    what, mended = request.POST.get("do"), trial.examined.data
    if mended is not None and what == "download":
        return _download(mended, name)
    if mended is not None and what == "send" and person_at(request).may_send:
        return _send(request, mended, name)
    return _page(request, {"results": [_told(trial, name)]})


def _page(request: PortalRequest, page: dict[str, object], *, status: int = 200) -> HttpResponse:
    known = {"form_id": uuid4(), "formats": formats_read()}
    return render(request, "check/check.html", {**known, **page}, status=status)


def _told_of_each(request: PortalRequest, parts: Sequence[Part], name: str) -> dict[str, object]:
    """Return what the page shows of a file of several documents: each of the first, and how many there are."""
    stem, suffix = split_suffix(name)
    tried = [
        (
            try_out(company_at(request).pk, part.data, files_beside=_beside(part)),
            part.name or f"{stem}-{number}{suffix}",
        )
        for number, part in enumerate(parts[:MOST_CHECKED], 1)
    ]
    broken = sum(1 for trial, _name in tried if trial.examined.problem is not None)
    several = Several(count=len(parts), must_be_corrected=broken, more=len(parts) - len(tried))
    return {"several": several, "results": [_told(trial, own_name) for trial, own_name in tried]}


def _beside(part: Part) -> tuple[FileBeside, ...]:
    return tuple(FileBeside(name=file.filename or "", media_type=file.mime_code or "") for file in part.files)


def _told(trial: Trial, name: str) -> dict[str, object]:
    """Return what the page shows of a trial."""
    found, verdict = trial.examined, trial.examined.verdict
    syntax = verdict.syntax or "" if verdict else ""
    findings, more = findings_of(verdict.issues if verdict else (), language(), found.mends, syntax=syntax)
    note = found.problem
    words = problem(note.code, language(), note.values, note.findings) if note else None
    return {
        "checked": Checked(
            name=name,
            heading=words.title if words else _heading(trial),
            receiver=trial.receiver,
            sets=_sets(verdict) if verdict else "",
            must_be_corrected=found.problem is not None,
        ),
        "problem": words if not _is_of_rules(found) else None,
        "findings": findings,
        "more_findings": more,
        "changes": shown_changes(found.mends, language()),
    }


def _heading(trial: Trial) -> str:
    if trial.receiver:
        return _("Nothing stops this document on its way to {receiver}").format(receiver=trial.receiver)
    return _("The document keeps the rules that it was held against")


def _is_of_rules(found: Examined) -> bool:
    """Return whether the findings say it all, so that nothing needs to be said before them."""
    return found.problem is not None and found.problem.code == BROKEN_RULES


def _sets(verdict: Verdict) -> str:
    """Return the rule sets that had their say, as one text; a receiver's own demands go by the receiver's name."""
    published = rule_sets()
    return ", ".join(
        f"{published[used.name].said(language())} {used.version}"
        if used.name in published
        else _("the demands of {receiver}, version {version}").format(
            receiver=used.name.removeprefix("pack "), version=used.version
        )
        for used in verdict.rule_sets
    )


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/xml")
    named = f"{split_suffix(name)[0]}.mended.xml"
    response["Content-Disposition"] = content_disposition_header(True, named) or "attachment"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _send(request: PortalRequest, content: bytes, name: str) -> HttpResponseBase:
    """Hand over the mended file, once for each time that the form was opened, and show it."""
    form_id = request.POST.get("form", "")[:36]
    submission = submit(
        content,
        company_id=company_at(request).pk,
        actor=person_at(request).actor,
        route="portal",
        file_name=f"{split_suffix(name)[0]}.mended.xml",
        idempotency_key=f"portal:{form_id}:{sha256_hex(content)}" if form_id else None,
    )
    return redirect("document", submission.document_id)
