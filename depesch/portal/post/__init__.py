"""Screen: letters on paper: whether the company sends them, at what hour, and what becomes of those that come back."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.post.views import post_settings

ADDRESSES = [path("settings/post/", post_settings, name="post_settings")]
SETTINGS = (
    SettingsPlace(
        rank=36,
        address="post_settings",
        label=_("Letters by post"),
        group=SettingsGroup.PRINTERS,
        says=_("Invoices that are printed, packed and posted for you"),
    ),
)
