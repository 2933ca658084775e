"""Screen: the company's own texts of the mails that invoices go with, one for each language."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.mail_texts.views import mail_text, mail_text_remove, mail_texts

ADDRESSES = [
    path("settings/email/texts/", mail_texts, name="mail_texts"),
    path("settings/email/texts/<str:text_kind>/<str:text_language>/", mail_text, name="mail_text"),
    path(
        "settings/email/texts/<str:text_kind>/<str:text_language>/predefined/", mail_text_remove,
        name="mail_text_remove",
    ),
]  # fmt: skip
SETTINGS = (
    SettingsPlace(
        rank=36,
        address="mail_texts",
        label=_("E-mail texts"),
        group=SettingsGroup.EMAIL,
        says=_("What the mails say, one text for each language"),
        also=("mail_text", "mail_text_remove"),
    ),
)
