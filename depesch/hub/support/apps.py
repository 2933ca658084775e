"""Django's registration of `support`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `support`; its tables start with its label."""

    name = "depesch.hub.support"
    label = "support"
    default_auto_field = "django.db.models.BigAutoField"
