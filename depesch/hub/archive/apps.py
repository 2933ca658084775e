"""Django's registration of `archive`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `archive`; its tables start with its label."""

    name = "depesch.hub.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"
