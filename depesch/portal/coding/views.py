"""The page of a coding: shown, changed without saving, saved."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.hub.books.coding import BadCoding, SavedMeanwhile
from depesch.hub.books.reason_words import matched
from depesch.hub.flows.coding import CodingSheet, NothingToCode, code, coding_sheet
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import document_of_company, for_member, person_at
from depesch.portal.coding.form import CodingForm, change, form_of, tell, typed_form, wanted
from depesch.portal.document.timeline import names_of
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest


@require_http_methods(["GET", "POST"])
@for_member()
def coding_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show the coding of an incoming document, and save it."""
    document = document_of_company(document_id)
    try:
        sheet = coding_sheet(document)
    except NothingToCode:
        raise Http404 from None
    if request.method == "POST":
        if not person_at(request).may(Permission.PROCESS):
            raise PermissionDenied
        return _changed(request, document, sheet)
    form = form_of(sheet, from_proposal="proposal" in request.GET)
    return _page(request, document, sheet, form)


def _changed(request: PortalRequest, document: Document, sheet: CodingSheet) -> HttpResponseBase:
    typed = {name: str(value) for name, value in request.POST.items()}
    form, wish = typed_form(sheet, typed), typed.get("do", "save")
    if wish != "save":
        return _page(request, document, sheet, form, focus=change(form, wish, sheet))
    parts = wanted(form, sheet)
    if parts is None:
        return _page(request, document, sheet, form, status=422)
    seen = int(typed["version"]) if typed.get("version", "").isdecimal() and len(typed["version"]) < 9 else 0
    actor = person_at(request).actor
    try:
        code(document, parts, seen=seen, seen_rows=typed.get("rows", "")[:64], actor=actor)
    except BadCoding as bad:
        tell(form, bad.faults, sheet.currency)
        return _page(request, document, sheet, form, status=422)
    except SavedMeanwhile:
        return _page(request, document, coding_sheet(document), form, status=409, is_late=True)
    messages.success(request, _("The coding is saved."))
    return redirect("document", document.pk)


def _page(
    request: PortalRequest, document: Document, sheet: CodingSheet, form: CodingForm, *, focus: str = "",
    status: int = 200, is_late: bool = False,
) -> HttpResponseBase:  # fmt: skip
    saved = sheet.saved
    if is_late and saved:
        for each in form.rows:
            parts = saved.parts.get(each.row.number, ())
            each.meanwhile = ", ".join(part.account.number for part in parts)
    page = {
        "document": document,
        "heading": heading_of(document),
        "sheet": sheet,
        "form": form,
        "accounts": [each for each in sheet.accounts if each.is_active],
        "matched": matched(sheet.match.by, sheet.match.value, language()) if sheet.match else "",
        "saved": saved,
        "saved_by": _name(request, saved.saved_by) if saved else "",
        "may_save": person_at(request).may(Permission.PROCESS),
        "is_proposal": saved is None or "proposal" in request.GET,
        "is_late": is_late,
        "focus": focus or _first_fault(form),
        "has_faults": status == 422,
    }
    return render(request, "coding/coding.html", page, status=status)


def _name(request: PortalRequest, actor: str) -> str:
    """Return who that is; the reader's own name needs no look-up."""
    person = person_at(request)
    return person.user.name if actor == person.actor else names_of({actor}).get(actor, "")


def _first_fault(form: CodingForm) -> str:
    for each in form.rows:
        for at, part in enumerate(each.parts):
            if part.account_fault or part.amount_fault:
                return f"{'account' if part.account_fault else 'amount'}-{each.row.number}-{at}"
    return "rest" if form.rest.account_fault else ""
