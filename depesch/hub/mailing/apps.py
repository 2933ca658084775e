"""Django's registration of `mailing`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `mailing`; its tables start with its label."""

    name = "depesch.hub.mailing"
    label = "mailing"
    default_auto_field = "django.db.models.BigAutoField"
