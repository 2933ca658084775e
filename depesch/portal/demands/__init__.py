"""Screen: what we demand of invoices to us: the rule pack, edited row by row, tried, put in force."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.demands.trying import try_demands
from depesch.portal.demands.views import change_demand, demand_version, demands, new_demand

ADDRESSES = [
    path("settings/demands/", demands, name="demands"),
    path("settings/demands/try/", try_demands, name="try_demands"),
    path("settings/demands/new/<slug:demand_kind>/", new_demand, name="new_demand"),
    path("settings/demands/change/<slug:demand_key>/", change_demand, name="change_demand"),
    path("settings/demands/versions/<int:pack_version>/", demand_version, name="demand_version"),
]
SETTINGS = (
    SettingsPlace(
        rank=62, address="demands", label=_("What we demand"), group=SettingsGroup.NETWORK,
        says=_("What an invoice to you must say"),
        also=("try_demands", "new_demand", "change_demand", "demand_version"),
    ),
)  # fmt: skip
