"""A field for an account: typed or chosen by number or name, like the ones of a coding."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _

from depesch.hub.books.chart import as_typed, find_account, known, nearest
from depesch.hub.books.models import LedgerAccount
from depesch.portal.forms import PortalForm


class AccountField(forms.CharField):
    """One account of the chart, or none; the page has the accounts in a list called `accounts`."""

    widget = forms.TextInput(attrs={"list": "accounts", "autocomplete": "off"})

    def __init__(self, **more: object) -> None:
        super().__init__(required=False, max_length=130, **more)  # type: ignore[arg-type]  # Django's own words


def account_chosen(form: PortalForm, name: str, rows: Sequence[LedgerAccount]) -> LedgerAccount | None:
    """Return the account that the valid form names; a fault at the field when there is none such."""
    text = str(form.cleaned_data.get(name) or "")
    if not text:
        return None
    accounts = [known(row) for row in rows]
    found = find_account(text, accounts)
    if found is None:
        near = nearest(text, accounts)
        words = _("There is no account “{value}”.").format(value=text[:60])
        meant = _("Did you mean {account}?").format(account=as_typed(near)) if near else ""
        form.add_error(name, f"{words} {meant}".strip())
        return None
    return next(row for row in rows if row.pk == found.id)


def shown(account: LedgerAccount | None) -> str:
    """Return an account as it stands in the field."""
    return as_typed(known(account)) if account else ""
