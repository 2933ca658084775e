"""The accounts for payment: a list in their order, one form, a question before one goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from depesch.hub.accounts import payment_accounts as hub
from depesch.hub.accounts.payment_accounts import AccountFacts, AccountKind, BadAccount
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import PaymentAccount
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.forms import PortalForm
from depesch.portal.person import PortalRequest

KINDS = (
    (AccountKind.BANKGIRO.value, gettext_lazy("Bankgiro")),
    (AccountKind.PLUSGIRO.value, gettext_lazy("Plusgiro")),
    (AccountKind.IBAN.value, gettext_lazy("IBAN, with BIC")),
    (AccountKind.NORWEGIAN.value, gettext_lazy("Norwegian account")),
    (AccountKind.DANISH.value, gettext_lazy("Danish account, with registration number")),
)
_FIRST_KIND = {"SE": AccountKind.BANKGIRO, "NO": AccountKind.NORWEGIAN, "DK": AccountKind.DANISH}
CURRENCIES = ("SEK", "NOK", "DKK", "EUR", "USD", "GBP", "CHF", "ISK", "PLN")


class AccountForm(PortalForm):
    """One account."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of account"), choices=KINDS)
    value = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=60,
        help_text=gettext_lazy(
            "As it stands at your bank: blanks and hyphens do not matter. Check digits are checked."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    bic = forms.CharField(
        label=gettext_lazy("BIC"),
        required=False,
        max_length=14,
        help_text=gettext_lazy("For an IBAN, if those who pay from abroad need it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    holder = forms.CharField(
        label=gettext_lazy("Account holder"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Only if somebody else than the company receives the money."),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        required=False,
        choices=(("", gettext_lazy("All currencies")), *((code, code) for code in CURRENCIES)),
        help_text=gettext_lazy("With a currency, the account stands only on invoices in it."),
    )
    on_invoices = forms.BooleanField(
        label=gettext_lazy("On all invoices"),
        required=False,
        initial=True,
        help_text=gettext_lazy("New invoices begin with it. It can be taken off each of them."),
    )

    @property
    def facts(self) -> AccountFacts:
        """Return what was filled in."""
        return AccountFacts(**self.cleaned_data)


@require_GET
@for_member(Permission.ADMINISTER)
def payment_accounts(request: PortalRequest) -> HttpResponseBase:
    """Show the accounts in the order in which they stand on invoices."""
    names = dict(KINDS)
    rows = [{"account": each, "kind": names[each.kind], "number": hub.shown(each)} for each in hub.accounts()]
    return render(request, "payment_accounts/accounts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def payment_account_new(request: PortalRequest) -> HttpResponseBase:
    """Add an account."""
    company, actor = company_at(request), person_at(request).actor
    form = AccountForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": _FIRST_KIND.get(company.country, AccountKind.IBAN).value},
    )
    if form.is_valid():
        try:
            account = hub.add_account(company, form.facts, actor=actor)
        except BadAccount as bad:
            form.add_error(bad.field, _words(bad, form.cleaned_data))
        else:
            messages.success(request, _("{number} is added.").format(number=hub.shown(account)))
            return redirect("payment_accounts")
    page = {"form": form}
    return render(request, "payment_accounts/account.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def payment_account(request: PortalRequest, payment_account_id: UUID) -> HttpResponseBase:
    """Change an account."""
    account = _account(payment_account_id)
    first = {name: getattr(account, name) for name in AccountForm.base_fields} | {"value": hub.shown(account)}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=first)
    if account.currency and account.currency not in CURRENCIES:
        _also(form, account.currency)
    if form.is_valid():
        try:
            hub.change_account(account.pk, form.facts, actor=person_at(request).actor)
        except BadAccount as bad:
            form.add_error(bad.field, _words(bad, form.cleaned_data))
        else:
            messages.success(request, _("The account is saved. Invoices that were sent keep what stood on them."))
            return redirect("payment_accounts")
    page = {"form": form, "account": account, "number": hub.shown(account)}
    return render(request, "payment_accounts/account.html", page, status=422 if form.is_bound else 200)


@require_POST
@for_member(Permission.ADMINISTER)
def payment_account_move(request: PortalRequest, payment_account_id: UUID) -> HttpResponseBase:
    """Move an account up or down."""
    account = _account(payment_account_id)
    hub.move_account(account.pk, up=request.POST.get("to") == "up", actor=person_at(request).actor)
    return redirect("payment_accounts")


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def payment_account_remove(request: PortalRequest, payment_account_id: UUID) -> HttpResponseBase:
    """Ask whether an account is to be removed, and do it."""
    account = _account(payment_account_id)
    number = hub.shown(account)
    if request.method == "POST":
        hub.remove_account(account.pk, actor=person_at(request).actor)
        messages.success(request, _("{number} is removed.").format(number=number))
        return redirect("payment_accounts")
    return render(request, "payment_accounts/remove.html", {"account": account, "number": number})


def _account(account_id: UUID) -> PaymentAccount:
    try:
        return PaymentAccount.objects.get(pk=account_id)
    except PaymentAccount.DoesNotExist:
        raise Http404 from None


def _also(form: AccountForm, currency: str) -> None:
    field = form.fields["currency"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  it stands above
    field.choices = [("", _("All currencies")), *((code, code) for code in (*CURRENCIES, currency))]


_NUMBERS = {
    AccountKind.BANKGIRO: gettext_lazy("A bankgiro number has 7 or 8 digits, and its last one is not right here."),
    AccountKind.PLUSGIRO: gettext_lazy("A plusgiro number has 2 to 8 digits, and its last one is not right here."),
    AccountKind.IBAN: gettext_lazy("This is no IBAN: check letters and digits, one of them is wrong or missing."),
    AccountKind.NORWEGIAN: gettext_lazy("A Norwegian account has 11 digits, and its last one is not right here."),
    AccountKind.DANISH: gettext_lazy("Write the registration number, 4 digits, and the account, at most 10 digits."),
}


def _words(bad: BadAccount, given: dict[str, Any]) -> str:
    """Return what is wrong with the field and what to do."""
    if bad.code == "bad-number":
        return str(_NUMBERS[AccountKind(given["kind"])])
    words = {
        "unknown-kind": _("Choose one of the list."),
        "bad-bic": _("A BIC has 8 or 11 letters and digits, such as ESSESESS."),
        "bic-of-other-country": _("The BIC is of a bank in another country than the IBAN."),
        "bad-currency": _("Choose one of the list."),
        "there-already": _("You have this account already."),
        "too-many": _("You have so many accounts that there is no room for one more. Remove one first."),
    }
    return words[bad.code]
