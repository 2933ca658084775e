"""Screen: what the company says of itself, its logo, and how invoicing works for it, with the switch that stops it."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsPlace
from depesch.portal.company.details import company_settings
from depesch.portal.company.invoicing import invoicing_resume, invoicing_settings, invoicing_stop
from depesch.portal.company.logo import logo, logo_change, logo_remove

ADDRESSES = [
    path("settings/company/", company_settings, name="company_settings"),
    path("settings/company/logo/", logo_change, name="logo_change"),
    path("settings/company/logo/remove/", logo_remove, name="logo_remove"),
    path("company/logo/", logo, name="logo"),
    path("settings/invoicing/", invoicing_settings, name="invoicing_settings"),
    path("settings/invoicing/stop/", invoicing_stop, name="invoicing_stop"),
    path("settings/invoicing/resume/", invoicing_resume, name="invoicing_resume"),
]
SETTINGS = (
    SettingsPlace(
        rank=20,
        address="company_settings",
        label=_("Company"),
        says=_("Name, numbers, address and logo, as they stand on invoices"),
        also=("logo_change", "logo_remove"),
    ),
    SettingsPlace(
        rank=30,
        address="invoicing_settings",
        label=_("Invoicing"),
        says=_("How invoices are checked before they go, and how those of others come"),
        also=("invoicing_stop", "invoicing_resume"),
    ),
)
