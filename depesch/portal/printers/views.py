"""The company's printers: a list, one form, a test page, a question before one goes."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.directory import printers as hub
from depesch.hub.directory.mail_server import mail_server
from depesch.hub.directory.models import Customer, Printer
from depesch.hub.directory.printers import BadPrinter
from depesch.hub.flows.models import PrintJob, PrintState
from depesch.hub.flows.printing import ask_test_page
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest
from depesch.portal.printers.words import PRINT_STATES

LATEST = 20


class PrinterForm(PortalForm):
    """One printer."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("What you call it, such as Office."),
    )
    address = forms.EmailField(
        label=gettext_lazy("The printer's e-mail address"),
        help_text=gettext_lazy("It stands in the printer's own settings, under e-mail or cloud printing."),
    )
    is_default = forms.BooleanField(
        label=gettext_lazy("The usual printer"),
        required=False,
        help_text=gettext_lazy("For all customers whose card names no other."),
    )


@require_GET
@for_member(Permission.ADMINISTER)
def printers(request: PortalRequest) -> HttpResponseBase:
    """Show the printers, and what was lately sent to them."""
    jobs = PrintJob.objects.select_related("document").order_by("-asked_at")[:LATEST]
    page = {
        "printers": hub.printers(), "has_mail": mail_server() is not None,
        "jobs": [(job, PRINT_STATES[PrintState(job.state)]) for job in jobs], "asked_as": uuid4().hex,
    }  # fmt: skip
    return render(request, "printers/printers.html", page)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def printer_new(request: PortalRequest) -> HttpResponseBase:
    """Add a printer."""
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def printer(request: PortalRequest, printer_id: UUID) -> HttpResponseBase:
    """Change a printer."""
    return _form_page(request, printer_called(printer_id))


@require_POST
@for_member(Permission.ADMINISTER)
def printer_test(request: PortalRequest, printer_id: UUID) -> HttpResponseBase:
    """Send a test page; pressed twice, it is sent once."""
    found = printer_called(printer_id)
    asked_as = f"test:{found.pk.hex}:{request.POST.get('asked_as', '')[:32]}"
    ask_test_page(found, language=language(), asked_as=asked_as, actor=person_at(request).actor)
    words = _("A test page is on its way to {name}. Look whether it comes out.")
    messages.success(request, words.format(name=found.name))
    return redirect("printers")


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def printer_remove(request: PortalRequest, printer_id: UUID) -> HttpResponseBase:
    """Ask, then forget a printer."""
    found = printer_called(printer_id)
    if request.method == "POST":
        name = found.name
        hub.remove_printer(found, actor=person_at(request).actor)
        messages.success(request, _("{name} is removed.").format(name=name))
        return redirect("printers")
    count = Customer.objects.filter(printer=found, removed_at=None).count()
    return render(request, "printers/remove.html", {"printer": found, "count": count})


def printer_called(printer_id: UUID) -> Printer:
    """Return one of the company's printers; 404 for any other."""
    found = Printer.objects.filter(pk=printer_id).first()
    if found is None:
        raise Http404
    return found


def _form_page(request: PortalRequest, found: Printer | None) -> HttpResponseBase:
    initial = {"name": found.name, "address": found.address, "is_default": found.is_default} if found else {}
    form = PrinterForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        try:
            saved = hub.save_printer(
                values["name"], values["address"], printer=found, is_default=values["is_default"],
                actor=person_at(request).actor,
            )  # fmt: skip
        except BadPrinter as bad:
            form.add_error(bad.field, _fault(bad))
        else:
            messages.success(request, _("{name} is saved.").format(name=saved.name))
            return redirect("printers")
    page = {"form": form, "printer": found}
    return render(request, "printers/printer.html", page, status=422 if form.is_bound else 200)


def _fault(bad: BadPrinter) -> str:
    return {
        "bad-name": _("Write a name in one line, at most 60 signs."),
        "bad-address": _("Write one address, such as office@print.example."),
        "there-already": _("Another printer has this name."),
        "too-many": _("You have so many printers that there is no room for one more. Remove one first."),
    }[bad.code]
