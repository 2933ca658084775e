"""Screen: the accounts that the company is paid to, as they stand on its invoices."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsPlace
from depesch.portal.payment_accounts.views import (
    payment_account,
    payment_account_move,
    payment_account_new,
    payment_account_remove,
    payment_accounts,
)

ADDRESSES = [
    path("settings/accounts/", payment_accounts, name="payment_accounts"),
    path("settings/accounts/new/", payment_account_new, name="payment_account_new"),
    path("settings/accounts/<uuid:payment_account_id>/", payment_account, name="payment_account"),
    path("settings/accounts/<uuid:payment_account_id>/move/", payment_account_move, name="payment_account_move"),
    path("settings/accounts/<uuid:payment_account_id>/remove/", payment_account_remove, name="payment_account_remove"),
]
SETTINGS = (
    SettingsPlace(
        rank=40, address="payment_accounts", label=_("Accounts for payment"),
        says=_("Where your customers pay"),
        also=("payment_account_new", "payment_account", "payment_account_remove"),
    ),
)  # fmt: skip
