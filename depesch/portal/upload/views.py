"""Upload: several files at once, a send mode, and for each file what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from depesch.channels import SendMode
from depesch.hub.flows.problems import problem
from depesch.hub.flows.submission import SubmissionRefused, submit
from depesch.hub.tenancy.access import Permission
from depesch.kit.hashing import sha256_hex
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.portal.words import SEND_MODES, formats_read

# What each send mode does, beside its name.
MODES = (
    (
        SendMode.PRODUCTION,
        SEND_MODES["production"],
        _lazy("The real thing: the receiver gets it and it is to be paid."),
    ),
    (
        SendMode.TEST,
        SEND_MODES["test"],
        _lazy("Goes to the receiver, marked as a test everywhere; not every receiver takes tests."),
    ),
    (
        SendMode.CERTIFICATION,
        SEND_MODES["certification"],
        _lazy("Goes the whole way inside the hub; nothing leaves it."),
    ),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: its document, or why it was not taken over."""

    name: str
    size: int
    document_id: UUID | None = None
    created: bool = True
    title: str = ""
    what_next: str = ""


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND, acting=False)
def upload(request: PortalRequest) -> HttpResponseBase:
    """Show the form; on POST hand over each file by itself, so that one bad file stops no other."""
    mode = request.POST.get("send_mode", SendMode.PRODUCTION)
    results: list[Result] = []
    fault = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        if mode not in SEND_MODES:
            mode = SendMode.PRODUCTION
            fault = _("Choose one of the send modes.")
        elif not files:
            fault = _("Choose at least one file.")
        else:
            results = [_hand_over(request, file, mode) for file in files]
    taken = sum(1 for result in results if result.document_id)
    page = {
        "results": results,
        "taken": taken,
        "refused": len(results) - taken,
        "fault": fault,
        "mode": mode,
        "modes": MODES,
        "form_id": uuid4(),
        "formats": formats_read(),
    }
    return render(request, "upload/upload.html", page, status=422 if fault else 200)


def _hand_over(request: PortalRequest, file: UploadedFile[bytes], mode: str) -> Result:
    company = company_at(request)
    name, size, content = file.name or "", file.size or 0, file.read()
    try:
        submission = submit(
            content,
            company_id=company.pk,
            actor=person_at(request).actor,
            route="portal",
            file_name=name,
            send_mode=mode,
            idempotency_key=_key(request.POST.get("form", ""), content),
        )
    except SubmissionRefused as refusal:
        words = problem(refusal.code, language())
        return Result(name=name, size=size, title=words.title, what_next=words.what_next)
    return Result(name=name, size=size, document_id=submission.document_id, created=submission.created)


def _key(form_id: str, content: bytes) -> str | None:
    """Return the key under which one form hands over one file once, however often it is sent."""
    return f"portal:{form_id[:36]}:{sha256_hex(content)}" if form_id else None
