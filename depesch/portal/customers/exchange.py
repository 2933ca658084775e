"""Customers from a file and into one: upload, look at what would change, apply it all at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.directory.customer_import import (
    MOST_BYTES,
    MOST_ROWS,
    PlanChanged,
    apply_import,
    plan_import,
)
from depesch.hub.directory.customer_import import export_customers as exported
from depesch.hub.directory.models import CustomerImport
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.filenames import safe_file_name
from depesch.portal.access import for_member, person_at
from depesch.portal.customers.import_words import Told, changes_told, told
from depesch.portal.formatting import size
from depesch.portal.network.places import network_page
from depesch.portal.person import PortalRequest

FORGOTTEN_AFTER = timedelta(days=1)
SHOWN = 200  # of each kind; the numbers say how many there are


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def import_customers(request: PortalRequest) -> HttpResponseBase:
    """Show where a file of customers is chosen, or keep it for looking at."""
    fault = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            fault = _("Choose a file first.")
        elif (file.size or 0) > MOST_BYTES:
            fault = _("The file has {size}. It may have {most}: divide it.").format(
                size=size(file.size or 0), most=size(MOST_BYTES)
            )
        else:
            kept = _kept(safe_file_name(file.name or "customers.csv"), file.read(), person_at(request).actor)
            return redirect("imported_customers", kept.pk)
    context = {"fault": fault, "most": size(MOST_BYTES), "rows": MOST_ROWS}
    return network_page(request, "customers/import.html", "customers", context, status=422 if fault else 200)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def imported_customers(request: PortalRequest, import_id: UUID) -> HttpResponseBase:
    """Show what the file would change, or apply it."""
    kept = CustomerImport.objects.filter(pk=import_id, made_at__gt=timezone.now() - FORGOTTEN_AFTER).first()
    if kept is None:
        raise Http404
    content, has_changed = bytes(kept.content), False
    if request.method == "POST":
        try:
            plan = apply_import(
                content, digest=request.POST.get("digest", ""), file_name=kept.file_name, actor=person_at(request).actor
            )
        except PlanChanged:
            has_changed = True
        else:
            kept.delete()
            count = len(plan.new) + len(plan.changed)
            words = ngettext(
                "{count} customer was added or changed.", "{count} customers were added or changed.", count
            )
            messages.success(request, words.format(count=count))
            return redirect("customers")
    plan = plan_import(content)
    faults: list[Told] = [told(fault) for fault in plan.faults]
    context = {
        "kept": kept, "plan": plan, "faults": faults, "has_changed": has_changed,
        "new": [] if faults else plan.new[:SHOWN],
        "changed": [(each, changes_told(each)) for each in ([] if faults else plan.changed[:SHOWN])], "shown": SHOWN,
    }  # fmt: skip
    return network_page(request, "customers/preview.html", "customers", context)


@require_GET
@for_member()
def export_customers(request: PortalRequest) -> HttpResponseBase:
    """Hand over the register as a file."""
    answer = HttpResponse(exported(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="customers-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer


def _kept(file_name: str, content: bytes, actor: str) -> CustomerImport:
    """Keep the file for looking at; what is older than a day is forgotten on the way."""
    CustomerImport.objects.filter(made_at__lte=timezone.now() - FORGOTTEN_AFTER).delete()
    return CustomerImport.objects.create(
        tenant_id=tenant_id(), file_name=file_name[:255], content=content, made_by=actor, made_at=timezone.now()
    )
