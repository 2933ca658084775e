"""A chart of accounts from a file: chosen, looked at, applied all at once.

Nothing is kept between the two steps: the page that shows what would change carries the table, and the digest of the
plan says that it is still the same.
"""

from __future__ import annotations

import csv
import io

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from depesch.hub.books.chart_import import MOST_BYTES, ChartPlan, Fault, PlanChanged, apply_chart, plan_chart
from depesch.hub.tenancy.access import Permission
from depesch.kit.filenames import safe_file_name
from depesch.kit.table_text import guarded
from depesch.portal.access import for_member, person_at
from depesch.portal.formatting import size
from depesch.portal.person import PortalRequest

SHOWN = 200
_FAULTS: dict[str, Promise] = {
    "too-large": _lazy("The file is too large. Leave out everything but the accounts."),
    "no-text": _lazy("The file is no text. Save it as CSV in your spreadsheet program, or choose a SIE file."),
    "empty": _lazy("The file is empty. Choose another one."),
    "no-table": _lazy("The file cannot be read as a table. Save it as CSV, or choose a SIE file."),
    "no-known-column": _lazy("The first line has to name the columns: number and name."),
    "no-accounts": _lazy("There is no account in the file."),
    "bad-number": _lazy("This is no account number: letters and digits, at most 20."),
    "bad-name": _lazy("The name is missing or longer than 100 signs."),
    "twice-in-file": _lazy("The number stands in the file twice. Keep one of the lines."),
    "too-many": _lazy("A chart holds {value} accounts at most."),
}


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def import_chart(request: PortalRequest) -> HttpResponseBase:
    """Ask for a file; show what it would change; apply that."""
    if request.method == "POST" and "table" in request.POST:
        return _apply(request)
    fault, file = "", request.FILES.get("file")
    if request.method == "POST" and file is not None and (file.size or 0) <= MOST_BYTES:
        return _look(request, plan_chart(file.read()), safe_file_name(file.name or "chart.csv"))
    if request.method == "POST":
        fault = _("Choose a file first.") if file is None else str(_FAULTS["too-large"])
    page = {"fault": fault, "most": size(MOST_BYTES)}
    return render(request, "registers/import.html", page, status=422 if fault else 200)


def _apply(request: PortalRequest) -> HttpResponseBase:
    table, file_name = request.POST["table"].encode(), safe_file_name(request.POST.get("file_name", "") or "chart.csv")
    digest, actor = request.POST.get("digest", ""), person_at(request).actor
    try:
        plan = apply_chart(table, digest=digest, file_name=file_name, actor=actor)
    except PlanChanged:
        return _look(request, plan_chart(table), file_name, has_changed=True)
    count = len(plan.new) + len(plan.changed)
    words = ngettext("{count} account was added or changed.", "{count} accounts were added or changed.", count)
    messages.success(request, words.format(count=count))
    return redirect("chart")


def _look(request: PortalRequest, plan: ChartPlan, file_name: str, *, has_changed: bool = False) -> HttpResponseBase:
    table = _table(plan)
    page = {
        "plan": plan, "file_name": file_name, "has_changed": has_changed, "table": table,
        "digest": plan_chart(table.encode()).digest if plan.does_something else "",
        "faults": [(fault, _told(fault)) for fault in plan.faults[:SHOWN]],
        "new": plan.new[:SHOWN], "changed": plan.changed[:SHOWN],
    }  # fmt: skip
    return render(request, "registers/preview.html", page, status=422 if plan.faults else 409 if has_changed else 200)


def _table(plan: ChartPlan) -> str:
    """Return what the plan does as a table of its own, whatever the file looked like."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["number", "name", "active"])
    for each in (*plan.new, *plan.changed):
        writer.writerow([each.number, guarded(each.name), "1" if each.is_active else "0"])
    return out.getvalue()


def _told(fault: Fault) -> str:
    return str(_FAULTS[fault.code]).format(value=fault.value)
