"""Django's registration of `webhooks`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `webhooks`; its tables start with its label."""

    name = "depesch.hub.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
