"""The chart of accounts: a list, and one form."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.books.chart import BadAccount, save_account
from depesch.hub.books.models import LedgerAccount
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import for_member, person_at
from depesch.portal.document.focus import focus_first_fault
from depesch.portal.forms import PortalForm
from depesch.portal.network.places import plain
from depesch.portal.person import PortalRequest

SHOWN = 300


class LedgerAccountForm(PortalForm):
    """One account."""

    number = forms.CharField(label=gettext_lazy("Account number"), max_length=20)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    is_active = forms.BooleanField(
        label=gettext_lazy("In use"), required=False, initial=True,
        help_text=gettext_lazy(
            "An account that is not in use is neither proposed nor taken. What was coded to it stays."
        ),
    )  # fmt: skip


@require_GET
@for_member(Permission.PROCESS)
def chart(request: PortalRequest) -> HttpResponseBase:
    """Show the accounts."""
    words = plain(request, "q")
    rows = LedgerAccount.objects.order_by("number")
    if words:
        rows = rows.filter(Q(number__startswith=words) | Q(name__icontains=words))
    found = list(rows[: SHOWN + 1])
    page = {"accounts": found[:SHOWN], "has_more": len(found) > SHOWN, "query": words}
    return render(request, "registers/chart.html", page)


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def ledger_account_new(request: PortalRequest) -> HttpResponseBase:
    """Add an account."""
    return _form_page(request, None)


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS)
def ledger_account(request: PortalRequest, ledger_account_id: UUID) -> HttpResponseBase:
    """Change an account."""
    found = LedgerAccount.objects.filter(pk=ledger_account_id).first()
    if found is None:
        raise Http404
    return _form_page(request, found)


def _form_page(request: PortalRequest, found: LedgerAccount | None) -> HttpResponseBase:
    initial = {"number": found.number, "name": found.name, "is_active": found.is_active} if found else {}
    form = LedgerAccountForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            saved = save_account(
                given["number"], given["name"], account=found, is_active=given["is_active"],
                actor=person_at(request).actor,
            )  # fmt: skip
        except BadAccount as bad:
            form.add_error(bad.field, _fault(bad))
        else:
            messages.success(request, _("{name} is saved.").format(name=f"{saved.number} {saved.name}"))
            return redirect("chart")
    focus_first_fault(form)
    return render(
        request, "registers/account.html", {"form": form, "account": found}, status=422 if form.is_bound else 200
    )


def _fault(bad: BadAccount) -> str:
    return {
        "bad-number": _("Letters and digits, at most 20, such as 4010."),
        "bad-name": _("Write a name in one line, at most 100 signs."),
        "there-already": _("Another account has this number."),
        "too-many": _("There is no room for one more account."),
    }[bad.code]
