"""Templates: each customer's own; used, renamed, deleted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.drafts.editing import DraftRefused
from depesch.hub.drafts.models import Template
from depesch.hub.drafts.templates import delete_template, from_template, rename_template, view_of
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.invoice.refusals import refusal
from depesch.portal.person import PortalRequest

MOST = 500
MOST_LINES = 50  # that the page of a template shows


@require_GET
@for_member(Permission.SEND)
def templates_page(request: PortalRequest) -> HttpResponseBase:
    """Show all templates by customer."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    found = Template.objects.select_related("customer").defer("fields", "layout").order_by("customer__name", "name")
    for word in query.split()[:8]:
        found = found.filter(customer__name__icontains=word) | found.filter(name__icontains=word)
    return render(request, "drafts/templates.html", {"templates": list(found[:MOST]), "query": query})


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def template_page(request: PortalRequest, template_id: UUID) -> HttpResponseBase:
    """Show one template; on POST make an invoice of it, rename it or delete it."""
    try:
        template = Template.objects.select_related("customer").get(pk=template_id)
    except Template.DoesNotExist:
        raise Http404 from None
    fault, name = "", template.name
    actor = person_at(request).actor
    if request.method == "POST":
        chosen = request.POST.get("do", "")
        try:
            if chosen == "use":
                return _used(template, actor)
            if chosen == "delete":
                delete_template(template.pk, actor=actor)
                messages.success(request, _("The template is deleted. Invoices made from it stay."))
                return redirect("templates")
            name = request.POST.get("name", "")
            rename_template(template.pk, name, actor=actor)
        except DraftRefused as no:
            fault = refusal(no.code)
        else:
            messages.success(request, _("The template has its new name."))
            return redirect("templates")
    page = {"template": template, "fault": fault, "name": name}
    return render(request, "drafts/template.html", page | _content(template), status=422 if fault else 200)


def _content(template: Template) -> dict[str, object]:
    """Return what an invoice from the template says: lines, sums and notes, and the files that go with it."""
    view = view_of(template, language=language())
    rows = view.lines.rows
    files = template.files.order_by("rank").values("name", "size", "description")
    return {"view": view, "rows": rows[:MOST_LINES], "more_lines": len(rows[MOST_LINES:]), "files": list(files)}


def _used(template: Template, actor: str) -> HttpResponseBase:
    draft = from_template(template.pk, actor=actor, language=language())
    return HttpResponseRedirect(f"{reverse('draft', args=[draft.pk])}?focus=lines.0.name")
