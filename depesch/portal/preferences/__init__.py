"""Screen: the person's own page: language, colours, company, sign out."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsPlace
from depesch.portal.preferences.views import choose_company, choose_language, choose_theme, preferences

ADDRESSES = [
    path("you/", preferences, name="preferences"),
    path("you/language/", choose_language, name="language"),
    path("you/theme/", choose_theme, name="theme"),
    path("you/company/", choose_company, name="company"),
]
SETTINGS = (SettingsPlace(rank=0, address="preferences", label=_("You"), of_person=True),)
