"""Screen: a buyer's own public page, and where the buyer writes it."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.buyer.views import buyer_page, buyer_settings

ADDRESSES = [
    path("buyers/<slug:buyer_slug>/", buyer_page, name="buyer_page"),
    path("settings/public-page/", buyer_settings, name="buyer_settings"),
]
SETTINGS = (
    SettingsPlace(
        rank=64,
        address="buyer_settings",
        label=_("Our public page"),
        group=SettingsGroup.NETWORK,
        says=_("What everybody who invoices you can read"),
    ),
)
