"""What the form's buttons do beside changing its fields: files, the template, sending."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from depesch.hub.drafts.attachments import FileRefused, attach, describe, detach
from depesch.hub.drafts.editing import DraftRefused
from depesch.hub.drafts.finishing import NotFinished
from depesch.hub.drafts.models import Draft, DraftFile
from depesch.hub.drafts.sending import NotSendable
from depesch.hub.drafts.templates import save_as_template
from depesch.hub.flows.problems import problem
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.portal.access import company_at, person_at
from depesch.portal.formatting import language
from depesch.portal.invoice.finishing import LATER, finished, hour_of
from depesch.portal.invoice.page import Asked
from depesch.portal.invoice.refusals import refusal
from depesch.portal.person import PortalRequest

_DESCRIPTION = "file."


def describe_files(draft_id: UUID, posted: Mapping[str, str], *, actor: str) -> None:
    """Note what each file is, where that was changed. Call it inside `acting_for`."""
    said = {name.removeprefix(_DESCRIPTION): text for name, text in posted.items() if name.startswith(_DESCRIPTION)}
    if not said:
        return
    for file in DraftFile.objects.filter(draft_id=draft_id).defer("content"):
        wanted = " ".join(said.get(str(file.pk), file.description).split())[:200]
        if wanted != file.description:
            describe(draft_id, file.pk, wanted, actor=actor)


def finish_from_form(request: PortalRequest, draft: Draft, action: str) -> HttpResponseBase | Asked:
    """Do what the button says with the saved draft; return why not, for the form, when it cannot be done."""
    text = request.POST.get("send_at", "")
    at = hour_of(text) if action == LATER else None
    if action == LATER and (at is None or at <= now()):
        return Asked(later_fault=refusal("past" if at else "no-time"), send_at=text)
    try:
        return finished(request, draft.pk, draft.revision, action, at)
    except NotFinished as missing:
        title = problem(missing.look.problem_code, language()) if missing.look.problem_code else None
        return Asked(was_tried=True, problem=missing.look.problem or title, is_unfinished=True)
    except NotSendable as refused:
        return Asked(later_fault=refusal(refused.code), send_at=text)


def does(request: PortalRequest, draft: Draft, action: str, what: str, asked: Asked) -> Asked:
    """Do what the button says and return how the form goes on."""
    actor = person_at(request).actor
    if action == "attach":
        return _attached(request, draft, actor)
    with acting_for(company_at(request).pk):
        if action == "detach":
            return _detached(draft, what, actor)
        if action == "template":
            return _kept_as_template(request, draft, actor)
    return asked


def _attached(request: PortalRequest, draft: Draft, actor: str) -> Asked:
    faults = []
    for file in request.FILES.getlist("attach"):
        name = file.name or ""
        try:
            _attach(request, draft, file, name, actor)
        except FileRefused as refused:
            faults.append(_("{name}: {why}").format(name=name, why=refusal(refused.code)))
    if not request.FILES.getlist("attach"):
        faults.append(_("Choose at least one file."))
    return Asked(file_fault=" ".join(faults), focus="attach")


def _attach(request: PortalRequest, draft: Draft, file: UploadedFile[bytes], name: str, actor: str) -> None:
    with acting_for(company_at(request).pk):
        attach(draft.pk, name, file.read(), actor=actor)


def _detached(draft: Draft, what: str, actor: str) -> Asked:
    try:
        detach(draft.pk, UUID(what), actor=actor)
    except (ValueError, FileRefused):
        return Asked(file_fault=refusal("no-such-file"))
    return Asked(focus="attach")


def _kept_as_template(request: PortalRequest, draft: Draft, actor: str) -> Asked:
    name = request.POST.get("template_name", "")
    try:
        template = save_as_template(draft.pk, name, actor=actor)
    except DraftRefused as refused:
        return Asked(template_fault=refusal(refused.code), template_name=name)
    messages.success(
        request, _("The template {name} is saved. You find it where you create invoices.").format(name=template.name)
    )
    return Asked()
