"""Screen: the change log: everything about users, settings, accounts and connections, from the history."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.changes.views import changes, changes_file

ADDRESSES = [
    path("settings/changes/", changes, name="changes"),
    path("settings/changes.csv", changes_file, name="changes_file"),
]
SETTINGS = (
    SettingsPlace(
        rank=90,
        address="changes",
        label=_("Change log"),
        group=SettingsGroup.PEOPLE,
        says=_("Who changed which setting, and when"),
    ),
)
