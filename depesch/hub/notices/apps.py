"""Django's registration of `notices`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `notices`; its tables start with its label."""

    name = "depesch.hub.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
