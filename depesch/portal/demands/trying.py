"""Try the demands, as they are worked on, against a file or against documents that were received."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.documents.checking import check
from depesch.documents.reading import read
from depesch.hub.archive.readable import readable_of
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.directory.pack_drafts import work
from depesch.hub.flows.examination import beside
from depesch.hub.flows.models import Direction, Document
from depesch.hub.flows.reach import within_reach
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.filenames import safe_file_name
from depesch.model.facts import FileBeside
from depesch.model.issue import Severity
from depesch.portal.access import company_at, for_member
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest
from depesch.rules import RuleSet
from depesch.rules.explaining import explain
from depesch.rules.packs import Pack
from depesch.rules.packs.checks import PREFIX, rule_set_of
from depesch.syntaxes import UnreadableDocument

RECEIVED = 20
LARGEST = 20_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What a demand has to say."""

    text: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one document."""

    name: str
    problem: str
    findings: list[Finding]
    stops: bool


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER, acting=False)
def try_demands(request: PortalRequest) -> HttpResponseBase:
    """Show what can be tried against, or what came of it."""
    company = company_at(request)
    with acting_for(company.pk):
        demands = work().demands
        received = list(
            Document.objects.filter(within_reach(), direction=Direction.IN).order_by("-received_at", "-id")[:RECEIVED]
        )
    context: dict[str, object] = {"received": received, "count": len(demands)}
    if request.method == "POST" and demands:
        pack = rule_set_of(Pack(receiver=company.name, demands=demands), "trial")
        context |= _tried(request, company, pack)
    with acting_for(company.pk):
        return render(request, "demands/try.html", context)


def _tried(request: PortalRequest, company: Company, pack: RuleSet) -> dict[str, object]:
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        if (file.size or 0) > LARGEST:
            return {"fault": _("The file is too large to be tried here.")}
        return {"tried": _outcome(file.read(), safe_file_name(file.name or "") or _("The file"), pack, ())}
    if not request.POST.get("document"):
        return {"fault": _("Choose a file, or one of the received documents.")}
    try:
        document_id = UUID(request.POST["document"])
    except ValueError:
        raise Http404 from None
    with acting_for(company.pk):
        document = Document.objects.filter(within_reach(), pk=document_id, direction=Direction.IN).first()
        if document is None:
            raise Http404
        files = files_of(document_id)
        original = readable_of(files)
        content = content_of(original) if original else b""
    name = document.number or document.file_name
    return {"tried": _outcome(content, name, pack, beside(files)), "chosen": document_id}


def _outcome(content: bytes, name: str, pack: RuleSet, files: tuple[FileBeside, ...]) -> Tried:
    """Return what the pack alone says of a document; the published rules are checked elsewhere."""
    try:
        verdict = check(read(content), packs=(pack,), files_beside=files)
    except UnreadableDocument:
        return Tried(name, _("The file cannot be read as an invoice, so nothing was tried."), [], stops=True)
    findings = [
        Finding(explain(issue, language()).message, stops=issue.severity is Severity.FATAL)
        for issue in verdict.issues
        if issue.rule.startswith(PREFIX)
    ]
    problem = "" if verdict.schema_valid is not False else _("The file does not fit its format's schema.")
    return Tried(name, problem, findings, stops=bool(problem) or any(each.stops for each in findings))
