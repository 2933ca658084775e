"""Screen: what e-mails to customers hold, and who they say that they are from."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.email.views import email_settings

ADDRESSES = [path("settings/email/", email_settings, name="email_settings")]
SETTINGS = (
    SettingsPlace(
        rank=35,
        address="email_settings",
        label=_("E-mail to customers"),
        group=SettingsGroup.EMAIL,
        says=_("Invoices as mails: the sender's name, and where answers go"),
    ),
)
