"""Screen: the person's own page: name, address, password, language, colours, company, sign out."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.preferences.account import (
    change_email,
    change_name,
    change_own_password,
    confirm_email,
    keep_email,
    preferences,
)
from depesch.portal.preferences.views import choose_company, choose_language, choose_theme

ADDRESSES = [
    path("you/", preferences, name="preferences"),
    path("you/name/", change_name, name="change_name"),
    path("you/password/", change_own_password, name="change_password"),
    path("you/email/", change_email, name="change_email"),
    path("you/email/keep/", keep_email, name="keep_email"),
    path("you/email/<str:email_secret>/", confirm_email, name="confirm_email"),
    path("you/language/", choose_language, name="language"),
    path("you/theme/", choose_theme, name="theme"),
    path("you/company/", choose_company, name="company"),
]
SETTINGS = (
    SettingsPlace(
        rank=0,
        address="preferences",
        label=_("You"),
        group=SettingsGroup.PERSON,
        says=_("Name, e-mail, password, language, light or dark"),
        also=("change_name", "change_password", "change_email"),
    ),
)
