"""Django's registration of `paper`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `paper`; its tables start with its label."""

    name = "depesch.hub.paper"
    label = "paper"
    default_auto_field = "django.db.models.BigAutoField"
