"""The suppliers: a list, one form, a question before one goes."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.books import suppliers as hub
from depesch.hub.books.chart import chart
from depesch.hub.books.models import Supplier
from depesch.hub.books.suppliers import BadSupplier, SupplierFacts
from depesch.hub.flows.coding import NothingToCode, coding_sheet
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, document_of_company, for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.forms import PortalForm
from depesch.portal.network.places import plain
from depesch.portal.person import PortalRequest
from depesch.portal.registers.accounts_field import AccountField, account_chosen, shown

SHOWN = 200
_FACTS = ("name", "country", "organisation_number", "bankgiro", "vat_number")


class SupplierForm(PortalForm):
    """One supplier."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    country = forms.CharField(
        label=gettext_lazy("Country"), max_length=2, help_text=gettext_lazy("Two letters, such as SE or NO.")
    )
    organisation_number = forms.CharField(label=gettext_lazy("Organisation number"), max_length=40, required=False)
    bankgiro = forms.CharField(label=gettext_lazy("Bankgiro"), max_length=20, required=False)
    vat_number = forms.CharField(
        label=gettext_lazy("VAT number"), max_length=40, required=False,
        help_text=gettext_lazy(
            "Invoices are known by these numbers, the organisation number first, then bankgiro, then VAT number. "
            "One is enough."
        ),
    )  # fmt: skip
    account = AccountField(
        label=gettext_lazy("Usual purchase account"),
        help_text=gettext_lazy("Proposed for every line that is none of your own articles. Type a number or a name."),
    )


@require_GET
@for_member(Permission.PROCESS)
def suppliers(request: PortalRequest) -> HttpResponseBase:
    """Show the suppliers."""
    words = plain(request, "q")
    found = list(hub.suppliers(words)[: SHOWN + 1])
    page = {"suppliers": found[:SHOWN], "has_more": len(found) > SHOWN, "query": words}
    return render(request, "registers/suppliers.html", page)


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def supplier_new(request: PortalRequest) -> HttpResponseBase:
    """Add a supplier; `document` names an invoice of theirs, which fills the form and is coded then."""
    return _form_page(request, None, _document(request))


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def supplier(request: PortalRequest, supplier_id: UUID) -> HttpResponseBase:
    """Change a supplier."""
    return _form_page(request, _called(supplier_id), _document(request))


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def supplier_remove(request: PortalRequest, supplier_id: UUID) -> HttpResponseBase:
    """Ask, then take a supplier out of the register."""
    found = _called(supplier_id)
    if request.method == "POST":
        hub.remove_supplier(found, actor=person_at(request).actor)
        messages.success(request, _("{name} is removed.").format(name=found.name))
        return redirect("suppliers")
    page = {"name": found.name, "back": "supplier", "pk": found.pk, "list": "suppliers", "list_word": _("Suppliers")}
    return render(request, "registers/remove.html", page)


def _called(supplier_id: UUID) -> Supplier:
    found = hub.supplier_called(supplier_id)
    if found is None:
        raise Http404
    return found


def _document(request: PortalRequest) -> Document | None:
    """Return the invoice that the person came from; None for none, 404 for one that is not theirs."""
    try:
        named = UUID(request.GET["document"]) if request.GET.get("document") else None
    except ValueError:
        raise Http404 from None
    return document_of_company(named) if named else None


def _form_page(request: PortalRequest, found: Supplier | None, document: Document | None) -> HttpResponseBase:
    form = SupplierForm(request.POST if request.method == "POST" else None, initial=_initial(request, found, document))
    accounts = chart()
    if form.is_valid():
        account = account_chosen(form, "account", accounts)
        facts = SupplierFacts(**{name: form.cleaned_data[name] for name in _FACTS})
        if form.is_valid():
            try:
                saved = hub.save_supplier(facts, account=account, supplier=found, actor=person_at(request).actor)
            except BadSupplier as bad:
                form.add_error(bad.field, _fault(bad))
            else:
                messages.success(request, _("{name} is saved.").format(name=saved.name))
                return redirect("coding", document.pk) if document else redirect("suppliers")
    focus_first_fault(form)
    page = {"form": form, "supplier": found, "document": document, "accounts": [a for a in accounts if a.is_active]}
    return render(request, "registers/supplier.html", page, status=422 if form.is_bound else 200)


def _initial(request: PortalRequest, found: Supplier | None, document: Document | None) -> dict[str, str]:
    if found is not None:
        return {name: getattr(found, name) for name in _FACTS} | {"account": shown(found.purchase_account)}
    filled = {"country": company_at(request).country}
    if document is None:
        return filled
    try:
        marks = coding_sheet(document).marks
    except NothingToCode:
        return filled
    country, number = next(iter(marks.organisation_numbers), ("", ""))
    return {
        "name": marks.name, "country": country or marks.country or filled["country"], "organisation_number": number,
        "bankgiro": next(iter(marks.bankgiros), ""), "vat_number": next(iter(marks.vat_numbers), ""),
    }  # fmt: skip


def _fault(bad: BadSupplier) -> str:
    return {
        "bad-name": _("Write a name in one line, at most 200 signs."),
        "bad-country": _("Two letters, such as SE or NO."),
        "bad-number": _("“{value}” is no such number: its form or its check digit is wrong."),
        "no-number": _("Give at least one number: without it no invoice is known to be theirs."),
        "there-already": _("{value} has this number."),
        "closed-account": _("Account {value} is closed."),
        "too-many": _("There is no room for one more supplier."),
    }[bad.code].format(value=bad.value)
