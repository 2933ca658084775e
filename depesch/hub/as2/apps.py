"""Django's registration of `as2`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `as2`; its tables start with its label."""

    name = "depesch.hub.as2"
    label = "as2"
    default_auto_field = "django.db.models.BigAutoField"
