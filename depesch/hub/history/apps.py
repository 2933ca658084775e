"""Django's registration of `history`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `history`; its tables start with its label."""

    name = "depesch.hub.history"
    label = "history"
    default_auto_field = "django.db.models.BigAutoField"
