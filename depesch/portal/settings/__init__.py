"""Screen: everything that can be set, and on a phone the way to all that is not among its five places."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.settings.views import in_settings, settings

ADDRESSES = [path("settings/", settings, name="settings")]
PLACES = (
    MenuPlace(
        rank=80, address="settings", label=_("Settings"), short=_("More"), icon="settings", here=in_settings,
    ),
)  # fmt: skip
