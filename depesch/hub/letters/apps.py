"""Django's registration of `letters`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `letters`; its tables start with its label."""

    name = "depesch.hub.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
