"""Django's registration of `flows`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `flows`; its tables start with its label."""

    name = "depesch.hub.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"
