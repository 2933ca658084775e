"""Django's registration of `direct`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `direct`; its tables start with its label."""

    name = "depesch.hub.direct"
    label = "direct"
    default_auto_field = "django.db.models.BigAutoField"
