"""Screen: what a person is told of by mail, and the link at the foot of a mail that stops it."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.notices.views import notices, stop_notices

ADDRESSES = [
    path("you/notices/", notices, name="notices"),
    path("notices/stop/<str:stop_token>/", stop_notices, name="stop_notices"),
]
SETTINGS = (
    SettingsPlace(
        rank=3,
        address="notices",
        label=_("Notices by e-mail"),
        group=SettingsGroup.PERSON,
        says=_("Which mails you get, and about what"),
    ),
)
