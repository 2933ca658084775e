"""Django's registration of `agents`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `agents`; its tables start with its label."""

    name = "depesch.hub.agents"
    label = "agents"
    default_auto_field = "django.db.models.BigAutoField"
